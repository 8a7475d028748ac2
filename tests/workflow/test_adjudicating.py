from functools import partial
from typing import Any

import pytest

from annotations.models import Adjudication, Claim, ClaimProgress, Project, Review, Role, Round, User
from annotations.workflow.adjudicating import (
    AdjudicationInvalid,
    ClaimReplaced,
    DecidedMeanwhile,
    NobodyLeft,
    NotComplete,
    NotInRound,
    RequestInvalid,
    ReviewedMeanwhile,
    ReviewerCannotAdjudicate,
    RoundIsClosed,
    Sight,
    adjudicate_claim,
    find_obstacle,
    reopen_claim,
    send_to_adjudication,
)
from annotations.workflow.editing import retire_claim
from annotations.workflow.managing import RoundStillOpen, close_round, open_round, reopen_round, set_role
from annotations.workflow.refusals import NotAllowed
from tests.factories import NOON, make_review


@pytest.fixture
def here(project: Project) -> Round:
    return project.rounds.get()


def decide(claim: Claim, here: Round, adjudicator: User, **kwargs: Any) -> Adjudication:
    words = {"verdict": "disputed", "justification": "The register says no.", **kwargs}
    return adjudicate_claim(claim=claim, round=here, adjudicator=adjudicator, at=NOON, **words)


@pytest.fixture
def differing(claim: Claim, bob: User, carol: User) -> Claim:
    make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed")
    return claim


def test_the_final_verdict_leaves_the_reviews_alone(differing: Claim, here: Round, alice: User) -> None:
    adjudication = decide(differing, here, alice, reason="refuted")
    assert (adjudication.verdict, adjudication.is_current) == ("disputed", True)
    assert list(Review.objects.order_by("pk").values_list("verdict", flat=True)) == ["verified", "disputed"]


def test_a_later_decision_keeps_the_earlier(differing: Claim, here: Round, alice: User) -> None:
    first, second = decide(differing, here, alice), decide(differing, here, alice, verdict="verified")
    first.refresh_from_db()
    assert (first.is_current, second.is_current) == (False, True)


def test_an_open_claim_is_not_decided(claim: Claim, here: Round, alice: User, bob: User) -> None:
    make_review(claim, bob)
    with pytest.raises(NotComplete):
        decide(claim, here, alice)


def test_a_reviewer_of_the_claim_does_not_decide_it(
    differing: Claim, here: Round, project: Project, bob: User
) -> None:
    set_role(project=project, user=bob, role=Role.LEAD, by=None, at=NOON)
    with pytest.raises(ReviewerCannotAdjudicate):
        decide(differing, here, bob)


def test_only_a_lead_decides(differing: Claim, here: Round, dave: User) -> None:
    with pytest.raises(NotAllowed):
        decide(differing, here, dave)


@pytest.mark.parametrize(
    "words", [{"verdict": "true"}, {"justification": " "}, {"verdict": "verified", "reason": "refuted"}]
)
def test_decisions_that_are_none(words: dict[str, str], differing: Claim, here: Round, alice: User) -> None:
    with pytest.raises(AdjudicationInvalid):
        decide(differing, here, alice, **words)


def test_sending_to_adjudication_ends_reviewing(claim: Claim, here: Round, alice: User) -> None:
    send_to_adjudication(claim=claim, round=here, by=alice, at=NOON)
    progress = ClaimProgress.objects.get(claim=claim)
    assert progress.sent_to_adjudication_at == progress.revealed_at == NOON


