import pytest

from annotations.models import Claim, ClaimEdit, Project, Role, User
from annotations.workflow.differing import Kind
from annotations.workflow.editing import EditDecided, move_claim_edge, retire_claim
from annotations.workflow.managing import set_role
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.settling import NotJustified, ProposerCannotSettle, settle_edits
from tests.factories import NOON


@pytest.fixture
def proposals(claim: Claim, bob: User, carol: User) -> list[ClaimEdit]:
    """Bob wants the claim shorter, Carol wants it gone."""
    return [
        move_claim_edge(claim=claim, edge="end", steps=-1, by=bob, at=NOON),
        retire_claim(claim=claim, by=carol, at=NOON),
    ]


def settle(
    claim: Claim, by: User, chosen: ClaimEdit | None, why: str = "The day is not said."
) -> list[ClaimEdit]:
    kind = Kind.SEGMENTATION
    return settle_edits(claim=claim, kind=kind, chosen=chosen, by=by, at=NOON, justification=why)


def test_the_chosen_edit_takes_effect_and_the_other_is_rejected(
    claim: Claim, proposals: list[ClaimEdit], alice: User
) -> None:
    settled = settle(claim, alice, proposals[0])
    assert [(edit.state, edit.justification) for edit in settled] == [
        ("applied", "The day is not said."),
        ("rejected", "The day is not said."),
    ]
    claim.refresh_from_db()
    assert claim.retired_at is not None


def test_choosing_none_leaves_the_claim_as_it_is(
    claim: Claim, proposals: list[ClaimEdit], alice: User
) -> None:
    assert {edit.state for edit in settle(claim, alice, None)} == {"rejected"}
    claim.refresh_from_db()
    assert claim.retired_at is None


def test_it_needs_a_reason(claim: Claim, proposals: list[ClaimEdit], alice: User) -> None:
    with pytest.raises(NotJustified):
        settle(claim, alice, None, " ")


def test_only_a_lead_settles_it(claim: Claim, proposals: list[ClaimEdit], bob: User) -> None:
    with pytest.raises(NotAllowed):
        settle(claim, bob, proposals[0])


def test_who_proposed_one_of_them_does_not_settle_it(
    claim: Claim, proposals: list[ClaimEdit], project: Project, bob: User
) -> None:
    set_role(project=project, user=bob, role=Role.LEAD, by=None, at=NOON)
    with pytest.raises(ProposerCannotSettle):
        settle(claim, bob, proposals[1])


def test_it_is_settled_once(claim: Claim, proposals: list[ClaimEdit], alice: User) -> None:
    settle(claim, alice, None)
    with pytest.raises(EditDecided):
        settle(claim, alice, proposals[0])
