import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.models import Claim, Project, Release, Round, User
from annotations.workflow.releasing import build_release, release_directory, start_release
from tests.factories import NOON, make_review, make_user


@pytest.fixture(autouse=True)
def _own_directory(settings, tmp_path: Path) -> None:
    settings.RELEASES_DIR = tmp_path / "releases"


@pytest.fixture
def release(project: Project, claims: list[Claim], alice: User) -> Release:
    return build_release(release=start_release(project=project, by=alice, at=NOON), now=lambda: NOON)


def visit(client: Client, user: User, view: str, **kwargs: object):
    client.force_login(user)
    return client.get(reverse(view, kwargs={"slug": "harbour", **kwargs}))


def freeze(client: Client, user: User):
    client.force_login(user)
    return client.post(reverse("start_release", kwargs={"slug": "harbour"}), follow=True)


def download(client: Client, user: User, name: str, number: int = 1):
    return visit(client, user, "download_release_file", number=number, name=name)


@pytest.mark.parametrize("name", ["datasets", "download_claims"])
def test_a_stranger_finds_nothing(client: Client, project: Project, name: str) -> None:
    assert visit(client, make_user("dave"), name).status_code == 404


def test_a_stranger_gets_no_file_and_starts_nothing(client: Client, release: Release) -> None:
    dave = make_user("dave")
    assert download(client, dave, "claims.jsonl").status_code == 404
    assert freeze(client, dave).status_code == 404


def test_the_page_says_what_there_is_not_yet(client: Client, project: Project, bob: User) -> None:
    page = visit(client, bob, "datasets").content.decode()
    assert "No release yet" in page
    assert "Leads of this project can freeze one." in page


def test_a_project_without_a_round_has_nothing_to_download(
    client: Client, project: Project, bob: User
) -> None:
    Round.objects.all().delete()
    assert "before the first round" in visit(client, bob, "datasets").content.decode()
    assert visit(client, bob, "download_claims").status_code == 404


def test_the_current_state_comes_as_json_lines(client: Client, claims: list[Claim], bob: User) -> None:
    response = visit(client, bob, "download_claims")
    lines = [json.loads(line) for line in response.getvalue().splitlines()]
    assert [line["claim_id"] for line in lines] == [claim.pk for claim in claims]
    assert response["Content-Disposition"].startswith('attachment; filename="harbour-claims-2')


def test_no_download_shows_an_open_claims_verdict(
    client: Client, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob, "disputed")
    for user in (alice, bob, make_user("root", is_superuser=True)):
        line = json.loads(visit(client, user, "download_claims").getvalue().splitlines()[0])
        assert (line["reviews"], line["withheld_reviews"], line["label"]) == ([], 1, None)


def test_a_lead_freezes_a_release(
    client: Client, claims: list[Claim], alice: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        freeze(client, alice)
    page = visit(client, alice, "datasets").content.decode()
    entry = Release.objects.get().manifest["files"][0]
    assert f'<td class="number">{entry["rows"]}</td>' in page
    assert entry["sha256"] in page


def test_a_reviewer_is_refused_in_words(client: Client, project: Project, bob: User) -> None:
    assert "Only a lead of this project may do this." in freeze(client, bob).content.decode()
    assert not Release.objects.exists()


def test_a_link_does_not_freeze(client: Client, project: Project, alice: User) -> None:
    client.force_login(alice)
    assert client.get(reverse("start_release", kwargs={"slug": "harbour"})).status_code == 405


@pytest.mark.parametrize("name", ["claims.jsonl", "manifest.json"])
def test_a_file_is_what_was_frozen(client: Client, release: Release, bob: User, name: str) -> None:
    response = download(client, bob, name)
    content = response.getvalue()
    assert content == (release_directory(release) / name).read_bytes()
    assert response["Content-Disposition"] == f'attachment; filename="harbour-release-1-{name}"'
    if name == "claims.jsonl":
        assert sha256(content).hexdigest() == release.manifest["files"][0]["sha256"]


@pytest.mark.parametrize("name", ["secret.txt", "..", ".", "%2e%2e", "..\\claims.jsonl", "claims.jsonl\0"])
def test_a_name_that_the_manifest_does_not_list_is_not_found(
    client: Client, release: Release, bob: User, name: str
) -> None:
    (release_directory(release) / "secret.txt").write_text("not listed")
    assert download(client, bob, name).status_code == 404


@pytest.mark.parametrize(
    "tail", ["../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/1/claims.jsonl"]
)
def test_a_path_that_climbs_finds_nothing(client: Client, release: Release, bob: User, tail: str) -> None:
    client.force_login(bob)
    assert client.get(f"/projects/harbour/datasets/releases/1/{tail}").status_code == 404


def test_a_file_that_is_gone_is_not_found(client: Client, release: Release, bob: User) -> None:
    (release_directory(release) / "claims.jsonl").unlink()
    assert download(client, bob, "claims.jsonl").status_code == 404


def test_a_release_that_failed_says_why_and_offers_nothing(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    failed = start_release(project=project, by=alice, at=NOON)
    Release.objects.filter(pk=failed.pk).update(state="failed", failure="No space left on device")
    assert "It could not be built: No space left on device" in visit(client, bob, "datasets").content.decode()
    assert download(client, bob, "claims.jsonl").status_code == 404


def test_a_release_whose_worker_died_is_built_by_whoever_looks(
    client: Client, project: Project, claims: list[Claim], alice: User
) -> None:
    release = start_release(project=project, by=alice, at=NOON)
    visit(client, alice, "datasets")
    release.refresh_from_db()
    assert release.state == Release.State.READY


def test_a_release_under_way_says_so(
    client: Client, project: Project, claims: list[Claim], alice: User
) -> None:
    start_release(project=project, by=alice, at=timezone.now())
    assert "Its files are being built." in visit(client, alice, "datasets").content.decode()


def test_simulated_ratings_inside_a_release_are_named(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    for reviewer in (bob, carol):
        make_review(claims[0], reviewer, is_simulated=True)
    build_release(release=start_release(project=project, by=alice, at=NOON), now=lambda: NOON)
    assert "2 of 2 ratings" in visit(client, bob, "datasets").content.decode()


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_asks_the_same_questions_however_many_releases(
    client: Client, project: Project, claims: list[Claim], alice: User, number: int, django_assert_num_queries
) -> None:
    for _number in range(number):
        build_release(release=start_release(project=project, by=alice, at=NOON), now=lambda: NOON)
    client.force_login(alice)
    # session, user; project, round, role, releases
    with django_assert_num_queries(6):
        client.get(reverse("datasets", kwargs={"slug": project.slug}))
