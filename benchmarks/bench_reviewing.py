"""How many verdicts a second does the workspace take from 1, 8 and 32 reviewers, and how fast are its lists?

Run by `make bench`. On its own: PYTHONPATH=. .venv/bin/python benchmarks/bench_reviewing.py [--on DATABASE]
[--write FILE]. A real server on PostgreSQL and on SQLite, a project of 10,000 claims, then of a million.
--write puts the tables between the marks of a page such as docs/reviewing-speed.md.
"""

import argparse
import gzip
import http.client
import json
import signal
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.desks import HOST, Desk, open_desk

CLAIMS = 10_000
TIMES = 100
"""How many times as many claims the large project has."""
CROWD = (1, 8, 32)
SECONDS = 4.0
"""How long each measurement lasts."""
WARM_UP = 1.5
ROUNDS = 3
LOOKS = 30
"""How often each list is asked for."""
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
TITLE, COLUMN = 34, 10

lines: list[str] = []
"""All that was printed."""


def main() -> None:
    """Print the tables: reviewing, queries, what was stored, the lists at two sizes."""
    parser = argparse.ArgumentParser(description="Measure the reviewing workspace.")
    parser.add_argument("--on", metavar="DATABASE", choices=("postgresql", "sqlite"), help="this one alone")
    parser.add_argument("--write", metavar="FILE", type=Path, help="put the tables into this page, too")
    options = parser.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the server and its database are stopped, too
    for database in (options.on,) if options.on else ("postgresql", "sqlite"):
        with open_desk(database) as desk:
            measure_desk(database, desk)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        options.write.write_text(put_figures(page, "\n".join(lines)), encoding="utf-8")


def measure_desk(database: str, desk: Desk) -> None:
    """Print the tables of one database."""
    made = desk.run("make", str(CLAIMS), str(max(CROWD)))
    say(f"{database}: {made['claims']:,} claims in {made['articles']:,} articles\n")
    answered = print_reviewing(desk, made)
    print_queries(desk)
    print_stored(desk, answered)
    print_lists(desk, made["lead"]["session"])


def print_reviewing(desk: Desk, made: dict[str, Any]) -> list[Any]:
    """Print verdicts a second and their times; return what the server confirmed.

    The measurements take turns, so that whatever else the machine does falls on all of them.
    """
    cells = [(size, prefetches) for size in CROWD for prefetches in (False, True)]
    plan = {"slug": made["slug"], "seats": made["seats"], "seed": 0}
    warm_up = plan | {"does": "review", "prefetches": True, "seconds": WARM_UP}
    records = [desk.send_reviewers(warm_up)]
    answered = list(records[0]["answered"])
    looks: dict[int, list[dict[str, Any]]] = {size: [] for size in CROWD}
    found: dict[tuple[int, bool], list[dict[str, Any]]] = {cell: [] for cell in cells}
    for turn in range(1, ROUNDS + 1):
        for size in CROWD:
            plan = plan | {"seats": made["seats"][:size], "seed": turn, "seconds": SECONDS}
            looks[size].append(desk.send_reviewers(plan | {"does": "look", "seconds": SECONDS / 2}))
            for prefetches in (False, True):
                record = desk.send_reviewers(plan | {"does": "review", "prefetches": prefetches})
                found[size, prefetches].append(record)
                answered += record["answered"]
    say("Reviewing without a pause: verdicts a second (the median run, the slowest and the fastest) and how")
    say("many pages that do nothing the same reviewers get in a second; milliseconds of a verdict and of the")
    say("next article; processor milliseconds of the server and of the database for each verdict")
    titles = ["a second", "slowest", "fastest", "nothing", "ratio", "p50", "p95", "p99", "next p95"]
    titles += ["server", "database", "errors"]
    print_row("reviewers", titles)
    for (size, prefetches), runs in found.items():
        empty = statistics.median(len(one["looks"]) / one["seconds"] for one in looks[size])
        title = f"{size}, the card after next fetched" if prefetches else f"{size}"
        print_row(title, describe_runs(runs, empty))
    say("")
    return answered


