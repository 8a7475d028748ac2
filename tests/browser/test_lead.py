"""A lead's journey without a mouse: from a new project to its archive."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Assignment, Claim, Project, User
from annotations.workflow.inviting import join
from annotations.workflow.reviewing import record_review
from tests.browser.keyboard import Keyboard
from tests.browser.signing_in import sign_in
from tests.factories import TEXT, make_user


@pytest.fixture
def team(transactional_db: None) -> dict[str, User]:
    return {
        "alice": make_user("alice", is_superuser=True),
        "bob": make_user("bob"),
        "carol": make_user("carol"),
    }


def test_from_a_new_project_to_its_archive(
    page: Page, live_server: LiveServer, team: dict[str, User], tmp_path: Path
) -> None:
    sign_in(page.context, team["alice"], live_server)
    hands = Keyboard(page)
    make_the_project(page, hands)
    bring_in_an_article(page, hands)
    invite_reviewers(page, hands, team)
    assign_the_article(page, hands)
    let_them_review(team)
    read_progress_and_differences(page, hands)
    close_and_open_a_round(page, hands)
    download_the_dataset(page, hands, tmp_path)
    archive(page, hands)


def expect_heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def make_the_project(page: Page, hands: Keyboard) -> None:
    page.goto("/")
    hands.follow("New project")
    hands.write("Name", "Harbour")
    hands.write("Description", "Is the ferry worth it?")
    hands.push("Create the project")
    expect_heading(page, "Harbour")
    hands.follow("Settings")
    hands.write("Agreement aimed at", "0.8")
    hands.push("Save the settings")
    expect(page.get_by_text("The settings are saved.")).to_be_visible()
    hands.follow("Guidelines")
    hands.write("Guidelines", "Judge the **content**.")
    hands.push("Publish")
    expect(page.get_by_text("Version 1 is in force.")).to_be_visible()


def bring_in_an_article(page: Page, hands: Keyboard) -> None:
    hands.follow("Harbour")
    hands.follow("Add article")
    hands.write("Text", TEXT)
    hands.push("Split into claims")
    expect_heading(page, "Harbour council weighs a new ferry")
    hands.follow("Harbour")
    expect_heading(page, "Harbour")


def invite_reviewers(page: Page, hands: Keyboard, team: dict[str, User]) -> None:
    hands.follow("Members")
    hands.push("Make a link")
    link = page.get_by_label("Link", exact=True).input_value()
    for name in ("bob", "carol"):
        join(token=link.split("/")[-2], user=team[name], at=timezone.now())
    hands.follow("Harbour")
    hands.follow("Members")
    expect(page.get_by_role("rowheader", name="Carol carol")).to_be_visible()
    hands.push("Take back")
    expect(page.get_by_text("The link no longer works.")).to_be_visible()


def assign_the_article(page: Page, hands: Keyboard) -> None:
    hands.follow("Harbour")
    hands.follow("Assignments")
    hands.choose("Article", "Harbour council")
    hands.choose("Reviewer", "Bob")
    hands.push("Assign")
    expect(page.get_by_text("The article is assigned.")).to_be_visible()
    assert Assignment.objects.get().reviewer.username == "bob"


def let_them_review(team: dict[str, User]) -> None:
    """Bob and Carol differ on the first claim and agree on the second; the rest stays open."""
    for claim, others in zip(Claim.objects.order_by("start")[:2], ("disputed", "verified"), strict=True):
        for name, verdict in (("bob", "verified"), ("carol", others)):
            record_review(claim=claim, reviewer=team[name], verdict=verdict, at=timezone.now())


def read_progress_and_differences(page: Page, hands: Keyboard) -> None:
    hands.follow("Harbour")
    expect(page.get_by_text("2 of 5").first).to_be_visible()
    hands.follow("Differences")
    expect(page.locator("#differences > li")).to_have_count(1)


def close_and_open_a_round(page: Page, hands: Keyboard) -> None:
    hands.follow("Harbour")
    hands.follow("Rounds")
    hands.tick("Show every verdict of this round now")
    hands.push("Close the round")
    expect(page.get_by_text("Round 1 is closed.")).to_be_visible()
    hands.push("Open a round")
    expect(page.get_by_text("Round 2 is open.")).to_be_visible()
    hands.follow("Agreement")
    expect_heading(page, "Agreement")


def download_the_dataset(page: Page, hands: Keyboard, folder: Path) -> None:
    hands.follow("Datasets")
    with page.expect_download() as started:
        hands.follow("Download the current state")
    started.value.save_as(folder / "claims.jsonl")
    lines = [json.loads(line) for line in (folder / "claims.jsonl").read_text().splitlines()]
    assert len(lines) == Claim.objects.count()


def archive(page: Page, hands: Keyboard) -> None:
    hands.follow("Harbour")
    hands.follow("Settings")
    hands.push("Archive the project")
    expect(page.locator(".notice").filter(has_text="This project is archived")).to_be_visible()
    assert Project.objects.get().archived_at is not None
    hands.follow("Settings")
    hands.push("Open it again")
    expect(page.get_by_text("The project is open again.")).to_be_visible()


def test_a_setting_that_is_none_stands_beside_its_field(
    page: Page, live_server: LiveServer, team: dict[str, User], browser_problems: list[str]
) -> None:
    sign_in(page.context, team["alice"], live_server)
    hands = Keyboard(page)
    page.goto("/new-project/")
    hands.write("Name", "Harbour")
    for box in page.get_by_role("group", name="Reasons to skip").get_by_role("checkbox").all():
        hands.reach(box)
        hands.press("Space")
    hands.push("Create the project")
    expect(page.get_by_text("This field is required.")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Harbour")
    assert not Project.objects.exists()
    assert all("422" in problem for problem in browser_problems)
    browser_problems.clear()
