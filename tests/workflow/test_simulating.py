"""Simulated reviews: marked as such, never over a person's work, the same from the same chance."""

from datetime import timedelta
from random import Random

import pytest

from annotations.models import Project, Review, User
from annotations.workflow.managing import set_role
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.reviewing import undo_review
from annotations.workflow.simulating import simulate_reviews
from tests.factories import NOON, make_article, make_project, make_review, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> list[User]:
    return [make_user(name) for name in ("Alice", "Bob", "Carol")]


@pytest.fixture
def project(team: list[User]) -> Project:
    return make_project(reviewers=team, overlap=4)


def simulate(project: Project, team: list[User], seed: int = 1) -> list[Review]:
    article = project.articles.first() or make_article(project)
    return simulate_reviews(article=article, reviewers=team, rng=Random(seed), at=NOON)


def test_every_claim_gets_one_review_of_each(project: Project, team: list[User]) -> None:
    made = simulate(project, team)
    claims = project.articles.get().claims.count()
    assert len(made) == len({(review.claim_id, review.reviewer_id) for review in made}) == 3 * claims
    assert all(review.is_simulated and review.is_current for review in made)


def test_second_run_adds_nothing(project: Project, team: list[User]) -> None:
    simulate(project, team)
    assert simulate(project, team, seed=2) == []


def test_same_chance_gives_the_same_words(project: Project, team: list[User]) -> None:
    other = make_project(reviewers=team, overlap=4, name="Other")
    words = [
        [(review.verdict, review.skip_reason, review.created_at) for review in simulate(one, team)]
        for one in (project, other)
    ]
    assert words[0] == words[1]


def test_what_a_person_did_is_left_alone(project: Project, team: list[User]) -> None:
    claims = list(make_article(project).claims.all())
    kept = make_review(claims[0], team[0], "disputed")
    undone = make_review(claims[1], team[0])
    undo_review(review=undone, by=team[0], at=NOON)
    made = simulate(project, team)
    touched = {review.claim_id for review in made if review.reviewer == team[0]}
    assert not touched & {kept.claim_id, undone.claim_id}


def test_reviewers_worked_one_after_the_other_in_the_past_days(project: Project, team: list[User]) -> None:
    times = [review.created_at for review in simulate(project, team)]
    assert times == sorted(times)
    assert NOON - timedelta(days=3) <= times[0]
    assert times[-1] < NOON


def test_words_say_that_they_are_simulated(project: Project, team: list[User]) -> None:
    justified = [review for review in simulate(project, team) if review.justification]
    assert justified
    assert all(review.justification.startswith("Simulated: ") for review in justified)


def test_evidence_leads_to_the_reserved_domain_only(project: Project, team: list[User]) -> None:
    pieces = [piece for review in simulate(project, team) for piece in review.evidence.all()]
    assert pieces
    assert all(piece.url.startswith("https://example.org/") for piece in pieces)


def test_complete_claims_are_left_to_those_who_came_first(team: list[User]) -> None:
    project = make_project(reviewers=team, overlap=1)
    simulate(project, team)
    assert Review.objects.filter(reviewer=team[0]).count() >= Review.objects.filter(reviewer=team[2]).count()


def test_unsupported_verdicts_need_a_policy_that_takes_them(team: list[User]) -> None:
    project = make_project(reviewers=team, overlap=4, evidence_policy="require")
    assert not any(review.lacks_support for review in simulate(project, team))


def test_who_is_no_reviewer_cannot_be_simulated(project: Project, team: list[User]) -> None:
    set_role(project=project, user=team[0], role="observer", by=None, at=NOON)
    with pytest.raises(NotAllowed):
        simulate(project, team)
