"""One verdict a claim out of several: majority, final verdict and model side by side in the report."""

import pytest

from annotations.agreement.aggregation import VERSION
from annotations.models import Claim, Project, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.agreement.parts import Aggregations
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.reporting import report_agreement
from tests.factories import NOON, make_claims, make_project, make_review

WORDS = {"v": "verified", "d": "disputed", "u": "unsourced"}


@pytest.fixture
def team(bob: User, carol: User, dave: User) -> list[User]:
    return [bob, carol, dave]


@pytest.fixture
def project(alice: User, team: list[User]) -> Project:
    return make_project(lead=alice, reviewers=team, overlap=3)


def judge(claims: list[Claim], team: list[User], *given: str) -> None:
    """Give each claim these verdicts by their first letters, one a reviewer."""
    for claim, letters in zip(claims, given, strict=False):
        for reviewer, letter in zip(team, letters, strict=False):
            make_review(claim, reviewer, WORDS[letter])


def ways(project: Project) -> Aggregations:
    return report_agreement(round=project.rounds.get(), reach=Reach.COMPLETE).aggregations


def test_a_tie_is_said_and_in_no_verdicts_count(project: Project, team: list[User]) -> None:
    judge(make_claims(project), team, "vvv", "vdu", "uuu")
    found = ways(project)
    assert (found.rated, found.ties) == (3, 1)
    assert found.majority == {"verified": 1, "disputed": 0, "unsourced": 1}


def test_a_final_verdict_against_the_majority_is_listed(
    project: Project, team: list[User], alice: User
) -> None:
    claims = make_claims(project)
    judge(claims, team, "vvd", "vvv")
    words = {"verdict": "disputed", "justification": "The register says no.", "at": NOON}
    adjudicate_claim(claim=claims[0], round=project.rounds.get(), adjudicator=alice, **words)
    found = ways(project)
    assert (found.majority_and_final, found.majority_differs_from_final) == (1, 1)
    (listed,) = (one for one in found.differing if one.final)
    assert (listed.claim, listed.majority, listed.final) == (claims[0].pk, "verified", "disputed")


def test_the_model_can_overrule_a_majority_and_says_how_it_ended(project: Project, team: list[User]) -> None:
    judge(make_claims(project), team, "vvv", "vvd", "vvd", "vdv")
    found = ways(project)
    model = found.dawid_skene
    assert model is not None
    assert (model.version, model.stop, model.differs_from_majority) == (VERSION, "converged", 2)
    assert [(one.dawid_skene, one.majority) for one in found.differing] == [("disputed", "verified")] * 2
    assert sum(model.marginals.values()) == pytest.approx(1.0)


def test_without_a_verdict_there_is_no_model(project: Project) -> None:
    make_claims(project)
    assert ways(project).dawid_skene is None