def describe_runs(runs: Sequence[dict[str, Any]], empty: float) -> list[str]:
    """Return the cells of a row: rates of the runs, and the times of all of them together."""
    rates = sorted(len(run["verdicts"]) / run["seconds"] for run in runs)
    rate = statistics.median(rates)
    times = [each for run in runs for each in run["verdicts"]]
    openings = [each for run in runs for each in run["openings"]]
    errors = [error for run in runs for error in run["errors"]]
    used = [1000 * sum(each) / len(times) for each in zip(*(run["cpu"] for run in runs), strict=True)]
    for error in errors[:3]:
        say(error)
    return [
        *(f"{each:.0f}" for each in (rate, rates[0], rates[-1], empty)),
        f"x{empty / rate:.1f}",
        *(f"{percentile(times, share):.0f}" for share in (50, 95, 99)),
        f"{percentile(openings, 95):.0f}" if openings else "-",
        *(f"{each:.1f}" for each in used),
        *["-"] * (2 - len(used)),
        str(len(errors)),
    ]


def print_queries(desk: Desk) -> None:
    """Print how many queries a verdict takes."""
    say("Queries of a verdict, session and user included, statements of transactions not")
    for name, number in desk.run("count_queries").items():
        print_row(name, [str(number)])
    say("")


def print_stored(desk: Desk, answered: list[Any]) -> None:
    """Print whether everything that the server confirmed is stored, and no claim has too many verdicts."""
    path = desk.folder / "answered.json"
    path.write_text(json.dumps(answered))
    say("Afterwards: verdicts that the server confirmed, and what may not be")
    for name, number in desk.run("check", str(path)).items():
        print_row(name, [f"{number:,}"])
    say("")


def print_lists(desk: Desk, session: str) -> None:
    """Print the time of each page that lists something, at both sizes."""
    pages = desk.run("find_lists")
    small = {name: time_page(desk, session, path) for name, path in pages.items()}
    started = time.monotonic()
    grown = desk.run("grow", str(TIMES))
    took = time.monotonic() - started
    say(
        f"Lists at {CLAIMS:,} claims and at {grown['claims']:,} (with {grown['reviews']:,} reviews; copied in"
    )
    say(f"{took:.0f} s): milliseconds, and kilobytes of the page compressed")
    print_row("page", ["p50", "p95", "large p50", "large p95", "ratio", "kB"])
    for name, path in desk.run("find_lists").items():
        before, after = small[name], time_page(desk, session, path)
        cells = [f"{percentile(each.times, share):.0f}" for each in (before, after) for share in (50, 95)]
        ratio = percentile(after.times, 50) / percentile(before.times, 50)
        print_row(name, [*cells, f"x{ratio:.1f}", f"{after.size / 1000:.1f}"])
    say("")


class Looks:
    """How long a page took each time, and its compressed bytes."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.size = 0


def time_page(desk: Desk, session: str, path: str, *, looks: int = LOOKS, skipped: int = 3) -> Looks:
    """Return the milliseconds of each of several looks at the page, after some that are not counted."""
    connection = http.client.HTTPConnection(HOST, desk.port, timeout=120)
    found = Looks()
    longest = time.monotonic() + 3 * SECONDS
    for number in range(looks + skipped):
        started = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        if number >= skipped:
            found.times.append((time.perf_counter() - started) * 1000)
        found.size = len(gzip.compress(body))
        if found.times and time.monotonic() > longest:
            break
    connection.close()
    return found


def percentile(values: Sequence[float], share: int) -> float:
    """Return the smallest value that is no less than `share` in a hundred of them."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def put_figures(page: str, figures: str) -> str:
    """Return the page with the figures between its marks; raises ValueError where it has none."""
    before, begin, rest = page.partition(BEGIN)
    _former, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The page has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n```text\n{figures.strip()}\n```\n{END}{after}"


def print_row(title: str, cells: list[str]) -> None:
    """Print a row of a table at once, so that a long run can be watched."""
    say(f"{title:{TITLE}}" + "".join(f"{cell:>{COLUMN}}" for cell in cells))


def say(line: str) -> None:
    """Print the line and keep it."""
    print(line, flush=True)
    lines.append(line)


if __name__ == "__main__":
    main()
