"""How fast are the agreement figures beside other libraries, and do their intervals hold what they promise?

Run by `make bench`. On its own: PYTHONPATH=. .venv/bin/python benchmarks/bench_agreement.py [--units N]
Processor seconds, the fastest of several rounds but for what takes long. Coverage: benchmarks/coverage.py.
"""

import argparse
import subprocess
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from annotations.agreement import IntervalMethod, RatingTable, Scale, figures_of_patterns
from annotations.agreement.aggregation import dawid_skene
from annotations.agreement.overall import OverallFigures
from annotations.agreement.pairs import compare_pairs, join_pairs, pair_values
from annotations.agreement.patterns import Codes, count_patterns
from benchmarks.ratings import LABELS, Ratings, make_ratings

RATERS = 50
OVERLAPS = {2: 0.30, 3: 0.35, 4: 0.20, 5: 0.15}
"""3.2 ratings a unit."""

ARTICLES = 40_000
NLTK_UNITS = 20_000
"""NLTK works on Python objects: it is given a part, and its time is multiplied."""

BOOTSTRAPS = 1_000
"""Draws that give a peer an interval; its time for one is multiplied."""

LONG_ENOUGH = 2.0
"""Seconds after which a measurement is not repeated."""

ROUNDS = 5
SCALE = Scale.of(LABELS, is_ordered=False, categories=len(LABELS))


