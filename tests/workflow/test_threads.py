"""Rules across rows hold when several people act at the same moment; on both databases."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count

from annotations.models import (
    Adjudication,
    Article,
    ArticleProgress,
    Assignment,
    Claim,
    ClaimEdit,
    ClaimProgress,
    EvidencePolicy,
    ImportRun,
    Review,
    Role,
    Round,
)
from annotations.reading import read_text
from annotations.workflow.adjudicating import DecidedMeanwhile, Sight, adjudicate_claim
from annotations.workflow.assigning import take_next
from annotations.workflow.bulk import Upload, check_upload, start_import, work_off
from annotations.workflow.editing import (
    EditDecided,
    EditOutdated,
    accept_edit,
    move_claim_edge,
    reject_edit,
    retire_claim,
)
from annotations.workflow.importing import import_article
from annotations.workflow.managing import change_project, close_round, open_round, set_role
from annotations.workflow.refusals import Refused
from annotations.workflow.reviewing import ClaimComplete, ClaimRetired, KeyReused
from tests.factories import NOON, TEXT, make_article, make_claims, make_project, make_review, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def do_at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Return what each act returned, or the `Refused` it raised; all begin together, a thread each."""
    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        together.wait(timeout=30)
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_overlap_is_never_passed() -> None:
    reviewers = [make_user() for _ in range(8)]
    project = make_project(reviewers=reviewers, overlap=3)
    claim = make_claims(project)[0]
    answers = do_at_once([partial(make_review, claim, reviewer) for reviewer in reviewers])
    assert sum(isinstance(answer, Review) for answer in answers) == 3
    assert sum(isinstance(answer, ClaimComplete) for answer in answers) == 5
    assert ClaimProgress.objects.get(claim=claim).ratings == Review.objects.count() == 3


def test_articles_fill_up_to_the_overlap_when_all_ask_at_once() -> None:
    reviewers = [make_user() for _ in range(32)]
    project = make_project(reviewers=reviewers, overlap=2)
    for number in range(5):
        make_article(project, TEXT.replace("400", str(500 + number)))
    acts = [partial(take_next, project=project, reviewer=reviewer, at=NOON) for reviewer in reviewers]
    taken = [answer for answer in do_at_once(acts) if answer is not None]
    assert len(taken) == Assignment.objects.count() == 10
    held = Assignment.objects.values_list("article").annotate(holders=Count("pk"))
    assert [holders for _article, holders in held] == [2] * 5


def test_an_articles_count_follows_its_claims_when_all_review_at_once() -> None:
    reviewers = [make_user() for _ in range(4)]
    claims = make_claims(make_project(reviewers=reviewers, overlap=2))
    do_at_once([partial(make_review, claim, reviewer) for claim in claims for reviewer in reviewers])
    assert ClaimProgress.objects.filter(revealed_at=None).count() == 0
    assert ArticleProgress.objects.get().left == 0


def test_a_double_click_is_one_review() -> None:
    bob = make_user("bob")
    claim = make_claims(make_project(reviewers=[bob]))[0]
    click = partial(make_review, claim, bob, idempotency_key=UUID(int=5))
    assert len({review.pk for review in do_at_once([click] * 6)}) == 1
    assert Review.objects.count() == 1


def test_a_key_sent_with_every_claim_at_once_is_one_review() -> None:
    bob = make_user("bob")
    claims = make_claims(make_project(reviewers=[bob]))
    answers = do_at_once([partial(make_review, claim, bob, idempotency_key=UUID(int=5)) for claim in claims])
    assert sum(isinstance(answer, KeyReused) for answer in answers) == len(claims) - 1
    assert Review.objects.count() == 1


def test_two_tabs_leave_one_current_review() -> None:
    bob = make_user("bob")
    claim = make_claims(make_project(reviewers=[bob]))[0]
    words = ["verified", "disputed", "unsourced"]
    do_at_once([partial(make_review, claim, bob, word) for word in words * 2])
    assert Review.objects.current().count() == 1
    assert ClaimProgress.objects.get(claim=claim).ratings == 1


