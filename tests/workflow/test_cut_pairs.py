from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.unitizing import Section, match_sections
from annotations.workflow.cut_pairs import ArticleCuts, Cut, compare_cuts

ALICE, BOB = 2, 1
SPANS = st.lists(st.integers(0, 30), min_size=2, max_size=2, unique=True).map(lambda two: tuple(sorted(two)))
CUTS = st.lists(SPANS, unique=True, max_size=6).map(lambda spans: tuple(sorted(spans)))


def compare(first: Cut, second: Cut, said: dict[tuple[int, int, tuple[int, int]], str] | None = None):
    article = ArticleCuts(key=7, length=40, splitter=((39, 40),), cuts={ALICE: first, BOB: second})
    ((both,),) = compare_cuts([article], said or {}, people=[ALICE, BOB]).values()
    return both


@given(CUTS, CUTS)
def test_as_many_match_as_where_all_are_tried(first, second) -> None:
    sections = [[Section(*span) for span in cut] for cut in (first, second)]
    both = compare(first, second)
    assert both.matched == len(match_sections(*sections).pairs)
    assert both.claims == (len(first), len(second))


def test_pairs_are_in_the_order_of_the_people() -> None:
    article = ArticleCuts(7, 40, ((0, 9),), {BOB: ((0, 9),), ALICE: ((0, 5), (6, 9))})
    assert set(compare_cuts([article], {}, people=[ALICE, BOB])) == {(ALICE, BOB)}
    both = compare(((0, 5), (6, 9)), ((0, 9),))
    assert (both.borders, both.shared_borders) == ((4, 2), 2)


def test_verdicts_meet_on_what_is_the_same() -> None:
    said = {(7, ALICE, (0, 9)): "verified", (7, BOB, (0, 10)): "disputed", (7, BOB, (20, 30)): "disputed"}
    both = compare(((0, 9), (20, 30)), ((0, 10), (20, 30)), said)
    assert both.couples == ((7, "verified", "disputed"),)


def test_claims_that_overlap_are_told() -> None:
    assert compare(((0, 9), (5, 12)), ((0, 9),)).overlaps
    assert not compare(((0, 9), (9, 12)), ((0, 9),)).overlaps
