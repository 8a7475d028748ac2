import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from annotations.models import Article, ArticleProgress, Claim, ImportRow, ImportRun, Project, Role, User
from annotations.workflow import bulk
from annotations.workflow.bulk import (
    ImportNotReady,
    TooManyRows,
    Upload,
    check_upload,
    discard_import,
    start_import,
    stop_import,
    work_off,
)
from annotations.workflow.managing import set_role
from annotations.workflow.reaping import reap_jobs
from annotations.workflow.refusals import NotAllowed
from tests.factories import NOON, TEXT, make_article

Check = Callable[..., ImportRun]


def jsonl(*texts: str, **fields: str) -> Upload:
    lines = "".join(json.dumps({"text": text, **fields}) + "\n" for text in texts)
    return Upload("wire.jsonl", io.BytesIO(lines.encode()))


def numbered(count: int) -> list[str]:
    return [f"Mayor Ada Quill said that ferry {number} was sold." for number in range(count)]


@pytest.fixture
def check(project: Project, alice: User) -> Check:
    def check(*files: Upload, **options: str) -> ImportRun:
        options = {"encoding": "", "language": "en", **options}
        return check_upload(project=project, by=alice, files=files, now=lambda: NOON, **options)

    return check


def work(run: ImportRun, *, turns: int | None = None) -> bool:
    """Import so many batches, or all."""
    left = iter(range(turns or 1000))
    next(left)
    is_left = work_off(run=run.pk, is_over=lambda: next(left, None) is None, now=lambda: NOON)
    run.refresh_from_db()
    return is_left


def states(run: ImportRun) -> list[str]:
    return list(run.rows.order_by("number").values_list("state", flat=True))


def test_a_check_tells_what_would_come_in(check: Check, project: Project) -> None:
    make_article(project)
    run = check(jsonl("The ferry was sold.\n", TEXT, "", "The ferry was sold.\r\n"))
    assert states(run) == ["waiting", "known", "refused", "known"]
    assert (run.state, run.total, run.done, run.known, run.refused) == ("checked", 4, 3, 2, 1)
    assert Article.objects.count() == 1


def test_started_it_imports_what_waits(check: Check, alice: User) -> None:
    run = check(jsonl(*numbered(3), outlet="The Wire", published_on="2026-03-01"))
    start_import(run=run, by=alice, at=NOON)
    assert not work(run)
    assert (run.state, run.done, run.added) == ("finished", 3, 3)
    article = run.rows.get(number=2).article
    assert article is not None
    assert (article.outlet, str(article.published_on)) == ("The Wire", "2026-03-01")
    assert ArticleProgress.objects.count() == Claim.objects.count() == 3


def test_no_text_is_kept_beside_its_article(check: Check, alice: User) -> None:
    run = check(jsonl(*numbered(2), "Leave a Reply\n\nRequired fields are marked *\n"))
    start_import(run=run, by=alice, at=NOON)
    work(run)
    assert not ImportRow.objects.exclude(text="").exists()
    assert "No claim was found" in run.rows.get(state="refused").problem


