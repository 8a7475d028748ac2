"""The Chinese pages: nothing untranslated, nothing missing, nothing stale, and no English left on a page."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

from annotations.models import Article, Claim, User
from annotations.reading import read_text
from annotations.workflow.importing import ArticleDetails, import_article
from annotations.workflow.managing import publish_guidelines
from tests.factories import NOON, make_project, make_review, make_user

ROOT = Path(__file__).parent.parent
APP = ROOT / "annotations"
CATALOGUE = APP / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|<a [^>]*>|</?\w+>")

Message = tuple[str | None, str, str]
"""Context, msgid and the plural's msgid, empty where there is none."""


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(CATALOGUE)


# The catalogue in itself


def test_every_message_is_translated_and_none_is_a_guess(catalogue):
    assert not [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy]
    assert not catalogue.obsolete_entries()


def test_every_placeholder_and_tag_of_a_message_is_in_its_translation(catalogue):
    for entry in catalogue:
        meant = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        assert sorted(PLACEHOLDER.findall(say(entry))) == meant, entry.msgid


def test_every_translation_ends_as_a_sentence_where_the_message_does(catalogue):
    for entry in catalogue:
        is_sentence = entry.msgid.endswith((".", "?")) and " " in entry.msgid
        assert not is_sentence or say(entry).endswith(("。", "？", "%(strip)s")), entry.msgid


def test_what_django_loads_is_what_the_catalogue_says(catalogue):
    assert CATALOGUE.with_suffix(".mo").read_bytes() == catalogue.to_binary()


def say(entry: polib.POEntry) -> str:
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


# The catalogue against the code: the same messages that GNU gettext would find, read without it

CALLS = {
    "gettext": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"(?<![A-Za-z])(n?p?gettext|_)\(({STRING}(?:, {STRING})*)(?:,\s*count)?\)")


def as_message(call: str, words: list[str]) -> Message:
    named = dict(zip(CALLS[call], words, strict=True))
    return named.get("context"), named["msgid"], named.get("plural", "")


def messages_in_template(source: str) -> Iterator[Message]:
    for call, words in TEMPLATE_CALL.findall(templatize(source)):
        yield as_message("gettext" if call == "_" else call, list(ast.literal_eval(f"({words},)")))


