"""No management screen tells Bob, who reviews and is a superuser, what Alice said of a claim under review."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client

from annotations.models import Adjudication, Comment, Evidence, Project, Review, User, Verdict
from annotations.workflow.adjudicating import adjudicate_claim
from tests.factories import NOON, make_claims, make_review, make_user

MODELS = sorted(model._meta.label_lower for model in admin.site._registry)
OURS = [label for label in MODELS if label.startswith("annotations.")]

# Every way found of asking a screen about Alice's review; {review}, {claim} and {alice} are keys.
ATTACKS = [
    "review/?verdict__exact=verified",
    "review/?verdict=verified",
    "review/?q=alice",
    "review/?o=3",
    "review/?reviewer__id__exact={alice}",
    "review/?justification__startswith=written",
    "review/?supersedes__verdict=verified",
    "review/?claim__reviews__verdict=verified",
    "review/?_facets=True",
    "review/?all=",
    "review/{review}/change/",
    "review/{review}/delete/",
    "review/{review}/history/",
    "review/{review}/change/?_popup=1",
    "evidence/?review__verdict=verified",
    "evidence/?q=alice",
    "evidence/?review={review}",
    "comment/?q=alice",
    "claim/?reviews__verdict=verified",
    "claim/?reviews__verdict__exact=verified",
    "claim/?reviews__justification__startswith=written",
    "claim/?reviews__isnull=False",
    "claim/?reviews={review}",
    "claim/?pk__reviews__verdict=verified",
    "claim/?verdict=verified",
    "claim/?o=reviews__verdict",
    "claim/{claim}/change/",
    "claim/{claim}/history/",
    "claim/{claim}/delete/",
    "claimprogress/?claim__reviews__verdict=verified",
    "claimprogress/?ratings=1",
    "attribution/?claim__reviews__verdict=verified",
    "article/?claims__reviews__verdict=verified",
    "article/?claims__reviews__isnull=False",
    "segment/?article__claims__reviews__verdict=verified",
    "assignment/?reviewer__reviews__verdict=verified",
    "project/?rounds__reviews__verdict=verified",
    "round/?reviews__verdict=verified",
    "guidelineversion/?reviews__verdict=verified",
    "membership/?user__reviews__verdict=verified",
    "user/?reviews__verdict=verified",
    "user/?reviews__verdict__exact=verified",
    "user/?reviews={review}",
    "user/{alice}/change/",
    "user/{alice}/delete/",
    "user/{alice}/history/",
]
AUTOCOMPLETES = [("evidence", "review"), ("review", "supersedes"), ("review", "claim"), ("comment", "claim")]


def look(client: Client, address: str) -> tuple[int, str]:
    """Return what the address answers, without the parts that change each time."""
    response = client.get(address)
    return response.status_code, re.sub(r"csrfmiddlewaretoken\" value=\"\w+|nonce=\"\S+", "", response.text)


def change_alices_mind(review: Review) -> None:
    """Turn every word of Alice's review into another, as if she had said that from the start."""
    Review.objects.filter(pk=review.pk).update(verdict=Verdict.DISPUTED, justification="other")
    Evidence.objects.filter(review=review).update(url="https://example.org/other")
    Comment.objects.update(text="other")


@pytest.mark.parametrize("attack", ATTACKS)
def test_address_answers_the_same_whatever_alice_said(as_bob: Client, review: Review, attack: str) -> None:
    keys = {"review": review.pk, "claim": review.claim_id, "alice": review.reviewer_id}
    address = f"/manage/annotations/{attack.format(**keys)}"
    before = look(as_bob, address)
    change_alices_mind(review)
    assert look(as_bob, address) == before
    assert "by alice" not in before[1]
    assert "found-by-alice" not in before[1]


@pytest.mark.parametrize("label", OURS)
def test_list_is_the_same_whatever_alice_said(as_bob: Client, review: Review, label: str) -> None:
    address = f"/manage/{label.replace('.', '/')}/"
    before = look(as_bob, address)
    change_alices_mind(review)
    assert before[0] == 200
    assert look(as_bob, address) == before


@pytest.mark.parametrize(("model", "field"), AUTOCOMPLETES)
def test_autocomplete_is_the_same_whatever_alice_said(
    as_bob: Client, review: Review, model: str, field: str
) -> None:
    address = f"/manage/autocomplete/?app_label=annotations&model_name={model}&field_name={field}&term="
    before = look(as_bob, address)
    change_alices_mind(review)
    assert look(as_bob, address) == before


