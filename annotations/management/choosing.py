"""Projects and rounds as a person names them on the command line."""

from __future__ import annotations

from django.core.management import CommandError

from annotations.models import Project, Round


def find_project(slug: str) -> Project:
    """Return the project; raises CommandError that names those there are."""
    projects = {project.slug: project for project in Project.objects.order_by("slug")}
    # Looked up here: an argument may hold bytes that are no text, which no database takes.
    project = projects.get(slug)
    if project is None:
        known = ", ".join(projects)
        raise CommandError(
            f"There is no project “{slug}”. "
            + (f"Choose one of: {known}." if known else "There is none at all yet; `make demo` makes one.")
        )
    return project


def find_round(project: Project, number: int | None) -> Round:
    """Return the round of that number, or the latest one; raises CommandError that names those there are."""
    rounds = project.rounds.order_by("-number")
    found = rounds.first() if number is None else rounds.filter(number=number).first()
    if found is None:
        known = ", ".join(str(known) for known in reversed(rounds.values_list("number", flat=True)))
        raise CommandError(
            f"Project “{project.slug}” has no round {number}. Choose one of: {known}."
            if known
            else f"Project “{project.slug}” has no round yet."
        )
    return found
