from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.presenting.charts import (
    HISTOGRAM_HEIGHT,
    Moment,
    draw_histogram,
    draw_intervals,
    draw_line,
    draw_shares,
)

NOTHING = (None, None, None)


def moments(*ends) -> list[Moment]:
    return [Moment(at=7 * week, name=f"week {week}", ends=end) for week, end in enumerate(ends)]


def corners(points: str) -> list[tuple[float, float]]:
    return [tuple(map(float, corner.split(","))) for corner in points.split()]


# Intervals


def test_a_figure_stands_between_the_ends_of_its_interval():
    (row,) = draw_intervals([(0.5, 0.4, 0.6)]).rows
    assert (row.low, row.dot, row.high, row.is_cut) == ("40.6%", "50%", "59.4%", False)


def test_an_undefined_figure_has_no_row_and_one_without_an_interval_only_a_dot():
    chart = draw_intervals([NOTHING, (1.0, None, None)])
    assert chart.rows[0] is None
    assert (chart.rows[1].dot, chart.rows[1].low) == ("97%", None)


def test_an_interval_below_minus_one_is_cut():
    (row,) = draw_intervals([(0.1, -6.3, 1.0)]).rows
    assert (row.low, row.is_cut) == ("3%", True)


def test_the_target_is_on_the_same_scale():
    chart = draw_intervals([(-0.4, -0.5, -0.3)], target=0.5)
    assert (chart.scale.low, chart.target) == (-0.5, "65.67%")


def test_nothing_defined_is_an_empty_chart():
    assert draw_intervals([NOTHING, NOTHING], target=0.67).is_empty


# A line over time


def test_a_line_needs_a_value():
    assert draw_line([]) is None
    assert draw_line(moments(NOTHING, NOTHING)) is None


def test_a_single_week_is_a_dot_in_the_middle_with_its_interval():
    line = draw_line(moments((0.5, 0.2, 0.8)))
    (dot,) = line.dots
    assert (dot.x, line.lines, line.bands) == ("50%", (), ())
    assert dot.top < dot.y < dot.bottom


def test_a_line_goes_through_its_values_within_its_band():
    line = draw_line(moments((0.2, 0.1, 0.3), (0.8, 0.7, 0.9)))
    (points,), (band,) = map(corners, line.lines), map(corners, line.bands)
    assert points[0][1] > points[1][1]
    assert [x for x, _y in band] == [points[0][0], points[1][0], points[1][0], points[0][0]]
    assert all(dot.top is None for dot in line.dots)


def test_an_undefined_week_breaks_the_line():
    week = (0.5, 0.4, 0.6)
    line = draw_line(moments(week, week, NOTHING, week))
    assert [len(corners(points)) for points in line.lines] == [2]
    assert [dot.name for dot in line.dots] == ["week 0", "week 1", "week 3"]
    assert line.dots[2].top is not None


def test_a_week_without_an_interval_is_on_the_line_and_not_in_the_band():
    week = (0.5, 0.4, 0.6)
    line = draw_line(moments(week, (1.0, None, None), week))
    assert [len(corners(points)) for points in line.lines] == [3]
    assert line.bands == ()


@given(
    st.lists(
        st.tuples(st.floats(-1, 1), st.floats(0, 2), st.floats(0, 1)).map(
            lambda drawn: (drawn[0], drawn[0] - drawn[1], min(drawn[0] + drawn[2], 1))
        ),
        min_size=1,
        max_size=30,
    )
)
def test_nothing_leaves_the_plot(ends):
    line = draw_line(moments(*ends), [(3, "v2")])
    places = [corner for points in (*line.lines, *line.bands) for corner in corners(points)]
    assert all(0 <= x <= 100 and line.top <= y <= line.bottom for x, y in places)
    assert line.levels[0][1] == line.bottom < line.full


def test_a_change_before_the_first_week_is_not_marked_and_one_after_the_last_is():
    line = draw_line(moments((0.5, 0.4, 0.6), (0.5, 0.4, 0.6)), [(-1, "v1"), (9, "v2")])
    assert [(mark.label, mark.x, mark.is_before) for mark in line.marks] == [("v2", "97%", True)]


def test_marks_close_together_have_their_labels_beneath_each_other():
    line = draw_line(moments(*[(0.5, 0.4, 0.6)] * 9), [(10, "v2"), (12, "v3"), (40, "v4")])
    assert [mark.y for mark in line.marks] == [12, 27, 12]
    assert line.top > 27


def test_names_of_weeks_never_run_into_each_other():
    line = draw_line(moments(*[(0.5, 0.4, 0.6)] * 40))
    places = [float(name.x.rstrip("%")) for name in line.names]
    assert line.names[-1].name == "week 39"
    assert min(behind - before for before, behind in pairwise(places)) >= 17


# Bars


def test_the_highest_bar_takes_the_height_and_a_single_claim_is_still_seen():
    bars = draw_histogram([(0.0, 0.5, 1_000_000), (0.5, 1.0, 1), (1.0, 1.5, 0)])
    assert [bar.height for bar in bars] == [HISTOGRAM_HEIGHT, 1.5, 0]


def test_a_histogram_of_nothing_has_no_heights():
    assert draw_histogram([]) == ()
    assert [bar.height for bar in draw_histogram([(0.0, 1.0, 0)])] == [0]


@pytest.mark.parametrize("counts", [[3, 0, 1], [0, 0, 7], [1, 1, 1]])
def test_shares_fill_the_bar_and_what_is_not_there_has_none(counts: list[int]):
    parts = draw_shares(zip(["verified", "disputed", "unsourced"], counts, strict=True))
    assert sum(float(part.width.rstrip("%")) for part in parts) == pytest.approx(100, abs=0.02)
    assert [part.count for part in parts] == [count for count in counts if count]


def test_no_counts_have_no_shares():
    assert draw_shares([("verified", 0)]) == ()
