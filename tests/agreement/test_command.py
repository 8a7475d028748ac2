import json
import subprocess
import sys

import pytest

from annotations.agreement.__main__ import main
from tests.agreement.published import FOUR_OBSERVERS


@pytest.fixture
def run(tmp_path, capsys):
    def run_on(content: bytes):
        path = tmp_path / "ratings.csv"
        path.write_bytes(content)
        code = main([str(path)])
        return code, *capsys.readouterr()

    return run_on


def csv_of(rows):
    lines = [
        f"u{unit},r{rater},{'' if label == '.' else label}"
        for rater, row in enumerate(rows)
        for unit, label in enumerate(row.split())
    ]
    return "\n".join(["unit,rater,label", *lines]).encode()


def test_four_observers_give_their_published_alpha(run):
    code, out, err = run(csv_of(FOUR_OBSERVERS))
    assert (code, err) == (0, "")
    assert round(json.loads(out)["figures"]["alpha_nominal"]["value"], 3) == 0.743


def test_a_header_alone_gives_nulls(run):
    code, out, _ = run(b"unit,rater,label\n")
    data = json.loads(out)
    assert code == 0
    assert (data["units"], data["raters"], data["ratings"]) == (0, 0, 0)
    assert data["figures"]["alpha_nominal"] == {"value": None, "n": 0, "reason": "no_ratings"}


def test_other_columns_a_mark_and_crlf_are_no_matter(run):
    code, out, _ = run(b"\xef\xbb\xbfdate,label,rater,unit\r\n1,a,Alice,u\r\n2,a,Bob,u\r\n")
    assert code == 0
    assert json.loads(out)["figures"]["observed_agreement"]["value"] == 1.0


def test_only_an_empty_field_is_missing(run):
    _, out, _ = run(b"unit,rater,label\nu,Alice,NA\nu,Bob,.\nu,Carol,\nu,Dave, \n")
    assert json.loads(out)["ratings"] == 3
    assert list(json.loads(out)["per_label"]) == ["NA", ".", " "]


def test_the_last_of_a_repeated_rating_counts_with_a_warning(run):
    code, out, err = run(b"unit,rater,label\nu,Alice,a\nu,Bob,b\nu,Alice,b\n")
    assert code == 0
    assert "1 repeated (unit, rater); the last row counts. First at line 4: unit 'u', rater 'Alice'." in err
    assert json.loads(out)["figures"]["observed_agreement"]["value"] == 1.0


def test_rows_without_unit_or_rater_are_left_out_with_a_warning(run):
    code, out, err = run(b"unit,rater,label\n,Alice,a\nu,,a\nu,Bob,b\n")
    assert code == 0
    assert "2 rows without a unit or a rater are left out. First at line 2." in err
    assert json.loads(out)["ratings"] == 1


def test_labels_in_any_script_stay_readable(run):
    assert '"未证实"' in run("unit,rater,label\nu,Alice,未证实\n".encode())[1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "must name the column unit once"),
        (b"unit;rater;label\n", "It reads: unit;rater;label"),
        (b"unit,rater,verdict\n", "must name the column label once, and names it 0 times"),
        (b"unit,rater,label,label\n", "names it 2 times"),
        (b"unit,rater,label\nu,Alice,\xff\n", "not valid UTF-8 at byte 25"),
        (b"unit,rater,label\nu,Alice,\0\n", "byte 25 is a NUL"),
        ("unit,rater,label\n".encode("utf-16"), "Save the table as CSV in UTF-8"),
        (b"unit,rater,label\nu,Alice\n", "line 2: 2 fields where the header has 3"),
        (b'unit,rater,label\nu,"Alice,a\n', "Check the quotation marks"),
        (b"unit,rater,label\nu,Alice," + b"a" * 100_001, "more than 100,000 characters"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(run, content, message):
    code, out, err = run(content)
    assert (code, out) == (2, "")
    assert message in err


def test_a_missing_file_and_a_directory_are_said(tmp_path, capsys):
    assert main([str(tmp_path / "none.csv")]) == 2
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("cannot be opened") == 2


def test_the_command_runs_without_settings_and_writes_utf8(tmp_path, monkeypatch):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    path = tmp_path / "ratings.csv"
    path.write_text("unit,rater,label\nu,Alice,未证实\n", encoding="utf-8")
    command = [sys.executable, "-m", "annotations.agreement", str(path)]
    result = subprocess.run(command, check=True, capture_output=True)
    assert "未证实" in json.loads(result.stdout)["per_label"]
