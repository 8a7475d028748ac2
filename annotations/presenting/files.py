"""The report as files: a page that needs nothing beside it, and a table of every figure."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from annotations.presenting.opening import Reading

CSV_COLUMNS = ("figure", "value", "low", "high", "n", "reason")
STYLES = Path(__file__).parent.parent / "static" / "annotations"
FIGURE = {"value", "low", "high", "n", "reason"}
NAMING = ("username", "rater", "begins_on", "round", "version", "claim")
"""What a row of a list is called by, where it is of a kind that has a name."""


def write_json(reading: Reading) -> str:
    """Return the report's figures as JSON."""
    return json.dumps(reading.to_json_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_csv(reading: Reading) -> str:
    """Return every figure of the report's JSON as a row: `pairs.bob.carol.cohen_kappa`, and its columns."""
    written = io.StringIO()
    csv.writer(written).writerows([CSV_COLUMNS, *list_rows(reading.to_json_dict())])
    return written.getvalue()


def write_html(reading: Reading) -> str:
    """Return the report as one file that asks nothing of anybody: its styles are inside it."""
    style = "".join((STYLES / name).read_text(encoding="utf-8") for name in ("site.css", "report.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # Our own style sheets; "</style" would end the element.
    context = {**reading.describe(), "style": mark_safe(style), "digest": digest, "links": False}  # noqa: S308
    return render_to_string("annotations/agreement_file.html", context)


def list_rows(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each figure and each value in JSON, columns as `CSV_COLUMNS`."""
    name = ".".join(path)
    if isinstance(node, dict) and node.keys() == FIGURE:
        yield name, *(node[column] for column in CSV_COLUMNS[1:])
    elif isinstance(node, dict):
        for key, inner in node.items():
            yield from list_rows(inner, (*path, key))
    elif isinstance(node, list):
        for at, inner in enumerate(node):
            yield from list_rows(inner, (*path, *_name_item(inner, at)))
    else:
        yield name, node, "", "", "", ""


def _name_item(item: Any, at: int) -> tuple[str, ...]:
    if isinstance(item, dict) and "first" in item:
        return str(item["first"]), str(item["second"])
    names = [str(item[key]) for key in NAMING if isinstance(item, dict) and key in item]
    return (names[0],) if names else (str(at),)
