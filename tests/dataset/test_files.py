import json
from hashlib import sha256

import pytest

from annotations.dataset import OffsetMismatch, write_dataset, write_jsonl
from tests.dataset.records import make_article, make_claim


def test_manifest_vouches_for_the_claims(tmp_path):
    manifest = write_dataset(tmp_path / "new" / "talks", [make_claim(1), make_claim(2)])
    claims = (tmp_path / "new" / "talks" / "claims.jsonl").read_bytes()
    (entry,) = manifest.files
    assert (entry.name, entry.rows, entry.bytes) == ("claims.jsonl", 2, len(claims))
    assert entry.sha256 == sha256(claims).hexdigest()
    assert (tmp_path / "new" / "talks" / "manifest.json").read_text() == manifest.to_json()
    assert json.loads(manifest.to_json())["format_version"] == 1


def test_the_same_records_are_the_same_bytes(tmp_path):
    first, second = (write_dataset(tmp_path / name, [make_claim()]) for name in ("one", "two"))
    assert first == second


def test_nothing_is_left_of_an_interrupted_export(tmp_path):
    with pytest.raises(OffsetMismatch):
        write_dataset(tmp_path, [make_claim(1), make_claim(2, text="other")])
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_export_keeps_the_former_one(tmp_path):
    write_dataset(tmp_path, [make_claim(1)])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def interrupted():
        yield make_claim(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(tmp_path, interrupted())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_claims_are_taken_one_at_a_time(tmp_path):
    article = make_article()
    entry = write_jsonl((make_claim(number, article) for number in range(500)), tmp_path / "claims.jsonl")
    assert entry.rows == 500


def test_an_empty_project_gives_an_empty_file(tmp_path):
    assert write_dataset(tmp_path, []).files[0].rows == 0
    assert (tmp_path / "claims.jsonl").read_bytes() == b""
