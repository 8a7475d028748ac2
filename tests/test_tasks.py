"""The jobs, on the backend that does them at once and on the one that leaves them to a worker."""

import signal
from pathlib import Path

import pytest
from django.core.management import call_command

from annotations.models import Release
from annotations.tasks import build_release
from annotations.workflow.releasing import release_directory, start_release
from tests.factories import NOON, make_claims, make_project, make_user


@pytest.fixture
def release(settings, tmp_path: Path, db: None) -> Release:
    settings.RELEASES_DIR = tmp_path
    alice = make_user("alice")
    project = make_project(lead=alice)
    make_claims(project)
    return start_release(project=project, by=alice, at=NOON)


def use(settings, backend: str) -> None:
    settings.TASKS = {"default": {"BACKEND": settings.TASK_BACKENDS[backend]}}


def work_off() -> None:
    """Let a worker do what waits; the signals it catches are given back to the test run."""
    caught = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0, reload=False)
    for number, handler in caught.items():
        signal.signal(number, handler)


def test_the_immediate_backend_builds_within_the_request(release: Release, settings) -> None:
    use(settings, "immediate")
    assert build_release.enqueue(release.pk).status == "SUCCESSFUL"
    release.refresh_from_db()
    assert release.state == Release.State.READY


@pytest.mark.django_db(transaction=True)
def test_a_worker_builds_what_the_database_keeps(release: Release, settings) -> None:
    use(settings, "database")
    result = build_release.enqueue(release.pk)
    assert not release_directory(release).exists()
    work_off()
    result.refresh()
    release.refresh_from_db()
    assert (result.status, release.state) == ("SUCCESSFUL", Release.State.READY)


@pytest.mark.django_db(transaction=True)
def test_the_same_job_twice_builds_once(release: Release, settings) -> None:
    use(settings, "database")
    jobs = [build_release.enqueue(release.pk), build_release.enqueue(release.pk)]
    work_off()
    for job in jobs:
        job.refresh()
    assert [job.status for job in jobs] == ["SUCCESSFUL", "SUCCESSFUL"]


def test_a_job_that_fails_leaves_its_reason_with_the_release(
    release: Release, settings, tmp_path: Path
) -> None:
    use(settings, "immediate")
    settings.RELEASES_DIR = tmp_path / "file"
    settings.RELEASES_DIR.write_text("in the way")
    assert build_release.enqueue(release.pk).status == "FAILED"
    release.refresh_from_db()
    assert release.state == Release.State.FAILED
    assert "Not a directory" in release.failure
