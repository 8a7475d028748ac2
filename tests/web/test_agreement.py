import csv
import gzip
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import number_format

from annotations.models import Claim, Project, Role, Round, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.managing import close_round, open_round, set_role
from tests.factories import NOON, make_claims, make_project, make_review, make_user

SECTIONS = [
    "What is counted",
    "How far reviewers agree",
    "Each verdict",
    "Where verdicts differ",
    "Pairs of reviewers",
    "Each reviewer",
    "Over time",
    "Claims",
    "One verdict out of several",
    "How each figure is made",
]


def get(client: Client, user: User, project: Project, **query: Any):
    client.force_login(user)
    return client.get(reverse("agreement", kwargs={"slug": project.slug}), query)


def shown(page) -> str:
    """Return the page's words, without tags, in one line."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


def headline(page) -> list[tuple[str, str, str]]:
    return [(row.name, row.shown.value, row.shown.n) for row in page.context["headline"].rows]


def review_both(claims: list[Claim], bob: User, carol: User, **kwargs) -> None:
    for claim, second in zip(claims, ["verified", "disputed"], strict=False):
        make_review(claim, bob, "verified", **kwargs)
        make_review(claim, carol, second, **kwargs)


@pytest.fixture
def reviewed(project: Project, alice: User, bob: User, carol: User) -> Project:
    """Three articles that Bob and Carol judged whole, with a skip, a changed mind and a final verdict."""
    words = ["verified", "verified", "disputed", "unsourced", "verified"]
    articles = [make_claims(project, f"{text}\n") for text in (TEXT, TEXT + "Nobody saw it.", TEXT * 2)]
    for claims in articles:
        for at, claim in enumerate(claims):
            make_review(claim, bob, words[at % 5], minutes=at)
            make_review(claim, carol, words[at % 4], minutes=at + 1)
    make_review(make_claims(project, "The pier is closed.\n")[0], bob, skip_reason="opinion")
    words = {"verdict": "disputed", "justification": "The register says no.", "at": NOON}
    adjudicate_claim(claim=articles[0][4], round=project.rounds.get(), adjudicator=alice, **words)
    return project


TEXT = (
    "Mayor Ada Quill said that the ferry will carry 400 cars a day. "
    "A person familiar with the talks said that the contract was signed on Monday. "
    "The old ferry was built in 1971. "
    "It was also reported that two crews have resigned. "
    "The harbour council said that the terminal would open in May. "
)


# Who sees what


def test_a_stranger_finds_nothing(client: Client, project: Project) -> None:
    assert get(client, make_user("dave"), project).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: Client, project: Project) -> None:
    response = client.get(reverse("agreement", kwargs={"slug": project.slug}))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("sign_in"))


def test_a_lead_counts_open_claims_in_totals_and_a_reviewer_does_not(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob)
    of_lead, of_reviewer = get(client, alice, project), get(client, bob, project)
    ratings = [page.context["report"].summary.ratings for page in (of_lead, of_reviewer)]
    assert ratings == [1, 0]
    assert "open claims too, in totals" in shown(of_lead)
    assert "verdicts on complete claims only" in shown(of_reviewer)


def test_a_reviewer_sees_their_own_row_and_a_lead_all_by_name(
    client: Client, reviewed: Project, alice: User, carol: User
) -> None:
    of_carol, of_alice = get(client, carol, reviewed), get(client, alice, reviewed)
    assert [row.name for row in of_carol.context["people"].rows] == ["Carol"]
    assert [row.name for row in of_alice.context["people"].rows] == ["Bob", "Carol"]
    figures = get(client, carol, reviewed, format="json").json()
    assert [row["username"] for row in figures["reviewers"]] == ["carol"]
    assert [row["rater"] for row in figures["by_rater"]] == ["carol"]
    assert list(figures["derived"]["skip_share_of_reviewers"]) == ["carol"]


def test_an_observer_sees_no_reviewers_row(client: Client, reviewed: Project) -> None:
    erin = make_user("erin")
    set_role(project=reviewed, user=erin, role=Role.OBSERVER, by=None, at=NOON)
    assert get(client, erin, reviewed).context["people"].rows == ()
    assert get(client, erin, reviewed, format="json").json()["reviewers"] == []


# The ten sections


def test_the_ten_sections_stand_in_their_order(client: Client, reviewed: Project, alice: User) -> None:
    page = get(client, alice, reviewed).content.decode()
    titles = re.findall(r'<span class="place">(\d+)</span> ([^<]+?)\s*<', page)
    assert titles == [(str(at), title) for at, title in enumerate(SECTIONS, 1)]


def test_the_headline_shows_each_figure_with_its_n(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    page = get(client, bob, project)
    assert headline(page) == [
        ("Raw agreement", "0.50", "2"),
        ("Krippendorff’s alpha", "0.00", "2"),
        ("Gwet’s AC1", "0.38", "2"),
        ("Fleiss’ kappa, each claim alike", "−0.33", "2"),
    ]
    assert "An interval needs claims that two reviewers judged in at least two articles." in shown(page)


def test_no_review_yet_says_why_in_words(
    client: Client, project: Project, claims: list[Claim], bob: User
) -> None:
    page = get(client, bob, project)
    assert "There are no verdicts yet." in shown(page)
    assert "A pair needs two reviewers" in shown(page)
    assert "0.00" not in shown(page).split("How each figure is made")[0]


def test_a_project_without_a_round_says_so(client: Client, project: Project, bob: User) -> None:
    Round.objects.all().delete()
    assert "No round yet" in shown(get(client, bob, project))


def test_agreement_on_one_label_is_undefined_and_not_one(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    for claim in claims:
        make_review(claim, bob, "verified")
        make_review(claim, carol, "verified")
    page = get(client, bob, project)
    assert [value for _name, value, _n in headline(page)] == ["1.00", "", "1.00", ""]
    assert "Only one verdict was used" in shown(page)
    assert "Nobody gave the verdict “disputed”, “unsourced”." in shown(page)


def test_one_reviewer_is_told_what_is_missing(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob)
    page = get(client, alice, project)
    assert "Only one reviewer gave verdicts, so there is nobody to agree with." in shown(page)
    assert "5 claims wait for further reviewers." in shown(page)


def test_a_lead_is_led_to_where_something_can_be_done_and_a_reviewer_is_not(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    link = f'<a href="{reverse("settings", args=[project.slug])}">'
    assert link in get(client, alice, project).content.decode()
    assert link not in get(client, bob, project).content.decode()


def test_simulated_verdicts_are_named(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    review_both(claims, bob, carol, is_simulated=True)
    assert "4 of the 4 verdicts are simulated" in shown(get(client, bob, project))


def test_skips_and_unsupported_verdicts_are_told(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob, skip_reason="opinion")
    make_review(claims[1], bob, "verified")
    page = get(client, alice, project)
    assert page.context["skips"] == [("opinion", "1")]
    assert "1 “verified” or “disputed” carries neither evidence nor a justification." in shown(page)


def test_each_cell_of_the_matrix_opens_its_claims(client: Client, reviewed: Project, alice: User) -> None:
    page = get(client, alice, reviewed)
    cells = [cell for row in page.context["matrix"].rows for cell in row.cells]
    addresses = re.findall(r'<a href="([^"]*agreement/claims/[^"]*)"', page.content.decode())
    assert len(addresses) == sum(not cell.is_empty for cell in cells)
    for address, cell in zip(addresses, (cell for cell in cells if not cell.is_empty), strict=True):
        found = client.get(unescape(address))
        assert f"{len(found.context['rows'])} claim" in cell.claims


def test_no_adjective_is_put_on_a_kappa(client: Client, reviewed: Project, alice: User) -> None:
    words = shown(get(client, alice, reviewed)).lower()
    for adjective in ("substantial", "moderate", "slight", "almost perfect", "excellent", "acceptable"):
        assert adjective not in words


def test_nothing_in_the_page_breaks_a_strict_policy(client: Client, reviewed: Project, alice: User) -> None:
    page = get(client, alice, reviewed).content.decode()
    assert "style=" not in page
    assert "<style" not in page


# What it is narrowed to


def test_the_state_of_the_filters_is_in_the_address(client: Client, reviewed: Project, alice: User) -> None:
    page = get(client, alice, reviewed, label=["disputed"], minds="first", since="2026-03-01")
    chips = page.context["chips"]
    assert [chip.words for chip in chips] == [
        "Claims that anybody called: disputed",
        "from March 1, 2026",
        "first verdicts",
    ]
    assert chips[0].query == "round=1&since=2026-03-01&minds=first"
    assert page.context["report"].counts.claims < get(client, alice, reviewed).context["report"].counts.claims


def test_a_reviewer_left_out_is_in_no_figure_and_stays_in_the_list(
    client: Client, reviewed: Project, alice: User, carol: User
) -> None:
    page = get(client, alice, reviewed, without=carol.pk)
    assert page.context["report"].summary.raters == 1
    (offered,) = [one for one in page.context["form"].lists if one.name == "without"]
    assert [(name, is_chosen) for _key, name, is_chosen, _language in offered.choices] == [
        ("Bob", False),
        ("Carol", True),
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"label": "true"},
        {"source_kind": "rumour"},
        {"since": "yesterday"},
        {"since": "2026-03-02", "until": "2026-03-01"},
        {"article": "x"},
        {"without": "9" * 30},
        {"minds": "all"},
    ],
)
def test_what_cannot_be_asked_is_said_and_no_figure_is_shown(
    client: Client, reviewed: Project, alice: User, query: dict[str, str]
) -> None:
    page = get(client, alice, reviewed, **query)
    assert page.status_code == 400
    assert "This report cannot be made as it was asked for." in shown(page)
    assert "How far reviewers agree" not in shown(page)


def test_rounds_are_shown_one_at_a_time(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    review_both(claims, bob, carol)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    open_round(project=project, by=alice, at=NOON)
    assert get(client, bob, project).context["report"].summary.ratings == 0
    assert get(client, bob, project, round="1").context["report"].summary.ratings == 4


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "²", "9" * 30])
def test_a_round_that_is_none_is_not_found(client: Client, project: Project, bob: User, number: str) -> None:
    assert get(client, bob, project, round=number).status_code == 404


# Files


def numbers_in(node: Any) -> Iterator[float]:
    if isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from numbers_in(inner)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield node


def say(number: float) -> set[str]:
    """Return the ways in which a page writes a number."""
    whole = {number_format(number, force_grouping=True)} if number == int(number) else set()
    rounded = {number_format(round(number, 2) + 0.0, 2), number_format(round(number) + 0.0, 0)}
    return {text.replace("-", "−") for text in {*whole, *rounded, f"{round(100 * number)}%"}}


def test_every_number_on_the_page_is_in_the_json(client: Client, reviewed: Project, alice: User) -> None:
    page = get(client, alice, reviewed).content.decode()
    page = page[page.index('<div class="grid report">') : page.index('id="method-title"')]
    # Places and axes of charts, the numbers of the sections, words of claims, days, names of rounds.
    for left_out in (
        r"<desc.*?</desc>|<text.*?</text>",
        r'<svg class="(?:dot-axis|line-chart|histogram).*?</svg>\s*(?:</svg>)?',
        r'<span class="place">.*?</span>',
        r'<th scope="row" class="claim-words">.*?</th>|<th scope="row">(?:Round|Version|March) .*?</th>',
        r'<ul class="tones">.*?</ul>|<h2.*?</h2>',
        r"v\d+: \w+ \d+, \d+|Version \d+ of|95% interval|\bfewer than \d+|95 times in 100",
    ):
        page = re.sub(left_out, " ", page, flags=re.DOTALL)
    seen = set(re.findall(r"−?\d[\d,]*(?:\.\d+)?%?", unescape(re.sub(r"<[^>]+>", " ", page))))
    known = {
        text
        for number in numbers_in(get(client, alice, reviewed, format="json").json())
        for text in say(number)
    }
    assert len(seen) > 25
    assert seen - known == set()


def test_the_csv_has_every_figure_of_the_json(client: Client, reviewed: Project, alice: User) -> None:
    figures = get(client, alice, reviewed, format="json")
    table = get(client, alice, reviewed, format="csv")
    rows = {row["figure"]: row for row in csv.DictReader(io.StringIO(table.content.decode()))}
    alpha = figures.json()["figures"]["alpha_nominal"]
    assert {name: rows["figures.alpha_nominal"][name] for name in ("value", "low", "high", "n")} == {
        name: str(alpha[name]) for name in ("value", "low", "high", "n")
    }
    assert rows["pairs.bob.carol.cohen_kappa"]["n"] == str(figures.json()["pairs"][0]["n"])
    written = {row[name] for row in rows.values() for name in ("value", "low", "high", "n")}
    assert {str(number) for number in numbers_in(figures.json())} <= written
    assert "harbour-agreement-round-1.csv" in table["Content-Disposition"]


def test_the_file_asks_nothing_of_anybody_and_says_the_same(
    client: Client, reviewed: Project, alice: User
) -> None:
    file = get(client, alice, reviewed, format="html")
    page = file.content.decode()
    assert re.findall(r'(?:src|href)="|url\(|@import|<script|<link|style="', page) == []
    assert headline(file) == headline(get(client, alice, reviewed))
    assert "attachment" in file["Content-Disposition"]


def test_an_unknown_format_is_not_found(client: Client, project: Project, bob: User) -> None:
    assert get(client, bob, project, format="xml").status_code == 404


# The claims of a cell


def test_a_cell_lists_who_said_what(client: Client, reviewed: Project, alice: User) -> None:
    client.force_login(alice)
    address = reverse("agreement_claims", args=[reviewed.slug])
    page = client.get(address, {"first": "verified", "second": "unsourced"})
    assert {side.verdict for row in page.context["rows"] for side in row.sides} <= {"verified", "unsourced"}
    assert "Called “verified” and “unsourced”" in shown(page)


def test_an_open_claim_is_in_no_cell(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob, "verified")
    client.force_login(alice)
    page = client.get(
        reverse("agreement_claims", args=[project.slug]), {"first": "verified", "second": "verified"}
    )
    assert "No such claim" in shown(page)


@pytest.mark.parametrize("query", [{}, {"first": "verified"}, {"first": "verified", "second": "rumour"}])
def test_a_cell_that_is_none_is_not_found(
    client: Client, project: Project, bob: User, query: dict[str, str]
) -> None:
    client.force_login(bob)
    assert client.get(reverse("agreement_claims", args=[project.slug]), query).status_code == 404


# What it costs


def test_the_page_asks_as_many_questions_however_much_there_is(
    client: Client, reviewed: Project, alice: User, bob: User, carol: User
) -> None:
    address = reverse("agreement", kwargs={"slug": reviewed.slug})
    counts = []
    for _time in range(2):
        review_both(make_claims(reviewed, f"{TEXT}In {len(counts)} days.\n"), bob, carol)
        get(client, alice, reviewed)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_forty_reviewers_weigh_less_than_150_kilobytes(client: Client, alice: User) -> None:
    reviewers = [make_user(f"reviewer{number:02}") for number in range(40)]
    project = make_project(lead=alice, reviewers=reviewers, overlap=40, name="Large")
    for claim in make_claims(project)[:2]:
        for at, reviewer in enumerate(reviewers):
            make_review(claim, reviewer, ["verified", "disputed", "unsourced"][at % 3])
    page = get(client, alice, project)
    assert len(page.context["pairs"].rows) == 780
    styles = [Path(finders.find(f"annotations/{name}.css")).read_bytes() for name in ("site", "report")]
    assert sum(len(gzip.compress(part)) for part in (page.content, *styles)) < 150_000
