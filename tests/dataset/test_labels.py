import pytest

from annotations.dataset import Majority, majority, pseudonym


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], Majority(None, is_tie=False)),
        (["disputed"], Majority("disputed", is_tie=False)),
        (["verified", "disputed", "disputed"], Majority("disputed", is_tie=False)),
        (["verified", "disputed"], Majority(None, is_tie=True)),
        (["verified", "disputed", "unsourced", "unsourced"], Majority("unsourced", is_tie=False)),
        (["verified", "disputed", "disputed", "verified", "unsourced"], Majority(None, is_tie=True)),
    ],
)
def test_majority_is_the_most_frequent_and_says_ties(verdicts, expected):
    assert majority(verdicts) == expected


def test_a_pseudonym_is_stable_and_tells_nothing():
    assert pseudonym("alice", key="s3cret") == pseudonym("alice", key="s3cret") == "rater-765542af1f"
    assert pseudonym("alice", key="other") != pseudonym("alice", key="s3cret")


def test_a_thousand_raters_have_a_thousand_names():
    assert len({pseudonym(str(number), key="s3cret") for number in range(1000)}) == 1000


def test_a_pseudonym_needs_a_key():
    with pytest.raises(ValueError, match="secret key"):
        pseudonym("alice", key="")
