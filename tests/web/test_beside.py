"""What stands beside a claim's card: comments as far as the person may read them, and the guidelines."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.models import Claim, Comment, Project, User
from annotations.workflow.commenting import add_comment
from annotations.workflow.managing import archive_project, publish_guidelines
from tests.factories import NOON, make_review

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def open_comments(user: User, claim: Claim, **headers: str) -> str:
    response = sign_in(user).get(reverse("comments", args=[claim.pk]), headers=headers or HTMX)
    assert response.status_code == 200
    return response.content.decode()


def show(user: User, claim: Claim, **asked: str) -> str:
    address = reverse("workspace", args=[claim.article_id])
    return sign_in(user).get(address, {"claim": claim.pk, **asked}).content.decode()


def send(user: User, claim: Claim, text: str, *, htmx: bool = True):
    headers = HTMX if htmx else {}
    return sign_in(user).post(reverse("comments", args=[claim.pk]), {"text": text}, headers=headers)


def test_comment_is_saved_and_shown(bob, claim):
    response = send(bob, claim, "See the minutes.\n\nAnd the ledger.")
    assert "<p>See the minutes.</p>" in response.content.decode()
    assert "Your comment is saved." in response.content.decode()
    assert Comment.objects.get().author == bob


def test_comment_without_htmx_leads_to_the_page_with_the_comments_open(bob, claim):
    response = send(bob, claim, "See the minutes.", htmx=False)
    page = sign_in(bob).get(response.url).content.decode()
    assert response.url.endswith(f"?claim={claim.pk}&comments#comments")
    assert "<p>See the minutes.</p>" in page


@pytest.mark.parametrize("htmx", [True, False])
def test_refused_comment_comes_back_with_its_words(htmx, alice, bob, claim):
    archive_project(project=claim.article.project, by=alice, at=NOON)
    response = send(bob, claim, "Too late", htmx=htmx)
    assert response.status_code == 422
    assert "archived" in response.content.decode()
    empty = send(bob, claim, " ", htmx=htmx)
    assert empty.status_code == 422


def test_others_comments_and_their_number_wait_for_ones_own_verdict(bob, carol, claim):
    add_comment(claim=claim, author=carol, text="The ledger says no", at=NOON)
    before = show(bob, claim)
    assert "The ledger says no" not in open_comments(bob, claim)
    assert "appears after your own verdict" in open_comments(bob, claim)
    Comment.objects.all().delete()
    assert count_on(before) == count_on(show(bob, claim)) == ""
    add_comment(claim=claim, author=carol, text="The ledger says no", at=NOON)
    make_review(claim, bob)
    assert "The ledger says no" in open_comments(bob, claim)
    assert count_on(show(bob, claim)) == "1"


def count_on(page: str) -> str:
    """Return the number that the link to the comments shows."""
    return page.split('id="open-comments"')[1].split("<b>")[1].split("</b>")[0]


def test_comments_on_a_claim_to_judge_again_are_hidden_again(bob, carol, claim):
    at = timezone.now() - timedelta(days=3)
    make_review(claim, bob, minutes=int((at - NOON).total_seconds() // 60))
    add_comment(claim=claim, author=carol, text="The ledger says no", at=at)
    settings = {"retest_after_days": 1, "retest_percent": 100}
    Project.objects.filter(pk=claim.article.project_id).update(**settings)
    assert "The ledger says no" not in open_comments(bob, claim)
    assert count_on(show(bob, claim)) == ""


def test_a_stranger_gets_404_for_comments_and_guidelines(dave, claim):
    client = sign_in(dave)
    addresses = [
        client.get(reverse("comments", args=[claim.pk])),
        client.post(reverse("comments", args=[claim.pk]), {"text": "x"}),
        client.get(reverse("guidelines_beside", args=[claim.article.project.slug])),
    ]
    assert {response.status_code for response in addresses} == {404}


def test_comments_cost_the_same_whatever_their_number(bob, claim):
    client, counts = sign_in(bob), set()
    for number in range(3):
        add_comment(claim=claim, author=bob, text=f"Remark {number}", at=NOON)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("comments", args=[claim.pk]), headers=HTMX)
        counts.add(len(captured))
    # Session, user, the claim with its article and project for who may open it, the seat, the claim with its
    # place, the comments with their authors.
    assert counts == {6}


def test_guidelines_come_beside_the_card_with_the_version_in_force(alice, bob, claim):
    project = claim.article.project
    publish_guidelines(project=project, text="# Judge\n\nBy the **origin**.", by=alice, at=NOON)
    address = reverse("guidelines_beside", args=[project.slug])
    pane = sign_in(bob).get(address, headers=HTMX).content.decode()
    assert "version 1, in force since March 2, 2026" in pane
    assert "<strong>origin</strong>" in pane
    assert "<html" not in pane
    assert sign_in(bob).get(address).url == reverse("guidelines", args=[project.slug])


def test_workspace_tells_of_a_version_newer_than_the_last_verdict(alice, bob, claims):
    project, told = claims[0].article.project, "The guidelines changed since your last verdict."
    publish_guidelines(project=project, text="First", by=alice, at=NOON)
    make_review(claims[0], bob)
    assert "hidden" in news_on(show(bob, claims[1]))
    publish_guidelines(project=project, text="Second", by=alice, at=NOON)
    page = show(bob, claims[1])
    assert "hidden" not in news_on(page)
    assert told in page
    assert "v2" in page
    make_review(claims[1], bob)
    assert "hidden" in news_on(show(bob, claims[2]))


def news_on(page: str) -> str:
    """Return the tag of the line that tells of it."""
    return page.split('<p id="news"')[1].split(">")[0]
