"""The jobs, on the backend that does them at once and on the one that leaves them to a worker."""

import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from annotations.models import Article, Claim, ImportRun, Release
from annotations.tasks import build_release, revive_jobs, run_import
from annotations.workflow.bulk import Upload, check_upload, start_import
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


LIST = "text\n" + "".join(f"Mayor Ada Quill said that ferry {number} was sold.\n" for number in range(5))


@pytest.fixture
def run(db: None) -> ImportRun:
    dave = make_user("dave")
    files = [Upload("wire.csv", io.BytesIO(LIST.encode()))]
    run = check_upload(
        project=make_project(lead=dave, name="River"),
        by=dave,
        files=files,
        encoding="",
        language="en",
        now=timezone.now,
    )
    start_import(run=run, by=dave, at=timezone.now())
    return run


def kill(job: str, key: int, moment: str, folder: str = "") -> None:
    """Let another process do the job and be killed at that moment of it."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.dying", name, folder, job, str(key), moment]
    done = subprocess.run(command, env=os.environ, check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode == -signal.SIGKILL


def later(minutes: int = 5):
    return timezone.now() + timedelta(minutes=minutes)


def note_running(path: str, key: int) -> DBTaskResult:
    """Note what a killed worker leaves behind: a task that is being done."""
    return DBTaskResult.objects.create(
        status="RUNNING",
        args_kwargs={"args": [key], "kwargs": {}},
        task_path=path,
        backend_name="default",
        run_after=timezone.now(),
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("moment", "articles"), [("1", 0), ("3", 0), ("5", 2), ("6", 2), ("10", 4)])
def test_an_import_whose_worker_is_killed_brings_every_article_once(
    run: ImportRun, settings, moment: str, articles: int
) -> None:
    use(settings, "database")
    task = note_running("annotations.tasks.run_import", run.pk)
    kill("import", run.pk, moment)
    assert Article.objects.count() == articles
    assert revive_jobs(at=timezone.now()).imports == []
    assert revive_jobs(at=later()).imports == [run.pk]
    work_off()
    run.refresh_from_db()
    task.refresh_from_db()
    assert (run.state, run.added, run.done, task.status) == ("finished", 5, 5, "FAILED")
    assert Article.objects.count() == Claim.objects.values("article").distinct().count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_release_whose_worker_is_killed_is_built_by_another(release: Release, settings) -> None:
    use(settings, "database")
    folder = Path(settings.RELEASES_DIR)
    kill("release", release.pk, "manifest.json", str(folder))
    assert list(folder.rglob(".1-*"))
    assert revive_jobs(at=later()).releases == [release.pk]
    work_off()
    release.refresh_from_db()
    assert release.state == Release.State.READY
    assert not list(folder.rglob(".1-*"))


def test_a_job_that_waits_for_a_worker_is_not_dead(release: Release, run: ImportRun, settings) -> None:
    use(settings, "database")
    build_release.enqueue(release.pk)
    run_import.enqueue(run.pk)
    reaped = revive_jobs(at=later())
    assert (reaped.releases, reaped.imports) == ([], [])


def test_jobs_that_kill_their_workers_are_given_up(release: Release, run: ImportRun, settings) -> None:
    use(settings, "database")
    for death in range(1, 4):
        reaped = revive_jobs(at=later(5 * death))
        DBTaskResult.objects.all().delete()
    assert reaped.given_up == 2
    release.refresh_from_db()
    run.refresh_from_db()
    assert (release.state, run.state) == ("failed", "stopped")
    assert "row 2 of wire.csv" in run.failure


def test_uploads_that_were_cut_off_or_never_started_are_dropped(run: ImportRun) -> None:
    ImportRun.objects.update(state="reading")
    assert revive_jobs(at=timezone.now()).dropped == 0
    assert revive_jobs(at=later()).dropped == 1


def test_an_import_does_its_turn_and_enqueues_the_next(run: ImportRun, settings, monkeypatch) -> None:
    use(settings, "database")
    monkeypatch.setattr("annotations.tasks.TURN", timedelta())
    monkeypatch.setattr("annotations.workflow.bulk.BATCH_ROWS", 2)
    run_import.func(run.pk)
    run.refresh_from_db()
    assert (run.done, DBTaskResult.objects.count()) == (2, 1)
