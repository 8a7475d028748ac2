"""The whole check: python -m scripts.check [lint]. Its last line is `N passed, N failed`.

A step shows what it says only when it fails. Each set of tests is a process with a database, a folder and
a log of its own under var/test/. A skipped test counts as failed, and so does a set in which no test ran.
"""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from xml.etree import ElementTree

from scripts.machine import MissingTool, ensure_chromium
from scripts.postgres import name_database, run_postgres

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "var" / "test"
RUN = (sys.executable, "-m")
MANAGE = (sys.executable, "manage.py")
STEPS = {
    "format": (*RUN, "ruff", "format", "--check", "--output-format=concise"),
    "lint": (*RUN, "ruff", "check", "--output-format=concise"),
    "types": (*RUN, "mypy"),
}
DJANGO_STEPS = {
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "deployment": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
}


def main(arguments: list[str]) -> int:
    """Run the check, or its steps alone for `lint`; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped, too
    os.chdir(ROOT)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    environment = clean_environment()
    failed_steps = [title for title, command in STEPS.items() if not run_step(title, command, environment)]
    if arguments == ["lint"]:
        return 1 if failed_steps else 0

    as_deployed = environment | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "workbench.example.org",
        "VAR_DIR": str(OUTPUT),
    }
    for title, command in DJANGO_STEPS.items():
        if not run_step(title, command, as_deployed):
            failed_steps.append(title)
    try:
        counts = run_tests(environment)
    except MissingTool as missing:
        print(missing)
        counts = Counter(failed=1)
    if failed_steps:
        print(f"failed steps: {', '.join(failed_steps)}")
    failed = counts["failed"] + len(failed_steps)
    print(f"{counts['passed']} passed, {failed} failed")
    return 1 if failed else 0


def run_step(title: str, command: tuple[str, ...], environment: dict[str, str]) -> bool:
    """Return whether the command succeeded; print its output when it did not."""
    started = time.monotonic()
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    is_good = done.returncode == 0
    print(f"{title}: {'ok' if is_good else 'FAILED'} ({time.monotonic() - started:.0f} s)", flush=True)
    if not is_good:
        print(done.stdout, flush=True)
    return is_good


def run_tests(environment: dict[str, str]) -> Counter[str]:
    """Return how many tests passed and failed on SQLite, on PostgreSQL and in the browser, run side by side.

    Raises MissingTool when there is no Chromium and none could be installed.
    """
    chromium = ensure_chromium()
    with ExitStack() as stack:
        server = os.environ.get("TEST_POSTGRES_URL") or stack.enter_context(run_postgres())
        # Two checks may share a server that TEST_POSTGRES_URL names.
        own = f"workbench_{os.getpid()}"
        sets = {
            "sqlite": ("not browser", f"sqlite:///{OUTPUT / 'sqlite' / 'workbench.sqlite3'}"),
            "postgresql": ("not browser", name_database(server, own)),
            "browser": ("browser", name_database(server, f"{own}_browser")),
        }
        print(f"tests: {', '.join(sets)}, side by side", flush=True)
        running = {
            name: stack.enter_context(
                _start_pytest(name, marker, environment | {"DATABASE_URL": url, "CHROMIUM": chromium})
            )
            for name, (marker, url) in sets.items()
        }
        counts: Counter[str] = Counter()
        for name, process in running.items():
            counts += report_tests(name, process.wait())
    return counts


def report_tests(name: str, exit_code: int) -> Counter[str]:
    """Print and return one set's figures, and print its log unless all is well.

    A pytest that broke off, and one that found nothing to run, count as one failure.
    """
    counts = count_tests(OUTPUT / name / "junit.xml")
    if not counts["failed"] and (exit_code != 0 or not counts["passed"]):
        counts["failed"] = 1
    print(f"{name}: {counts['passed']} passed, {counts['failed']} failed", flush=True)
    if counts["failed"]:
        print((OUTPUT / f"{name}.log").read_text(), flush=True)
        print(f"{name}: pytest ended with {exit_code}", flush=True)
    return counts


def count_tests(report: Path) -> Counter[str]:
    """Return passed and failed of a JUnit report: errors and skips are failed, expected failures are neither.

    A report that was never written counts nothing.
    """
    counts: Counter[str] = Counter()
    if not report.exists():
        return counts
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = [(result.tag, result.get("type")) for result in case]
        if ("skipped", "pytest.xfail") in kinds:
            continue
        is_bad = any(tag in ("failure", "error", "skipped") for tag, _ in kinds)
        counts["failed" if is_bad else "passed"] += 1
    return counts


def clean_environment() -> dict[str, str]:
    """Return the environment without what settings or pytest read: the check is the same everywhere."""
    settings = (ROOT / "workbench" / "settings.py").read_text()
    ours = {*re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings), "DJANGO_SETTINGS_MODULE", "PYTEST_ADDOPTS"}
    return {name: value for name, value in os.environ.items() if name not in ours}


@contextmanager
def _start_pytest(name: str, marker: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a running pytest that writes var/test/NAME.log; stop it when the check ends before it does."""
    folder = OUTPUT / name
    shutil.rmtree(folder, ignore_errors=True)  # a report of an earlier run would be counted
    folder.mkdir()
    own = {"VAR_DIR": str(folder), "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis")}
    files = (f"--junit-xml={folder / 'junit.xml'}", f"--override-ini=cache_dir={folder / 'cache'}")
    command = (*RUN, "pytest", "-m", marker, "--quiet", "--create-db", *files)
    with (OUTPUT / f"{name}.log").open("wb") as log:
        # In a session of its own it is told to stop once, by us, and not by the terminal as well.
        process = subprocess.Popen(
            command, env=environment | own, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)  # pytest then removes its database
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
