"""A process killed in the middle of a job: python -m tests.dying DATABASE FOLDER JOB KEY MOMENT.

It kills itself as `kill -9` would: no handler runs, no transaction ends. An import dies when it reads the
clock for the MOMENT-th time, a release when it opens a file that MOMENT is in the name of.
"""

import os
import signal
import sys
from datetime import datetime
from itertools import count

import django
from django.utils import timezone


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_in_import(run: int, moment: int) -> None:
    from annotations.workflow import bulk

    readings = count(1)

    def now() -> datetime:
        if next(readings) == moment:
            die()
        return timezone.now()

    bulk.BATCH_ROWS = 2
    bulk.work_off(run=run, is_over=lambda: False, now=now)


def die_in_release(release: int, file: str) -> None:
    from annotations.models import Release
    from annotations.workflow import releasing

    sys.addaudithook(lambda event, what: die() if event == "open" and file in str(what[0]) else None)
    releasing.build_release(release=Release.objects.get(pk=release), now=timezone.now)


if __name__ == "__main__":
    database, folder, job, key, moment = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    connection.settings_dict["NAME"] = database
    settings.RELEASES_DIR = folder
    if job == "import":
        die_in_import(int(key), int(moment))
    else:
        die_in_release(int(key), moment)
