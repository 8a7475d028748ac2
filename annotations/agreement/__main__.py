"""`python -m annotations.agreement RATINGS.csv`: the figures of a file, without a database."""

import argparse
import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotations.agreement.overall import IntervalMethod
from annotations.agreement.ratings_csv import BadRatingsFile, RatingsFile, read_ratings
from annotations.agreement.report import aggregate, as_text, report

AGGREGATIONS = ("majority", "dawid-skene")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 0, or 2 after saying on standard error what is wrong with the file."""
    options = _parser().parse_args(arguments)
    try:
        ratings = read_ratings(
            options.ratings, labels=options.order or options.labels, cluster=options.cluster
        )
        _check_labels(ratings, options)
    except BadRatingsFile as error:
        print(error, file=sys.stderr)
        return 2
    for warning in ratings.warnings:
        print(warning, file=sys.stderr)
    found = report(
        ratings,
        is_ordered=bool(options.order),
        categories=len(options.labels) if options.labels else None,
        method=IntervalMethod(options.intervals),
        seed=options.seed,
        cluster=options.cluster,
    )
    found["aggregation"] = {name.replace("-", "_"): aggregate(ratings, name) for name in options.aggregate}
    if options.format == "text":
        print(as_text(found))
    else:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m annotations.agreement",
        description="Print how far raters agree, every figure with its 95%% interval. What is undefined is "
        "null and says why. The raters are taken as fixed; the intervals leave out one cluster at a time.",
    )
    parser.add_argument(
        "ratings",
        type=Path,
        metavar="RATINGS.csv",
        help="CSV in UTF-8 with the columns unit,rater,label (others are ignored); an empty label is missing",
    )
    parser.add_argument(
        "--order",
        type=_names,
        metavar="A,B,C",
        help="the labels in their order, for ordinal and weighted figures",
    )
    parser.add_argument(
        "--labels", type=_names, metavar="A,B,C", help="the labels raters could choose, used or not"
    )
    parser.add_argument("--cluster", metavar="COLUMN", help="the column that names each unit's cluster")
    parser.add_argument(
        "--aggregate",
        action="append",
        default=[],
        choices=AGGREGATIONS,
        help="one label a unit, by this method",
    )
    parser.add_argument(
        "--intervals",
        default=IntervalMethod.JACKKNIFE.value,
        choices=[method.value for method in IntervalMethod],
        help="how the 95%% intervals are made (jackknife)",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the bootstrap (0)")
    parser.add_argument("--format", default="json", choices=["json", "text"], help="json, or text to read")
    return parser


def _names(given: str) -> list[str]:
    """Return the labels of one line of CSV; argparse shows the ValueError's message as its own."""
    rows = list(csv.reader(io.StringIO(given, newline=""), strict=True))
    names = rows[0] if rows else []
    if len(rows) != 1 or not all(names) or len(set(names)) != len(names):
        raise argparse.ArgumentTypeError(f"{given!r} is no list of different labels, such as low,middle,high")
    return names


def _check_labels(ratings: RatingsFile, options: Any) -> None:
    """Raise BadRatingsFile where a label in use, or one of the order, is none of `--labels`."""
    if not (options.labels and options.order):
        return
    for label in options.order:
        if label not in options.labels:
            raise BadRatingsFile(f"{label!r} stands in --order and not in --labels. Name it in both.")


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal's locale
    sys.exit(main())
