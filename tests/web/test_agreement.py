import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Claim, Project, Role, Round, User
from annotations.workflow.managing import close_round, open_round, set_role
from tests.factories import NOON, make_review, make_user


def get(client: Client, user: User, project: Project, **query: str):
    client.force_login(user)
    return client.get(reverse("agreement", kwargs={"slug": project.slug}), query)


def review_both(claims: list[Claim], bob: User, carol: User, **kwargs) -> None:
    for claim, second in zip(claims, ["verified", "disputed"], strict=False):
        make_review(claim, bob, "verified", **kwargs)
        make_review(claim, carol, second, **kwargs)


def test_a_stranger_finds_nothing(client: Client, project: Project) -> None:
    assert get(client, make_user("dave"), project).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, project: Project) -> None:
    response = client.get(reverse("agreement", kwargs={"slug": project.slug}))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("sign_in"))


def test_the_page_shows_both_figures_with_their_n(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    page = get(client, bob, project)
    assert [(row.name, row.value, row.n) for row in page.context["headline"]] == [
        ("Raw agreement", 0.5, 2),
        ("Krippendorff’s alpha", 0.0, 2),
        ("Cohen’s kappa", 0.0, 2),
    ]
    assert '<title id="dot-1-title">Raw agreement: 0.50</title>' in page.content.decode()


def test_no_review_yet_says_why_in_words(
    client: Client, project: Project, claims: list[Claim], bob: User
) -> None:
    page = get(client, bob, project).content.decode()
    assert "There are no verdicts yet." in page
    assert "A pair needs two reviewers" in page
    assert "0.00" not in page


def test_a_project_without_a_round_says_so(client: Client, project: Project, bob: User) -> None:
    Round.objects.all().delete()
    assert "No round yet" in get(client, bob, project).content.decode()


def test_agreement_on_one_label_is_undefined_and_not_one(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    for claim in claims:
        make_review(claim, bob, "verified")
        make_review(claim, carol, "verified")
    page = get(client, bob, project)
    assert [row.place is None for row in page.context["headline"]] == [False, True, True]
    assert "Only one verdict was used" in page.content.decode()


def test_a_gap_between_raw_agreement_and_alpha_is_explained(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    assert "75% of the verdicts are “verified”" in get(client, bob, project).content.decode()


def test_less_agreement_than_chance_is_told_as_such(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    for claim, (first, second) in zip(
        claims, [("verified", "disputed"), ("disputed", "verified")], strict=False
    ):
        make_review(claim, bob, first)
        make_review(claim, carol, second)
    page = get(client, bob, project).content.decode()
    assert "Alpha lies below 0" in page
    assert "of the verdicts are" not in page


def test_a_lead_counts_open_claims_and_a_reviewer_does_not(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob)
    of_lead, of_reviewer = get(client, alice, project), get(client, bob, project)
    assert (of_lead.context["summary"].ratings, of_reviewer.context["summary"].ratings) == (1, 0)
    assert "As a lead you do not review here" in of_lead.content.decode()
    assert "Only verdicts on complete claims" in of_reviewer.content.decode()


def test_simulated_ratings_are_named(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    review_both(claims, bob, carol, is_simulated=True)
    assert "4 of the 4 ratings are simulated" in get(client, bob, project).content.decode()


def test_a_reviewer_sees_their_own_row_and_a_lead_all_by_name(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    assert [row.reviewer for row in get(client, carol, project).context["rows"]] == [carol]
    assert [row.reviewer for row in get(client, alice, project).context["rows"]] == [bob, carol]


def test_an_observer_sees_no_reviewers_volume(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    erin = make_user("erin")
    set_role(project=project, user=erin, role=Role.OBSERVER, by=None, at=NOON)
    page = get(client, erin, project)
    assert list(page.context["rows"]) == []
    assert get(client, erin, project, format="json").json()["reviewers"] == []


def test_skips_and_unsupported_verdicts_are_told(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob, skip_reason="opinion")
    make_review(claims[1], bob, "verified")
    page = get(client, alice, project).content.decode()
    assert "1 skip, by reason" in page
    assert "1 “verified” or “disputed” carries neither evidence nor a justification." in page


def test_the_downloads_hold_the_figures_of_the_page(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    figures = get(client, alice, project, format="json")
    rows = list(csv.DictReader(io.StringIO(get(client, alice, project, format="csv").content.decode())))
    assert figures.json()["figures"]["observed_agreement"] == {"value": 0.5, "n": 2, "reason": None}
    assert "harbour-agreement-round-1.json" in figures["Content-Disposition"]
    assert [row["value"] for row in rows if row["figure"] == "observed_agreement"] == ["0.5"]
    assert [
        (row["first"], row["second"], row["n"]) for row in rows if row["figure"] == "pair_cohen_kappa"
    ] == [("bob", "carol", "2")]


def test_an_unknown_format_is_not_found(client: Client, project: Project, bob: User) -> None:
    assert get(client, bob, project, format="xml").status_code == 404


def test_rounds_are_shown_one_at_a_time(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    open_round(project=project, by=alice, at=NOON)
    assert get(client, bob, project).context["summary"].ratings == 0
    assert get(client, bob, project, round="1").context["summary"].ratings == 4


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "²", "9" * 30])
def test_a_round_that_is_none_is_not_found(client: Client, project: Project, bob: User, number: str) -> None:
    assert get(client, bob, project, round=number).status_code == 404


def test_nothing_in_the_page_breaks_a_strict_policy(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    page = get(client, bob, project).content.decode()
    assert "style=" not in page
    assert "<style" not in page


def test_the_page_asks_the_same_questions_however_much_there_is(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User, django_assert_num_queries
) -> None:
    review_both(claims, bob, carol)
    client.force_login(bob)
    # session, user; project, round, role for the reach; reviews, progress, reviewers; rounds, role for the
    # page, role for the rows
    with django_assert_num_queries(11):
        client.get(reverse("agreement", kwargs={"slug": project.slug}))
