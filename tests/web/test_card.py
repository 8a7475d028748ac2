"""What the card says besides the claim: requests, former words, known answers, and what a project allows."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Claim, EditPolicy, Project, User
from annotations.workflow.adjudicating import reopen_claim
from annotations.workflow.editing import change_wording
from annotations.workflow.reviewing import EvidenceDraft
from annotations.workflow.training import set_gold
from tests.factories import NOON, make_article, make_claims, make_project, make_review

pytestmark = pytest.mark.django_db


def show(user: User, claim: Claim) -> str:
    client = Client()
    client.force_login(user)
    address = reverse("workspace", args=[claim.article_id])
    return client.get(address, {"claim": claim.pk}).content.decode()


def change(project: Project, **settings: object) -> None:
    Project.objects.filter(pk=project.pk).update(**settings)


def test_former_wording_comes_with_ones_word_on_it(bob, claims):
    make_review(claims[0], bob, "disputed", reason="refuted")
    change(claims[0].article.project, edit_policy=EditPolicy.DIRECT)
    claim = Claim.objects.get(pk=claims[0].pk)
    edit = change_wording(claim=claim, wording="The harbour council weighs a new ferry.", by=bob, at=NOON)
    page = show(bob, edit.after.get())
    assert "You judged the former wording of this claim:" in page
    assert '<span class="verdict disputed">disputed</span> (refuted)' in page
    assert 'name="verdict"' in page


def test_request_for_evidence_is_in_view_of_who_is_asked(alice, bob, carol, dave, project, claims):
    for reviewer, verdict in ((bob, "verified"), (carol, "disputed")):
        make_review(claims[0], reviewer, verdict, justification=f"{reviewer} saw it")
    project.memberships.create(user=dave, role="reviewer", joined_at=NOON)
    reopen_claim(claim=claims[0], round=project.rounds.get(), by=alice, request="Find the ledger", at=NOON)
    page = show(dave, claims[0])
    assert "Look at this again:" in page
    assert "Find the ledger" in page
    assert "saw it" not in page


@pytest.mark.parametrize("gives_feedback", [True, False])
def test_known_answer_is_told_after_ones_own_where_the_project_trains(gives_feedback, alice, bob, claims):
    change(claims[0].article.project, gives_feedback=gives_feedback)
    set_gold(claim=claims[0], verdict="verified", explanation="The minutes say so", by=alice, at=NOON)
    assert "The minutes say so" not in show(bob, claims[0])
    make_review(claims[0], bob, "disputed")
    assert ("The minutes say so" in show(bob, claims[0])) is gives_feedback


def test_suggestion_comes_first_where_the_project_wants_it(bob, claims):
    anonymous = next(claim for claim in claims if claim.source_kind == "anonymous")
    named = next(claim for claim in claims if claim.source_kind == "named_person")
    change(claims[0].article.project, suggests_first=True)
    assert "the machine suggests: unsourced" in show(bob, anonymous)
    assert "the machine suggests" not in show(bob, named)


def test_only_the_projects_reasons_to_skip_are_offered(bob, claims):
    change(claims[0].article.project, skip_reasons=["opinion", "forecast"])
    page = show(bob, claims[0])
    assert page.count('name="skip_reason"') == 2
    assert 'value="opinion"' in page
    assert 'value="too_vague"' not in page


@pytest.mark.parametrize(("published", "is_warned"), [(date(2026, 3, 3), True), (date(2026, 3, 1), False)])
def test_evidence_younger_than_the_article_is_warned_of(published, is_warned, bob):
    article = make_article(make_project(reviewers=[bob]), published_on=date(2026, 3, 2))
    claim = article.claims.first()
    evidence = [EvidenceDraft(url="https://example.org/proof", published_on=published)]
    make_review(claim, bob, evidence=evidence)
    warnings = show(bob, claim).split('<p class="younger"')[1:]
    assert warnings[0].startswith(">") is is_warned


def test_everything_a_verdict_rests_on_stands_on_the_card_again(bob):
    claim = make_claims(make_project(reviewers=[bob], overlap=2))[0]
    evidence = EvidenceDraft(
        url="https://example.org/proof",
        quoted_passage="Carried by 400 votes",
        archived_url="https://archive.example.org/proof",
        published_on=date(2026, 3, 1),
        stance="supports",
    )
    make_review(claim, bob, evidence=[evidence], justification="The minutes", confidence=2)
    page = show(bob, claim)
    for words in ("https://example.org/proof", "Carried by 400 votes", 'value="2026-03-01"', "The minutes"):
        assert words in page
    assert '<option value="supports" selected>' in page
    assert 'name="confidence" value="2" checked' in page
