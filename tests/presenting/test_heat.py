import pytest

from annotations.presenting.heat import MOST_NAMES, draw_heat_map, shorten

NAMES = [f"Reviewer {number}" for number in range(40)]


def pairs_of(
    names: list[str], value: float | None = 0.5, n: int = 30
) -> list[tuple[int, int, float | None, int]]:
    return [(one, other, value, n) for one in range(len(names)) for other in range(one + 1, len(names))]


@pytest.mark.parametrize("names", [[], ["Alice"]])
def test_one_reviewer_has_no_map(names: list[str]):
    assert draw_heat_map(names, []) is None


def test_more_names_than_can_be_read_have_no_map():
    assert draw_heat_map([str(number) for number in range(MOST_NAMES + 1)], []) is None


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
        (-0.4, 20, "below"),
        (0.0, 20, "1"),
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
    drawn = draw_heat_map(["Bartholomew Featherstonehaugh", "Bob"], [])
    assert (drawn.rows[0].text, drawn.rows[0].name) == ("Bartholomew Fea…", "Bartholomew Featherstonehaugh")


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0"), (999, "999"), (1_000, "1.0k"), (82_400, "82k"), (999_999, "1.0M")]
)
def test_a_count_in_a_cell_is_short(count: int, text: str):
    assert shorten(count) == text
