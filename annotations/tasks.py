"""Jobs that outlast a request; each may run twice, since a worker may die before it notes the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from annotations.models import ImportRun, Release
from annotations.workflow import bulk, reaping, releasing
from annotations.workflow.reaping import Reaped

TURN = timedelta(seconds=30)
"""How long a worker stays at one import before other jobs have their turn."""

REQUEST_TURN = timedelta(seconds=1)
"""The same where no worker runs, and a job is done within requests."""


@task()
def build_release(release_pk: int) -> None:
    """Build the release's files; one that is ready stays as it is."""
    release = Release.objects.select_related("project", "round__project").get(pk=release_pk)
    releasing.build_release(release=release, now=timezone.now)


@task()
def run_import(run_pk: int) -> None:
    """Import what waits in the run, for a turn; the next turn is enqueued."""
    end = timezone.now() + (REQUEST_TURN if is_immediate() else TURN)
    is_left = bulk.work_off(run=run_pk, is_over=lambda: timezone.now() >= end, now=timezone.now)
    if is_left and not is_immediate():
        run_import.enqueue(run_pk)


def look_after(run: ImportRun) -> None:
    """Bring a running import further: where no worker runs, whoever looks at it gives it its next turn."""
    revive_jobs(at=timezone.now())
    if is_immediate():
        run_import.enqueue(run.pk)


def revive_jobs(*, at: datetime) -> Reaped:
    """Return what was found of jobs whose worker was killed, after enqueueing them anew."""
    reaped = reaping.reap_jobs(at=at)
    for release in reaped.releases:
        build_release.enqueue(release)
    for run in reaped.imports:
        run_import.enqueue(run)
    return reaped


def is_immediate() -> bool:
    """Tell whether jobs are done at once, by whoever enqueues them."""
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)
