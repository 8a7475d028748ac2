"""How often do the intervals hold the true value? Simulated teams over and over, counted.

On its own: PYTHONPATH=. .venv/bin/python benchmarks/coverage.py [--rounds N]
"""

import argparse

import numpy as np

from annotations.agreement import IntervalMethod, Scale, figures_of_patterns
from annotations.agreement.patterns import Patterns, count_patterns
from benchmarks.ratings import LABELS, Ratings, make_ratings

CLUSTERS = (5, 10, 20, 50, 200)
FIGURES = ("observed_agreement", "alpha_nominal", "fleiss_kappa", "gwet_ac1", "brennan_prediger")
MANY = 40_000
"""Articles from which the true value is taken."""

TEAMS = {
    "even, 15 claims an article, 3 of 5 raters": {"claims": 15, "overlaps": {3: 1.0}, "skill": 0.75},
    "skilled and alike, 15 claims, 3 of 5": {"claims": 15, "overlaps": {3: 1.0}, "skill": 0.93},
    "few claims an article, 1 to 3 raters": {
        "claims": 4,
        "overlaps": {1: 0.3, 2: 0.4, 3: 0.3},
        "skill": 0.75,
    },
    "articles unlike each other, 2 of 5": {"claims": 15, "overlaps": {2: 1.0}, "skill": 0.75, "spread": 1.0},
}
SCALE = Scale.of(LABELS, is_ordered=False, categories=len(LABELS))


def main() -> None:
    """Print a table for each team: a row a number of articles, a column a figure."""
    parser = argparse.ArgumentParser(description="Simulate how often 95% intervals hold the true value.")
    parser.add_argument("--rounds", type=int, default=2_000, help="simulations of each cell (2,000)")
    options = parser.parse_args()
    for name, team in TEAMS.items():
        print(f"\n{name}: share of {options.rounds:,} intervals that hold the true value")
        print(f"{'articles':<10}{''.join(f'{figure:>20}' for figure in FIGURES)}{'undefined':>12}")
        truth = values_of(draw(np.random.default_rng(1), MANY, team))
        for clusters in CLUSTERS:
            held, missing = cover(clusters, team, truth, options.rounds)
            cells = "".join(f"{held[figure]:>20.3f}" for figure in FIGURES)
            print(f"{clusters:<10}{cells}{missing:>12.3f}", flush=True)


def cover(
    clusters: int, team: dict[str, object], truth: dict[str, float], rounds: int
) -> tuple[dict[str, float], float]:
    """Return for each figure the share of its intervals that hold the truth, and the share of all that are
    undefined."""
    held = dict.fromkeys(FIGURES, 0)
    found = dict.fromkeys(FIGURES, 0)
    random = np.random.default_rng(clusters)
    for _round in range(rounds):
        figures = figures_of_patterns(draw(random, clusters, team), SCALE).figures
        for name in FIGURES:
            figure = figures[name]
            if figure.low is not None and figure.high is not None:
                found[name] += 1
                held[name] += figure.low <= truth[name] <= figure.high
    shares = {name: held[name] / max(found[name], 1) for name in FIGURES}
    return shares, 1 - sum(found.values()) / (rounds * len(FIGURES))


def values_of(patterns: Patterns) -> dict[str, float]:
    """Return the figures without intervals."""
    figures = figures_of_patterns(patterns, SCALE, method=IntervalMethod.NONE).figures
    return {name: figures[name].value or 0.0 for name in FIGURES}


def draw(random: np.random.Generator, articles: int, team: dict[str, object]) -> Patterns:
    """Return the patterns of a team's ratings of so many articles; the raters differ a little in skill."""
    options: dict[str, object] = {"spread": 4.0, **team}
    skill = np.clip(np.linspace(-0.06, 0.06, 5) + float(str(options.pop("skill"))), 0, 1)
    ratings: Ratings = make_ratings(random, articles=articles, raters=5, skill=skill, **options)  # type: ignore[arg-type]  # a row of TEAMS
    return count_patterns(ratings.unit, ratings.label, ratings.units, LABELS, clusters=ratings.article)


if __name__ == "__main__":
    main()
