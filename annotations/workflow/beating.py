"""Signs of life of whoever does a job, so that one whose worker was killed can be told and taken up again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import TypeAlias

from django.db import connection
from django.db.models import QuerySet

from annotations.models import ImportRun, Release

Clock: TypeAlias = Callable[[], datetime]

BEAT = timedelta(seconds=20)
DEAD_AFTER = timedelta(minutes=2)
"""Several beats, since a busy SQLite file may keep one of them waiting."""


@contextmanager
def beating(rows: QuerySet[ImportRun] | QuerySet[Release], *, now: Clock) -> Iterator[None]:
    """Note in these rows every `BEAT` that the work inside goes on.

    From a thread of its own: a step that takes long, such as one very large article, is no death.
    """
    is_over = Event()

    def beat() -> None:
        try:
            while not is_over.wait(BEAT.total_seconds()):
                rows.update(heartbeat_at=now())
        finally:
            connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
