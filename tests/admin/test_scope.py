"""Who reaches which rows of management, and that every screen opens."""

import pytest
from django.contrib import admin
from django.test import Client

from annotations.models import Project, Review, Role, User
from annotations.workflow.managing import set_role
from tests.factories import NOON, make_claims, make_project, make_review, make_user

MODELS = sorted(model._meta.label_lower for model in admin.site._registry)


@pytest.mark.parametrize("label", MODELS)
def test_superuser_opens_every_list(as_bob: Client, review: Review, label: str) -> None:
    assert as_bob.get(f"/manage/{label.replace('.', '/')}/").status_code == 200


@pytest.mark.parametrize("label", [label for label in MODELS if label.startswith("annotations.")])
def test_superuser_opens_every_row(as_bob: Client, bob: User, review: Review, label: str) -> None:
    make_review(review.claim, bob, "unsourced")
    rows = as_bob.get(f"/manage/{label.replace('.', '/')}/").context["cl"].result_list
    for row in rows:
        assert as_bob.get(f"/manage/{label.replace('.', '/')}/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("table", ["project", "article", "claim", "round", "membership", "segment", "user"])
def test_staff_sees_only_their_own_projects(as_carol: Client, project: Project, table: str) -> None:
    make_claims(make_project(name="Elsewhere", lead=make_user("Dave")))
    answer = as_carol.get(f"/manage/annotations/{table}/")
    assert "Elsewhere" not in answer.text
    assert "dave" not in answer.text.lower()


def test_row_of_another_project_is_not_found(as_carol: Client) -> None:
    claim = make_claims(make_project())[0]
    assert as_carol.get(f"/manage/annotations/claim/{claim.pk}/change/").status_code == 302


def test_stranger_is_sent_to_the_sign_in_page(client: Client, db: None) -> None:
    answer = client.get("/manage/annotations/claim/", follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in/?next=/manage/annotations/claim/"


def test_reviewer_who_is_no_staff_is_refused(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/manage/", follow=True).status_code == 403


def test_signed_in_staff_goes_from_the_sign_in_address_to_the_index(as_carol: Client) -> None:
    assert as_carol.get("/manage/login/").url == "/manage/"


def test_staff_who_only_reviews_manages_nothing(client: Client, project: Project, alice: User) -> None:
    dave = make_user("Dave", is_staff=True)
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    client.force_login(dave)
    for address in ("membership/add/", "guidelineversion/add/", "project/add/"):
        assert client.get(f"/manage/annotations/{address}").status_code == 403
    row = alice.memberships.get()
    assert client.post(f"/manage/annotations/membership/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_staff_without_superuser_changes_no_accounts(as_carol: Client, project: Project, alice: User) -> None:
    page = as_carol.get(f"/manage/annotations/user/{alice.pk}/change/")
    assert "is_superuser" not in page.text
    assert as_carol.post(f"/manage/annotations/user/{alice.pk}/change/", {"username": "x"}).status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        "article/?language=%00",
        "claim/?source_kind__exact=%00",
        "claim/?text__regex=(a%2B)%2B%24",
        "claim/?created_at__year=0",
        "article/?project=99999999999999999999",
        "user/?email__startswith=a",
    ],
)
def test_a_filter_that_no_screen_offers_is_a_bad_request(
    as_carol: Client, project: Project, asked: str
) -> None:
    make_claims(project)
    assert as_carol.get(f"/manage/annotations/{asked}").status_code == 400
