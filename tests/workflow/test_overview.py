from annotations.splitting import SourceKind
from annotations.workflow.overview import strip_words


def test_the_strip_names_each_kind_that_occurs_in_a_fixed_order():
    counts = {
        SourceKind.ANONYMOUS: 2,
        SourceKind.NAMED_PERSON: 9,
        SourceKind.NAMED_ORGANISATION: 4,
        "none": 1,
    }
    assert strip_words(counts) == (
        "16 claims: 9 named people, 4 organisations, 2 anonymous, 1 without a source."
    )


def test_one_of_a_kind_is_singular_and_zeros_are_left_out():
    assert strip_words({"named_person": 1, "document": 0}) == "1 claim: 1 named person."


def test_a_strip_without_claims_says_so():
    assert strip_words({}) == "No claims."
