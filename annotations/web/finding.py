"""Where an article prints the words that a person wrote or selected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotations.models import Article
from annotations.workflow.editing import EditInvalid

MAX_SHOWN = 8
_SPACED = re.compile(r"[^\W\u2e80-\u9fff\uf900-\ufaff]")
"""A letter of a script that parts its words, which Han and Kana do not."""
AROUND = 40
"""Characters shown to each side of a place."""


@dataclass(frozen=True)
class Place:
    """Where the words are printed, with what stands around them."""

    start: int
    end: int
    before: str
    words: str
    behind: str
    is_nearest: bool


class ManyPlaces(EditInvalid):
    """The words are printed more than once, and nobody said which of them is meant."""

    def __init__(self, words: str, places: Sequence[Place], number: int) -> None:
        message = _("“%(words)s” is printed %(number)d times. Choose which is meant.")
        super().__init__(message % {"words": words[:200], "number": number})
        self.places = places


def find_words(article: Article, words: str, *, at: int | None, near: int) -> tuple[int, int]:
    """Return where the article prints the words: at the place given, else at the only one.

    Blanks match blanks, so that words copied over a line's end are found. Raises `EditInvalid` where the
    article does not print them, and `ManyPlaces` with those nearest to `near`.
    """
    found = _find_all(article.text, words)
    if not found:
        raise EditInvalid(
            _("The article does not print “%(words)s”. Copy the words exactly.") % {"words": words[:200]}
        )
    chosen = found if len(found) == 1 else [span for span in found if span[0] == at]
    if chosen:
        return chosen[0]
    nearest = sorted(found, key=lambda span: abs(span[0] - near))[:MAX_SHOWN]
    places = [_show_place(article.text, span, is_nearest=span == nearest[0]) for span in sorted(nearest)]
    raise ManyPlaces(words.strip(), places, len(found))


def _find_all(text: str, words: str) -> list[tuple[int, int]]:
    """Return every stretch with the words, those that overlap too; inside of longer words only where they are
    printed nowhere else."""
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\w)" if _SPACED.match(parts[0][0]) else ""
    behind = r"(?!\w)" if _SPACED.match(parts[-1][-1]) else ""
    for alone in (f"{before}(?=({pattern}){behind})", f"(?=({pattern}))"):
        found = [match.span(1) for match in re.finditer(alone, text)]
        if found:
            return found
    return []


def _show_place(text: str, span: tuple[int, int], *, is_nearest: bool) -> Place:
    start, end = span
    return Place(
        start=start,
        end=end,
        before=" ".join(text[max(0, start - AROUND) : start].split("\n")),
        words=text[start:end],
        behind=" ".join(text[end : end + AROUND].split("\n")),
        is_nearest=is_nearest,
    )
