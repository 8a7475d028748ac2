import pytest
from django.urls import reverse

from annotations.models import Role
from annotations.workflow.managing import set_role
from tests.factories import NOON, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def enter(client, **data):
    return client.post(reverse("sign_in_to_demo"), data)


def test_the_sign_in_page_needs_nobody_signed_in(client):
    page = client.get(reverse("sign_in"))
    assert page.status_code == 200
    assert "Enter as" not in page.content.decode()


def test_a_person_signs_in_and_comes_where_they_wanted_to_go(client):
    make_user("Alice")
    data = {"username": "alice", "password": "password", "next": "/try/"}
    assert client.post(reverse("sign_in"), data).headers["Location"] == "/try/"


def test_a_wrong_password_is_said_at_the_form(client):
    make_user("Alice")
    page = client.post(reverse("sign_in"), {"username": "alice", "password": "wrong"})
    assert "Please enter a correct" in page.content.decode()


def test_too_many_wrong_passwords_lock_the_name_out(client, settings):
    make_user("Alice")
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        page = client.post(reverse("sign_in"), {"username": "alice", "password": "wrong"})
    assert page.status_code == 429
    assert "Too many attempts" in page.content.decode()


def test_whoever_is_signed_in_is_sent_on(client):
    client.force_login(make_user("Alice"))
    assert client.get(reverse("sign_in")).headers["Location"] == reverse("home")


def test_signing_out_is_a_post(client):
    client.force_login(make_user("Alice"))
    assert client.get(reverse("sign_out")).status_code == 405
    assert client.post(reverse("sign_out")).headers["Location"] == reverse("sign_in")
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.usefixtures("demo")
def test_the_demo_has_a_button_for_each_demo_account_with_its_role(client):
    dana = make_user("Dana", last_name="Reyes", is_demo=True)
    project = make_project(reviewers=[make_user("Bob")])
    set_role(project=project, user=dana, role=Role.REVIEWER, by=None, at=NOON)
    page = client.get(reverse("sign_in")).content.decode()
    assert "Enter as Dana Reyes · reviewer" in page
    assert 'value="bob"' not in page


@pytest.mark.usefixtures("demo")
def test_a_demo_account_is_entered_with_one_click_and_next_is_kept(client):
    make_user("Dana", is_demo=True)
    assert enter(client, username="dana", next="/try/").headers["Location"] == "/try/"
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.usefixtures("demo")
def test_the_demo_sends_nobody_to_another_site(client):
    make_user("Dana", is_demo=True)
    assert enter(client, username="dana", next="https://elsewhere.example/").headers["Location"] == "/"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("kwargs", [{}, {"is_demo": True, "is_active": False}])
def test_only_active_demo_accounts_are_entered(client, kwargs):
    make_user("Bob", **kwargs)
    assert enter(client, username="bob").status_code == 404
    assert "_auth_user_id" not in client.session


def test_outside_the_demo_there_is_no_such_page(client):
    make_user("Dana", is_demo=True)
    assert enter(client, username="dana").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["home", "project", "guidelines", "add_article"])
def test_pages_of_members_ask_a_visitor_to_sign_in(client, name):
    address = reverse(name, kwargs={} if name == "home" else {"slug": "any"})
    assert client.get(address).headers["Location"].startswith(reverse("sign_in"))


def test_a_name_too_long_for_any_account_is_said_at_the_form(client):
    page = client.post(reverse("sign_in"), {"username": "x" * 300, "password": "wrong"})
    assert page.status_code == 200
    assert "at most 150 characters" in page.content.decode()


@pytest.mark.usefixtures("demo")
def test_a_name_with_a_nul_is_nobodys(client):
    make_user("Dana", is_demo=True)
    assert enter(client, username="dana\0").status_code == 404