@pytest.mark.parametrize(
    "attack",
    [
        "claim/?reviews__verdict=verified",
        "claim/?reviews__isnull=False",
        "user/?reviews__verdict=verified",
        "review/?claim__reviews__verdict=verified",
        "claimprogress/?skips=1",
    ],
)
def test_filter_into_reviews_is_refused(as_bob: Client, review: Review, attack: str) -> None:
    assert as_bob.get(f"/manage/annotations/{attack}").status_code == 400


@pytest.mark.parametrize("table", ["claim", "article"])
def test_export_withholds_reviews_of_an_open_claim(as_bob: Client, review: Review, table: str) -> None:
    chosen = review.claim_id if table == "claim" else review.claim.article_id
    data = {"action": "export", "_selected_action": chosen}
    lines = as_bob.post(f"/manage/annotations/{table}/", data).getvalue().decode()
    assert '"withheld_reviews": 1' in lines or '"withheld_reviews":1' in lines
    assert "verified" not in lines
    assert "alice" not in lines


def test_nothing_that_the_workflow_writes_can_be_deleted_or_added(as_bob: Client, review: Review) -> None:
    assert as_bob.get(f"/manage/annotations/review/{review.pk}/delete/").status_code in (302, 403)
    for table in ("review", "claim", "article", "release", "adjudication", "evidence", "claimprogress"):
        assert as_bob.get(f"/manage/annotations/{table}/add/").status_code == 403


def test_reviewer_who_is_superuser_cannot_lift_the_blind(as_bob: Client, project: Project) -> None:
    data = {"name": "x", "description": "", "overlap": 1, "evidence_policy": "none"}
    answer = as_bob.post(f"/manage/annotations/project/{project.pk}/change/", data)
    project.refresh_from_db()
    assert answer.status_code == 403
    assert (project.is_blind, project.overlap) == (True, 2)


def test_reviewer_who_is_superuser_cannot_become_lead(as_bob: Client, bob: User, project: Project) -> None:
    mine = bob.memberships.get(project=project)
    answer = as_bob.post(f"/manage/annotations/membership/{mine.pk}/change/", {"role": "lead"})
    assert answer.status_code == 403


def test_lead_is_as_blind_as_a_reviewer(as_carol: Client, review: Review) -> None:
    assert as_carol.get("/manage/annotations/review/").context["cl"].result_count == 0
    assert as_carol.get("/manage/annotations/evidence/").context["cl"].result_count == 0


def test_staff_with_every_permission_is_blind_too(client: Client, review: Review, project: Project) -> None:
    dave = make_user("Dave", is_staff=True)
    dave.user_permissions.set(Permission.objects.all())
    client.force_login(dave)
    assert client.get("/manage/annotations/review/").context["cl"].result_count == 0
    assert client.get(f"/manage/annotations/review/{review.pk}/change/").status_code == 302


def test_complete_claim_shows_everybodys_reviews(as_bob: Client, bob: User, review: Review) -> None:
    make_review(review.claim, bob, "unsourced")
    rows = as_bob.get("/manage/annotations/review/").context["cl"].result_list
    assert {row.reviewer.username for row in rows} == {"alice", "bob"}
    assert "found-by-alice" in as_bob.get("/manage/annotations/evidence/").text
    assert "seen by alice" in as_bob.get("/manage/annotations/comment/").text


def test_own_review_is_shown_while_the_claim_is_open(as_bob: Client, bob: User, project: Project) -> None:
    mine = make_review(make_claims(project)[0], bob)
    assert list(as_bob.get("/manage/annotations/review/").context["cl"].result_list) == [mine]


def test_final_verdict_of_a_complete_claim_is_shown(
    as_bob: Client, bob: User, carol: User, review: Review
) -> None:
    make_review(review.claim, bob, "unsourced")
    adjudicate_claim(
        claim=review.claim,
        round=review.round,
        adjudicator=carol,
        verdict="verified",
        justification="x",
        at=NOON,
    )
    assert list(as_bob.get("/manage/annotations/adjudication/").context["cl"].result_list) == list(
        Adjudication.objects.all()
    )
