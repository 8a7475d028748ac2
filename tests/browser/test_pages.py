"""Every page opens without an error, a blocked script or style, or a request to elsewhere."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Claim
from tests.browser.signing_in import sign_in
from tests.factories import make_claims, make_project, make_review, make_user


@pytest.fixture
def claim(transactional_db: None) -> Claim:
    """A complete claim on which Bob and Carol differ; Alice leads, and manages everything."""
    alice, bob, carol = (
        make_user("alice", is_staff=True, is_superuser=True),
        make_user("bob"),
        make_user("carol"),
    )
    claim = make_claims(make_project(lead=alice, reviewers=[bob, carol]))[0]
    make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed", is_simulated=True)
    return claim


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/projects/harbour/",
        "/projects/harbour/guidelines/",
        "/projects/harbour/articles/add/",
        "/projects/harbour/import/",
        "/projects/harbour/differences/",
        "/claims/{claim}/difference/",
        "/projects/harbour/agreement/",
        "/projects/harbour/datasets/",
        "/projects/harbour/rounds/",
        "/articles/{article}/?claim={claim}",
        "/articles/{article}/finished/",
        "/try/",
        "/manage/",
        "/manage/annotations/project/",
        "/manage/annotations/article/",
        "/manage/annotations/claim/",
        "/manage/annotations/claim/{claim}/change/",
        "/manage/annotations/review/",
        "/manage/annotations/membership/add/",
    ],
)
def test_page_opens_clean(path: str, claim: Claim, page: Page, live_server: LiveServer) -> None:
    sign_in(page.context, claim.article.project.memberships.get(role="lead").user, live_server)
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url))
    answer = page.goto(path.format(article=claim.article_id, claim=claim.pk))
    page.wait_for_load_state("networkidle")
    assert answer is not None
    assert answer.status == 200
    assert [url for url in elsewhere if not url.startswith((live_server.url, "data:"))] == []


def test_the_apis_reference_opens_clean(transactional_db: None, page: Page) -> None:
    page.goto("/api/docs/")
    expect(page.get_by_text("/api/v1/claims/{id}/reviews/").first).to_be_visible()


def test_a_stranger_reads_what_to_do_on_the_sign_in_page(transactional_db: None, page: Page) -> None:
    page.goto("/projects/harbour/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_role("button", name="Enter as")).to_have_count(0)
