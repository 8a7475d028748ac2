"""The measure of the benchmark, and how good our sentences are by it."""

import json
from pathlib import Path

import pytest

from annotations.splitting import split_sentences
from benchmarks.boundaries import Document, Score, read_jsonl, read_marked, read_own_gold

FLOORS = {
    "ar": 0.95,
    "de": 0.94,
    "en": 0.95,
    "es": 0.96,
    "fr": 0.96,
    "mixed": 0.93,
    "ru": 0.93,
    "zh": 0.96,
}
"""What no change may fall below, in languages that other segmenters reach .91 to .98 in."""
LINES = Document("lines", "en", "Alice left. Bob stayed.\nCarol slept. ", frozenset({10, 22, 35}))


def test_boundaries_at_line_ends_are_counted_apart() -> None:
    score = Score()
    score.add(LINES, [(0, 11), (12, 23), (24, 36)])
    assert (score.hits, score.found, score.expected) == (1, 1, 1)
    assert (score.kept_lines, score.lines) == (1, 1)
    assert score.f1 == score.line_share == score.cover == score.valid_share == 1.0


def test_a_boundary_one_character_off_is_missed_and_false() -> None:
    score = Score()
    score.add(LINES, [(0, 10), (10, 36)])
    assert (score.hits, score.found, score.expected) == (0, 1, 1)
    assert score.line_share == 0.0
    assert score.f1 == 0.0


def test_spans_of_blanks_or_backwards_are_unsound() -> None:
    score = Score()
    score.add(LINES, [(0, 11), (11, 12), (5, 20)])
    assert score.valid_share == 1 / 3
    assert score.cover == 10 / 31


def test_marks_are_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_text("=== one\n\nAlice left. ‖Bob stayed.\n\n=== two\n\n好。‖好。\n", encoding="utf-8")
    first, second = read_marked(path)
    assert (first.name, first.language, first.text) == ("one", "en", "Alice left. Bob stayed.")
    assert (first.ends, second.ends) == ({10, 22}, {1, 3})


def test_treebank_lines_are_read_by_set(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    row = {"doc_id": "one", "set": "dev", "lang": "en", "text": LINES.text, "sents": [[0, 11], [12, 23]]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert read_jsonl([path]) == {"dev": [Document("one", "en", LINES.text, frozenset({10, 22}))]}


@pytest.mark.parametrize(("language", "documents"), read_own_gold().items())
def test_sentences_match_the_hand_made_ones(language: str, documents: list[Document]) -> None:
    score = Score()
    for document in documents:
        score.add(document, split_sentences(document.text, language=document.language))
    assert score.f1 >= FLOORS[language]
    assert score.line_share == score.valid_share == score.cover == 1.0
