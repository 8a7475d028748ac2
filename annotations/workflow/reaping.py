"""Jobs whose worker was killed: found by the missing sign of life, and given to another.

A job may die three times without getting any further; then it may well be what kills the workers, so it ends
and says so, and a person decides.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from annotations.models import ImportRow, ImportRun, Release
from annotations.workflow.beating import DEAD_AFTER
from annotations.workflow.releasing import release_directory

MAX_ATTEMPTS = 3
KEEP_CHECKED = timedelta(days=7)
"""How long an upload that nobody starts is kept."""

BUILD_RELEASE = "annotations.tasks.build_release"
RUN_IMPORT = "annotations.tasks.run_import"


@dataclass(frozen=True)
class Reaped:
    """What a look at the jobs found; the first two are to be enqueued again."""

    releases: list[int]
    imports: list[int]
    given_up: int
    dropped: int
    """Uploads that were cut off or never started."""


def reap_jobs(*, at: datetime) -> Reaped:
    """Return the jobs to be done anew, after giving up those that died too often.

    Two who look at the same moment find each job once.
    """
    releases, lost_releases = _reap_releases(at)
    imports, lost_imports = _reap_imports(at)
    abandoned = ImportRun.objects.filter(state=ImportRun.State.CHECKED, started_at__lt=at - KEEP_CHECKED)
    cut_off = ImportRun.objects.filter(state=ImportRun.State.READING, heartbeat_at__lt=at - DEAD_AFTER)
    return Reaped(releases, imports, lost_releases + lost_imports, _drop(abandoned) + _drop(cut_off))


def _drop(runs: QuerySet[ImportRun]) -> int:
    # Asked first: deleting takes SQLite's lock for writing, also where there is nothing to delete.
    return runs.delete()[1].get("annotations.ImportRun", 0) if runs.exists() else 0


def _reap_releases(at: datetime) -> tuple[list[int], int]:
    building = Release.objects.filter(state=Release.State.BUILDING).select_related("project")
    unheard = building.annotate(heard_at=Coalesce("heartbeat_at", "created_at"))
    again, given_up = [], 0
    for release in _find_dead(unheard.filter(heard_at__lt=at - DEAD_AFTER), BUILD_RELEASE, at):
        directory = release_directory(release)
        for staging in directory.parent.glob(f".{directory.name}-*"):
            shutil.rmtree(staging)
        if release.attempts >= MAX_ATTEMPTS:
            given_up += Release.objects.filter(pk=release.pk, state=Release.State.BUILDING).update(
                state=Release.State.FAILED,
                failure=_("The worker was stopped three times while building it. Ask the operator why."),
            )
        else:
            again.append(release.pk)
    return again, given_up


def _reap_imports(at: datetime) -> tuple[list[int], int]:
    running = ImportRun.objects.filter(state=ImportRun.State.IMPORTING)
    again, given_up = [], 0
    for run in _find_dead(running.filter(heartbeat_at__lt=at - DEAD_AFTER), RUN_IMPORT, at):
        if run.attempts < MAX_ATTEMPTS:
            running.filter(pk=run.pk).update(worker="")
            again.append(run.pk)
            continue
        row = run.rows.filter(state=ImportRow.State.WAITING).order_by("number").first()
        given_up += ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.IMPORTING).update(
            state=ImportRun.State.STOPPED,
            worker="",
            failure=_("The worker was stopped three times at row %(row)d of %(file)s. Ask the operator why.")
            % {"row": row.row if row else 0, "file": row.file if row else ""},
        )
    return again, given_up


def _find_dead(unheard: QuerySet[Any], path: str, at: datetime) -> Iterator[Any]:
    """Yield the jobs of which no sign came and that do not wait for a worker; one more attempt is counted."""
    for job in unheard.order_by("pk"):
        tasks = DBTaskResult.objects.filter(
            task_path=path, args_kwargs={"args": [job.pk], "kwargs": {}}, finished_at=None
        )
        if tasks.filter(status=TaskResultStatus.READY).exists():
            continue
        rows = type(job)._default_manager.filter(pk=job.pk, heartbeat_at=job.heartbeat_at)
        if not rows.update(heartbeat_at=at, attempts=F("attempts") + 1):
            continue  # another look was faster, or it lives after all
        tasks.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.FAILED, finished_at=at)
        job.attempts += 1
        yield job