def messages_in_module(source: str) -> Iterator[Message]:
    """Yield every message that stands as a literal in a call, under whatever name the call was imported."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy").removesuffix("_noop")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and names.get(node.func.id) in CALLS
        ):
            call = names[node.func.id]
            words = [word.value for word in node.args[: len(CALLS[call])] if isinstance(word, ast.Constant)]
            if words:
                yield as_message(call, words)


def messages_in_app() -> set[Message]:
    modules = (path for path in APP.rglob("*.py") if "migrations" not in path.parts)
    return {
        *(message for path in modules for message in messages_in_module(path.read_text())),
        *(message for path in APP.rglob("*.html") for message in messages_in_template(path.read_text())),
    }


def merge_plurals(messages: set[Message]) -> set[Message]:
    """Return the messages with one entry for a msgid that is also counted, as catalogues hold it."""
    counted = {(context, msgid) for context, msgid, plural in messages if plural}
    return {message for message in messages if message[2] or message[:2] not in counted}


def test_the_catalogue_holds_every_message_of_the_app_and_no_other(catalogue):
    held = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}
    assert held == merge_plurals(messages_in_app())


def test_the_settings_say_nothing_that_chinese_pages_would_show_in_english():
    with override("zh-hans"):
        for _context, msgid, _plural in messages_in_module((ROOT / "workbench" / "settings.py").read_text()):
            assert gettext(msgid) != msgid


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{% translate "Open" %}', (None, "Open", "")),
        ('{% translate "none" context "kind" %}', ("kind", "none", "")),
        ('{% include "x.html" with title=_("Open") %}', (None, "Open", "")),
        ("{% blocktranslate trimmed %}\n  Open\n  it’s\n{% endblocktranslate %}", (None, "Open it’s", "")),
        (
            "{% blocktranslate count n=n %}{{ n }} claim{% plural %}{{ n }} claims{% endblocktranslate %}",
            (None, "%(n)s claim", "%(n)s claims"),
        ),
    ],
)
def test_each_way_to_mark_a_message_in_a_template_is_seen(source, message):
    assert list(messages_in_template(source)) == [message]


def test_a_call_is_seen_under_the_name_it_was_imported_by():
    source = "from django.utils.translation import pgettext_lazy as _p\n_p('kind', 'a' 'b')\n_p(kind, word)"
    assert list(messages_in_module(source)) == [("kind", "ab", "")]


# The pages: all the data is Chinese, so every Latin word on one is a word of ours, or a name

CHINESE = (
    "港务局讨论新渡轮\n\n"
    "市长林雅说，渡轮每天将运送四百辆汽车。\n"
    "一名知情人士说，合同已于周一签署。\n"
    "旧渡轮建于1971年。\n"
)
NAMES = {"Alice", "Bob", "Carol", "Dave", "English", "JSON", "Lines", "CSV", "SHA", "Markdown", "UTF"}
FIGURES = {
    "Krippendorff",
    "Cohen",
    "Do",
    "De",
    "Po",
    "Pe",
    "n",
    "Gwet",
    "AC",
    "Fleiss",
    "Brennan",
    "Prediger",
}
FIGURES |= {"Scott", "Light", "Conger", "Dawid", "Skene", "C", "G", "P", "p", "q", "se", "log"}
KEYS = {*"abcdefghjklmnrstuvwxyz", "Esc", "Del", "Enter", "Shift", "https"}
ENCODINGS = {
    "utf",
    "gb",
    "big",
    "shift",
    "jis",
    "euc",
    "jp",
    "kr",
    "iso",
    "koi",
    "r",
    "windows",
    "Big",
    "EUC",
}
"""Parts of the names of encodings, as they are the same in every language."""

COLUMNS = {"text", "title", "outlet", "byline", "url", "language", "published", "on", "id"}
COLUMNS |= {"MB", "csv", "tsv", "jsonl", "ndjson", "txt", "md", "JSON", "Lines"}
"""The columns of a table of articles and the ends of file names."""

DJANGOS = {"Model", "name", "Add", "Change", "or", "view", "list", "link", "Search", "True", "False"}
"""Read out in management, never seen; Django 5.2 has no Chinese for them."""

CODES = {"alice", "bob", "carol", "dave", "project", "zh"}
"""User names, the project's short name and the article's language, which management shows as they are."""


class Words(HTMLParser):
    """Collects the Latin words that a reader of the page meets, in its text or read out from an attribute."""

    UNREAD = ("script", "style", "cite")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.depth_unread = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth_unread += tag in self.UNREAD
        for name, value in attrs:
            if name in ("aria-label", "title", "placeholder", "alt"):
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.depth_unread -= tag in self.UNREAD

    def handle_data(self, data: str) -> None:
        if not self.depth_unread:
            self.found.update(re.findall(r"[A-Za-z]+", data))


@pytest.fixture
def article(db, settings) -> Article:
    """One claim complete with two verdicts that differ, one with a skip and a verdict, one untouched."""
    settings.DEMO = True
    alice = make_user("Alice", is_staff=True, is_superuser=True, is_demo=True)
    bob, carol, dave = (make_user(name, is_demo=True) for name in ("Bob", "Carol", "Dave"))
    project = make_project(lead=alice, reviewers=[bob, carol, dave], name="渡轮", overlap=2)
    publish_guidelines(project=project, text="逐条判断。", by=alice, at=NOON)
    draft, details = read_text(CHINESE), ArticleDetails(language="zh")
    article = import_article(project=project, draft=draft, at=NOON, details=details).article
    first, second = Claim.objects.live().filter(article=article)[:2]
    make_review(first, bob, "verified")
    make_review(first, carol, "unsourced", is_simulated=True)
    make_review(second, bob, skip_reason="opinion")
    make_review(second, carol, "disputed", reason="refuted")
    return article


def english_on(client, address: str, reader: str = "") -> set[str]:
    if reader:
        client.force_login(User.objects.get(username=reader))
    page = client.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    assert '<html lang="zh-hans"' in page
    return Words(page).found - NAMES


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("name", ["sign_in", "try"])
def test_a_page_for_anybody_is_chinese_throughout(client, name):
    assert english_on(client, reverse(name)) == set()


PROJECT_PAGES = [
    "project",
    "guidelines",
    "rounds",
    "differences",
    "agreement",
    "datasets",
    "members",
    "assignments",
    "proposals",
    "gold",
    "import_articles",
    "retests",
    "settings",
]


@pytest.mark.parametrize("reader", ["alice", "bob"])
@pytest.mark.parametrize("name", PROJECT_PAGES)
def test_a_projects_page_is_chinese_throughout(client, article, name, reader):
    english = english_on(client, reverse(name, args=[article.project.slug]), reader)
    assert english - FIGURES - CODES - KEYS - ENCODINGS - COLUMNS == set()


def test_the_form_for_a_new_article_is_chinese_throughout(client, article):
    english = english_on(client, reverse("add_article", args=[article.project.slug]), "alice")
    assert english - ENCODINGS == set()


@pytest.mark.parametrize("reader", ["alice", "bob", "dave"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_workspace_is_chinese_throughout(client, article, number, reader):
    claim = Claim.objects.live().filter(article=article)[number]
    address = f"{reverse('workspace', args=[article.pk])}?claim={claim.pk}"
    assert english_on(client, address, reader) - KEYS == set()


@pytest.mark.parametrize("reader", ["bob", "dave"])
def test_the_page_after_the_last_claim_is_chinese_throughout(client, article, reader):
    assert english_on(client, reverse("finished", args=[article.pk]), reader) - KEYS == set()


@pytest.mark.usefixtures("article")
def test_the_list_of_projects_is_chinese_throughout(client):
    assert english_on(client, reverse("home"), "bob") == set()


OURS = [model for model in admin.site._registry if model._meta.app_label == "annotations"]


@pytest.fixture(scope="module")
def words_of_other_apps() -> set[str]:
    """Return what other applications call themselves and their tables, which is theirs to translate."""
    others = [model._meta for model in admin.site._registry if model not in OURS]
    names = {str(meta.verbose_name_plural) for meta in others}
    names |= {str(apps.get_app_config(meta.app_label).verbose_name) for meta in others}
    return {word for name in names for said in (name, name.capitalize()) for word in said.split()}


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(
    "name", ["index", *(f"{model._meta.app_label}_{model._meta.model_name}_changelist" for model in OURS)]
)
def test_management_is_chinese_throughout(client, name, words_of_other_apps):
    assert english_on(client, reverse(f"admin:{name}"), "alice") <= words_of_other_apps | DJANGOS | CODES


def test_a_page_that_is_not_there_says_so_in_chinese(client):
    page = client.get("/nowhere/", headers={"accept-language": "zh-hans"}).content.decode()
    assert Words(page).found - NAMES == set()


def test_dates_are_written_the_chinese_way(client, article):
    client.force_login(User.objects.get(username="bob"))
    page = client.get(reverse("rounds", args=[article.project.slug]), headers={"accept-language": "zh-hans"})
    assert "2026年3月2日" in page.content.decode()


@pytest.mark.django_db
def test_the_switch_of_language_keeps_the_page(client):
    address = f"{reverse('try')}?from=here"
    page = client.get(address).content.decode()
    assert f'name="next" value="{address}"' in page
    answer = client.post(reverse("set_language"), {"language": "zh-hans", "next": address})
    assert answer.headers["Location"] == address
    assert '<html lang="zh-hans"' in client.get(address).content.decode()
