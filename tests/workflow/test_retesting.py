from typing import Any

import pytest

from annotations.models import Claim, Project, User
from annotations.workflow.retesting import report_retests
from tests.factories import TEXT, make_claims, make_review

DAYS = 24 * 60


@pytest.fixture
def tested(project: Project) -> Project:
    """The project, where every claim comes again after two days."""
    project.retest_after_days, project.retest_percent = 2, 100
    project.save()
    return project


def judge_twice(claim: Claim, reviewer: User, first: str, again: str, **kwargs: Any) -> None:
    make_review(claim, reviewer, first)
    assert make_review(claim, reviewer, again, minutes=3 * DAYS, **kwargs).purpose == "retest"


def test_the_same_verdict_again_is_counted_by_reviewer(
    tested: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    judge_twice(claims[0], bob, "verified", "verified")
    judge_twice(claims[1], bob, "verified", "disputed")
    judge_twice(claims[0], carol, "unsourced", "unsourced")
    report = report_retests(round=tested.rounds.get())
    of_bob, of_carol = (result for _user, result in report.reviewers)
    assert [user.username for user, _result in report.reviewers] == ["bob", "carol"]
    assert (of_bob.again, of_bob.same, of_bob.share.value, of_bob.share.n) == (2, 1, 0.5, 2)
    assert (of_carol.same, report.everybody.again, report.everybody.same) == (1, 3, 2)


def test_a_skip_is_not_compared(tested: Project, claims: list[Claim], bob: User) -> None:
    judge_twice(claims[0], bob, "verified", "", skip_reason="opinion")
    result = report_retests(round=tested.rounds.get()).everybody
    assert (result.again, result.skipped, result.same, result.share.value) == (1, 1, 0, None)


def test_compared_is_what_stood_when_the_claim_came_again(
    tested: Project, claims: list[Claim], bob: User
) -> None:
    make_review(claims[0], bob, "disputed")
    judge_twice(claims[0], bob, "verified", "verified")
    make_review(claims[0], bob, "unsourced", minutes=4 * DAYS)
    assert report_retests(round=tested.rounds.get()).everybody.same == 1


def test_what_is_due_and_not_answered_is_in_no_figure(
    tested: Project, claims: list[Claim], bob: User
) -> None:
    make_review(claims[0], bob)
    assert report_retests(round=tested.rounds.get()).reviewers == ()


def test_one_reviewer_alone(tested: Project, claims: list[Claim], bob: User, carol: User) -> None:
    judge_twice(claims[0], bob, "verified", "verified")
    judge_twice(claims[0], carol, "verified", "disputed")
    report = report_retests(round=tested.rounds.get(), reviewer=carol)
    assert [user for user, _result in report.reviewers] == [carol]
    assert report.everybody.again == 1


def test_the_share_has_an_interval_by_article(tested: Project, bob: User) -> None:
    for first, again in (("verified", "verified"), ("verified", "disputed")):
        judge_twice(make_claims(tested, f"{TEXT} The verdict was {again}.")[0], bob, first, again)
    share = report_retests(round=tested.rounds.get()).everybody.share
    assert (share.value, share.low, share.high) == (0.5, 0.0, 1.0)
