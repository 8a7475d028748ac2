"""Whom a pronoun stands for, by its gender and theirs; and that nobody says what is said impersonally."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.splitting import split_article

TABLE = json.loads((Path(__file__).parent / "pronouns.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['language']} {row['text']}")
def test_the_last_sentence_has_its_speaker(row: dict[str, Any]) -> None:
    text = row["text"]
    link = split_article(text, language=row["language"]).claims[-1].chain[-1]
    printed = [text[slice(*span)] if span else None for span in (link.source, link.name_hint)]
    assert [*printed, link.kind] == [row["source"], row["name"], row["kind"]]
