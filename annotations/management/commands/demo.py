"""The workbench to try: manage.py demo [--no-serve] [--port 8000], which `make demo` runs."""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from annotations.management.choosing import find_project, find_round
from annotations.management.summaries import agreement_lines
from annotations.management.terminal import format_table, terminal_width
from annotations.models import Article, Attribution, Claim, Project, Review, Role, User
from annotations.reading import read_article
from annotations.workflow.demonstrating import load_absent, set_first_passwords, sign_entry
from annotations.workflow.exporting import export_dataset
from annotations.workflow.importing import ArticleDetails, import_article
from annotations.workflow.overview import sourcing_strips, strip_words
from annotations.workflow.reporting import Reach, report_agreement
from annotations.workflow.simulating import simulate_reviews

FIXTURE = settings.BASE_DIR / "fixtures" / "demo.json"
SEEDS = settings.BASE_DIR / "seeds"
PROJECT = "security-guarantees"
SIMULATED = ("bob", "carol", "dave")
FOURTH = "erin"
# The claim that the last line of the demo opens.
SHOWN_SOURCE = "知情人士"
HOST = "127.0.0.1"
PORTS_TRIED = 50
# Articles came in before the days on which the simulated reviewers worked.
IMPORTED_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class Seeding:
    """The sample articles in the order of `seeds.json`, and how many of them this run brought."""

    articles: list[Article]
    new: int


