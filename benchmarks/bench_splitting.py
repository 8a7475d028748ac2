"""How fast are articles split beside a plain sentence segmenter, and is the cost in step with the size?"""

import json
import time
from collections.abc import Callable
from pathlib import Path

from sentencex import get_sentence_boundaries

from annotations.splitting import split_article, split_sentences

SEEDS = Path(__file__).parent.parent / "seeds"
BYTES_PER_LANGUAGE = 200_000
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
ROUNDS = 3


def main() -> None:
    """Print a table by language and one by size; a ratio is our time divided by the peer's."""
    seeds = json.loads((SEEDS / "seeds.json").read_text(encoding="utf-8"))
    articles = {seed["file"]: (seed["language"], read_article(seed["file"])) for seed in seeds}

    print(f"{'article, repeated':34}{'sentencex':>12}{'sentences':>12}{'claims':>10}{'ratios':>16}")
    for name, (language, article) in articles.items():
        print_row(name, language, repeat_to(article, BYTES_PER_LANGUAGE))

    print(f"\n{'English, by size':34}{'sentencex':>12}{'sentences':>12}{'claims':>10}{'ratios':>16}")
    language, article = next(pair for pair in articles.values() if pair[0] == "en")
    for size in SIZES:
        print_row(f"{size:,} bytes", language, repeat_to(article, size))


def print_row(title: str, language: str, text: str) -> None:
    """Print megabytes a second of the peer and of both our functions, and their ratios."""
    megabytes = len(text.encode()) / 1e6
    rounds = ROUNDS if megabytes < 5 else 1
    peer = measure(lambda: get_sentence_boundaries(language, text), rounds)
    sentences = measure(lambda: split_sentences(text, language=language), rounds)
    claims = measure(lambda: split_article(text, language=language), rounds)
    rates = f"{megabytes / peer:>7.1f} MB/s{megabytes / sentences:>7.2f} MB/s{megabytes / claims:>5.2f} MB/s"
    print(f"{title:34}{rates}{sentences / peer:>8.1f} {claims / peer:>7.1f}", flush=True)


def measure(function: Callable[[], object], rounds: int) -> float:
    """Return the seconds of the fastest of several calls."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        function()
        times.append(time.perf_counter() - started)
    return min(times)


def repeat_to(article: str, size: int) -> str:
    """Return the article over and over, as paragraphs, until it has about this many bytes of UTF-8."""
    once = article.strip() + "\n\n"
    length = len(once.encode())
    if length > size:
        return once.encode()[:size].decode(errors="ignore")
    return once * round(size / length)


def read_article(name: str) -> str:
    """Return a sample article as it is."""
    return (SEEDS / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
