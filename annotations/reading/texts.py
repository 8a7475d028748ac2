"""Rules for any text, from a file or pasted: what is refused, what is the same, what is its title."""

import re
from hashlib import sha256
from pathlib import PurePath

from annotations.reading.drafts import ArticleDraft, Note
from annotations.reading.errors import EmptyText, LoneSurrogate, NotText, TooLarge

MAX_BYTES = 20 * 1024 * 1024
"""The longest file or pasted text (as UTF-8) that is read: 20 MB."""

TITLE_LIMIT = 200
"""Code points of the longest title."""

BOM = "\ufeff"

_HEADLINE_LIMIT = 120  # the longest of the headlines that news agencies send; a longer line is a paragraph
_LINE = re.compile(r"\S[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")
_NEWLINE = re.compile(r"\r\n?")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_VISIBLE = re.compile(r"[^\s\x00\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = (
    0.05  # old teletype texts hold a few; compressed or executable bytes read as text hold over a tenth
)
_SENTENCE_STOPS = (".", "。", "．", "؟", "۔")
_CLOSING_MARKS = "\"'”’»›」』)]）】 "


def read_text(text: str, *, name: str = "") -> ArticleDraft:
    """Return the draft of a pasted or decoded text, without its byte order mark if it began with one.

    `name` is the file's, for messages and as the title of last resort; empty for a pasted text. Raises what
    `check_text` raises.
    """
    notes: tuple[Note, ...] = ()
    if text.startswith(BOM):
        text, notes = text[1:], (Note.BOM_DROPPED,)
    check_text(text, name=name)
    return ArticleDraft(text=text, title=title_of(text, name), notes=notes)


def check_text(text: str, *, name: str = "") -> None:
    """Return nothing when the text can be an article; any script, direction or newline can.

    Raises EmptyText, NotText (NUL or mostly control characters), LoneSurrogate or TooLarge.
    """
    if surrogate := _SURROGATE.search(text):
        raise LoneSurrogate(name=name, offset=surrogate.start())
    size = len(text.encode())
    if size > MAX_BYTES:
        raise TooLarge(name=name, size=size, limit=MAX_BYTES)
    if (nul := text.find("\0")) >= 0:
        raise NotText(name=name, offset=nul)
    if not _VISIBLE.search(text):
        raise EmptyText(name=name)
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        first = _CONTROL.search(text)
        raise NotText(name=name, offset=first.start() if first else 0)


def normalised_hash(text: str) -> str:
    r"""Return the SHA-256 (hexadecimal) by which two texts are the same article: CRLF and CR count as LF.

    >>> normalised_hash("Talks failed.\r\n") == normalised_hash("Talks failed.\n")
    True
    """
    return sha256(_NEWLINE.sub("\n", text).encode()).hexdigest()


def title_of(text: str, name: str) -> str:
    """Return the first line that is not blank where it looks like a headline, else the file's stem.

    A headline is short and does not end like a sentence. A pasted text has no stem: its first line stands in,
    cut short.
    """
    found = _LINE.search(text)
    line = " ".join(found.group().split()) if found else ""
    if line and len(line) <= _HEADLINE_LIMIT and not line.rstrip(_CLOSING_MARKS).endswith(_SENTENCE_STOPS):
        return line
    # A file's name may hold bytes that are no UTF-8, which Python hands over as lone surrogates.
    stem = " ".join(PurePath(name).stem.encode("utf-8", "replace").decode().split())
    return _shorten(stem or line)


def _shorten(line: str) -> str:
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1] + "…"
