"""The lock files install anywhere, and hold what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNTIME = PROJECT["dependencies"]
DEVELOPMENT, PEERS = PROJECT["optional-dependencies"]["dev"], PROJECT["optional-dependencies"]["bench"]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt", "requirements-uv.txt"]


def read_pins(lock: str) -> set[str]:
    """Return the names a lock file pins, in lower case."""
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(), flags=re.MULTILINE))


def read_versions(lock: str) -> dict[str, set[str]]:
    """Return the versions a lock file pins by name; there are several where the Python decides."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(), flags=re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


def read_names(requirements: list[str]) -> set[str]:
    """Return the names of requirements without their extras and bounds, in lower case."""
    return {re.match(r"[A-Za-z0-9-]+", requirement)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address_and_a_hash_for_everything(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:)", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in pin for pin in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:])


def test_lock_holds_what_the_project_asks_for() -> None:
    assert read_names(RUNTIME) <= read_pins("requirements.txt")
    assert read_names(RUNTIME + DEVELOPMENT) <= read_pins("requirements-dev.txt")
    assert read_names(RUNTIME + PEERS) <= read_pins("requirements-bench.txt")


def test_running_the_workbench_installs_no_tool_of_its_checks() -> None:
    only_checks = read_names(DEVELOPMENT) - {"jsonschema"}  # drf-spectacular needs that one, too
    assert only_checks.isdisjoint(read_pins("requirements.txt"))


def test_only_the_benchmark_installs_the_peers_it_measures() -> None:
    peers = read_names(PEERS)
    assert peers.isdisjoint(read_pins("requirements.txt") | read_pins("requirements-dev.txt"))


def test_both_extras_fit_into_one_environment() -> None:
    development, benchmark = read_versions("requirements-dev.txt"), read_versions("requirements-bench.txt")
    assert all(benchmark[name] == development[name] for name in development.keys() & benchmark.keys())


def test_django_is_the_long_term_release() -> None:
    assert "\ndjango==5.2." in (ROOT / "requirements.txt").read_text()
