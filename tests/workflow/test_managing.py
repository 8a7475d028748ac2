import pytest

from annotations.models import Claim, ClaimProgress, EvidencePolicy, Project, Role, User
from annotations.workflow.managing import (
    LastLead,
    OverlapInvalid,
    RoundClosed,
    RoundStillOpen,
    SettingsInvalid,
    change_project,
    close_round,
    create_project,
    open_round,
    publish_guidelines,
    remove_member,
    set_role,
)
from annotations.workflow.refusals import NotAllowed, role_of
from tests.factories import NOON, make_review


def test_a_new_project_has_a_lead_and_an_open_round(alice: User) -> None:
    project = create_project(name="Harbour & Sea", lead=alice, at=NOON)
    assert project.slug == "harbour-sea"
    assert role_of(user=alice, project=project) == Role.LEAD
    assert project.rounds.get().closed_at is None


def test_names_alike_get_numbered_slugs(alice: User) -> None:
    slugs = [
        create_project(name=name, lead=alice, at=NOON).slug for name in ("Harbour", "Harbour", "港口", "港")
    ]
    assert slugs == ["harbour", "harbour-2", "project", "project-2"]


def test_an_overlap_below_one(alice: User) -> None:
    with pytest.raises(OverlapInvalid):
        create_project(name="Harbour", lead=alice, at=NOON, overlap=0)
    assert not Project.objects.exists()


def test_a_smaller_overlap_completes_what_has_reached_it(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob)
    change_project(
        project=project,
        by=alice,
        name="Harbour",
        description="",
        overlap=1,
        is_blind=True,
        evidence_policy=EvidencePolicy.WARN,
        at=NOON,
    )
    assert ClaimProgress.objects.get(revealed_at=NOON).claim == claims[0]


def test_only_a_lead_gives_roles(project: Project, bob: User, dave: User) -> None:
    with pytest.raises(NotAllowed):
        set_role(project=project, user=dave, role=Role.LEAD, by=bob, at=NOON)
    assert role_of(user=dave, project=project) is None


def test_the_last_lead_stays(project: Project, alice: User) -> None:
    with pytest.raises(LastLead):
        set_role(project=project, user=alice, role=Role.OBSERVER, by=alice, at=NOON)
    with pytest.raises(LastLead):
        remove_member(project=project, user=alice, by=alice)


def test_a_removed_members_reviews_stay(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    review = make_review(claims[0], bob)
    remove_member(project=project, user=bob, by=alice)
    assert role_of(user=bob, project=project) is None
    assert claims[0].reviews.get() == review


def test_changed_guidelines_are_a_new_version(project: Project, alice: User) -> None:
    texts = ["One.", "Two.", "Two."]
    numbers = [publish_guidelines(project=project, text=text, by=alice, at=NOON).number for text in texts]
    assert numbers == [1, 2, 2]


def test_the_newlines_of_a_form_make_no_new_version(project: Project, alice: User) -> None:
    texts = ["One.\n\nTwo.\n", "One.\r\n\r\nTwo.\r\n"]
    numbers = [publish_guidelines(project=project, text=text, by=alice, at=NOON).number for text in texts]
    assert numbers == [1, 1]


def test_closing_a_round_completes_its_claims(project: Project, claims: list[Claim], alice: User) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert ClaimProgress.objects.filter(revealed_at=NOON).count() == len(claims)


def test_a_round_closes_once(project: Project, alice: User) -> None:
    first = close_round(round=project.rounds.get(), by=alice, at=NOON)
    with pytest.raises(RoundClosed):
        close_round(round=first, by=alice, at=NOON)


def test_the_next_round_asks_for_every_claim_again(
    project: Project, claims: list[Claim], alice: User
) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    second = open_round(project=project, by=alice, at=NOON)
    assert second.number == 2
    assert second.progress.filter(revealed_at=None).count() == len(claims)


def test_rounds_do_not_overlap(project: Project, alice: User) -> None:
    with pytest.raises(RoundStillOpen):
        open_round(project=project, by=alice, at=NOON)


def test_a_smaller_overlap_settles_what_has_spent_its_turns_on_skips(
    project: Project, claim: Claim, alice: User, bob: User, carol: User, dave: User
) -> None:
    settings = {
        "name": "Harbour",
        "description": "",
        "is_blind": True,
        "evidence_policy": EvidencePolicy.WARN,
    }
    set_role(project=project, user=dave, role=Role.REVIEWER, by=alice, at=NOON)
    change_project(project=project, by=alice, overlap=3, at=NOON, **settings)
    for reviewer in (bob, carol, dave):
        make_review(claim, reviewer, "", skip_reason="opinion")
    change_project(project=project, by=alice, overlap=1, at=NOON, **settings)
    assert ClaimProgress.objects.get(claim=claim).sent_to_adjudication_at == NOON


@pytest.mark.parametrize("field", ["overlap", "queue_seed", "lease_minutes", "retest_after_days"])
def test_a_number_that_one_database_would_refuse_is_refused_on_both(
    field: str, project: Project, alice: User
) -> None:
    with pytest.raises(SettingsInvalid):
        change_project(project=project, by=alice, at=NOON, **{field: 10**12})  # type: ignore[misc]
