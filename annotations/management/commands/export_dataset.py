"""A dataset on disk: manage.py export_dataset PROJECT --to DIR."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.dataset import RecordError
from annotations.management.choosing import find_project, find_round
from annotations.workflow.exporting import export_dataset


class Command(BaseCommand):
    """Writes every claim with every review: the operator has the tables anyway."""

    help = "Write a project's claims and reviews as JSON Lines, open claims included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("project", help="The project's short name.")
        parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="Made where it is absent.")
        parser.add_argument("--round", type=int, help="The round's number; the latest round without it.")

    def handle(self, *args: Any, project: str, to: Path, round: int | None, **options: Any) -> None:
        chosen = find_round(find_project(project), round)
        try:
            manifest = export_dataset(round=chosen, directory=to, with_open_claims=True)
        except (OSError, RecordError) as error:
            raise CommandError(f"Nothing was written to {to}: {error}") from error
        for file in manifest.files:
            self.stdout.write(f"{to / file.name}: {file.rows} rows, sha256 {file.sha256}")
