"""Jobs whose worker was killed, enqueued anew: manage.py reap_jobs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from annotations import tasks


class Command(BaseCommand):
    """Meant for a timer, every few minutes; pages that show such jobs look after them too."""

    help = "Enqueue releases and imports anew whose worker was killed, and drop uploads nobody started."

    def handle(self, *args: Any, **options: Any) -> None:
        reaped = tasks.revive_jobs(at=timezone.now())
        self.stdout.write(
            f"{len(reaped.releases)} releases and {len(reaped.imports)} imports enqueued anew, "
            f"{reaped.given_up} given up, {reaped.dropped} uploads dropped"
        )