def test_it_is_taken_up_where_it_was_left(check: Check, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH_ROWS", 2)
    run = check(jsonl(*numbered(5)))
    start_import(run=run, by=alice, at=NOON)
    assert work(run, turns=1)
    assert (run.done, Article.objects.count()) == (2, 2)
    assert not work(run)
    assert (run.state, Article.objects.count()) == ("finished", 5)


def test_who_is_at_it_is_left_alone_until_found_dead(check: Check, alice: User) -> None:
    run = check(jsonl(*numbered(2)))
    start_import(run=run, by=alice, at=NOON)
    ImportRun.objects.update(worker="another")
    assert reap_jobs(at=NOON + timedelta(minutes=1)).imports == []
    assert not work(run)
    assert run.done == 0
    assert reap_jobs(at=NOON + timedelta(minutes=5)).imports == [run.pk]
    work(run)
    assert run.state == "finished"


def test_two_imports_of_the_same_file_bring_each_article_once(check: Check, alice: User) -> None:
    runs = [check(jsonl(*numbered(3))) for _twice in range(2)]
    for run in runs:
        start_import(run=run, by=alice, at=NOON)
        work(run)
    assert [(run.added, run.known) for run in runs] == [(3, 0), (0, 3)]
    assert Article.objects.count() == 3


def test_it_stops_when_its_lead_is_one_no_more_and_another_goes_on(
    check: Check, project: Project, alice: User, dave: User
) -> None:
    run = check(jsonl(*numbered(2)))
    start_import(run=run, by=alice, at=NOON)
    set_role(project=project, user=dave, role=Role.LEAD, by=alice, at=NOON)
    set_role(project=project, user=alice, role=Role.REVIEWER, by=dave, at=NOON)
    assert not work(run)
    assert (run.state, run.done, Article.objects.count()) == ("stopped", 0, 0)
    start_import(run=run, by=dave, at=NOON)
    work(run)
    assert (run.state, Article.objects.filter(imported_by=dave).count()) == ("finished", 2)


def test_it_stops_when_the_project_is_archived(check: Check, project: Project, alice: User) -> None:
    run = check(jsonl(*numbered(2)))
    start_import(run=run, by=alice, at=NOON)
    Project.objects.update(archived_at=NOON)
    assert not work(run)
    assert "archived" in run.failure
    assert not Article.objects.exists()


def test_what_breaks_is_told_and_half_a_batch_is_none(
    check: Check, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**options: object) -> None:
        raise OSError("disk full")

    run = check(jsonl(*numbered(2)))
    start_import(run=run, by=alice, at=NOON)
    monkeypatch.setattr("annotations.workflow.importing.count_articles", fail)
    with pytest.raises(OSError, match="disk full"):
        work(run)
    run.refresh_from_db()
    assert (run.state, run.failure, run.worker) == ("stopped", "disk full", "")
    assert not Article.objects.exists()


def test_a_lead_stops_it_goes_on_and_drops_it(check: Check, alice: User) -> None:
    run = check(jsonl(*numbered(2)))
    start_import(run=run, by=alice, at=NOON)
    with pytest.raises(ImportNotReady):
        discard_import(run=run, by=alice)
    stop_import(run=run, by=alice)
    assert not work(run)
    start_import(run=run, by=alice, at=NOON)
    with pytest.raises(ImportNotReady):
        start_import(run=run, by=alice, at=NOON)
    work(run)
    discard_import(run=run, by=alice)
    assert (ImportRun.objects.count(), Article.objects.count()) == (0, 2)


def test_more_rows_than_the_limit_leave_nothing(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MAX_ROWS", 3)
    with pytest.raises(TooManyRows):
        check(jsonl(*numbered(4)))
    assert not ImportRun.objects.exists()


def test_only_a_lead_imports(project: Project, bob: User) -> None:
    with pytest.raises(NotAllowed):
        check_upload(project=project, by=bob, files=[], encoding="", language="", now=lambda: NOON)


@pytest.mark.parametrize(
    ("name", "data", "encoding", "problem"),
    [
        ("empty.csv", b"", "", "is empty"),
        ("nul.txt", b"\0" * 100, "", "is not a text file"),
        ("zip.txt", b"PK\x03\x04\x14\x00\x00", "", "is not a text file"),
        ("columns.csv", b"name,age\nBob,3\n", "", "no column called text"),
        ("cyrillic.csv", "text\nПривет\n".encode("cp1251"), "", "Choose the encoding"),
        ("book.xlsx", b"PK", "", "extension that is not read"),
        ("x.csv", b"text\nTalks failed.\n", "klingon", "no encoding known"),
        ("address.csv", b"text,url\nTalks failed.,no address\n", "", "url"),
        ("language.csv", b"text,language\nTalks failed.,neo english\n", "", "A language is named"),
    ],
)
def test_what_is_no_article_is_refused_in_words(
    name: str, data: bytes, encoding: str, problem: str, check: Check
) -> None:
    run = check(Upload(name, io.BytesIO(data)), encoding=encoding)
    assert run.refused == run.total == 1
    assert problem in run.rows.get().problem


def test_a_chosen_encoding_is_used_where_no_mark_speaks(check: Check) -> None:
    unmarked, marked = "Паром продан.".encode("cp1251"), "Паром куплен.".encode("utf-16")

    def files() -> list[Upload]:
        return [Upload("a.txt", io.BytesIO(unmarked)), Upload("b.txt", io.BytesIO(marked))]

    assert states(check(*files())) == ["refused", "waiting"]
    run = check(*files(), encoding="windows-1251")
    texts = run.rows.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["Паром продан.", "Паром куплен."]


def test_names_may_hold_any_script(check: Check, alice: User) -> None:
    run = check(jsonl("The ferry was sold.", title="‏عبّارة جديدة‏"), jsonl("The crew left."))
    start_import(run=run, by=alice, at=NOON)
    work(run)
    assert Article.objects.filter(title="‏عبّارة جديدة‏").exists()


def test_the_queries_of_a_batch_do_not_grow_with_its_articles(
    check: Check, project: Project, alice: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    small, large = check(jsonl(*numbered(3))), check(jsonl(*numbered(20)[3:]))
    for run in (small, large):
        start_import(run=run, by=alice, at=NOON)
        with django_assert_max_num_queries(30):
            work(run, turns=1)
    assert Article.objects.count() == 20
