"""Plain text, and Markdown as it stands: bytes to text by UTF-8, a UTF-16 mark, or the encoding given."""

import codecs

from annotations.reading.drafts import ArticleDraft, Note
from annotations.reading.errors import NotText, Undecodable, UnknownEncoding
from annotations.reading.texts import read_text

ENCODINGS = (
    "utf-8", "utf-16", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-1250", "windows-1251",
    "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "koi8-r", "iso-8859-1",
    "iso-8859-2", "iso-8859-5", "iso-8859-6", "iso-8859-15",
)  # fmt: skip
"""What a user may choose when a file is not UTF-8. Other codecs of Python are of no text file."""

_CODECS = {codecs.lookup(name).name for name in ENCODINGS}
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_plain(data: bytes, *, name: str, encoding: str | None) -> ArticleDraft:
    """Return the draft of a plain text file.

    Raises UnknownEncoding, Undecodable, NotText and what `read_text` raises.
    """
    is_marked_utf16 = not encoding and data.startswith(_UTF16_MARKS)
    if not encoding and not is_marked_utf16 and (nul := data.find(b"\0")) >= 0:
        raise NotText(name=name, offset=nul)
    text = _decode(data, name=name, encoding="utf-16" if is_marked_utf16 else encoding or "utf-8")
    draft = read_text(text, name=name)
    if not is_marked_utf16:
        return draft
    return ArticleDraft(draft.text, draft.title, (Note.READ_AS_UTF16, Note.BOM_DROPPED, *draft.notes))


def find_codec(encoding: str, *, name: str) -> str:
    """Return Python's name of an encoding that is on offer; raises UnknownEncoding."""
    try:
        codec = codecs.lookup(encoding).name
    except (LookupError, ValueError):  # ValueError: a name with a NUL in it
        codec = ""
    if codec not in _CODECS:
        raise UnknownEncoding(name=name, encoding=encoding, known=", ".join(ENCODINGS))
    return codec


def _decode(data: bytes, *, name: str, encoding: str) -> str:
    codec = find_codec(encoding, name=name)
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise Undecodable(name=name, encoding=encoding.upper(), offset=error.start) from error
