"""What an address or a command asks a report to be narrowed to, and the address that says it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Article, Project
from annotations.models.choices import SOURCE_KINDS, Verdict
from annotations.presenting.languages import language_name
from annotations.presenting.words import join_words
from annotations.workflow.agreement.scope import Mind, Scope

MOST_LISTED = 100
"""More articles are not offered in a list; an address may name any."""

LISTS = {
    "article": "articles",
    "language": "languages",
    "source_kind": "source_kinds",
    "label": "labels",
    "version": "guideline_versions",
    "without": "left_out",
}
"""The fields that take several values, and what a scope calls them."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the query of the same report without it."""

    words: str
    query: str


@dataclass(frozen=True)
class FilterList:
    """A filter that takes several values."""

    name: str
    label: str
    choices: list[tuple[str, str, bool, str]]
    """Each value with its name, whether it is asked for, and the language of the name if it has one."""

    errors: Any
    has_more: bool
    """There are more values than are listed."""


class Numbers(forms.MultipleChoiceField):
    """Whole numbers, whichever: what a list offers is only a help."""

    def valid_value(self, value: Any) -> bool:
        """Tell whether the value is a number that a key can be."""
        text = str(value)
        return text.isascii() and text.isdigit() and len(text) < 18

    def clean(self, value: Any) -> list[int]:
        """Return the numbers, each once, in order; a field left empty is none."""
        return sorted({int(number) for number in super().clean([text for text in value or () if text])})


class ScopeForm(forms.Form):
    """The filters of a report; everything may be left out."""

    article = Numbers(label=gettext_lazy("Articles"), required=False)
    language = forms.MultipleChoiceField(label=gettext_lazy("Languages"), required=False)
    source_kind = forms.MultipleChoiceField(
        label=gettext_lazy("Source kinds"), choices=SOURCE_KINDS, required=False
    )
    label = forms.MultipleChoiceField(
        label=gettext_lazy("Claims that anybody called"), choices=Verdict.choices, required=False
    )
    since = forms.DateField(label=gettext_lazy("Verdicts from"), required=False)
    until = forms.DateField(label=gettext_lazy("Verdicts until"), required=False)
    version = Numbers(label=gettext_lazy("Guideline versions"), required=False)
    without = Numbers(label=gettext_lazy("Reviewers left out"), required=False)
    minds = forms.ChoiceField(
        label=gettext_lazy("Where a mind was changed"),
        choices=[
            (Mind.LATEST.value, gettext_lazy("latest verdict before the claim was complete")),
            (Mind.FIRST.value, gettext_lazy("first verdict")),
        ],
        required=False,
    )
    simulated = forms.ChoiceField(
        label=gettext_lazy("Simulated verdicts"),
        choices=[("yes", gettext_lazy("count")), ("no", gettext_lazy("are left out"))],
        required=False,
    )

    def __init__(self, data: QueryDict, *, project: Project) -> None:
        super().__init__(data)
        self._named: dict[str, dict[str, Any]] = {
            "source_kind": dict(SOURCE_KINDS),
            "label": dict(Verdict.choices),
            "without": {},
        }
        languages = Article.objects.filter(project=project).order_by("language").values_list("language")
        codes = [code for (code,) in languages.distinct() if code]
        self._choices("language", [(code, language_name(code)) for code in codes])
        numbers = project.guidelines.order_by("number").values_list("number", flat=True)
        self._choices("version", [(str(number), _("Version %d") % number) for number in numbers])
        articles = (
            Article.objects.filter(project=project).order_by("-pk").values_list("pk", "title", "language")
        )
        listed = list(articles[: MOST_LISTED + 1])
        self._choices("article", [(str(pk), title) for pk, title, _language in listed[:MOST_LISTED]])
        self._languages = {str(pk): language for pk, _title, language in listed}
        self.has_more_articles = len(listed) > MOST_LISTED

    def clean(self) -> dict[str, Any]:
        """Return what was asked for; an error where the dates are the wrong way round."""
        asked = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day: swap the two."))
        return asked

    def scope(self) -> Scope:
        """Return what a valid form asks for."""
        asked = self.cleaned_data
        return Scope(
            articles=tuple(asked["article"]),
            languages=tuple(sorted(asked["language"])),
            source_kinds=tuple(sorted(asked["source_kind"])),
            labels=tuple(label for label in Verdict.values if label in asked["label"]),
            since=asked["since"],
            until=asked["until"],
            guideline_versions=tuple(asked["version"]),
            left_out=tuple(asked["without"]),
            mind=Mind(asked["minds"] or Mind.LATEST),
            with_simulated=asked["simulated"] != "no",
        )

    def offer(self, field: str, choices: Iterable[tuple[int, str]]) -> None:
        """Offer these keys by name."""
        self._choices(field, [(str(key), name) for key, name in choices])

    @property
    def lists(self) -> list[FilterList]:
        """Return the filters that take several values, as a page offers them."""
        offered = []
        for field, named in ((field, self._named.get(field, {})) for field in LISTS):
            asked = {str(value) for value in self[field].value() or ()}
            languages = self._languages if field == "article" else {}
            listed = [(key, str(name), key in asked, languages.get(key, "")) for key, name in named.items()]
            # What an address names and no list offers is still asked for.
            listed += [(key, key, True, "") for key in sorted(asked - named.keys() - {""})]
            has_more = field == "article" and self.has_more_articles
            offered.append(
                FilterList(field, str(self.fields[field].label), listed, self[field].errors, has_more)
            )
        return offered

    def chips(self, scope: Scope, *, round: int) -> list[Chip]:
        """Return the filters in force, each with the query of the report without it."""

        def chip(words: str, **without: Any) -> Chip:
            return Chip(words, query_of(replace(scope, **without), round=round).urlencode())

        chips = [
            chip(f"{self.fields[field].label}: {self._names(field, keys)}", **{name: ()})
            for (field, keys), name in zip(_lists(scope).items(), LISTS.values(), strict=True)
            if keys
        ]
        if scope.since:
            chips.append(chip(_("from %(day)s") % {"day": date_format(scope.since)}, since=None))
        if scope.until:
            chips.append(chip(_("until %(day)s") % {"day": date_format(scope.until)}, until=None))
        if scope.mind is Mind.FIRST:
            chips.append(chip(_("first verdicts"), mind=Mind.LATEST))
        if not scope.with_simulated:
            chips.append(chip(_("without simulated verdicts"), with_simulated=True))
        return chips

    def _names(self, field: str, keys: Sequence[Any]) -> str:
        named = self._named[field]
        return join_words([str(named.get(str(key), key)) for key in keys])

    def _choices(self, field: str, choices: Choices) -> None:
        self._named[field] = dict(choices)
        cast(forms.MultipleChoiceField, self.fields[field]).choices = choices


def query_of(scope: Scope, **further: Any) -> QueryDict:
    """Return the query that asks for the scope, and for more; what goes without saying is left out."""
    query = QueryDict(mutable=True)
    for name, value in further.items():
        if value not in ("", None):
            query[name] = str(value)
    for name, values in _lists(scope).items():
        if values:
            query.setlist(name, [str(value) for value in values])
    for name, day in (("since", scope.since), ("until", scope.until)):
        if day:
            query[name] = day.isoformat()
    if scope.mind is not Mind.LATEST:
        query["minds"] = scope.mind.value
    if not scope.with_simulated:
        query["simulated"] = "no"
    return query


def _lists(scope: Scope) -> dict[str, Sequence[Any]]:
    return {field: getattr(scope, name) for field, name in LISTS.items()}
