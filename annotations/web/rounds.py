"""The round that a page is about."""

from __future__ import annotations

from django.http import Http404

from annotations.models import Project, Round


def get_round(project: Project, asked: str | None) -> Round | None:
    """Return the round of that number, the latest where none was asked for, None where there is none yet.

    Raises Http404 for a number that is none of the project's.
    """
    rounds = project.rounds.select_related("project").order_by("-number")
    if not asked:
        return rounds.first()
    found = (
        rounds.filter(number=asked).first()
        if asked.isascii() and asked.isdigit() and len(asked) < 9
        else None
    )
    if found is None:
        raise Http404
    return found
