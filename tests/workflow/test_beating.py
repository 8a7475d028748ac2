from datetime import datetime, timedelta
from threading import Event

import pytest

from annotations.models import ImportRun
from annotations.workflow.beating import beating
from tests.factories import NOON, make_project

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_long_step_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.workflow.beating.BEAT", timedelta())
    run = ImportRun.objects.create(project=make_project(), started_at=NOON)
    beaten = Event()

    def now() -> datetime:
        beaten.set()
        return NOON

    with beating(ImportRun.objects.filter(pk=run.pk), now=now):
        assert beaten.wait(timeout=30)
    run.refresh_from_db()
    assert run.heartbeat_at == NOON
