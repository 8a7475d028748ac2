"""How far reviewers agree: manage.py report_agreement PROJECT."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict

from annotations.management.choosing import find_project, find_round
from annotations.management.summaries import agreement_lines
from annotations.models import Project, User
from annotations.presenting.asking import ScopeForm
from annotations.presenting.files import write_csv, write_html, write_json
from annotations.presenting.opening import Reading, open_whole
from annotations.workflow.agreement.scope import Scope

SEVERAL = {
    "article": "article",
    "language": "language",
    "source_kind": "source_kind",
    "label": "label",
    "version": "guideline_version",
}
"""Filters that may be given several times, and the options that hold them."""


class Command(BaseCommand):
    """Prints the figures over all claims, open ones too: the operator has the tables anyway."""

    help = "Print or write how far the reviewers of a project agree, open claims included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("project", help="The project's short name.")
        parser.add_argument("--round", type=int, help="The round's number; the latest round without it.")
        parser.add_argument("--format", choices=["text", "json", "csv", "html"], default="text")
        parser.add_argument("--output", type=Path, metavar="FILE", help="Write there and print nothing.")
        narrow = parser.add_argument_group("what is counted", "The first five may be given several times.")
        narrow.add_argument("--article", action="append", metavar="NUMBER", help="Claims of this article.")
        narrow.add_argument("--language", action="append", metavar="CODE", help="Articles in this language.")
        narrow.add_argument("--source-kind", action="append", metavar="KIND", help="Claims of this origin.")
        narrow.add_argument(
            "--label", action="append", metavar="VERDICT", help="Claims that somebody called so."
        )
        narrow.add_argument("--guideline-version", action="append", metavar="NUMBER", help="Made under it.")
        narrow.add_argument("--since", metavar="DAY", help="Verdicts from this day on: 2026-03-02.")
        narrow.add_argument("--until", metavar="DAY", help="Verdicts until this day.")
        narrow.add_argument("--without", action="append", metavar="USERNAME", help="Leave a reviewer out.")
        narrow.add_argument("--first", action="store_true", help="Count first verdicts, not the latest.")
        narrow.add_argument("--without-simulated", action="store_true", help="Leave simulated verdicts out.")

    def handle(
        self, *args: Any, project: str, round: int | None, format: str, output: Path | None, **options: Any
    ) -> None:
        found = find_project(project)
        reading = open_whole(round=find_round(found, round), scope=_read_scope(found, options))
        text = _write(reading, format)
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{output} could not be written: {error.strerror}.") from error


def _write(reading: Reading, format: str) -> str:
    match format:
        case "json":
            return write_json(reading)
        case "csv":
            return write_csv(reading)
        case "html":
            return write_html(reading)
        case _:
            return "\n".join(agreement_lines(reading.report)) + "\n"


def _read_scope(project: Project, options: dict[str, Any]) -> Scope:
    """Return what the options ask for; raises CommandError that names the option that cannot be."""
    asked = QueryDict(mutable=True)
    for name, option in SEVERAL.items():
        asked.setlist(name, options[option] or [])
    asked.setlist("without", [_find_reviewer(name) for name in options["without"] or []])
    for name in ("since", "until"):
        asked[name] = options[name] or ""
    asked["minds"] = "first" if options["first"] else ""
    asked["simulated"] = "no" if options["without_simulated"] else ""
    form = ScopeForm(asked, project=project)
    if not form.is_valid():
        wrong = [(SEVERAL.get(name, name), " ".join(map(str, form.errors[name]))) for name in form.errors]
        raise CommandError(" ".join(f"--{option.replace('_', '-')}: {said}" for option, said in wrong))
    return form.scope()


def _find_reviewer(username: str) -> str:
    found = User.objects.filter(username=username).values_list("pk", flat=True).first()
    if found is None:
        raise CommandError(f"--without: there is nobody called “{username}”.")
    return str(found)
