from collections.abc import Callable
from typing import Any

import pytest

from annotations.agreement.aggregation import VERSION
from annotations.models import Claim, Project, Review, User
from annotations.workflow.agreement.aggregating import aggregate, read_votes
from annotations.workflow.agreement.parts import Aggregations
from tests.factories import make_claims, make_project, make_review


@pytest.fixture
def team(alice: User, bob: User, carol: User, dave: User) -> list[User]:
    return [bob, carol, dave]


@pytest.fixture
def claims(alice: User, team: list[User]) -> list[Claim]:
    return make_claims(make_project(lead=alice, reviewers=team, overlap=3))


def judge(claim: Claim, team: list[User], verdicts: str) -> None:
    """Give the claim these verdicts by their first letters, one a reviewer."""
    words = {"v": "verified", "d": "disputed", "u": "unsourced"}
    for reviewer, letter in zip(team, verdicts, strict=False):
        make_review(claim, reviewer, words[letter])


def put(finals: dict[int, str] | None = None, **kwargs: Any) -> Aggregations:
    return aggregate(read_votes(Review.objects.independent()), finals or {}, **kwargs)


def test_the_ways_are_counted_side_by_side(claims: list[Claim], team: list[User]) -> None:
    for claim, verdicts in zip(claims, ("vvv", "vvd", "vd", "uuu"), strict=False):
        judge(claim, team, verdicts)
    found = put({claims[0].pk: "verified", claims[1].pk: "disputed", claims[2].pk: "disputed"})
    assert (found.rated, found.ties) == (4, 1)
    assert found.majority == {"verified": 2, "disputed": 0, "unsourced": 1}
    assert found.final == {"verified": 1, "disputed": 2, "unsourced": 0}
    assert (found.majority_and_final, found.majority_differs_from_final) == (2, 1)


def test_claims_on_which_ways_differ_come_first_and_ties_behind(
    claims: list[Claim], team: list[User]
) -> None:
    for claim, verdicts in zip(claims, ("vd", "vvd", "vvv"), strict=False):
        judge(claim, team, verdicts)
    differing, tie = put({claims[1].pk: "disputed"}).differing
    assert (differing.claim, differing.majority, differing.final) == (claims[1].pk, "verified", "disputed")
    assert (differing.counts, differing.words) == ((2, 1, 0), claims[1].words)
    assert (tie.claim, tie.majority, tie.final) == (claims[0].pk, "", "")


def test_the_model_says_how_it_ended(claims: list[Claim], team: list[User]) -> None:
    for claim, verdicts in zip(claims, ("vvv", "vvd", "uuu"), strict=False):
        judge(claim, team, verdicts)
    model = put().dawid_skene
    assert model is not None
    assert (model.version, model.stop, sum(model.labels.values())) == (VERSION, "converged", 3)
    assert sum(model.marginals.values()) == pytest.approx(1.0)
    assert model.log_likelihood < 0 < model.iterations


def test_the_model_can_overrule_a_majority(claims: list[Claim], team: list[User]) -> None:
    for claim, verdicts in zip(claims, ("vvv", "vvd", "vvd", "vdv"), strict=False):
        judge(claim, team, verdicts)
    found = put()
    assert found.majority["verified"] == 4
    assert found.dawid_skene is not None
    assert (found.dawid_skene.labels["disputed"], found.dawid_skene.differs_from_majority) == (2, 2)
    assert [(one.dawid_skene, one.majority) for one in found.differing] == [("disputed", "verified")] * 2


def test_above_a_bound_the_model_is_left_out(claims: list[Claim], team: list[User]) -> None:
    judge(claims[0], team, "vd")
    assert put(most_ratings=2).dawid_skene is not None
    found = put(most_ratings=1)
    assert (found.dawid_skene, found.ties) == (None, 1)
    assert (found.differing[0].dawid_skene, found.differing[0].probability) == ("", None)
    assert put(most_ratings=None).dawid_skene is not None


def test_without_a_verdict_nothing_is_modelled(claims: list[Claim], team: list[User]) -> None:
    make_review(claims[0], team[0], skip_reason="opinion")
    found = put()
    assert (found.rated, found.dawid_skene, found.differing) == (0, None, ())


def test_more_claims_ask_no_more(
    project: Project, claims: list[Claim], team: list[User], django_assert_num_queries: Callable[..., Any]
) -> None:
    for claim in claims:
        judge(claim, team, "vd")
    # verdicts, claims listed
    with django_assert_num_queries(2):
        put()
