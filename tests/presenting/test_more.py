from typing import Any

import pytest

from annotations.models import Claim, Project, Role, User
from annotations.presenting.more import Cuts, Machine, Sources, describe_more
from annotations.workflow.agreement import more as figures
from annotations.workflow.agreement.more import report_more
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.editing import accept_edit, change_attribution, retire_claim
from annotations.workflow.managing import set_role
from tests.factories import NOON, TEXT, make_claims, make_review


def describe(project: Project, user: User | None = None) -> dict[str, Any]:
    more = report_more(round=project.rounds.get(), reach=Reach.COMPLETE, is_bounded=user is not None)
    return describe_more(more, user=user)


@pytest.fixture
def edited(project: Project, bob: User, carol: User) -> Project:
    """Two articles that both judged; Bob wants a claim out and another's chain changed in each."""
    for number in range(2):
        claims = make_claims(project, f"{TEXT} It was sold {number} times.")
        for claim in claims:
            make_review(claim, bob, "unsourced")
            make_review(claim, carol, "verified" if number else "unsourced")
        retire_claim(claim=claims[0], by=bob, at=NOON)
        chain = [LinkDraft(None, None, "anonymous")]
        change_attribution(claim=claims[1], chain=chain, by=bob, at=NOON)
    make_claims(project)
    return project


def test_what_is_as_it_came_in_is_told(project: Project, claims: list[Claim], alice: User) -> None:
    found = describe(project, alice)
    cuts: Cuts = found["cuts"]
    assert cuts.sentences[0].startswith("1 article is as it came in")
    assert (cuts.figures, cuts.pairs, found["sources"].figures) == ((), (), ())
    assert found["machine"].why == "No complete claim with a suggestion has a verdict yet."


def test_cuts_are_shown_with_their_intervals(edited: Project, alice: User) -> None:
    cuts: Cuts = describe(edited, alice)["cuts"]
    (pair,) = cuts.pairs
    assert (pair.first, pair.second, pair.articles, pair.alone) == ("Bob", "Carol", "2", "0 · 2")
    assert (pair.recall.text, pair.agreement.text) == ("1.00", "0.50 [0.00, 1.00]")
    assert [(row.name, row.otherwise, row.edits) for row in cuts.cutters] == [
        ("Bob", "2", "2 retire"),
        ("Carol", "0", ""),
    ]


def test_chains_are_shown_beside_the_splitter_and_what_was_decided(
    edited: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    chain = [LinkDraft(None, None, "unspecified")]
    edit = change_attribution(claim=claims[1], chain=chain, by=bob, at=NOON)
    accept_edit(edit=edit, by=alice, at=NOON)
    sources: Sources = describe(edited, alice)["sources"]
    assert [row.name for row in sources.against_splitter] == ["Bob"]
    assert [row.name for row in sources.against_decided] == ["the splitter", "Bob"]
    assert sources.changes[0] == ("named person", "anonymous", "2")


def test_the_machine_has_a_row_a_reviewer_and_one_of_all(edited: Project, alice: User) -> None:
    machine: Machine = describe(edited, alice)["machine"]
    assert [row.name for row in machine.rows] == ["Bob", "Carol", "all reviewers"]
    assert machine.rows[0].agreement.value == "1.00"


def test_above_a_bound_a_page_leaves_the_machine_to_the_command(
    edited: Project, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_CLAIMS_COUNTED", 3)
    assert "manage.py report_agreement" in describe(edited, alice)["machine"].why
    assert describe(edited)["machine"].rows


def test_a_reviewer_sees_their_own_rows_and_an_observer_none(
    edited: Project, carol: User, dave: User
) -> None:
    set_role(project=edited, user=dave, role=Role.OBSERVER, by=None, at=NOON)
    of_carol, of_dave = describe(edited, carol), describe(edited, dave)
    assert [row.name for row in of_carol["cuts"].cutters] == ["Carol"]
    assert [row.name for row in of_carol["machine"].rows] == ["Carol", "all reviewers"]
    assert (of_dave["cuts"].cutters, of_dave["cuts"].pairs, of_dave["sources"].against_splitter) == (
        (),
        (),
        (),
    )
