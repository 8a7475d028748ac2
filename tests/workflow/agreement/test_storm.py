"""Whatever happened, the report says to the last digit what the raw rows say."""

import pytest

from annotations.workflow.reporting import Mind, Reach, Scope, report_agreement
from tests.workflow.agreement.storm import Storm, count_by_hand


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.django_db(transaction=True)
def test_every_figure_is_that_of_the_raw_rows(seed: int) -> None:
    storm = Storm(seed)
    for _look in range(5):
        storm.blow(70)
        here = storm.round
        for reach in Reach:
            report = report_agreement(round=here, reach=reach)
            assert report.summary == count_by_hand(here, complete_only=reach is Reach.COMPLETE)
    assert len(storm.done) > 8


@pytest.mark.django_db
def test_the_first_word_counts_where_it_is_asked_for() -> None:
    storm = Storm(7)
    storm.blow(200)
    here = storm.round
    first = report_agreement(round=here, reach=Reach.COMPLETE, scope=Scope(mind=Mind.FIRST)).summary
    assert first == count_by_hand(here, complete_only=True, mind=Mind.FIRST)
    assert first != count_by_hand(here, complete_only=True)
