"""The parts of the simulation of intervals that decide nothing by chance."""

import numpy as np
import pytest

from benchmarks.coverage import FIGURES, TEAMS, cover, draw, values_of


@pytest.mark.parametrize("name", TEAMS)
def test_a_team_is_drawn_as_it_is_described(name: str) -> None:
    team = TEAMS[name]
    patterns = draw(np.random.default_rng(1), 30, team)
    assert patterns.cells is not None
    assert patterns.cells.clusters == 30
    assert set(patterns.counts.sum(axis=1).tolist()) == set(team["overlaps"])


def test_values_have_every_figure() -> None:
    values = values_of(draw(np.random.default_rng(1), 50, next(iter(TEAMS.values()))))
    assert set(values) == set(FIGURES)
    assert all(-1 <= value <= 1 for value in values.values())


def test_intervals_hold_a_value_in_their_middle_and_none_far_away() -> None:
    team = next(iter(TEAMS.values()))
    truth = values_of(draw(np.random.default_rng(1), 2_000, team))
    held, missing = cover(10, team, truth, rounds=20)
    assert missing == 0
    assert all(share > 0.5 for share in held.values())
    held, _missing = cover(10, team, dict.fromkeys(FIGURES, 5.0), rounds=3)
    assert set(held.values()) == {0.0}
