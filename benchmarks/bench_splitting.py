"""How good and how fast is the splitter beside other sentence segmenters, and does its cost follow the size?

Run by `make bench`. On its own: PYTHONPATH=. .venv/bin/python benchmarks/bench_splitting.py [--gold FILE...]
[--large]. --gold scores files of hand-made boundaries, such as a treebank's, beside those in benchmarks/gold:
JSON lines with `doc_id`, `set`, `lang`, `text` and `sents`, half-open spans in code points.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotations.splitting import split_article, split_sentences
from benchmarks.boundaries import Document, Score, read_jsonl, read_own_gold
from benchmarks.segmenters import OURS, SEGMENTERS
from benchmarks.texts import list_hostile, make_articles, make_news, read_seeds

SPEED_BYTES = 200_000
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LARGE_SIZES = (*SIZES, 30_000_000, 100_000_000)
LARGEST_FOR_CLAIMS = 30_000_000
LONG_ENOUGH = 1.0
"""Seconds after which a measurement is not repeated."""
ROUNDS = 3
COLUMN = 11
GROWTH = 4
"""How many times longer the larger of two hostile inputs is."""


def main() -> None:
    """Print the tables: quality, speed beside the peers, speed by language, cost by size, hostile inputs."""
    parser = argparse.ArgumentParser(description="Measure the splitter beside other sentence segmenters.")
    parser.add_argument("--gold", metavar="FILE", nargs="+", type=Path, default=[], help="score these, too")
    parser.add_argument("--large", action="store_true", help="sizes above 10 MB, too: minutes and gigabytes")
    options = parser.parse_args()

    seeds = read_seeds()
    print_quality(read_own_gold() | read_jsonl(options.gold))
    print_peers(seeds)
    print_languages(seeds)
    print_sizes(seeds["en"], LARGE_SIZES if options.large else SIZES)
    print_hostile(seeds["en"])


def print_quality(sets: dict[str, list[Document]]) -> None:
    """Print each segmenter's F1 by set, and over all sets what it keeps."""
    print("Sentence boundaries within lines: F1. Of all sets: line ends kept, sound offsets, ink covered")
    print_row("set", [*(name[: COLUMN - 1] for name in sets), "all", "line ends", "offsets", "cover"])
    for name, split in SEGMENTERS.items():
        scores, total = [], Score()
        for documents in sets.values():
            score = Score()
            for document in documents:
                score.add(document, split(document.text, document.language))
            scores.append(score)
            total += score
        if name == OURS:
            print_row("boundaries", [str(score.expected) for score in (*scores, total)])
        shares = [*(score.f1 for score in scores), total.f1, total.line_share, total.valid_share, total.cover]
        print_row(name, [f"{share:.3f}" for share in shares])


def print_peers(seeds: dict[str, list[str]]) -> None:
    """Print each segmenter's speed, and how many times ours that is."""
    print(f"\nSentences of news in articles of about 4 kB, {SPEED_BYTES:,} bytes: MB/s and times ours")
    print_row("language", [title for language in seeds for title in (language, "")])
    cells: dict[str, list[str]] = {name: [] for name in SEGMENTERS}
    for language, paragraphs in seeds.items():  # all peers on one text, then the next: so the ratios hold
        articles = make_articles(paragraphs, SPEED_BYTES)
        seconds = {}
        for name, split in SEGMENTERS.items():
            split(articles[0], language)  # loads its data
            seconds[name] = measure(split_all, split, articles, language)
        for name in SEGMENTERS:
            rate, ratio = SPEED_BYTES / 1e6 / seconds[name], seconds[OURS] / seconds[name]
            cells[name] += [f"{rate:.2f}", f"x{ratio:.2f}"]
    for name, row in cells.items():
        print_row(name, row)


def print_languages(seeds: dict[str, list[str]]) -> None:
    """Print the speed of the full pipeline, the language given and detected."""
    print(f"\nClaims of news in articles of about 4 kB, {SPEED_BYTES:,} bytes")
    print_row("language", ["MB/s", "articles/s", "detecting"])
    for language, paragraphs in seeds.items():
        articles = make_articles(paragraphs, SPEED_BYTES)
        split_article(articles[0])
        given = measure(split_all, find_claims, articles, language)
        detected = measure(split_all, find_claims, articles, None)
        rate = SPEED_BYTES / 1e6
        print_row(language, [f"{rate / given:.2f}", f"{len(articles) / given:.0f}", f"{rate / detected:.2f}"])


def print_sizes(paragraphs: list[str], sizes: tuple[int, ...]) -> None:
    """Print the cost of one English text by its size: a steady rate is a cost in step with the size."""
    print("\nOne English text by size: seconds and MB/s; sentencex beside ours")
    print_row("bytes", ["sentencex", "", "sentences", "", "ratio", "claims", ""])
    for size in sizes:
        text = make_news(paragraphs, size)
        peer = measure(SEGMENTERS["sentencex"], text, "en")
        sentences = measure(find_sentences, text, "en")
        cells = [*describe(peer, size), *describe(sentences, size), f"{sentences / peer:.1f}"]
        if size <= LARGEST_FOR_CLAIMS:
            cells += describe(measure(find_claims, text, "en"), size)
        print_row(f"{size:,}", cells)


def describe(seconds: float, size: int) -> list[str]:
    """Return the seconds and the megabytes a second as cells."""
    return [f"{seconds:.4f}", f"{size / 1e6 / seconds:.2f}"]


def print_hostile(paragraphs: list[str]) -> None:
    """Print the cost of hostile inputs at two lengths; what grows with the length alone stays near GROWTH."""
    print(f"\nHostile inputs: seconds at a length and at {GROWTH} times that; linear is about x{GROWTH}")
    print_row("input", ["characters", "sentences", "", "growth", "claims", "", "growth"])
    for name, length, make in list_hostile(paragraphs):
        cells = [f"{length:,}"]
        short, long = make(length // GROWTH), make(length)
        for find in (find_sentences, find_claims):
            first, second = measure(find, short, None), measure(find, long, None)
            cells += [f"{first:.3f}", f"{second:.3f}", f"x{second / first:.1f}"]
        print_row(name, cells)


def find_sentences(text: str, language: str | None) -> object:
    """Return what the splitter finds when only sentences are wanted."""
    return split_sentences(text, language=language)


def find_claims(text: str, language: str | None) -> object:
    """Return all that the splitter finds."""
    return split_article(text, language=language)


def split_all(split: Callable[[str, Any], object], articles: list[str], language: str | None) -> None:
    """Split each article by itself, as they come in."""
    for article in articles:
        split(article, language)


def measure(function: Callable[..., object], *arguments: object) -> float:
    """Return the processor seconds of the fastest of several calls; of one where that takes long."""
    times: list[float] = []
    while len(times) < ROUNDS and sum(times) < LONG_ENOUGH:
        started = time.process_time()
        function(*arguments)
        times.append(time.process_time() - started)
    return min(times)


def print_row(title: str, cells: list[str]) -> None:
    """Print a row of a table at once, so that a long run can be watched."""
    print(f"{title:33}" + "".join(f"{cell:>{COLUMN}}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
