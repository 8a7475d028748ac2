"""What sort of origin a source is, in each language, in its sentence: fictional, judged before measuring."""

import json
from pathlib import Path

import pytest

from annotations.splitting import Span, classify_source

TABLE = json.loads((Path(__file__).parent / "kinds.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['language']} {row['text']}")
def test_a_source_in_its_sentence_is_of_its_kind(row: dict[str, str]) -> None:
    start, end = row["text"].index("["), row["text"].index("]") - 1
    text = row["text"].replace("[", "").replace("]", "")
    assert classify_source(text, Span(start, end), language=row["language"]) == row["kind"]
