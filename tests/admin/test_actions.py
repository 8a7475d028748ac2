"""Filters and actions on articles and claims, and what their lists cost."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Article, Assignment, Claim, ClaimProgress, Project, User
from tests.factories import TEXT, make_article, make_claims, make_project, make_review

CLAIMS = "/manage/annotations/claim/"
ARTICLES = "/manage/annotations/article/"


def found(client: Client, address: str) -> list[object]:
    return list(client.get(address).context["cl"].result_list)


def test_claims_are_filtered_by_state(as_carol: Client, alice: User, bob: User, project: Project) -> None:
    waiting, complete, sent, *rest = make_claims(project)
    for reviewer in (alice, bob):
        make_review(complete, reviewer)
    as_carol.post(CLAIMS, {"action": "adjudicate", "_selected_action": [sent.pk]})
    assert found(as_carol, f"{CLAIMS}?state=complete") == [complete]
    assert found(as_carol, f"{CLAIMS}?state=adjudication") == [sent]
    assert found(as_carol, f"{CLAIMS}?state=waiting") == [waiting, *rest]


def test_claims_are_filtered_by_source_kind_and_language(as_carol: Client, project: Project) -> None:
    anonymous = [claim for claim in make_claims(project) if claim.source_kind == "anonymous"]
    assert anonymous
    assert found(as_carol, f"{CLAIMS}?source_kind__exact=anonymous&language=en") == anonymous
    assert found(as_carol, f"{CLAIMS}?language=zh") == []


def test_claims_are_found_by_their_source(as_carol: Client, project: Project) -> None:
    expected = [claim for claim in make_claims(project) if "ferry will carry" in claim.text]
    assert found(as_carol, f"{CLAIMS}?q=Quill") == expected


def test_articles_are_filtered_by_state(as_carol: Client, project: Project) -> None:
    article, done = make_article(project), make_article(project, f"{TEXT}More of it happened on Friday.\n")
    ClaimProgress.objects.filter(claim__article=done).update(revealed_at=done.imported_at)
    assert found(as_carol, f"{ARTICLES}?state=waiting") == [article]
    assert found(as_carol, f"{ARTICLES}?state=complete") == [done]
    assert found(as_carol, f"{ARTICLES}?state=adjudication") == []


def test_articles_are_filtered_by_source_kind(as_carol: Client, project: Project) -> None:
    article = make_article(project)
    assert found(as_carol, f"{ARTICLES}?source_kind=anonymous&project__id__exact={project.pk}") == [article]


def test_row_opens_the_workspace_at_its_place(as_carol: Client, project: Project) -> None:
    claim = make_claims(project)[1]
    assert f'href="/articles/{claim.article_id}/?claim={claim.pk}"' in as_carol.get(CLAIMS).text
    assert f'href="/articles/{claim.article_id}/"' in as_carol.get(ARTICLES).text
    assert f"?claim={claim.pk}" in as_carol.get(f"{CLAIMS}{claim.pk}/change/").text


def test_articles_are_assigned_after_choosing_a_reviewer(
    as_carol: Client, alice: User, project: Project
) -> None:
    data = {"action": "assign", "_selected_action": [make_article(project).pk]}
    assert "alice" in as_carol.post(ARTICLES, data).text
    as_carol.post(ARTICLES, data | {"reviewer": alice.pk})
    assert Assignment.objects.get().reviewer == alice


def test_only_reviewers_can_be_chosen(as_carol: Client, carol: User, project: Project) -> None:
    data = {"action": "assign", "_selected_action": [make_article(project).pk], "reviewer": carol.pk}
    assert as_carol.post(ARTICLES, data).context["form"].errors
    assert not Assignment.objects.exists()


def test_articles_of_two_projects_are_not_assigned_at_once(
    as_carol: Client, carol: User, project: Project
) -> None:
    other = make_article(make_project(name="Elsewhere", lead=carol))
    data = {"action": "assign", "_selected_action": [make_article(project).pk, other.pk]}
    assert "one project at a time" in as_carol.post(ARTICLES, data, follow=True).text


def test_who_leads_nothing_is_offered_no_action_of_leads(as_bob: Client, project: Project) -> None:
    claim = make_claims(project)[0]
    as_bob.post(CLAIMS, {"action": "adjudicate", "_selected_action": [claim.pk]})
    assert not ClaimProgress.objects.filter(sent_to_adjudication_at__isnull=False).exists()


@pytest.mark.parametrize("table", [CLAIMS, ARTICLES])
def test_export_is_a_claim_a_line(as_carol: Client, project: Project, table: str) -> None:
    claims = make_claims(project)
    chosen = [claim.pk for claim in claims] if table == CLAIMS else [claims[0].article_id]
    answer = as_carol.post(table, {"action": "export", "_selected_action": chosen})
    records = [json.loads(line) for line in answer.getvalue().splitlines()]
    assert [record["claim_id"] for record in records] == [claim.pk for claim in claims]


def test_export_of_chosen_claims_leaves_the_others_out(as_carol: Client, project: Project) -> None:
    claim = make_claims(project)[1]
    answer = as_carol.post(CLAIMS, {"action": "export", "_selected_action": [claim.pk]})
    assert len(answer.getvalue().splitlines()) == 1


@pytest.mark.parametrize("copies", [1, 4])
def test_list_of_claims_costs_the_same_for_any_number(
    as_carol: Client, project: Project, django_assert_num_queries: Callable, copies: int
) -> None:
    for number in range(copies):
        make_claims(project, f"{TEXT}Copy {number} was printed on Friday.\n")
    # session and user, the choices of two filters, the count, the rows, whether
    # Carol leads (asked for each of three places that list actions), her permissions twice (own and groups'),
    # and twice whether the menu beside the list offers to add members and guidelines
    with django_assert_num_queries(13):
        as_carol.get(CLAIMS)


@pytest.mark.parametrize("copies", [1, 4])
def test_list_of_articles_costs_the_same_for_any_number(
    as_carol: Client, project: Project, django_assert_num_queries: Callable, copies: int
) -> None:
    for number in range(copies):
        make_article(project, f"{TEXT}Copy {number} was printed on Friday.\n")
    # as for claims
    with django_assert_num_queries(13):
        as_carol.get(ARTICLES)


@pytest.mark.parametrize("count", [1, 4])
def test_list_of_reviews_costs_the_same_for_any_number(
    as_bob: Client, bob: User, project: Project, django_assert_num_queries: Callable, count: int
) -> None:
    for claim in make_claims(project)[:count]:
        make_review(claim, bob)
    # session and user, the choices of two filters, the count, twice whether the menu beside the list offers
    # to add members and guidelines, the rows
    with django_assert_num_queries(8):
        as_bob.get("/manage/annotations/review/")


def test_retired_claims_have_a_state_of_their_own(as_carol: Client, project: Project) -> None:
    claim = make_claims(project)[0]
    Claim.objects.filter(pk=claim.pk).update(retired_at=claim.created_at)
    assert found(as_carol, f"{CLAIMS}?state=retired") == [claim]
    assert Article.objects.count() == 1
