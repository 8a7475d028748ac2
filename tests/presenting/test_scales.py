import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.presenting.scales import cut_name, make_scale


def test_a_scale_goes_from_zero_to_one():
    scale = make_scale([0.5, 1.0, None])
    assert scale.steps == (0, 0.2, 0.4, 0.6, 0.8, 1)
    assert [tick.place for tick in scale.ticks][::5] == ["3%", "97%"]


@pytest.mark.parametrize(
    ("lowest", "low"),
    [(-0.01, -0.2), (-0.2, -0.2), (-0.21, -0.5), (-0.5, -0.5), (-0.51, -1), (-1, -1), (-7.5, -1)],
)
def test_a_negative_value_lengthens_the_scale_down_to_minus_one(lowest: float, low: float):
    scale = make_scale([lowest, 0.9])
    assert (scale.low, scale.steps[0], scale.steps[-1]) == (low, low, 1)


def test_nothing_defined_still_has_a_scale():
    assert make_scale([None, None]).low == 0


@given(st.lists(st.floats(-3, 1), min_size=1))
def test_every_place_lies_within_the_scale_and_in_order(values: list[float]):
    scale = make_scale(values)
    places = [float(scale.place(value).rstrip("%")) for value in sorted(values)]
    assert places == sorted(places)
    assert 3 <= places[0] <= places[-1] <= 97


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Alice", "Alice"),
        ("Bartholomew Featherstonehaugh", "Bartholomew Fea…"),
        ("王小明王小明王小明", "王小明王小明王…"),
    ],
)
def test_a_name_is_cut_by_its_width(name: str, shown: str):
    assert cut_name(name, 16) == shown
