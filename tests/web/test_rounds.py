from django.test import Client

from annotations.models import ClaimProgress, Project, Round, User
from tests.factories import make_claims, make_user

ROUNDS = "/projects/harbour/rounds/"


def test_a_lead_closes_the_round_and_opens_the_next(project: Project, alice: User, client: Client) -> None:
    make_claims(project)
    client.force_login(alice)
    client.post(ROUNDS, {"close": "1", "is_sure": "yes"})
    assert not ClaimProgress.objects.filter(revealed_at=None).exists()
    page = client.post(ROUNDS, {"open": "next"}, follow=True).content.decode()
    assert "Round 2 is open." in page
    assert ClaimProgress.objects.filter(round__number=2, revealed_at=None).exists()


def test_a_round_is_not_closed_by_a_slip(project: Project, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = client.post(ROUNDS, {"close": "1"}, follow=True).content.decode()
    assert "Tick the box" in page
    assert Round.objects.get().closed_at is None


def test_an_old_page_closes_no_later_round(project: Project, alice: User, client: Client) -> None:
    client.force_login(alice)
    for act in ({"close": "1", "is_sure": "yes"}, {"open": "next"}, {"close": "1", "is_sure": "yes"}):
        client.post(ROUNDS, act)
    assert Round.objects.get(closed_at=None).number == 2


def test_two_rounds_at_once_are_refused_in_words(project: Project, alice: User, client: Client) -> None:
    client.force_login(alice)
    page = client.post(ROUNDS, {"open": "next"}, follow=True).content.decode()
    assert "A round is still open." in page


def test_a_reviewer_sees_the_rounds_and_changes_none(project: Project, bob: User, client: Client) -> None:
    client.force_login(bob)
    assert '<button class="button wide" name="close"' not in client.get(ROUNDS).content.decode()
    page = client.post(ROUNDS, {"close": "1", "is_sure": "yes"}, follow=True).content.decode()
    assert "Only a lead" in page
    assert Round.objects.get().closed_at is None


def test_a_stranger_finds_no_rounds(project: Project, client: Client) -> None:
    client.force_login(make_user("dave"))
    assert client.get(ROUNDS).status_code == 404
