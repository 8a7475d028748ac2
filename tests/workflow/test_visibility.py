"""What a person may read of others' reviews: nothing before the claim is complete."""

import pytest

from annotations.models import Claim, Project, Review, Role, User
from annotations.workflow.managing import close_round, set_role
from tests.factories import NOON, make_claims, make_project, make_review, make_user


@pytest.fixture
def bobs(claim: Claim, bob: User) -> Review:
    return make_review(claim, bob, "disputed", reason="refuted")


@pytest.mark.parametrize("role", [Role.LEAD, Role.REVIEWER, Role.OBSERVER])
def test_an_open_claims_verdict_is_its_reviewers_alone(
    bobs: Review, project: Project, role: Role, dave: User
) -> None:
    set_role(project=project, user=dave, role=role, by=None, at=NOON)
    assert not Review.objects.visible_to(dave).exists()
    assert Review.objects.visible_to(bobs.reviewer).get() == bobs


def test_a_superuser_is_no_exception(bobs: Review) -> None:
    root = make_user("root", is_superuser=True)
    assert not Review.objects.visible_to(root).exists()


def test_one_still_sees_nothing_after_ones_own_verdict(
    bobs: Review, claim: Claim, project: Project, carol: User
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=3)
    own = make_review(claim, carol)
    assert Review.objects.visible_to(carol).get() == own


def test_a_complete_claim_is_seen_by_members_only(
    bobs: Review, claim: Claim, carol: User, alice: User, dave: User
) -> None:
    make_review(claim, carol)
    assert Review.objects.visible_to(carol).count() == Review.objects.visible_to(alice).count() == 2
    assert not Review.objects.visible_to(dave).exists()


def test_a_closed_round_is_seen(bobs: Review, project: Project, alice: User, carol: User) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert Review.objects.visible_to(carol).get() == bobs


def test_a_project_that_is_not_blind_hides_nothing_from_its_members(dave: User) -> None:
    erin, fay = make_user("erin"), make_user("fay")
    project = make_project(reviewers=[erin, fay], name="Open", is_blind=False)
    review = make_review(make_claims(project)[0], erin)
    assert Review.objects.visible_to(fay).get() == review
    assert not Review.objects.visible_to(dave).exists()