class Command(BaseCommand):
    """Everything it does may be repeated: what is there already stays as it is."""

    help = "Fill the workbench with a team, articles and simulated reviews, and serve it on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="Stop before serving.")
        parser.add_argument("--port", type=int, default=8000, help="The next free one where it is taken.")

    def handle(self, *args: Any, no_serve: bool, port: int, **options: Any) -> None:
        _require_demo()
        try:
            project, articles = self._fill()
            self._show(project, articles)
        except KeyboardInterrupt:
            raise CommandError(
                "Interrupted. What was finished is kept; start it again to go on.", returncode=130
            ) from None
        free = port if no_serve else find_free_port(port)
        if free != port:
            self.stdout.write(f"Port {port} is taken, so this is port {free}.")
        self.stdout.write(f"Address: http://{HOST}:{free}/")
        entry = f"http://{HOST}:{free}{_entry_path(articles[0])}"
        if no_serve:
            self.stdout.write("Nothing is served now. `make demo` serves; the link then opens Erin's turn:")
            self.stdout.write(entry)
            return
        self.stdout.write("Ctrl-C stops it. This opens the fourth reviewer's turn:")
        self.stdout.flush()
        self._serve(free, entry)

    def _fill(self) -> tuple[Project, list[Article]]:
        now = timezone.now()
        self._say("Database", _migrate())
        self._say("Styles and scripts", _collect_static())
        saved = load_absent(fixture=FIXTURE)
        project = find_project(PROJECT)
        people = project.memberships.count()
        self._say("Team", f"“{project.name}”, {people} people, {'made' if saved else 'already there'}")
        seeding = import_seeds(project, now - IMPORTED_BEFORE)
        self._say("Articles", f"{seeding.new} imported, {len(seeding.articles) - seeding.new} already there")
        made = simulate_team(project, seeding.articles, now)
        there = Review.objects.filter(round__project=project, is_simulated=True).count() - made
        self._say("Simulated reviews", f"{made} made, {there} already there")
        return project, seeding.articles

    def _show(self, project: Project, articles: list[Article]) -> None:
        self._section(f"{articles[0].title}: the claims as they were split")
        self._lines(claim_table(articles[0]))
        self._section("Who the articles rest on")
        strips = sourcing_strips(articles)
        for article in articles:
            self.stdout.write(f"{article.title}\n  {strip_words(strips[article.pk])}")
        self._section("Agreement so far")
        latest = find_round(project, None)
        self._lines(agreement_lines(report_agreement(round=latest, reach=Reach.ALL)))
        self._section("Dataset")
        directory = settings.VAR_DIR / "demo"
        manifest = export_dataset(round=latest, directory=directory, with_open_claims=True)
        for file in manifest.files:
            self.stdout.write(f"{directory / file.name}: {file.rows} rows, sha256 {file.sha256}")
        self._section("Accounts (the sign-in page has a button for each)")
        self._lines(account_table(project))
        self.stdout.write("")

    def _serve(self, port: int, entry: str) -> None:
        connections.close_all()
        server = Server(
            "workbench.wsgi:application",
            address=HOST,
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=4,
            websockets=False,
            log_level=LogLevels.warning,
        )
        # Printed when the socket listens, so that the link works as soon as it can be read.
        server.on_startup(lambda: self._say_last(entry))
        server.serve()
        self.stdout.write("\nStopped. Everything is kept; `make demo` goes on from here.")

    def _say(self, what: str, outcome: str) -> None:
        self.stdout.write(f"{what}: {outcome}.")
        self.stdout.flush()

    def _say_last(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _section(self, title: str) -> None:
        self.stdout.write(f"\n{self.style.MIGRATE_HEADING(title)}\n")

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def import_seeds(project: Project, at: datetime) -> Seeding:
    """Return every article of `seeds/`, imported into the project if it was not there."""
    articles, new = [], 0
    for entry in json.loads((SEEDS / "seeds.json").read_text(encoding="utf-8")):
        draft = read_article((SEEDS / entry["file"]).read_bytes(), name=entry["file"])
        draft = replace(draft, title=entry["title"])
        details = ArticleDetails(
            outlet=entry["outlet"],
            byline=entry["byline"],
            url=entry["url"],
            language=entry["language"],
            published_on=date.fromisoformat(entry["published_on"]),
        )
        imported = import_article(project=project, draft=draft, details=details, at=at)
        articles.append(imported.article)
        new += imported.is_new
    return Seeding(articles=articles, new=new)


def simulate_team(project: Project, articles: list[Article], at: datetime) -> int:
    """Return how many simulated reviews were made; the same article always meets the same chance."""
    reviewers = list(
        User.objects.filter(
            username__in=SIMULATED,
            is_demo=True,
            memberships__project=project,
            memberships__role=Role.REVIEWER,
        ).order_by("username")
    )
    return sum(
        len(
            simulate_reviews(
                article=article,
                reviewers=reviewers,
                # Not a secret: it only has to be the same in every run.
                rng=Random(article.content_hash),  # noqa: S311
                at=at,
            )
        )
        for article in articles
    )


def claim_table(article: Article) -> list[str]:
    """Return the article's claims as a table: what the machine suggests, kind of origin, sources, words."""
    claims = (
        Claim.objects.live()
        .filter(article=article)
        .prefetch_related(Prefetch("chain", Attribution.objects.order_by("depth")))
    )
    rows = [
        [
            claim.suggestion or "",
            claim.get_source_kind_display(),
            " > ".join(link.source_text or link.cue_text for link in claim.chain.all()) or "no origin given",
            claim.words,
        ]
        for claim in claims
    ]
    width = terminal_width()
    return format_table(
        ["suggestion", "kind", "source", "claim"], rows, width=width, most=(10, 18, max(width // 4, 16))
    )


def account_table(project: Project) -> list[str]:
    """Return the demo accounts of the project as a table; a password is made where none was ever set."""
    path = settings.VAR_DIR / "demo-accounts.txt"
    users = list(User.objects.filter(is_demo=True, memberships__project=project).order_by("username"))
    noted = _read_notes(path)
    missing = [
        user.username for user in users if user.username not in noted and not user.has_usable_password()
    ]
    if missing:
        noted |= {username: secrets.token_urlsafe(9) for username in missing}
        # Noted before they hold, so that an interrupted run loses none.
        _write_notes(path, noted)
    roles = {row.user_id: row.get_role_display() for row in project.memberships.all()}
    rows = [
        [account.user.username, roles[account.user.pk], account.password or "(a person changed it)"]
        for account in set_first_passwords(users=users, noted=noted)
    ]
    return [*format_table(["account", "role", "password"], rows, width=terminal_width()), f"Kept in {path}."]


def find_free_port(wanted: int) -> int:
    """Return the port, or the next one that nobody listens on; raises CommandError after fifty."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            # Without it a port that was in use a minute ago counts as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise CommandError(f"Every port from {wanted} to {port} is taken. Choose another with PORT=.")


def _require_demo() -> None:
    if not settings.DEMO:
        raise CommandError(
            "This makes accounts that anybody at this machine can enter with one click, so it runs as the "
            "demo only: `make demo`."
        )
    if settings.TLS:
        raise CommandError("The demo serves without TLS, so it needs TLS=off: `make demo` sets it.")


def _migrate() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return "up to date"
    call_command("migrate", verbosity=0, interactive=False)
    return f"{len(plan)} migration{'' if len(plan) == 1 else 's'} applied"


def _collect_static() -> str:
    """Copy and compress what pages load; skipped where no file has changed, since it takes a while."""
    files = [
        (path, Path(storage.path(path)).stat())
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    digest = sha256(
        repr([(path, stat.st_size, stat.st_mtime_ns) for path, stat in files]).encode()
    ).hexdigest()
    note = settings.VAR_DIR / "static-files.sha256"
    if note.exists() and note.read_text() == digest and settings.STATIC_ROOT.is_dir():
        return "up to date"
    call_command("collectstatic", verbosity=0, interactive=False)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(digest)
    return f"{len(files)} files collected"


def _read_notes(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    pairs = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _write_notes(path: Path, noted: dict[str, str]) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{username} {password}\n" for username, password in noted.items())
    part.replace(path)


def _entry_path(article: Article) -> str:
    claim = Claim.objects.live().filter(article=article, chain__source_text=SHOWN_SOURCE).first()
    place = reverse("workspace", args=[article.pk]) + (f"?claim={claim.pk}" if claim else "")
    fourth = User.objects.get(username=FOURTH)
    return f"{reverse('sign_in_to_demo')}?{urlencode({'token': sign_entry(user=fourth), 'next': place})}"
