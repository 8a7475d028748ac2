import pytest
from django.utils.translation import override

from annotations import reading
from annotations.agreement import Reason
from annotations.reading import Note, ReadingError
from annotations.workflow.wording import SENTENCES, UNNAMED, say


def all_errors(of: type[ReadingError] = ReadingError) -> list[type[ReadingError]]:
    return [of, *(error for child in of.__subclasses__() for error in all_errors(child))]


@pytest.mark.parametrize("error", all_errors(), ids=lambda error: error.code)
def test_every_error_of_reading_has_its_sentence_for_translators(error):
    assert error.sentence in SENTENCES


@pytest.mark.parametrize("note", Note)
def test_every_note_has_its_sentence_for_translators(note):
    assert reading.explain(note) in SENTENCES


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_said_of_claims_and_reviewers(reason):
    with override("en"):
        assert not {"unit", "rater", "label"} & set(say(reason).lower().replace(",", "").split())


def test_no_sentence_is_kept_that_no_core_says():
    said = {error.sentence for error in all_errors()}
    said |= {reading.explain(note) for note in Note}
    assert said == SENTENCES


def test_in_english_an_error_says_what_the_core_says():
    error = reading.TooLarge(name="long.txt", size=30, limit=20)
    with override("en"):
        assert say(error) == str(error)


def test_a_text_without_a_name_is_called_the_text():
    with override("en"):
        assert say(reading.EmptyText()).startswith(UNNAMED)
