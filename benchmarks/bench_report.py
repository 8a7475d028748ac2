"""How fast is the agreement report of a million claims and four million reviews on PostgreSQL?

Run on its own: PYTHONPATH=. .venv/bin/python benchmarks/bench_report.py [--claims NUMBER]. Prints how long
the first count takes, the page from a real server while reviewers go on, and how late a verdict is seen.
"""

import argparse
import time

from benchmarks.bench_reviewing import percentile, time_page
from benchmarks.desks import open_desk

LOOKS = 30
DATA = "benchmarks.report_data"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure the agreement report.")
    parser.add_argument("--claims", type=int, default=1_000_000)
    claims = parser.parse_args().claims
    with open_desk("postgresql") as desk:
        made = desk.run("fill", str(claims), module=DATA)
        print(f"{made['claims']:,} claims in {made['articles']:,} articles, {made['reviews']:,} reviews")
        found = desk.run("time_report", str(LOOKS), module=DATA)
        print(f"{'milliseconds of a report':36}{'p50':>8}{'p95':>8}")
        print(f"{'the first, everything counted':36}{found['first']:8.0f}")
        for name in ("after", "same"):
            title = {"after": "right after a verdict", "same": "nothing new"}[name]
            print(f"{title:36}{percentile(found[name], 50):8.0f}{percentile(found[name], 95):8.0f}")
        print(f"verdicts given right before a report that does not have them: {found['missed']}")
        path, session = f"/projects/{made['slug']}/agreement/", made["lead"]["session"]
        started = time.perf_counter()
        time_page(desk, session, path)
        print(f"the page from the server, first looks included, s: {time.perf_counter() - started:.1f}")
        times: list[float] = []
        for number in range(LOOKS):
            desk.run("review", "3", str(1000 + number), module=DATA)
            times.append(time_page(desk, session, path, looks=1, skipped=0).times[0])
        print(f"{'the page after three verdicts':36}{percentile(times, 50):8.0f}{percentile(times, 95):8.0f}")


if __name__ == "__main__":
    main()
