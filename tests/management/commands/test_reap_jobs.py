from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from annotations.models import ImportRun, Project


def test_it_says_what_it_found(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    long_ago = timezone.now() - timedelta(days=8)
    ImportRun.objects.create(project=project, started_at=long_ago, state="checked")
    call_command("reap_jobs")
    assert capsys.readouterr().out == (
        "0 releases and 0 imports enqueued anew, 0 given up, 1 uploads dropped\n"
    )
