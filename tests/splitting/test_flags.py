"""What a source tells of itself besides its kind: withheld names, groups, people at large."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.splitting import split_article

TABLE = json.loads((Path(__file__).parent / "flags.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['language']} {row['text']}")
def test_a_source_has_its_kind_and_flags(row: dict[str, Any]) -> None:
    link = split_article(row["text"], language=row["language"]).claims[0].chain[-1]
    assert (link.kind, sorted(link.flags)) == (row["kind"], row["flags"])
