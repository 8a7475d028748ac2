"""Texts to time: news made from the sample articles, and inputs that no newspaper prints."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
SEED = 20
"""Of the random order, so that every run times the same text."""
ARTICLE = 4_000
"""Bytes of a made-up article, about what a sample article has."""


def read_seeds() -> dict[str, list[str]]:
    """Return the paragraphs of the sample articles by language."""
    paragraphs: dict[str, list[str]] = {}
    for seed in json.loads((SEEDS / "seeds.json").read_text(encoding="utf-8")):
        text = (SEEDS / seed["file"]).read_text(encoding="utf-8")
        paragraphs.setdefault(seed["language"], []).extend(re.split(r"\n+", text.strip()))
    return paragraphs


def make_news(paragraphs: list[str], size: int) -> str:
    """Return the paragraphs, shuffled anew each time all are used, until there are `size` bytes of UTF-8."""
    rng = random.Random(SEED)
    chosen: list[str] = []
    left = size
    while left > 0:
        for paragraph in rng.sample(paragraphs, len(paragraphs)):
            chosen.append(paragraph)
            left -= len(paragraph.encode()) + 2
            if left <= 0:
                break
    return "\n\n".join(chosen).encode()[:size].decode(errors="ignore")


def make_articles(paragraphs: list[str], size: int) -> list[str]:
    """Return articles that have `size` bytes together."""
    articles: list[str] = []
    for paragraph in make_news(paragraphs, size).split("\n\n"):
        if not articles or len(articles[-1].encode()) > ARTICLE:
            articles.append(paragraph)
        else:
            articles[-1] += "\n\n" + paragraph
    return articles


def repeat(unit: str, length: int) -> str:
    """Return the unit over and over, cut to the length."""
    return (unit * (length // len(unit) + 1))[:length]


def list_hostile(paragraphs: list[str]) -> list[tuple[str, int, Callable[[int], str]]]:
    """Return hostile inputs: a name, the larger length in characters, and what makes one of any length."""
    plain = re.sub(r"\s+", " ", re.sub('["“”‘’«»]', "", " ".join(paragraphs))) + " "
    lines = plain.replace(". ", ".\n")
    return [
        ("one unclosed “ before 10 MB", 10_000_000, lambda length: "“" + repeat(plain, length - 1)),
        ('one unclosed " before 10 MB', 10_000_000, lambda length: '"' + repeat(plain, length - 1)),
        ("one unclosed „ before many lines", 1_000_000, lambda length: "„" + repeat(lines, length - 1)),
        ("opening brackets ((((", 1_000_000, lambda length: "(" * length),
        ("opening marks ““““", 1_000_000, lambda length: "“" * length),
        ('straight marks """"', 1_000_000, lambda length: '"' * length),
        ("commas", 100_000, lambda length: "," * length),
        ("full stops", 1_000_000, lambda length: "." * length),
        ("full stops set apart . . .", 1_000_000, lambda length: repeat(". ", length)),
        ("datelines alone", 1_000_000, lambda length: repeat("PORT CALLOW — x\n", length)),
        ("addresses", 1_000_000, lambda length: repeat("https://a.example ", length)),
        ("A.A.A.A.", 1_000_000, lambda length: repeat("A.", length)),
        ("line breaks", 1_000_000, lambda length: "\n" * length),
        ("lines of one word", 1_000_000, lambda length: repeat("Alice\n", length)),
        ("one word of letters", 1_000_000, lambda length: "a" * length),
        ("emoji", 1_000_000, lambda length: repeat("😀👩🏽\u200d💻🇪🇺❤\ufe0f", length)),
        (
            "mixed directions",
            1_000_000,
            lambda length: repeat("ab \u202eشمال\u202c \u2067שלום\u2069 12. ", length),
        ),
        (
            "zero-width and private use",
            1_000_000,
            lambda length: repeat("a\u200b\u200d\ufeff\ue000\U000f0000 ", length),
        ),
        ("lone surrogates", 1_000_000, lambda length: repeat("\ud800 x\udfff. ", length)),
        ("one sentence of reports", 1_000_000, lambda length: repeat("he said that ", length)),
        ("many short reports", 1_000_000, lambda length: repeat("Yes, he said that she denied it. ", length)),
        ("知情人士透露 without a stop", 1_000_000, lambda length: repeat("知情人士透露，", length)),
    ]
