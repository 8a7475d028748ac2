"""What reading gives back: the draft of an article, and notes on what was done to get it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Note(StrEnum):
    """What the reader of a draft should know; a stable code, put in words by `explain`."""

    BOM_DROPPED = "bom_dropped"
    READ_AS_UTF16 = "read_as_utf16"


SENTENCES: dict[Note, str] = {
    Note.BOM_DROPPED: "An invisible byte order mark at the start was dropped; positions count from after it.",
    Note.READ_AS_UTF16: "The file was read as UTF-16, as its byte order mark says.",
}


def explain(note: Note) -> str:
    """Return the English sentence of a note, which pages translate."""
    return SENTENCES[note]


@dataclass(frozen=True)
class ArticleDraft:
    """An article before anybody saved it."""

    text: str
    """As read, newlines unchanged: offsets count its code points."""

    title: str
    """Never empty and on one line, at most `TITLE_LIMIT` code points."""

    notes: tuple[Note, ...] = ()
    """In the order in which things were done."""


@dataclass(frozen=True)
class ArticleDetails:
    """What a table says of an article besides text and title; empty where it says nothing."""

    outlet: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    published_on: date | None = None
