"""`python -m annotations.agreement RATINGS.csv`: the figures of a file as JSON, without a database."""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from annotations.agreement.ratings_csv import BadRatingsFile, read_ratings
from annotations.agreement.summary import summarise


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 0, or 2 after saying on standard error what is wrong with the file."""
    parser = argparse.ArgumentParser(
        prog="python -m annotations.agreement",
        description="Print as JSON how far raters agree. A figure that is undefined is null and says why.",
    )
    parser.add_argument(
        "ratings",
        type=Path,
        metavar="RATINGS.csv",
        help="CSV in UTF-8 with the columns unit,rater,label (others are ignored); an empty label is missing",
    )
    options = parser.parse_args(arguments)
    try:
        ratings = read_ratings(options.ratings)
    except BadRatingsFile as error:
        print(error, file=sys.stderr)
        return 2
    for warning in ratings.warnings:
        print(warning, file=sys.stderr)
    summary = summarise(ratings.table).to_json_dict()
    print(json.dumps(summary, ensure_ascii=False, allow_nan=False, indent=2))
    return 0


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal's locale
    sys.exit(main())
