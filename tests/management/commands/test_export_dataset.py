"""manage.py export_dataset: files, rows and hashes."""

import json
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_claims, make_project, make_review, make_user

pytestmark = pytest.mark.django_db


def test_every_claim_with_its_reviews_is_written_and_the_hash_said(tmp_path: Path) -> None:
    alice = make_user("Alice")
    claims = make_claims(make_project(reviewers=[alice]))
    make_review(claims[0], alice, "disputed")
    out = StringIO()
    call_command("export_dataset", "harbour", to=tmp_path / "new", stdout=out)
    data = (tmp_path / "new" / "claims.jsonl").read_bytes()
    lines = [json.loads(line) for line in data.splitlines()]
    assert [line["claim_id"] for line in lines] == [claim.pk for claim in claims]
    assert [review["verdict"] for review in lines[0]["reviews"]] == ["disputed"]
    assert f"{len(claims)} rows, sha256 {sha256(data).hexdigest()}" in out.getvalue()


def test_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    make_claims(make_project())
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("export_dataset", "harbour", to=tmp_path / "file")


@pytest.mark.parametrize("name", ["harbour", "caf\udce9"])
def test_unknown_project_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=f"no project “{name}”"):
        call_command("export_dataset", name, to=tmp_path)
