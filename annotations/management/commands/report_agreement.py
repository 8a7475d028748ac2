"""How far reviewers agree: manage.py report_agreement PROJECT."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from annotations.management.choosing import find_project, find_round
from annotations.management.summaries import agreement_lines
from annotations.workflow.reporting import Reach, report_agreement


class Command(BaseCommand):
    """Prints the figures over all claims, open ones too: the operator has the tables anyway."""

    help = "Print how far the reviewers of a project agree, open claims included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("project", help="The project's short name.")
        parser.add_argument("--round", type=int, help="The round's number; the latest round without it.")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, project: str, round: int | None, format: str, **options: Any) -> None:
        report = report_agreement(round=find_round(find_project(project), round), reach=Reach.ALL)
        if format == "json":
            self.stdout.write(json.dumps(report.to_json_dict(), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(agreement_lines(report)))
