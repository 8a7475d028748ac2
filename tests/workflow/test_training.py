from datetime import timedelta

import pytest

from annotations.models import ArticleProgress, Claim, ClaimProgress, GoldAnswer, Project, Review, User
from annotations.workflow.exporting import claim_records
from annotations.workflow.managing import change_project
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.reporting import Reach, report_agreement
from annotations.workflow.reviewing import UndoTooLate, undo_review
from annotations.workflow.training import (
    GoldInvalid,
    claims_without_reviews,
    feedback_on,
    gold_claims,
    report_gold,
    set_gold,
    withdraw_gold,
)
from annotations.workflow.workspace import list_claims
from tests.factories import NOON, make_review

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def gold(claims: list[Claim], alice: User) -> Claim:
    set_gold(claim=claims[0], verdict="verified", explanation="The register says so.", by=alice, at=NOON)
    return claims[0]


def train(project: Project, alice: User, claim: Claim) -> Claim:
    """Return the claim as it is once the project tells known answers."""
    change_project(project=project, by=alice, at=NOON, gives_feedback=True)
    return Claim.objects.get(pk=claim.pk)


def test_its_verdicts_are_in_no_figure(gold: Claim, project: Project, bob: User, carol: User) -> None:
    for reviewer, verdict in ((bob, "verified"), (carol, "disputed")):
        assert make_review(gold, reviewer, verdict).purpose == "gold"
    report = report_agreement(round=project.rounds.get(), reach=Reach.ALL)
    assert (report.reviewers, report.summary.ratings) == ((), 0)
    assert ClaimProgress.objects.get(claim=gold).disagreement == 0.0


def test_it_looks_like_any_other_to_who_has_not_answered(
    gold: Claim, claims: list[Claim], project: Project, bob: User, carol: User
) -> None:
    for claim in claims[:2]:
        make_review(claim, carol)
    states = list_claims(article=gold.article, round=project.rounds.get(), viewer=bob, at=LATER)
    seen = [(one.given, one.wanted, one.mark, one.is_complete, one.has_simulated) for one in states[:2]]
    assert seen[0] == seen[1]
    assert ArticleProgress.objects.get().claims == len(claims)
    records = list(claim_records(round=project.rounds.get(), with_open_claims=False))
    assert [record.withheld_reviews for record in records] == [1, 1, *[0] * (len(claims) - 2)]


def test_it_is_complete_and_shown_like_any_other(
    gold: Claim, project: Project, bob: User, carol: User
) -> None:
    first = make_review(gold, bob)
    assert first not in Review.objects.visible_to(carol)
    make_review(gold, carol)
    assert first in Review.objects.visible_to(carol)
    assert ArticleProgress.objects.get().left == ArticleProgress.objects.get().claims - 1


def test_skips_end_it_without_anything_to_decide(
    gold: Claim, project: Project, alice: User, bob: User, carol: User
) -> None:
    for reviewer in (bob, carol):
        make_review(gold, reviewer, skip_reason="opinion")
    change_project(project=project, by=alice, at=NOON, overlap=1)
    make_review(gold, carol, skip_reason="forecast")
    progress = ClaimProgress.objects.get(claim=gold)
    assert (progress.skips, progress.sent_to_adjudication_at) == (2, None)


def test_feedback_comes_after_ones_own_verdict_and_in_training_only(
    gold: Claim, project: Project, alice: User, bob: User
) -> None:
    make_review(gold, bob, "disputed")
    assert feedback_on(claim=gold, reviewer=bob) is None
    again = train(project, alice, gold)
    answer = feedback_on(claim=again, reviewer=bob)
    assert answer is not None
    assert (answer.verdict, answer.explanation) == ("verified", "The register says so.")
    assert feedback_on(claim=again, reviewer=alice) is None


def test_who_was_told_cannot_mend_it(
    gold: Claim, project: Project, alice: User, bob: User, carol: User
) -> None:
    again = train(project, alice, gold)
    said = make_review(again, bob, "disputed")
    with pytest.raises(UndoTooLate):
        undo_review(review=said, by=bob, at=LATER)
    assert make_review(again, bob, "verified", minutes=5).made_after_reveal
    make_review(again, carol)
    results = dict(report_gold(round=project.rounds.get()).reviewers)
    assert (results[bob].right, results[bob].wrong, results[carol].right) == (0, 1, 1)


def test_a_claim_that_was_judged_is_no_gold(claims: list[Claim], alice: User, bob: User) -> None:
    make_review(claims[1], bob)
    with pytest.raises(GoldInvalid):
        set_gold(claim=claims[1], verdict="verified", by=alice, at=NOON)


def test_another_answer_keeps_the_one_before(gold: Claim, alice: User) -> None:
    first = GoldAnswer.objects.get()
    second = set_gold(claim=gold, verdict="disputed", by=alice, at=LATER)
    first.refresh_from_db()
    assert (first.verdict, first.ended_at, first.ended_by) == ("verified", LATER, alice)
    assert list(GoldAnswer.objects.in_force()) == [second]
    assert set_gold(claim=gold, verdict="disputed", by=alice, at=LATER) == second


def test_withdrawn_it_is_an_ordinary_one_for_who_has_not_judged_it(
    gold: Claim, alice: User, bob: User, carol: User
) -> None:
    make_review(gold, bob)
    assert withdraw_gold(claim=gold, by=alice, at=LATER).ended_at == LATER
    assert make_review(gold, bob, "disputed", minutes=70).purpose == "gold"
    assert make_review(gold, carol, minutes=80).purpose == "normal"
    assert ClaimProgress.objects.get(claim=gold).ratings == 2
    with pytest.raises(GoldInvalid):
        withdraw_gold(claim=gold, by=alice, at=LATER)


def test_only_leads_set_it_and_to_a_verdict(claims: list[Claim], alice: User, bob: User) -> None:
    with pytest.raises(NotAllowed):
        set_gold(claim=claims[0], verdict="verified", by=bob, at=NOON)
    with pytest.raises(GoldInvalid):
        set_gold(claim=claims[0], verdict="", by=alice, at=NOON)


def test_answers_are_compared_once_their_claim_is_complete(
    gold: Claim, project: Project, bob: User, carol: User
) -> None:
    round = project.rounds.get()
    make_review(gold, bob, "disputed")
    report = report_gold(round=round)
    assert (report.claims, report.counted, report.reviewers) == (1, 0, ())
    make_review(gold, carol, "verified")
    report = report_gold(round=round)
    results = dict(report.reviewers)
    assert results[bob].confusion == {("verified", "disputed"): 1}
    assert (results[bob].share.value, results[carol].share.value, results[bob].share.n) == (0.0, 1.0, 1)
    assert (report.by_claim[gold.pk].right, report.by_claim[gold.pk].wrong) == (1, 1)


def test_a_skip_is_neither_right_nor_wrong(gold: Claim, project: Project, bob: User, carol: User) -> None:
    project.is_blind = False
    project.save()
    make_review(gold, bob, skip_reason="opinion")
    (_bob, result), *_rest = report_gold(round=project.rounds.get()).reviewers
    assert (result.right, result.wrong, result.skipped, result.share.value) == (0, 0, 1, None)


def test_claims_that_nobody_judged_are_offered(
    gold: Claim, claims: list[Claim], project: Project, bob: User
) -> None:
    make_review(claims[1], bob)
    round = project.rounds.get()
    assert list(claims_without_reviews(round=round)) == claims[2:]
    assert list(claims_without_reviews(round=round, after=claims[2].pk)) == claims[3:]
    assert [answer.claim for answer in gold_claims(round=round)] == [gold]
