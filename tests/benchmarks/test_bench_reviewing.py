"""The parts of the reviewing benchmark that need no server: its measures, its page, and whom it starts."""

import os

import pytest

from benchmarks.bench_reviewing import BEGIN, END, describe_runs, percentile, put_figures
from benchmarks.desks import cpu_seconds, name_server
from benchmarks.reviewers import read_head


@pytest.mark.parametrize(("share", "value"), [(1, 1), (50, 2), (75, 3), (95, 4), (100, 4)])
def test_percentile_is_one_of_the_values(share: int, value: int) -> None:
    assert percentile([3, 1, 4, 2], share) == value


def test_row_tells_the_median_run_and_the_times_of_all() -> None:
    runs = [
        {"seconds": seconds, "verdicts": [10.0] * 4, "openings": [], "errors": [], "cpu": [0.02]}
        for seconds in (1.0, 2.0, 4.0)
    ]
    cells = describe_runs(runs, empty=8.0)
    assert cells == ["2", "1", "4", "8", "x4.0", "10", "10", "10", "-", "5.0", "-", "0"]


def test_figures_take_the_place_of_the_former_ones() -> None:
    page = f"Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n"
    written = put_figures(page, "new\n")
    assert written == f"Before\n\n{BEGIN}\n```text\nnew\n```\n{END}\n\nAfter\n"
    assert put_figures(written, "new") == written


def test_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="The page has no"):
        put_figures("Nothing here", "new")


def test_server_is_started_as_make_serve_does() -> None:
    command = name_server(8123)
    assert command[1:4] == ["-m", "granian", "--interface"]
    assert command[command.index("--port") + 1] == "8123"
    assert not any("$" in word or "\\" in word for word in command)
    assert command[-1] == "benchmarks.nothing:application"


def test_head_of_an_answer_is_read() -> None:
    assert read_head(b"HTTP/1.1 200 OK\r\nHX-Push-Url: /a?b=1#c1\r\ncontent-length: 5\r\n\r\n") == (
        200,
        {b"hx-push-url": b"/a?b=1#c1", b"content-length": b"5"},
    )


def test_processor_time_of_a_process_only_grows() -> None:
    before = cpu_seconds(os.getpid())
    assert 0.0 <= before <= cpu_seconds(os.getpid())
