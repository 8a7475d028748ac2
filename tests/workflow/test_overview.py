import pytest

from annotations.models import Claim
from annotations.splitting import SourceKind
from annotations.workflow.managing import close_round, open_round
from annotations.workflow.overview import (
    Progress,
    article_progress,
    project_progress,
    sourcing_strip,
    sourcing_strips,
    strip_words,
)
from tests.factories import NOON, TEXT, make_article, make_claims, make_project, make_review, make_user


def test_the_strip_names_each_kind_that_occurs_in_a_fixed_order():
    counts = {
        SourceKind.ANONYMOUS: 2,
        SourceKind.NAMED_PERSON: 9,
        SourceKind.NAMED_ORGANISATION: 4,
        "none": 1,
    }
    assert strip_words(counts) == (
        "16 claims: 9 named people, 4 organisations, 2 anonymous, 1 without a source."
    )


def test_one_of_a_kind_is_singular_and_zeros_are_left_out():
    assert strip_words({"named_person": 1, "document": 0}) == "1 claim: 1 named person."


def test_a_strip_without_claims_says_so():
    assert strip_words({}) == "No claims."


@pytest.mark.django_db
def test_a_strip_counts_live_claims_by_origin_and_all_kinds_are_there():
    claims = make_claims(make_project())
    Claim.objects.filter(pk=claims[0].pk).update(retired_at=NOON)
    strip = sourcing_strip(claims[0].article)
    assert list(strip) == [kind.value for kind in SourceKind]
    assert sum(strip.values()) == len(claims) - 1


@pytest.mark.django_db
def test_strips_of_many_articles_take_one_query(django_assert_num_queries):
    project = make_project()
    articles = [make_article(project, f"Ferry {number}\n\n{TEXT}") for number in range(3)]
    with django_assert_num_queries(1):
        strips = sourcing_strips(articles)
    assert all(sum(strips[article.pk].values()) for article in articles)


@pytest.mark.django_db
def test_progress_counts_complete_claims_and_those_left_for_the_reviewer():
    alice, bob = make_user("Alice"), make_user("Bob")
    project = make_project(reviewers=[alice, bob], overlap=1)
    claims = make_claims(project)
    make_review(claims[0], alice)
    make_review(claims[1], bob, skip_reason="opinion")
    article = claims[0].article
    progress = article_progress(round=project.rounds.get(), articles=[article], reviewer=bob)[article.pk]
    assert progress == Progress(claims=len(claims), complete=1, waiting=len(claims) - 2)
    assert project_progress([project])[project.pk] == Progress(claims=len(claims), complete=1)


@pytest.mark.django_db
def test_a_new_round_begins_at_nothing_complete():
    alice = make_user("Alice")
    project = make_project(lead=alice)
    claims = make_claims(project)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert project_progress([project])[project.pk].complete == len(claims)
    open_round(project=project, by=alice, at=NOON)
    assert project_progress([project])[project.pk] == Progress(claims=len(claims))