def test_nobody_both_reviews_and_adjudicates() -> None:
    bob, carol, dave = make_user("bob"), make_user("carol"), make_user("dave")
    project = make_project(lead=carol, reviewers=[bob, dave], overlap=2)
    claim = make_claims(project)[0]
    make_review(claim, bob)
    # Dave's review, the reveal and Carol's change of role are there; what races is a change and the verdict.
    make_review(claim, dave, "disputed")
    set_role(project=project, user=dave, role=Role.LEAD, by=None, at=NOON)
    first_round = Round.objects.get()
    decide = partial(
        adjudicate_claim, claim=claim, round=first_round, verdict="verified", justification="x", at=NOON
    )
    do_at_once([partial(decide, adjudicator=dave), partial(make_review, claim, dave, "verified")])
    both = (
        Review.objects.filter(reviewer=dave).exists()
        and Adjudication.objects.filter(adjudicator=dave).exists()
    )
    assert not both


def test_of_two_leads_at_once_one_is_told_of_the_other() -> None:
    alice, bob, carol, dave = (make_user(name) for name in ("alice", "bob", "carol", "dave"))
    project = make_project(lead=alice, reviewers=[bob, carol], overlap=2)
    set_role(project=project, user=dave, role=Role.LEAD, by=None, at=NOON)
    claim = make_claims(project)[0]
    make_review(claim, bob)
    make_review(claim, carol, "disputed")
    decide = partial(
        adjudicate_claim, claim=claim, round=Round.objects.get(), justification="x", at=NOON, seen=Sight()
    )
    answers = do_at_once(
        [
            partial(decide, adjudicator=alice, verdict="verified"),
            partial(decide, adjudicator=dave, verdict="disputed"),
        ]
    )
    assert sum(isinstance(answer, DecidedMeanwhile) for answer in answers) == 1
    assert Adjudication.objects.get().is_current


def test_a_round_that_closes_leaves_no_review_uncounted() -> None:
    lead, reviewers = make_user(), [make_user() for _ in range(5)]
    project = make_project(lead=lead, reviewers=reviewers, overlap=9)
    claim = make_claims(project)[0]
    close = partial(close_round, round=Round.objects.get(), by=lead, at=NOON)
    do_at_once([close, *(partial(make_review, claim, reviewer) for reviewer in reviewers)])
    progress = ClaimProgress.objects.get(claim=claim)
    assert progress.revealed_at is not None
    assert (
        progress.ratings == Review.objects.filter(made_after_reveal=False).count() == Review.objects.count()
    )


def test_the_same_article_from_all_sides_is_one() -> None:
    project = make_project()
    come_in = partial(import_article, project=project, draft=read_text(TEXT), at=NOON)
    answers = do_at_once([come_in] * 4)
    assert sum(answer.is_new for answer in answers) == 1
    assert Article.objects.count() == 1
    assert Claim.objects.count() == ClaimProgress.objects.count() == len(make_claims(project))


def test_every_claim_is_in_the_round_that_opens_meanwhile() -> None:
    lead = make_user()
    project = make_project(lead=lead)
    close_round(round=Round.objects.get(), by=lead, at=NOON)
    texts = [TEXT.replace("400", str(number)) for number in range(4)]
    opening = partial(open_round, project=project, by=lead, at=NOON)
    do_at_once([opening, *(partial(make_article, project, text) for text in texts)])
    second = Round.objects.get(number=2)
    assert ClaimProgress.objects.filter(round=second).count() == Claim.objects.count()


