"""The one rule of imports: pure cores <- models <- workflow <- faces <- workbench."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APP = ROOT / "annotations"

CORES = {"splitting", "agreement", "reading", "dataset"}
FACES = {"web", "api", "admin", "management", "tasks"}
# What each room may take from the others; its own modules it may always take.
MAY_IMPORT = {
    **{core: set[str]() for core in CORES},
    "models": CORES,
    "migrations": CORES | {"models"},
    "workflow": CORES | {"models"},
    # What several faces show: docs/decisions/010-what-faces-share-is-presenting.md
    "presenting": CORES | {"models", "workflow"},
    **{face: CORES | {"models", "workflow"} for face in FACES},
    # To enqueue a job is to name it: docs/decisions/003-the-other-faces-may-enqueue.md
    **{face: CORES | {"models", "workflow", "presenting", "tasks"} for face in ("web", "api", "management")},
    "templatetags": CORES | {"models"},
    "apps": set[str](),
}
# Packages that bring Django with them, or a database.
FRAMEWORKS = {"django", "rest_framework", "knox", "axes", "csp", "environ", "whitenoise", "psycopg"}
FRAMEWORK_PREFIXES = ("django_", "drf_")


def find_breaches(path: Path, source: str) -> list[str]:
    """Return what the module at `path`, with this text, imports against the rule: one "line: name" each."""
    room = get_room(path)
    return [f"{line}: {name}" for line, name in list_imports(path, source) if not is_allowed(room, name)]


def is_allowed(room: str, name: str) -> bool:
    """Return whether modules of this room may import this dotted name."""
    top, *rest = name.split(".")
    if top == "workbench":
        return False
    if top != "annotations":
        return room not in CORES or not (top in FRAMEWORKS or top.startswith(FRAMEWORK_PREFIXES))
    other = rest[0] if rest else ""
    if other == room:
        return True
    # A face sees of a core what its package offers, so that the modules inside stay free to change.
    is_internal = other in CORES and room in FACES and len(rest) > 1 and is_module(rest[:2])
    return other in MAY_IMPORT[room] and not is_internal


def is_module(parts: list[str]) -> bool:
    """Return whether annotations.PARTS is a module or a package, and not a name inside one."""
    target = APP.joinpath(*parts)
    return target.is_dir() or target.with_suffix(".py").exists()


def get_room(path: Path) -> str:
    """Return the name below annotations/ that a module belongs to: `web` for annotations/web/urls.py."""
    return path.relative_to(APP).with_suffix("").parts[0]


def list_imports(path: Path, source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the full dotted name of everything a module imports, also inside its functions."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            base += node.module.split(".") if node.module else []
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)


MODULES = sorted(path for path in APP.rglob("*.py") if path != APP / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_what_its_room_may(path: Path) -> None:
    assert get_room(path) in MAY_IMPORT, "a new room needs a line in MAY_IMPORT"
    assert find_breaches(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("core", sorted(CORES))
def test_core_runs_without_django(core: str) -> None:
    program = f"import sys, annotations.{core}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("splitting/x.py", "import django"),
        ("splitting/x.py", "from django.utils import timezone"),
        ("splitting/x.py", "def f():\n    from rest_framework import status"),
        ("splitting/x.py", "from annotations.models import Claim"),
        ("splitting/x.py", "from ..models import Claim"),
        ("splitting/x.py", "from annotations import agreement"),
        ("models/x.py", "from annotations.workflow import reviewing"),
        ("workflow/x.py", "from annotations.presenting import words"),
        ("presenting/x.py", "from annotations.web import access"),
        ("workflow/x.py", "from annotations.web import urls"),
        ("workflow/x.py", "from workbench import settings"),
        ("web/x.py", "from annotations.api import urls"),
        ("web/x.py", "from .. import api"),
        ("web/x.py", "from annotations.admin import ClaimAdmin"),
        ("web/x.py", "from annotations.splitting.__main__ import main"),
        ("web/x.py", "from annotations.splitting import __main__"),
    ],
)
def test_breach_is_found(module: str, source: str) -> None:
    assert len(find_breaches(APP / module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("splitting/x.py", "import numpy\nfrom .y import z\nfrom annotations.splitting import y"),
        (
            "models/x.py",
            "from django.db import models\nfrom annotations.splitting.y import z\nfrom . import y",
        ),
        ("workflow/x.py", "from annotations.models import Claim\nfrom annotations.agreement.y import z"),
        ("web/x.py", "from annotations.splitting import y\nfrom annotations.workflow import z"),
        ("web/x.py", "from ..workflow.reviewing import record_review"),
        ("management/commands/x.py", "import django\nfrom ...workflow import y"),
    ],
)
def test_what_the_rule_allows_is_no_breach(module: str, source: str) -> None:
    assert find_breaches(APP / module, source) == []