def test_a_reopened_claim_asks_one_more_reviewer(
    claim: Claim, project: Project, alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    make_review(claim, bob)
    make_review(claim, carol, "disputed")
    first_round = project.rounds.get()
    reopen_claim(claim=claim, round=first_round, by=alice, request="See the harbour register.", at=NOON)
    assert not Review.objects.visible_to(alice).exists()
    assert make_review(claim, dave).made_after_reveal is False
    progress = ClaimProgress.objects.get(claim=claim)
    assert (progress.ratings, progress.revealed_at) == (3, NOON)


def test_who_changes_their_word_on_a_reopened_claim_is_marked(
    claim: Claim, project: Project, alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    make_review(claim, bob)
    make_review(claim, carol, "disputed")
    reopen_claim(claim=claim, round=project.rounds.get(), by=alice, request="Register?", at=NOON)
    assert make_review(claim, bob, "disputed").made_after_reveal


def test_a_claim_is_not_reopened_without_a_request_or_anybody_left(
    claim: Claim, project: Project, alice: User, bob: User, carol: User
) -> None:
    reopen = partial(reopen_claim, claim=claim, round=project.rounds.get(), by=alice, at=NOON)
    with pytest.raises(NotComplete):
        reopen(request="Register?")
    make_review(claim, bob)
    make_review(claim, carol, "disputed")
    with pytest.raises(RequestInvalid):
        reopen(request=" ")
    with pytest.raises(NobodyLeft):
        reopen(request="Register?")


def test_a_closed_round_is_reopened_before_its_claims(
    claim: Claim, project: Project, alice: User, dave: User
) -> None:
    closed = close_round(round=project.rounds.get(), by=alice, at=NOON)
    with pytest.raises(RoundIsClosed):
        reopen_claim(claim=claim, round=closed, by=alice, request="Register?", at=NOON)
    reopened = reopen_round(round=closed, by=alice)
    reopen_claim(claim=claim, round=reopened, by=alice, request="Register?", at=NOON)
    with pytest.raises(RoundStillOpen):
        reopen_round(round=reopened, by=alice)


def test_a_claim_that_is_not_of_the_round_is_refused(project: Project, claim: Claim, alice: User) -> None:
    Claim.objects.filter(pk=claim.pk).update(retired_at=NOON)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    second = open_round(project=project, by=alice, at=NOON)
    with pytest.raises(NotInRound):
        send_to_adjudication(claim=claim, round=second, by=alice, at=NOON)


def test_the_same_decision_again_is_the_one_that_stands(differing: Claim, here: Round, alice: User) -> None:
    assert decide(differing, here, alice) == decide(differing, here, alice, seen=Sight())


def test_a_decision_that_was_not_seen_is_not_replaced(
    differing: Claim, here: Round, project: Project, alice: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.LEAD, by=None, at=NOON)
    first = decide(differing, here, dave)
    with pytest.raises(DecidedMeanwhile, match="Dave decided this claim meanwhile: disputed"):
        decide(differing, here, alice, verdict="verified", seen=Sight())
    decide(differing, here, alice, verdict="verified", seen=Sight(decision=first.pk))
    assert Adjudication.objects.get(is_current=True).adjudicator == alice


def test_a_review_that_was_not_seen_is_read_first(
    differing: Claim, here: Round, alice: User, bob: User
) -> None:
    newest = Review.objects.latest("pk").pk
    make_review(differing, bob, "disputed", minutes=1)
    with pytest.raises(ReviewedMeanwhile, match="Bob gave or changed a verdict"):
        decide(differing, here, alice, seen=Sight(review=newest))


def test_a_claim_that_was_replaced_is_not_decided(differing: Claim, here: Round, alice: User) -> None:
    retire_claim(claim=differing, by=alice, at=NOON)
    with pytest.raises(ClaimReplaced):
        decide(differing, here, alice)


def test_who_cannot_decide_is_told_why(
    differing: Claim, here: Round, project: Project, alice: User, bob: User
) -> None:
    assert find_obstacle(claim=differing, round=here, user=alice) is None
    assert isinstance(find_obstacle(claim=differing, round=here, user=bob), NotAllowed)
    set_role(project=project, user=bob, role=Role.LEAD, by=None, at=NOON)
    assert isinstance(find_obstacle(claim=differing, round=here, user=bob), ReviewerCannotAdjudicate)


def test_a_decision_stands_no_more_once_the_claim_is_reopened(
    differing: Claim, here: Round, project: Project, alice: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    decide(differing, here, alice)
    progress = reopen_claim(claim=differing, round=here, by=alice, request="Register?", at=NOON)
    assert progress.decided_at is None
    assert Adjudication.objects.get().is_current is False


def test_a_mind_changed_while_verdicts_were_visible_is_counted_once_the_claim_is_open_again(
    claim: Claim, here: Round, project: Project, alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    make_review(claim, bob, skip_reason="opinion")
    send_to_adjudication(claim=claim, round=here, by=alice, at=NOON)
    make_review(claim, bob, "verified", minutes=1)
    open_again = reopen_claim(claim=claim, round=here, by=alice, request="Look again.", at=NOON)
    assert (open_again.ratings, open_again.skips) == (1, 0)
