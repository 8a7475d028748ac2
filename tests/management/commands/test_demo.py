"""manage.py demo: fills, shows, and adds nothing twice."""

import socket
import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from annotations.management.commands.demo import find_free_port
from annotations.models import Article, Claim, Review, User


@pytest.fixture
def demo(db: None, settings: Any, tmp_path: Path) -> Any:
    """Return a runner of the demo that gives back what it printed."""
    settings.DEMO, settings.TLS = True, False
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"

    def run() -> list[str]:
        out = StringIO()
        call_command("demo", no_serve=True, stdout=out, no_color=True)
        return out.getvalue().splitlines()

    return run


def count_rows() -> list[int]:
    return [model.objects.count() for model in (Article, Claim, Review, User)]


def test_demo_shows_the_anonymous_source_and_adds_nothing_twice(
    demo: Any, tmp_path: Path, client: Client
) -> None:
    first = demo()
    row = next(line for line in first if "知情人士" in line)
    assert row.split()[:3] == ["unsourced", "anonymous", "知情人士"]
    assert any("simulated" in line for line in first)
    assert (tmp_path / "demo" / "claims.jsonl").exists()
    accounts = tmp_path / "demo-accounts.txt"
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600

    rows, passwords = count_rows(), accounts.read_text()
    erins = Review.objects.filter(reviewer__username="erin")
    assert not erins.exists()
    second = demo()
    assert count_rows() == rows
    assert accounts.read_text() == passwords
    assert [line for line in first if line.startswith("erin")] == [
        line for line in second if line.startswith("erin")
    ]

    answer = client.get(second[-1].removeprefix("http://127.0.0.1:8000"), HTTP_HOST="127.0.0.1:8000")
    claim = Claim.objects.get(chain__source_text="知情人士", article=Article.objects.order_by("pk").first())
    assert answer.url == f"/articles/{claim.article_id}/?claim={claim.pk}"
    assert answer.wsgi_request.user.username == "erin"


def test_it_runs_as_the_demo_only(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="make demo"):
        call_command("demo", no_serve=True)


def test_it_needs_to_go_without_tls(settings: Any) -> None:
    settings.DEMO, settings.TLS = True, True
    with pytest.raises(CommandError, match="TLS=off"):
        call_command("demo", no_serve=True)


def test_taken_port_means_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert find_free_port(port) > port
