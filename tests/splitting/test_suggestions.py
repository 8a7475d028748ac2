"""The machine suggests that a claim is unsourced, or nothing."""

import pytest

from annotations.splitting import SourceKind, suggest_verdict

UNSOURCED = (SourceKind.ANONYMOUS, SourceKind.UNSPECIFIED)


@pytest.mark.parametrize("kind", UNSOURCED)
def test_nobody_in_particular_is_suggested_unsourced(kind: SourceKind) -> None:
    assert suggest_verdict(kind) == "unsourced"


@pytest.mark.parametrize("kind", [kind for kind in SourceKind if kind not in UNSOURCED])
def test_nothing_is_suggested_for_an_origin_with_a_name_or_none(kind: SourceKind) -> None:
    assert suggest_verdict(kind) is None
