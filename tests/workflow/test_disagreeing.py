import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Claim, ClaimProgress, Project, User
from annotations.workflow.disagreeing import measure_entropy
from annotations.workflow.managing import close_round
from tests.factories import NOON, make_review


@pytest.mark.parametrize(
    ("counts", "bits"), [([], 0), ([3, 0, 0], 0), ([1, 1, 0], 1), ([1, 1, 1], math.log2(3)), ([2, 2], 1)]
)
def test_entropy_in_bits(counts: list[int], bits: float) -> None:
    assert measure_entropy(counts) == pytest.approx(bits)


@given(st.lists(st.integers(0, 50), max_size=3))
def test_entropy_lies_between_nought_and_all_different(counts: list[int]) -> None:
    assert 0 <= measure_entropy(counts) <= math.log2(3) + 1e-9


def test_it_is_measured_when_the_claim_becomes_complete(claim: Claim, bob: User, carol: User) -> None:
    make_review(claim, bob)
    assert ClaimProgress.objects.get(claim=claim).disagreement == 0
    make_review(claim, carol, "disputed")
    assert ClaimProgress.objects.get(claim=claim).disagreement == pytest.approx(1)


def test_a_closed_round_measures_what_was_open(
    claim: Claim, project: Project, alice: User, bob: User, carol: User
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=5)
    make_review(claim, bob)
    make_review(claim, carol, "unsourced")
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert ClaimProgress.objects.get(claim=claim).disagreement == pytest.approx(1)
