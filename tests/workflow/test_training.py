import pytest

from annotations.models import ArticleProgress, Claim, ClaimProgress, Project, Review, User
from annotations.workflow.managing import change_project
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.reporting import Reach, report_agreement
from annotations.workflow.training import GoldInvalid, feedback_on, remove_gold, set_gold
from tests.factories import NOON, make_review


@pytest.fixture
def gold(claims: list[Claim], alice: User) -> Claim:
    set_gold(claim=claims[0], verdict="verified", explanation="The register says so.", by=alice, at=NOON)
    return claims[0]


def test_its_verdicts_count_for_nobody_else(gold: Claim, project: Project, bob: User, carol: User) -> None:
    for reviewer in (bob, carol):
        assert make_review(gold, reviewer).purpose == "gold"
    progress = ClaimProgress.objects.get(claim=gold)
    assert (progress.ratings, progress.revealed_at) == (0, None)
    report = report_agreement(round=project.rounds.get(), reach=Reach.ALL)
    assert report.reviewers == ()
    assert not Review.objects.visible_to(bob).exclude(reviewer=bob).exists()


def test_it_is_left_out_of_the_articles_count(gold: Claim, claims: list[Claim]) -> None:
    assert ArticleProgress.objects.get().claims == len(claims) - 1


def test_feedback_comes_after_ones_own_verdict_and_in_training_only(
    gold: Claim, project: Project, alice: User, bob: User
) -> None:
    make_review(gold, bob, "disputed")
    assert feedback_on(claim=gold, reviewer=bob) is None
    change_project(project=project, by=alice, at=NOON, gives_feedback=True)
    again = Claim.objects.get(pk=gold.pk)
    answer = feedback_on(claim=again, reviewer=bob)
    assert answer is not None
    assert (answer.verdict, answer.explanation) == ("verified", "The register says so.")
    assert feedback_on(claim=again, reviewer=alice) is None


def test_a_claim_that_was_judged_is_no_gold(claims: list[Claim], alice: User, bob: User) -> None:
    make_review(claims[1], bob)
    with pytest.raises(GoldInvalid):
        set_gold(claim=claims[1], verdict="verified", by=alice, at=NOON)


def test_an_answered_one_stays_gold(gold: Claim, claims: list[Claim], alice: User, bob: User) -> None:
    make_review(gold, bob)
    with pytest.raises(GoldInvalid):
        remove_gold(claim=gold, by=alice)
    set_gold(claim=claims[1], verdict="disputed", by=alice, at=NOON)
    remove_gold(claim=claims[1], by=alice)
    assert ArticleProgress.objects.get().claims == len(claims) - 1


def test_only_leads_set_it_and_to_a_verdict(claims: list[Claim], alice: User, bob: User) -> None:
    with pytest.raises(NotAllowed):
        set_gold(claim=claims[0], verdict="verified", by=bob, at=NOON)
    with pytest.raises(GoldInvalid):
        set_gold(claim=claims[0], verdict="", by=alice, at=NOON)
