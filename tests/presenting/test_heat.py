import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.web.charts import draw_heat_map, place_on_scale

NAMES = [f"Reviewer {number}" for number in range(40)]


def pairs_of(
    names: list[str], value: float | None = 0.5, n: int = 30
) -> list[tuple[int, int, float | None, int]]:
    return [(one, other, value, n) for one in range(len(names)) for other in range(one + 1, len(names))]


def test_a_scale_goes_from_zero_to_one():
    scale = place_on_scale([0.5, 1.0, None])
    assert [tick.value for tick in scale.ticks] == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert scale.places == ("50.00%", "97.00%", None)


@pytest.mark.parametrize(
    ("lowest", "low"), [(-0.01, -0.2), (-0.2, -0.2), (-0.21, -0.5), (-0.5, -0.5), (-0.51, -1)]
)
def test_a_negative_value_lengthens_the_scale(lowest: float, low: float):
    scale = place_on_scale([lowest, 0.9])
    assert (scale.low, scale.ticks[0].value, scale.ticks[-1].value) == (low, low, 1)


def test_nothing_defined_still_has_a_scale():
    assert place_on_scale([None, None]).low == 0


@given(st.lists(st.floats(-1, 1), min_size=1))
def test_every_place_lies_within_the_scale_and_in_order(values: list[float]):
    places = [float(place.rstrip("%")) for place in place_on_scale(sorted(values)).places]
    assert places == sorted(places)
    assert 3 <= places[0] <= places[-1] <= 97


@pytest.mark.parametrize("names", [[], ["Alice"]])
def test_one_reviewer_has_no_map(names: list[str]):
    assert draw_heat_map(names, []) is None


@pytest.mark.parametrize("count", [2, 4, 12, 13, 40])
def test_cells_lie_within_the_map_and_never_overlap(count: int):
    names = NAMES[:count]
    drawn = draw_heat_map(names, pairs_of(names))
    places = {(cell.x, cell.y) for cell in drawn.cells}
    assert len(places) == len(drawn.cells) == count * (count - 1) / 2
    assert max(x for x, y in places) + drawn.cell_width <= drawn.width
    assert max(y for x, y in places) + drawn.cell_height <= drawn.height


def test_forty_reviewers_fit_a_wide_page():
    assert draw_heat_map(NAMES, pairs_of(NAMES)).width < 1230


def test_a_pair_given_the_other_way_round_is_the_same_cell():
    (cell,) = draw_heat_map(["Alice", "Bob"], [(1, 0, 0.5, 30)]).cells
    assert (cell.first, cell.second) == ("Alice", "Bob")


@pytest.mark.parametrize(
    ("value", "n", "tone"),
    [
        (None, 30, "undefined"),
        (0.9, 19, "few"),
        (-0.4, 20, "1"),
        (0.2, 20, "1"),
        (0.25, 20, "2"),
        (0.5, 20, "3"),
        (0.75, 20, "4"),
        (1.0, 20, "4"),
    ],
)
def test_a_tone_is_a_quarter(value: float | None, n: int, tone: str):
    assert draw_heat_map(["Alice", "Bob"], [(0, 1, value, n)]).cells[0].tone == tone


def test_a_long_name_is_cut_and_kept_whole_beside():
    drawn = draw_heat_map(["Bartholomew Featherstonehaugh", "王小明王小明王小明"], [])
    assert [label.text for label in drawn.rows + drawn.columns] == ["Bartholomew Fea…", "王小明王小明王…"]
    assert drawn.rows[0].name == "Bartholomew Featherstonehaugh"
