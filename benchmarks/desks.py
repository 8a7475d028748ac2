"""A workbench of its own to measure: a temporary folder, a fresh database, and the server of `make serve`."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scripts.check import clean_environment
from scripts.postgres import run_postgres

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
# Models can be imported only once Django is set up.
COMMANDS = "import django; django.setup(); from {} import main; main()"
PATIENCE = 60
"""Seconds that the server may take to start."""


@dataclass(frozen=True)
class Desk:
    """A running server and what it runs with."""

    environment: dict[str, str]
    port: int
    folder: Path
    processes: tuple[int, ...]
    """The server's first process, and PostgreSQL's where there is one."""

    def run(self, command: str, *arguments: str, module: str = "benchmarks.desk_data") -> Any:
        """Return what a command of the module prints, read as JSON."""
        done = subprocess.run(
            [sys.executable, "-c", COMMANDS.format(module), command, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout)

    def send_reviewers(self, plan: dict[str, Any]) -> dict[str, Any]:
        """Return what the reviewers of a process of their own did by the plan, and under `cpu` the processor
        seconds of the server and of the database meanwhile."""
        before = [cpu_seconds(process) for process in self.processes]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.reviewers"],
            cwd=ROOT,
            input=json.dumps({"port": self.port, **plan}),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        result: dict[str, Any] = json.loads(done.stdout)
        after = [cpu_seconds(process) for process in self.processes]
        result["cpu"] = [end - start for start, end in zip(before, after, strict=True)]
        return result


@contextmanager
def open_desk(database: str) -> Iterator[Desk]:
    """Yield a server on a fresh `postgresql` or `sqlite`, migrated and empty; remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="desk-") as name:
        folder = Path(name)
        if database == "sqlite":
            with _serve(folder, f"sqlite:///{folder / 'workbench.sqlite3'}") as desk:
                yield desk
        else:
            with run_postgres() as url:
                (data,) = parse_qs(urlsplit(url).query)["host"]
                first = int((Path(data) / "postmaster.pid").read_text().split()[0])
                with _serve(folder, url, first) as desk:
                    yield desk


@contextmanager
def _serve(folder: Path, url: str, *database: int) -> Iterator[Desk]:
    environment = clean_environment() | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "TLS": "off",
        "DJANGO_SETTINGS_MODULE": "workbench.settings",
    }
    for command in (("migrate",), ("collectstatic", "--no-input")):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity=0"], cwd=ROOT, env=environment, check=True
        )
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            name_server(port), cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(server, port, folder / "server.log")
        yield Desk(environment, port, folder, (server.pid, *database))
    finally:
        server.terminate()
        server.wait()


def cpu_seconds(process: int) -> float:
    """Return the processor seconds that the process and all it started have used.

    Read from Linux's /proc; elsewhere 0.
    """
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        parents[int(path.parent.name)] = int(words[1])
        # Its own, and that of those it started which have ended meanwhile.
        seconds[int(path.parent.name)] = sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")
    total = 0.0
    for one, own in seconds.items():
        line = [one]
        while line[-1] != process and line[-1] in parents:
            line.append(parents[line[-1]])
        total += own if line[-1] == process else 0.0
    return total


def name_server(port: int) -> list[str]:
    """Return the command by which `make serve` starts the server, with the page that does nothing added."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    variables = dict(re.findall(r"^([A-Z]+) \?= (\S+)$", makefile, flags=re.MULTILINE))
    variables |= {"HOST": HOST, "PORT": str(port)}
    (command,) = re.findall(r"^\t@\$\(python\) (-m granian (?:.*\\\n)*.*)$", makefile, flags=re.MULTILINE)
    words = re.sub(r"\$\(([A-Z]+)\)", lambda name: variables[name[1]], command.replace("\\\n", " ")).split()
    return [sys.executable, *words[:-1], "benchmarks.nothing:application"]


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/sign-in/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')}")
