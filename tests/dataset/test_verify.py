import json
import subprocess
import sys

import pytest

from annotations.dataset import write_dataset
from annotations.dataset.__main__ import main
from tests.dataset.records import make_claim


@pytest.fixture
def dataset(tmp_path):
    write_dataset(tmp_path, [make_claim(1), make_claim(2)])
    return tmp_path


def verify(directory, capsys):
    return main(["verify", str(directory)]), "".join(capsys.readouterr())


def test_a_whole_dataset_passes(dataset, capsys):
    code, said = verify(dataset, capsys)
    assert code == 0
    assert "claims.jsonl: 2 rows" in said


def test_one_changed_byte_is_found(dataset, capsys):
    claims = dataset / "claims.jsonl"
    claims.write_bytes(claims.read_bytes().replace(b"unsourced", b"unsourceD", 1))
    code, said = verify(dataset, capsys)
    assert code == 1
    assert "SHA-256" in said
    assert "rows" not in said


def test_a_missing_row_is_counted(dataset, capsys):
    claims = dataset / "claims.jsonl"
    claims.write_bytes(claims.read_bytes().splitlines(keepends=True)[0])
    code, said = verify(dataset, capsys)
    assert code == 1
    assert "has 1 rows, the manifest says 2" in said


def test_a_missing_file_is_named(dataset, capsys):
    (dataset / "claims.jsonl").unlink()
    assert verify(dataset, capsys) == (1, "claims.jsonl: cannot be read: No such file or directory.\n")


def test_a_file_that_was_slipped_in_is_named(dataset, capsys):
    (dataset / "more.jsonl").write_text("{}\n")
    assert verify(dataset, capsys) == (1, "more.jsonl: is not in the manifest.\n")


@pytest.mark.parametrize(
    "manifest",
    [
        "{",
        "[]",
        '{"format_version": 1}',
        '{"format_version": 99, "files": []}',
        '{"format_version": 1, "files": [{"name": "../x", "sha256": "", "bytes": 0, "rows": 0}]}',
        "[" * 100_000,
        '"\\ud800"',
    ],
)
def test_a_damaged_manifest_is_a_difference(dataset, capsys, manifest):
    (dataset / "manifest.json").write_text(manifest)
    code, said = verify(dataset, capsys)
    assert code == 1
    assert "manifest.json is damaged" in said


def test_a_directory_without_manifest_is_bad_usage(tmp_path, capsys):
    code, said = verify(tmp_path, capsys)
    assert code == 2
    assert "Name the directory that an export was written to" in said


def test_the_command_runs_without_settings(dataset, monkeypatch):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    command = [sys.executable, "-m", "annotations.dataset"]
    assert (
        subprocess.run([*command, "verify", str(dataset)], check=False, capture_output=True).returncode == 0
    )
    assert subprocess.run(command, check=False, capture_output=True).returncode == 2


def test_the_manifest_holds_plain_json(dataset):
    assert set(json.loads((dataset / "manifest.json").read_text())) == {"files", "format_version"}