def test_a_smaller_overlap_meets_every_review_that_is_being_written() -> None:
    lead, reviewers = make_user(), [make_user() for _ in range(6)]
    project = make_project(lead=lead, reviewers=reviewers, overlap=9)
    claims = make_claims(project)
    same = {"name": "Harbour", "description": "", "is_blind": True, "evidence_policy": EvidencePolicy.WARN}
    lower = partial(change_project, project=project, by=lead, overlap=1, at=NOON, **same)
    do_at_once([lower, *(partial(make_review, claim, one) for claim in claims for one in reviewers)])
    assert not ClaimProgress.objects.filter(ratings__gte=1, revealed_at=None).exists()


def start_imports(number: int) -> list[ImportRun]:
    """Return so many imports of the same five articles, started."""
    alice = make_user("alice")
    project = make_project(lead=alice)
    table = "text\n" + "".join(f"Mayor Ada Quill said that ferry {ferry} was sold.\n" for ferry in range(5))
    runs = []
    for _number in range(number):
        files = [Upload("wire.csv", io.BytesIO(table.encode()))]
        run = check_upload(
            project=project, by=alice, files=files, encoding="", language="en", now=lambda: NOON
        )
        start_import(run=run, by=alice, at=NOON)
        runs.append(run)
    return runs


def test_imports_of_the_same_file_at_once_bring_each_article_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.workflow.bulk.BATCH_ROWS", 1)
    runs = start_imports(3)
    acts = [partial(work_off, run=run.pk, is_over=lambda: False, now=lambda: NOON) for run in runs]
    assert do_at_once(acts) == [False] * 3
    for run in runs:
        run.refresh_from_db()
    assert {(run.state, run.done) for run in runs} == {("finished", 5)}
    assert sum(run.added for run in runs) == Article.objects.count() == 5


def test_an_import_has_one_worker_however_many_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.workflow.bulk.BATCH_ROWS", 1)
    (run,) = start_imports(1)
    do_at_once([partial(work_off, run=run.pk, is_over=lambda: False, now=lambda: NOON)] * 4)
    run.refresh_from_db()
    assert (run.state, run.done, run.added) == ("finished", 5, 5)
    assert Article.objects.count() == 5


def test_of_two_edits_of_one_claim_one_takes_effect() -> None:
    alice = make_user("alice")
    claim = make_claims(make_project(lead=alice))[1]
    acts = [
        partial(retire_claim, claim=claim, by=alice, at=NOON),
        partial(move_claim_edge, claim=claim, edge="end", steps=-1, by=alice, at=NOON),
    ]
    answers = do_at_once(acts)
    assert sum(isinstance(answer, ClaimEdit) for answer in answers) == 1
    assert sum(isinstance(answer, EditOutdated) for answer in answers) == 1
    assert ClaimEdit.objects.count() == 1


def test_a_verdict_meets_the_edit_that_replaces_its_claim() -> None:
    alice, bob = make_user("alice"), make_user("bob")
    claim = make_claims(make_project(lead=alice, reviewers=[bob]))[1]
    acts = [
        partial(make_review, claim, bob),
        partial(move_claim_edge, claim=claim, edge="end", steps=-1, by=alice, at=NOON),
    ]
    given, edit = do_at_once(acts)
    assert isinstance(edit, ClaimEdit)
    assert isinstance(given, Review | ClaimRetired)
    assert not Review.objects.filter(claim__retired_at=None).exists()
    assert ClaimProgress.objects.get(claim=edit.after.get()).ratings == 0


def test_a_proposal_accepted_and_rejected_at_once_has_one_end() -> None:
    alice, bob = make_user("alice"), make_user("bob")
    claim = make_claims(make_project(lead=alice, reviewers=[bob]))[1]
    edit = retire_claim(claim=claim, by=bob, at=NOON)
    acts = [partial(act, edit=edit, by=alice, at=NOON) for act in (accept_edit, reject_edit)]
    assert sum(isinstance(answer, EditDecided) for answer in do_at_once(acts)) == 1
    edit.refresh_from_db()
    claim.refresh_from_db()
    assert (edit.state == ClaimEdit.State.APPLIED) == (claim.retired_at is not None)
