from itertools import combinations

import numpy as np
import pytest
from hypothesis import given

from annotations.agreement.disagreement import (
    differing_units,
    disagreement_matrix,
    entropies,
    entropy_histogram,
)
from tests.agreement.published import table_of_rows
from tests.agreement.tables import RATINGS, rows_of_units, table_of


@given(RATINGS)
def test_matrix_counts_pairs_of_ratings_and_units(ratings):
    patterns = table_of(ratings, labels="123").patterns
    pairs, units = np.zeros((3, 3), int), np.zeros((3, 3), int)
    for row in rows_of_units(ratings):
        for one, two in combinations(row, 2):
            pairs[int(one) - 1, int(two) - 1] += 1
            pairs[int(two) - 1, int(one) - 1] += one != two
        for one, two in combinations(sorted(set(row)), 2):
            units[int(one) - 1, int(two) - 1] += 1
            units[int(two) - 1, int(one) - 1] += 1
        if len(row) > 1 and len(set(row)) == 1:
            units[int(row[0]) - 1, int(row[0]) - 1] += 1
    assert disagreement_matrix(patterns).tolist() == pairs.tolist()
    assert differing_units(patterns).tolist() == units.tolist()


def test_entropy_is_zero_where_all_agree_and_one_bit_for_two_halves():
    patterns = table_of_rows(("a a a", "a b b", "a . c")).patterns
    assert sorted(entropies(patterns).tolist()) == pytest.approx([0, 1, np.log2(3)])


def test_histogram_holds_every_pairable_unit_and_its_last_bar_the_top():
    bars = entropy_histogram(table_of_rows(("a a a a", "a b b .", "a . c .")).patterns, bins=4)
    assert [bar.units for bar in bars] == [1, 0, 1, 1]
    assert (bars[0].low, bars[-1].high) == (0, pytest.approx(np.log2(3)))


def test_one_label_has_no_histogram():
    assert entropy_histogram(table_of_rows(("a a", "a a")).patterns) == []
