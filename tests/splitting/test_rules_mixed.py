"""One sentence a rule: who says what, in English and Chinese mixed."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "a Chinese paper in an English sentence": (
        "《鹭阳日报》 reported on Sunday, citing 知情人士, that the bridge had failed.",
        [
            "《鹭阳日报》 | reported | named_organisation "
            "> 知情人士 | citing | anonymous :: the bridge had failed"
        ],
    ),
    "a Chinese cue before English content": (
        "据悉，the bridge came from a single yard.",
        ["- | 据悉 | unspecified :: the bridge came from a single yard"],
    ),
    "no blank between the languages": (
        "It closed the same day.知情人士 revealed that the bridge had failed.",
        [":: It closed the same day", "知情人士 | revealed | anonymous :: the bridge had failed"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "en") == expected
