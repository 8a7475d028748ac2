from pathlib import Path

import pytest
from django.db import connection

from annotations.models import Claim, Project, Release, Round, User
from annotations.workflow.managing import close_round, open_round
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.releasing import (
    NoRoundToRelease,
    build_release,
    release_directory,
    start_release,
)
from tests.factories import NOON, make_review


@pytest.fixture(autouse=True)
def _own_directory(settings, tmp_path: Path) -> None:
    settings.RELEASES_DIR = tmp_path / "releases"


@pytest.fixture
def release(project: Project, claims: list[Claim], alice: User) -> Release:
    return start_release(project=project, by=alice, at=NOON)


def test_releases_are_numbered_in_their_project(project: Project, release: Release, alice: User) -> None:
    second = start_release(project=project, by=alice, at=NOON)
    assert (release.number, second.number, second.state) == (1, 2, Release.State.BUILDING)


def test_only_a_lead_starts_one(project: Project, bob: User) -> None:
    with pytest.raises(NotAllowed):
        start_release(project=project, by=bob, at=NOON)


def test_there_is_nothing_to_release_before_the_first_round(project: Project, alice: User) -> None:
    Round.objects.all().delete()
    with pytest.raises(NoRoundToRelease):
        start_release(project=project, by=alice, at=NOON)


def test_the_latest_round_is_released_also_when_it_is_closed(
    project: Project, claims: list[Claim], alice: User
) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    second = open_round(project=project, by=alice, at=NOON)
    close_round(round=second, by=alice, at=NOON)
    assert start_release(project=project, by=alice, at=NOON).round == second


def test_a_built_release_has_its_files_and_the_agreement_inside_them(
    release: Release, claims: list[Claim], bob: User, carol: User
) -> None:
    for reviewer in (bob, carol):
        make_review(claims[0], reviewer)
    make_review(claims[1], bob)
    built = Release.objects.get(pk=build_release(release=release, now=lambda: NOON).pk)
    assert (built.state, built.manifest["files"][0]["rows"]) == ("ready", len(claims))
    assert (built.agreement["ratings"], built.agreement["reach"]) == (2, "complete")
    assert sorted(path.name for path in release_directory(built).iterdir()) == [
        "claims.jsonl",
        "manifest.json",
    ]


def test_a_ready_release_stays_as_it_is(
    release: Release, claims: list[Claim], bob: User, carol: User
) -> None:
    first = build_release(release=release, now=lambda: NOON).manifest
    for reviewer in (bob, carol):
        make_review(claims[0], reviewer)
    assert build_release(release=Release.objects.get(pk=release.pk), now=lambda: NOON).manifest == first


def test_of_two_jobs_at_once_the_first_to_end_stays(release: Release) -> None:
    other, overtaken = Release.objects.get(pk=release.pk), []

    def overtake(execute, sql, params, many, context):
        if "annotations_attribution" in sql and not overtaken:
            overtaken.append(sql)  # the other job reads chains too, and is not to be overtaken
            build_release(release=other, now=lambda: NOON)
            (release_directory(other) / "mark").touch()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overtake):
        assert build_release(release=release, now=lambda: NOON).state == Release.State.READY
    left = release_directory(release).parent.rglob("*")
    assert sorted(path.name for path in left) == ["1", "claims.jsonl", "manifest.json", "mark"]


def test_what_a_job_that_died_left_behind_is_replaced(release: Release) -> None:
    release_directory(release).mkdir(parents=True)
    (release_directory(release) / "claims.jsonl").write_text("half a li")
    built = build_release(release=release, now=lambda: NOON)
    assert (release_directory(release) / "claims.jsonl").stat().st_size == built.manifest["files"][0]["bytes"]


def test_a_release_that_failed_says_why_and_can_be_built_again(release: Release, settings) -> None:
    room = Path(settings.RELEASES_DIR)
    room.write_text("a file where the directory should be")
    with pytest.raises(NotADirectoryError):
        build_release(release=release, now=lambda: NOON)
    failed = Release.objects.get(pk=release.pk)
    assert (failed.state, "Not a directory" in failed.failure) == ("failed", True)
    room.unlink()
    assert build_release(release=failed, now=lambda: NOON).failure == ""
    assert Release.objects.get(pk=release.pk).state == Release.State.READY
