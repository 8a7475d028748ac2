"""Ratings from a CSV file with the columns unit, rater and label, and perhaps one that names clusters."""

import csv
import io
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.agreement.table import RatingTable, UnlistedLabel

COLUMNS = ("unit", "rater", "label")
MOST_CHARACTERS = 100_000
"""Of a field; a longer one is an open quotation mark."""


class BadRatingsFile(ValueError):
    """A file that holds no ratings as they are wanted; the message says what to do."""


@dataclass(frozen=True)
class RatingsFile:
    """The ratings of a file with what its owner should know."""

    table: RatingTable
    rows: tuple[tuple[str, str, str], ...]
    """Every rating of the file, also those that a later row of the same unit and rater replaces."""

    warnings: tuple[str, ...]


def read_ratings(
    path: Path, *, labels: Sequence[str] | None = None, cluster: str | None = None
) -> RatingsFile:
    """Return the ratings of a CSV file in UTF-8, with or without a byte order mark.

    Only an empty field is missing: "NA", "." and a blank are labels. A row without a label is no rating. Of a
    repeated (unit, rater) the last row with a label counts, with a warning. `labels` are the only ones
    allowed, in that order; `cluster` names the column of the clusters. Raises BadRatingsFile.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadRatingsFile(f"{path} cannot be opened: {error.strerror}. Check the name.") from error
    return parse_ratings(data, name=str(path), labels=labels, cluster=cluster)


def parse_ratings(
    data: bytes, *, name: str, labels: Sequence[str] | None = None, cluster: str | None = None
) -> RatingsFile:
    """Return the ratings in the bytes of a CSV file, as `read_ratings`."""
    if (nul := data.find(b"\0")) >= 0:
        raise BadRatingsFile(f"{name} is no text: byte {nul} is a NUL. Save the table as CSV in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRatingsFile(
            f"{name} is not valid UTF-8 at byte {error.start}. Save the table as CSV in UTF-8."
        ) from error
    given: set[tuple[str, str]] = set()
    rows: list[tuple[str, str, str]] = []
    clusters: dict[Hashable, Hashable] = {}
    repeated: list[str] = []
    nameless: list[str] = []
    for line, unit, rater, label, group in _rows(text, name, cluster):
        if not (unit and rater):
            nameless.append(f"line {line}")
            continue
        if not label:
            continue
        if (unit, rater) in given:
            repeated.append(f"line {line}: unit {unit!r}, rater {rater!r}")
        given.add((unit, rater))
        rows.append((unit, rater, label))
        if cluster and (not group or clusters.setdefault(unit, group) != group):
            problem = "no cluster" if not group else f"another cluster than {clusters[unit]!r}"
            raise BadRatingsFile(
                f"{name}, line {line}: unit {unit!r} has {problem} in the column {cluster}. "
                "Name one for each unit."
            )
    try:
        table = RatingTable.from_triples(rows, labels=labels, clusters=clusters if cluster else None)
    except UnlistedLabel as error:
        raise BadRatingsFile(f"{name}: {error} Name every label, or mend the file.") from error
    return RatingsFile(table, tuple(rows), tuple(_warnings(name, repeated, nameless)))


def _warnings(name: str, repeated: Sequence[str], nameless: Sequence[str]) -> Iterator[str]:
    if repeated:
        yield (
            f"{name}: {len(repeated)} repeated (unit, rater); the last row counts. First at {repeated[0]}."
        )
    if nameless:
        yield (
            f"{name}: {len(nameless)} rows without a unit or a rater are left out. First at {nameless[0]}."
        )


def _rows(text: str, name: str, cluster: str | None) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield (line number, unit, rater, label, cluster or "") of each row below the header."""
    # newline="" because the csv module itself tells a line break within quotes from one between rows.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        unit, rater, label = (_place_of(column, header, name) for column in COLUMNS)
        group = _place_of(cluster, header, name) if cluster else None
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
            yield reader.line_num, row[unit], row[rater], row[label], "" if group is None else row[group]
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
