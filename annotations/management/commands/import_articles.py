"""Articles from files: manage.py import_articles PATH... --project SLUG."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from annotations.management.choosing import find_project
from annotations.models import Project
from annotations.reading import READERS, ReadingError, read_article
from annotations.workflow.importing import ArticleDetails, import_article
from annotations.workflow.refusals import Refused


class Command(BaseCommand):
    """Each file is imported whole or refused; the others go on."""

    help = "Import articles from files or folders and split them into claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="A file, or a folder of them."
        )
        parser.add_argument("--project", required=True, metavar="SLUG", help="The project's short name.")
        parser.add_argument("--language", default="", help="Such as en or zh; detected without it.")
        parser.add_argument("--encoding", help="Where a file is neither UTF-8 nor marked as UTF-16.")

    def handle(
        self,
        *args: Any,
        paths: list[Path],
        project: str,
        language: str,
        encoding: str | None,
        **options: Any,
    ) -> None:
        chosen, refused = find_project(project), 0
        for path in _list_files(paths):
            try:
                outcome = _import_file(path, chosen, ArticleDetails(language=language), encoding)
            except (ReadingError, Refused, OSError) as error:
                refused += 1
                outcome = f"refused: {error}"
            # A file's name may hold bytes that are no text.
            self.stdout.write(f"{os.fsencode(path).decode('utf-8', 'backslashreplace')}: {outcome}")
        if refused:
            raise CommandError(f"{refused} refused; nothing of them was stored.")


def _list_files(paths: list[Path]) -> Iterator[Path]:
    """Yield the files; of a folder those at any depth that a reader takes, or itself where it has none."""
    for path in paths:
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in READERS)
        yield from files or [path]


def _import_file(path: Path, project: Project, details: ArticleDetails, encoding: str | None) -> str:
    draft = read_article(path.read_bytes(), name=path.name, encoding=encoding)
    imported = import_article(project=project, draft=draft, details=details, at=timezone.now())
    if not imported.is_new:
        return f"already there (article {imported.article.pk})"
    claims = imported.article.claims.count()
    return f"imported ({claims} claim{'' if claims == 1 else 's'})"
