"""Why a text cannot become an article, each with what to do about it.

Every class holds its English sentence as a template (`sentence`), an error the values for it (`params`), so
that a page can translate the one and fill in the other; `str(error)` is the English message whole.
"""

from typing import ClassVar


class ReadingError(ValueError):
    """A file or a pasted text that is refused; `code` is stable, `str(error)` says what to do."""

    code: ClassVar[str] = "reading_error"
    sentence: ClassVar[str] = "%(name)s cannot be read."

    def __init__(self, *, name: str = "", **params: str | int) -> None:
        # A file's name may hold bytes that are no UTF-8, which no page or log can show.
        shown = name.encode("utf-8", "replace").decode()
        self.params: dict[str, str | int] = {"name": shown or "The text", **params}
        super().__init__(self.sentence % self.params)


class EmptyText(ReadingError):
    """Nothing in it, or nothing that can be seen."""

    code = "empty_text"
    sentence = (
        "%(name)s is empty or holds only blanks. Choose a file that holds the article's text, or paste it."
    )


class TooLarge(ReadingError):
    """Longer than `MAX_BYTES`."""

    code = "too_large"
    sentence = "%(name)s has %(size)d bytes; at most %(limit)d are read. Split it into one file an article."


class NotText(ReadingError):
    """Bytes of something else: a picture, an archive, a PDF under a wrong name."""

    code = "not_text"
    sentence = (
        "%(name)s is not a text file (see byte or character %(offset)d). Save the article as plain text in "
        "UTF-8 and try again."
    )


class Undecodable(ReadingError):
    """Bytes that the encoding does not allow; `offset` counts bytes from the start of the file."""

    code = "undecodable"
    sentence = (
        "%(name)s is not valid %(encoding)s at byte %(offset)d. Choose the encoding that it was saved in, or "
        "save it as UTF-8."
    )

    def __init__(self, *, name: str, encoding: str, offset: int) -> None:
        self.offset = offset
        super().__init__(name=name, encoding=encoding, offset=offset)


class UnknownEncoding(ReadingError):
    """An encoding named by the user that is not on offer."""

    code = "unknown_encoding"
    sentence = "%(encoding)s is no encoding known here, so %(name)s was not read. Choose one of: %(known)s."


class LoneSurrogate(ReadingError):
    """Half of a character, which no file or database can hold; `offset` counts code points."""

    code = "lone_surrogate"
    sentence = (
        "%(name)s holds half of a broken character at position %(offset)d. Copy the text again from its "
        "origin, or delete the character there."
    )


class UnknownFormat(ReadingError):
    """A file name whose extension no reader is registered for."""

    code = "unknown_format"
    sentence = "%(name)s has an extension that is not read here. Save the article as one of: %(known)s."


class NoTextColumn(ReadingError):
    """A table whose first row names no column that holds the articles' texts."""

    code = "no_text_column"
    sentence = (
        "%(name)s has no column called text; its first row is: %(found)s. Name the columns in the first row: "
        "%(known)s."
    )


class BadRow(ReadingError):
    """A row that is no row: a quotation mark in the wrong place, a line that is no JSON object."""

    code = "bad_row"
    sentence = "This row cannot be read (%(reason)s). The other rows are not touched by it."


class ExtraFields(ReadingError):
    """More fields than the first row has names."""

    code = "extra_fields"
    sentence = (
        "This row has %(fields)d fields, and the first row names %(columns)d. A text that holds the "
        "separator has to stand between quotation marks."
    )


class RowTooLarge(ReadingError):
    """A row longer than `MAX_BYTES` characters."""

    code = "row_too_large"
    sentence = "This row is longer than %(limit)d characters, which is the most that is read of one article."


class RestUnread(ReadingError):
    """A table in which a row has no end, most often since a quotation mark was never closed."""

    code = "rest_unread"
    sentence = (
        "This row does not end: a quotation mark is opened in it and never closed. It and everything after "
        "it were not read. Close the quotation mark and choose the file again."
    )


class BadField(ReadingError):
    """A title, outlet or other detail that is no text, or not on one line."""

    code = "bad_field"
    sentence = "The column %(column)s has to hold one line of text."


class BadDate(ReadingError):
    """A date of publication in another form."""

    code = "bad_date"
    sentence = "“%(value)s” is no date. Write it as year, month and day: 2026-03-02."


class IdRepeated(ReadingError):
    """Two rows of one table under one id."""

    code = "id_repeated"
    sentence = (
        "The id “%(value)s” stands in row %(row)d already. Give each article an id of its own, or none."
    )
