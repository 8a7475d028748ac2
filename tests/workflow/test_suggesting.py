from collections.abc import Callable
from typing import Any

import pytest

from annotations.models import Claim, Project, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.comparing import compare_couples
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.editing import change_attribution
from annotations.workflow.suggesting import MachineReport, report_machine
from tests.factories import NOON, TEXT, make_claims, make_review


@pytest.fixture
def suggested(claims: list[Claim]) -> list[Claim]:
    """The two claims of the article with a suggestion."""
    return [claim for claim in claims if claim.suggestion]


def judge(claims: list[Claim], reviewers: list[User], verdict: str) -> None:
    for claim in claims:
        for reviewer in reviewers:
            make_review(claim, reviewer, verdict)


def report(project: Project) -> MachineReport:
    return report_machine(round=project.rounds.get())


def test_only_claims_with_a_suggestion_are_compared(
    project: Project, claims: list[Claim], suggested: list[Claim], bob: User, carol: User
) -> None:
    make_review(suggested[0], bob, "unsourced")
    make_review(suggested[0], carol, "verified")
    judge([claim for claim in claims if not claim.suggestion], [bob, carol], "unsourced")
    (_bob, of_bob), (_carol, of_carol) = report(project).reviewers
    assert (of_bob.suggested, of_bob.same, of_bob.unsourced) == (1, 1, 4)
    assert (of_bob.agreement.value, of_bob.specific.value, of_bob.covered.value) == (1.0, 1.0, 0.25)
    assert (of_carol.agreement.value, of_carol.specific.value, of_carol.covered.value) == (0.0, 0.0, 0.0)


def test_specific_agreement_is_that_of_the_core(
    project: Project, suggested: list[Claim], bob: User, carol: User
) -> None:
    judge(suggested[:1], [bob, carol], "unsourced")
    judge(suggested[1:], [bob, carol], "disputed")
    (_bob, figures), _carol = report(project).reviewers
    core = compare_couples([(1, "unsourced", "unsourced"), (1, "unsourced", "disputed")])
    assert figures.specific.value == core.per_label["unsourced"].specific_agreement.value == 2 / 3
    assert figures.agreement.value == core.figures["observed_agreement"].value


def test_open_claims_and_skips_are_not_counted(
    project: Project, suggested: list[Claim], bob: User, carol: User
) -> None:
    make_review(suggested[0], bob, "unsourced")
    judge(suggested[1:], [bob], "unsourced")
    make_review(suggested[1], carol, skip_reason="opinion")
    assert report(project).reviewers == ()


def test_a_suggestion_that_rests_on_an_edit_is_not_the_machines(
    project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    chain = [LinkDraft(None, None, "anonymous")]
    edited = change_attribution(claim=claims[1], chain=chain, by=alice, at=NOON).after.get()
    judge([edited], [bob, carol], "unsourced")
    assert edited.suggestion == "unsourced"
    assert report(project).everybody.unsourced == 0


def test_final_verdicts_have_a_row_of_their_own(
    project: Project, suggested: list[Claim], alice: User, bob: User, carol: User
) -> None:
    judge(suggested, [bob, carol], "verified")
    adjudicate_claim(
        claim=suggested[0],
        round=project.rounds.get(),
        adjudicator=alice,
        verdict="unsourced",
        justification="Nobody is named.",
        at=NOON,
    )
    found = report(project)
    assert (found.final.suggested, found.final.agreement.value) == (1, 1.0)
    assert (found.everybody.suggested, found.everybody.agreement.value) == (4, 0.0)


def test_figures_have_intervals_by_article(project: Project, bob: User, carol: User) -> None:
    for number, verdict in enumerate(("unsourced", "verified", "unsourced")):
        judge(make_claims(project, f"{TEXT} It was sold {number} times."), [bob, carol], verdict)
    figures = report(project).everybody
    for figure in (figures.agreement, figures.specific):
        assert figure.low is not None
        assert figure.low <= figure.value <= figure.high
    assert figures.specific.n == figures.suggested == 12


def test_a_reviewer_sees_their_own_row(
    project: Project, suggested: list[Claim], alice: User, bob: User, carol: User
) -> None:
    judge(suggested, [bob, carol], "unsourced")
    found = report(project)
    assert [len(found.seen_by(user)) for user in (alice, bob)] == [2, 1]
    assert [row["username"] for row in found.to_json_dict(user=carol)["reviewers"]] == ["carol"]


def test_more_articles_ask_no_more(
    project: Project, bob: User, carol: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(3):
        judge(make_claims(project, f"{TEXT} It was sold {number} times."), [bob, carol], "unsourced")
    round = project.rounds.get()
    # verdicts, final verdicts, people
    with django_assert_num_queries(3):
        report_machine(round=round)
