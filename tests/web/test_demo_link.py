"""The link that the demo prints: one click and the fourth reviewer's turn is open."""

import pytest
from django.test import Client

from annotations.workflow.demonstrating import sign_entry
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def follow(client: Client, token: str, goal: str = "/try/") -> str:
    return client.get("/sign-in/demo/", {"token": token, "next": goal}).headers.get("Location", "")


@pytest.mark.usefixtures("demo")
def test_link_signs_in_and_opens_its_page(client):
    erin = make_user("Erin", is_demo=True)
    assert follow(client, sign_entry(user=erin)) == "/try/"
    assert client.session["_auth_user_id"] == str(erin.pk)


@pytest.mark.usefixtures("demo")
def test_link_with_a_bad_token_leads_to_the_sign_in_page(client):
    make_user("Erin", is_demo=True)
    assert follow(client, "erin") == "/sign-in/?next=/try/"
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demo")
def test_link_leads_to_no_other_site(client):
    erin = make_user("Erin", is_demo=True)
    assert follow(client, sign_entry(user=erin), "https://elsewhere.example/") == "/"


def test_outside_the_demo_the_link_is_no_page(client):
    erin = make_user("Erin", is_demo=True)
    assert client.get("/sign-in/demo/", {"token": sign_entry(user=erin)}).status_code == 404
