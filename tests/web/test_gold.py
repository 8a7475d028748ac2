from typing import Any

import pytest
from django.test import Client

from annotations.models import Claim, GoldAnswer, Project, User
from annotations.workflow.training import set_gold
from tests.factories import NOON, make_review, make_user

GOLD = "/projects/harbour/gold/"


@pytest.fixture
def gold(claims: list[Claim], alice: User) -> Claim:
    set_gold(claim=claims[0], verdict="verified", explanation="The register says so.", by=alice, at=NOON)
    return claims[0]


def press(client: Client, claim: Claim, **fields: str) -> str:
    return client.post(f"/claims/{claim.pk}/gold/", fields, follow=True).content.decode()


def test_a_lead_sets_changes_and_withdraws_an_answer(
    client: Client, claims: list[Claim], alice: User
) -> None:
    client.force_login(alice)
    assert f"/claims/{claims[0].pk}/gold/" in client.get(GOLD).content.decode()
    page = press(client, claims[0], act="set", verdict="disputed", explanation="It sank.")
    assert "The known answer is set." in page
    assert "It sank." in page
    press(client, claims[0], act="set", verdict="verified")
    assert "Withdrawn" in press(client, claims[0], act="withdraw")
    assert [one.verdict for one in GoldAnswer.objects.order_by("pk")] == ["disputed", "verified"]
    assert client.get(f"/claims/{claims[0].pk}/gold/").content.decode().count("no longer in force") == 2


def test_a_refusal_is_told_on_the_page(client: Client, claims: list[Claim], alice: User, bob: User) -> None:
    make_review(claims[0], bob)
    client.force_login(alice)
    assert "Reviewers have judged this claim already" in press(
        client, claims[0], act="set", verdict="verified"
    )
    assert "This field is required" in press(client, claims[0], act="set")
    assert "This claim has no known answer." in press(client, claims[0], act="withdraw")


def test_the_list_shows_how_reviewers_did_once_a_claim_is_complete(
    client: Client, gold: Claim, alice: User, bob: User, carol: User
) -> None:
    client.force_login(alice)
    make_review(gold, bob, "disputed")
    page = client.get(GOLD).content.decode()
    assert "1 verdict so far, not complete" in page
    assert "disputed</span>" not in page
    make_review(gold, carol)
    page = client.get(GOLD).content.decode()
    assert "1 right, 1 wrong, 0 skipped" in page
    assert "What Bob said, by what is right" in page
    assert "too few" in page


def test_nobody_but_leads_finds_it(client: Client, gold: Claim, bob: User) -> None:
    client.force_login(bob)
    for address in (GOLD, f"/claims/{gold.pk}/gold/"):
        assert client.get(address).status_code == 403
    client.force_login(make_user("erin"))
    for address in (GOLD, f"/claims/{gold.pk}/gold/"):
        assert client.get(address).status_code == 404


def test_a_lead_reaches_it_from_the_card_and_a_reviewer_does_not(
    client: Client, gold: Claim, alice: User, bob: User
) -> None:
    for user, is_there in ((alice, True), (bob, False)):
        client.force_login(user)
        page = client.get(f"/articles/{gold.article_id}/?claim={gold.pk}").content.decode()
        assert (f"/claims/{gold.pk}/gold/" in page) is is_there
        page = client.get("/projects/harbour/").content.decode()
        assert (GOLD in page) is is_there


def test_a_reviewers_pages_are_the_same_with_and_without_gold(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    client.force_login(bob)
    addresses = ("/", "/projects/harbour/", "/projects/harbour/differences/", "/projects/harbour/members/")
    before = [client.get(address).context for address in addresses]
    set_gold(claim=claims[0], verdict="verified", by=alice, at=NOON)
    after = [client.get(address).context for address in addresses]
    assert [one["cards"][0].progress for one in before[:1]] == [one["cards"][0].progress for one in after[:1]]
    assert before[1]["rows"][0].progress == after[1]["rows"][0].progress
    assert before[1]["waiting"] == after[1]["waiting"] == len(claims)


def test_the_list_asks_as_little_for_many_as_for_one(
    client: Client,
    project: Project,
    claims: list[Claim],
    alice: User,
    bob: User,
    carol: User,
    django_assert_num_queries: Any,
) -> None:
    for claim in claims[:3]:
        set_gold(claim=claim, verdict="verified", by=alice, at=NOON)
        make_review(claim, bob)
        make_review(claim, carol)
    client.force_login(alice)
    # session, user, project, my role, round, gold claims, answers, reviewers, count, page of gold claims,
    # claims to offer
    with django_assert_num_queries(11):
        client.get(GOLD)
