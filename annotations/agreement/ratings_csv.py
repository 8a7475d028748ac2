"""Ratings from a CSV file with the columns unit, rater and label; other columns are ignored."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.agreement.table import RatingTable

COLUMNS = ("unit", "rater", "label")
MOST_CHARACTERS = 100_000
"""Of a field; a longer one is an open quotation mark."""


class BadRatingsFile(ValueError):
    """A file that holds no ratings as they are wanted; the message says what to do."""


@dataclass(frozen=True)
class RatingsFile:
    """The ratings of a file with what its owner should know."""

    table: RatingTable
    warnings: tuple[str, ...]


def read_ratings(path: Path) -> RatingsFile:
    """Return the ratings of a CSV file in UTF-8, with or without a byte order mark.

    Only an empty field is missing: "NA", "." and a blank are labels. A row without a label is no rating. Of a
    repeated (unit, rater) the last row with a label counts, with a warning. Raises BadRatingsFile.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadRatingsFile(f"{path} cannot be opened: {error.strerror}. Check the name.") from error
    return parse_ratings(data, name=str(path))


def parse_ratings(data: bytes, *, name: str) -> RatingsFile:
    """Return the ratings in the bytes of a CSV file, as `read_ratings`."""
    if (nul := data.find(b"\0")) >= 0:
        raise BadRatingsFile(f"{name} is no text: byte {nul} is a NUL. Save the table as CSV in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRatingsFile(
            f"{name} is not valid UTF-8 at byte {error.start}. Save the table as CSV in UTF-8."
        ) from error
    given: dict[tuple[str, str], str] = {}
    repeated: list[str] = []
    nameless: list[str] = []
    for line, unit, rater, label in _rows(text, name):
        if not (unit and rater):
            nameless.append(f"line {line}")
        elif label:
            if (unit, rater) in given:
                repeated.append(f"line {line}: unit {unit!r}, rater {rater!r}")
            given[unit, rater] = label
    warnings = []
    if repeated:
        warnings.append(
            f"{name}: {len(repeated)} repeated (unit, rater); the last row counts. First at {repeated[0]}."
        )
    if nameless:
        warnings.append(
            f"{name}: {len(nameless)} rows without a unit or a rater are left out. First at {nameless[0]}."
        )
    triples = ((unit, rater, label) for (unit, rater), label in given.items())
    return RatingsFile(table=RatingTable.from_triples(triples), warnings=tuple(warnings))


def _rows(text: str, name: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line number, unit, rater, label) of each row below the header."""
    # newline="" because the csv module itself tells a line break within quotes from one between rows.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        unit, rater, label = (_place_of(column, header, name) for column in COLUMNS)
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                raise BadRatingsFile(
                    f"{name}, line {reader.line_num}: {len(row)} fields where the header has {len(header)}. "
                    "Quote a field that holds a comma, and give each row all its fields, empty ones too."
                )
            if max(map(len, row)) > MOST_CHARACTERS:
                raise BadRatingsFile(
                    f"{name}, line {reader.line_num}: a field has more than {MOST_CHARACTERS:,} characters. "
                    "Check the quotation marks there."
                )
            yield reader.line_num, row[unit], row[rater], row[label]
    except csv.Error as error:
        raise BadRatingsFile(
            f"{name}, line {reader.line_num}: {error}. Check the quotation marks there."
        ) from error


def _place_of(column: str, header: Sequence[str], name: str) -> int:
    if header.count(column) != 1:
        raise BadRatingsFile(
            f"{name}: the first line must name the column {column} once, and names it {header.count(column)} "
            f"times. It reads: {','.join(header) or '(nothing)'}. Wanted: unit,rater,label."
        )
    return header.index(column)