def main() -> None:
    """Print the tables: coefficients, intervals, pairs, Dawid and Skene's model."""
    parser = argparse.ArgumentParser(description="Measure the agreement figures beside other libraries.")
    parser.add_argument("--units", type=int, default=1_000_000, help="units rated (1,000,000)")
    parser.add_argument("--memory-of", choices=["ours", "crowd-kit"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    ratings = make_team(options.units)
    if options.memory_of:
        print(measure_memory(ratings, options.memory_of))
        return
    print(f"{ratings.units:,} units, {len(ratings.unit):,} ratings, {RATERS} raters, {len(LABELS)} labels")
    print_coefficients(ratings)
    print_pairs(ratings)
    print_model(ratings, options.units)


def make_team(units: int) -> Ratings:
    """Return the ratings that everything is measured on."""
    random = np.random.default_rng(2)
    articles = max(units * ARTICLES // 1_000_000, 2)
    skill = np.linspace(0.6, 0.9, RATERS)
    return make_ratings(
        random, articles=articles, claims=units / articles, raters=RATERS, overlaps=OVERLAPS, skill=skill
    )


def print_coefficients(ratings: Ratings) -> None:
    """Print the time of all coefficients from arrays, with and without intervals, beside peers."""
    counts = np.bincount(ratings.unit * len(LABELS) + ratings.label, minlength=ratings.units * len(LABELS))
    counts = counts.reshape(-1, len(LABELS))
    complete = counts[counts.sum(axis=1) == 3]
    part = ratings.unit < min(NLTK_UNITS, ratings.units)
    triples = list(
        zip(
            map(str, ratings.rater[part]),
            map(str, ratings.unit[part]),
            map(str, ratings.label[part]),
            strict=True,
        )
    )
    ours = measure(all_figures, ratings, IntervalMethod.NONE)
    print("\nAlpha, Fleiss, AC1, Brennan-Prediger, per label, from arrays")
    print_row("", ["seconds", "times ours"])
    print_row("ours, all coefficients", [f"{ours:.3f}", "1"])
    peers: list[tuple[str, float]] = [
        ("krippendorff, alpha, from counts", measure(krippendorff_alpha, counts)),
        (f"statsmodels, Fleiss, {len(complete):,} complete units", measure(fleiss_kappa, complete)),
        ("nltk, alpha, from a part", measure(nltk_alpha, triples) * len(ratings.unit) / int(part.sum())),
    ]
    for name, seconds in peers:
        print_row(name, [f"{seconds:.3f}", f"{seconds / ours:.1f}"])
    print("\nIntervals of all of these, beside a bootstrap of alpha alone by the krippendorff package")
    print_row("", ["seconds", "times ours"])
    drawn = peers[0][1] * BOOTSTRAPS
    by_article = f"{ratings.article.max() + 1:,} articles"
    for name, clusters in (("unit by unit", None), (by_article, ratings.article)):
        with_intervals = measure(all_figures, ratings, IntervalMethod.JACKKNIFE, clusters)
        plain = measure(all_figures, ratings, IntervalMethod.NONE, clusters)
        seconds = max(with_intervals - plain, 1e-4)
        print_row(f"ours, {name}", [f"{seconds:.4f}", "1"])
        print_row(f"  {BOOTSTRAPS:,} times krippendorff's alpha", [f"{drawn:.0f}", f"{drawn / seconds:.0f}"])


def print_pairs(ratings: Ratings) -> None:
    """Print the time of Cohen's kappa for every pair of raters."""
    table = make_table(ratings, None)
    ours = measure(lambda: pair_values(join_pairs(table, grouped=False)))
    peer = measure(all_scikit_kappas, ratings)
    print(f"\nCohen's kappa of {RATERS * (RATERS - 1) // 2:,} pairs")
    print_row("", ["seconds", "times ours"])
    print_row("ours", [f"{ours:.3f}", "1"])
    print_row("scikit-learn, from a matrix", [f"{peer:.2f}", f"{peer / ours:.0f}"])
    for name, clusters in (("by unit", None), ("by article", ratings.article)):
        seconds = measure(all_pairs, make_table(ratings, clusters))
        print_row(f"ours with intervals, {name}", [f"{seconds:.2f}", f"{seconds / ours:.0f}"])


def print_model(ratings: Ratings, units: int) -> None:
    """Print the time and memory of Dawid and Skene's model."""
    from crowdkit.aggregation import DawidSkene

    started = time.process_time()
    model = fit_ours(ratings)
    ours = time.process_time() - started
    frame = crowd_frame(ratings)
    started = time.process_time()
    peer_model = DawidSkene(n_iter=100).fit(frame)
    peer = time.process_time() - started
    steps = len(peer_model.loss_history_)
    print("\nDawid and Skene's model: until it stops, an iteration, and the memory it takes above its input")
    print_row("", ["seconds", "iterations", "s/iteration", "MB", "times ours"])
    for name, seconds, count, memory in (
        ("ours", ours, model.iterations, ask_memory("ours", units)),
        ("crowd-kit", peer, steps, ask_memory("crowd-kit", units)),
    ):
        cells = [
            f"{seconds:.2f}",
            str(count),
            f"{seconds / count:.3f}",
            f"{memory:.0f}",
            f"{seconds / ours:.1f}",
        ]
        print_row(name, cells)


def all_figures(ratings: Ratings, method: IntervalMethod, clusters: Codes | None = None) -> OverallFigures:
    """Return every coefficient, from the arrays on."""
    patterns = count_patterns(ratings.unit, ratings.label, ratings.units, LABELS, clusters=clusters)
    return figures_of_patterns(patterns, SCALE, method=method)


def make_table(ratings: Ratings, clusters: Codes | None) -> RatingTable:
    """Return the ratings as a table."""
    raters = [f"rater {at}" for at in range(RATERS)]
    return RatingTable.from_codes(
        ratings.unit,
        ratings.rater,
        ratings.label,
        units=range(ratings.units),
        raters=raters,
        labels=LABELS,
        clusters=clusters,
    )


def all_pairs(table: RatingTable) -> object:
    """Return every pair with its intervals."""
    return compare_pairs(table.raters, join_pairs(table))


def krippendorff_alpha(counts: Codes) -> float:
    """Return alpha by the krippendorff package."""
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def nltk_alpha(triples: list[tuple[str, str, str]]) -> float:
    """Return alpha by NLTK."""
    return float(AnnotationTask(triples).alpha())


def all_scikit_kappas(ratings: Ratings) -> int:
    """Compute every pair's kappa by scikit-learn, from a matrix of units by raters."""
    matrix = np.full((ratings.units, RATERS), -1, dtype=np.int8)
    matrix[ratings.unit, ratings.rater] = ratings.label
    done = 0
    for one in range(RATERS):
        rows = matrix[matrix[:, one] >= 0]
        for two in range(one + 1, RATERS):
            shared = rows[rows[:, two] >= 0]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of pairs with one label only
                done += len(shared) > 0 and cohen_kappa_score(shared[:, one], shared[:, two]) is not None
    return done


def fit_ours(ratings: Ratings) -> Any:
    """Return our model."""
    return dawid_skene(
        ratings.unit, ratings.rater, ratings.label, units=ratings.units, raters=RATERS, labels=len(LABELS)
    )


def crowd_frame(ratings: Ratings) -> pd.DataFrame:
    """Return the ratings as crowd-kit takes them."""
    return pd.DataFrame({"task": ratings.unit, "worker": ratings.rater, "label": ratings.label})


def ask_memory(name: str, units: int) -> float:
    """Return the megabytes that fitting takes at most, measured in a process of its own."""
    command = [sys.executable, __file__, "--units", str(units), "--memory-of", name]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure_memory(ratings: Ratings, name: str) -> float:
    """Return how many megabytes are held at most while the model is fitted, its input left out."""
    from crowdkit.aggregation import DawidSkene

    frame = crowd_frame(ratings)
    tracemalloc.start()
    if name == "crowd-kit":
        DawidSkene(n_iter=2).fit(frame)
    else:
        fit_ours(ratings)
    return tracemalloc.get_traced_memory()[1] / 1e6


def measure(work: Callable[..., object], *arguments: object) -> float:
    """Return the processor seconds of the fastest round."""
    fastest = float("inf")
    for _round in range(ROUNDS):
        started = time.process_time()
        work(*arguments)
        fastest = min(fastest, time.process_time() - started)
        if fastest > LONG_ENOUGH:
            break
    return fastest


def print_row(name: str, cells: list[str]) -> None:
    """Print a row of a table."""
    print(f"{name:<44}{''.join(f'{cell:>13}' for cell in cells)}", flush=True)


if __name__ == "__main__":
    main()
