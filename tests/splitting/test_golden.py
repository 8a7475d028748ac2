"""Articles written for this project, each with its claims judged by a reader."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.splitting import split_article

GOLDEN = Path(__file__).parents[1] / "golden" / "splitting"
FLOOR = 0.9
"""No language's F1 may fall below this share."""


def read_pair(path: Path) -> tuple[str, dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def list_gold(gold: dict[str, Any]) -> set[tuple[Any, ...]]:
    return {
        (
            tuple(tuple(part) for part in claim["fragments"]),
            tuple(
                (tuple(link["source"]) if link["source"] else None, link["kind"]) for link in claim["chain"]
            ),
            claim["quote_kind"],
        )
        for claim in gold["claims"]
    }


def list_found(text: str) -> set[tuple[Any, ...]]:
    return {
        (
            tuple(tuple(part) for part in claim.fragments),
            tuple((tuple(link.source) if link.source else None, link.kind.value) for link in claim.chain),
            claim.quote_kind.value,
        )
        for claim in split_article(text).claims
    }


def measure_f1(paths: list[Path]) -> float:
    hits = gold_count = found_count = 0
    for path in paths:
        text, gold = read_pair(path)
        expected, found = list_gold(gold), list_found(text)
        hits, gold_count, found_count = (
            hits + len(expected & found),
            gold_count + len(expected),
            found_count + len(found),
        )
    return 2 * hits / (gold_count + found_count)


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "mixed", "ru", "zh"])
def test_claims_and_chains_match_the_readers(language: str) -> None:
    paths = sorted(GOLDEN.glob(f"{language}_*.txt"))
    assert paths
    assert measure_f1(paths) >= FLOOR


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_language_is_found(path: Path) -> None:
    text, gold = read_pair(path)
    assert split_article(text).language == gold["language"]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_gold_spans_print_what_they_say(path: Path) -> None:
    text, gold = read_pair(path.with_suffix(".txt"))
    for claim in gold["claims"]:
        assert " … ".join(text[start:end] for start, end in claim["fragments"]) == claim["text"]
        for link in claim["chain"]:
            assert not link["source"] or text[slice(*link["source"])] == link["printed"]
