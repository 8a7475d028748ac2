"""Settings come from the environment alone; each case is a process of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


def run(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a management command with these variables and no other of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_secret_key_it_refuses_and_says_what_to_do() -> None:
    done = run("check")
    assert done.returncode == 1
    assert "export SECRET_KEY=" in done.stderr
    assert "Traceback" not in done.stderr


def test_with_debug_it_does_without() -> None:
    assert run("check", DEBUG="on").returncode == 0


@pytest.mark.parametrize("variables", [{"TASK_BACKEND": "magic"}])
def test_a_value_that_is_none_is_named(variables: dict[str, str]) -> None:
    done = run("check", DEBUG="on", **variables)
    assert done.returncode == 1
    assert "TASK_BACKEND" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deployed_workbench_passes_djangos_own_check() -> None:
    done = run("check --deploy --fail-level WARNING", SECRET_KEY="k" * 25 + "0123456789abcdefghijklmnopqrst")
    assert done.returncode == 0, done.stderr
