import json
import subprocess
import sys

import pytest

from annotations.agreement.__main__ import main
from tests.agreement.published import FOUR_OBSERVERS


@pytest.fixture
def run(tmp_path, capsys):
    def run_on(content: bytes, *options: str):
        path = tmp_path / "ratings.csv"
        path.write_bytes(content)
        code = main([str(path), *options])
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
    nothing = {"value": None, "low": None, "high": None, "n": 0, "reason": "no_ratings"}
    assert data["figures"]["alpha_nominal"] == nothing


def test_other_columns_a_mark_and_crlf_are_no_matter(run):
    code, out, _ = run(b"\xef\xbb\xbfdate,label,rater,unit\r\n1,a,Alice,u\r\n2,a,Bob,u\r\n")
    assert code == 0
    assert json.loads(out)["figures"]["observed_agreement"]["value"] == 1.0


def test_only_an_empty_field_is_missing(run):
    _, out, _ = run(b"unit,rater,label\nu,Alice,NA\nu,Bob,.\nu,Carol,\nu,Dave, \n")
    assert json.loads(out)["ratings"] == 3
    assert list(json.loads(out)["per_label"]) == [" ", ".", "NA"]


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


FOUR_DOCUMENTS = b"""unit,rater,label,document
1,Alice,low,x
1,Bob,low,x
2,Alice,high,x
2,Bob,low,x
3,Alice,high,y
3,Bob,high,y
4,Alice,low,z
4,Bob,low,z
"""


def test_a_column_names_the_clusters_that_are_left_out(run):
    data = json.loads(run(FOUR_DOCUMENTS, "--cluster", "document")[1])
    assert (data["clusters"], data["intervals"]["left_out"], data["intervals"]["groups"]) == (
        3,
        "document",
        3,
    )
    assert data["figures"]["alpha_nominal"]["low"] is not None


def test_an_order_keeps_unused_labels_as_places_and_counts_those_in_use(run):
    near = json.loads(run(FOUR_DOCUMENTS, "--order", "low,high")[1])["figures"]
    far = json.loads(run(FOUR_DOCUMENTS, "--order", 'low,"so, so",high')[1])
    assert far["figures"]["gwet_ac1"] == near["gwet_ac1"]
    assert far["figures"]["cohen_kappa_linear"]["value"] == near["cohen_kappa_linear"]["value"]
    assert far["per_label"]["so, so"]["count"] == 0


def test_labels_given_count_used_or_not(run):
    figures = json.loads(run(FOUR_DOCUMENTS, "--labels", "low,high,none")[1])["figures"]
    assert figures["brennan_prediger"]["value"] == pytest.approx(0.625)


@pytest.mark.parametrize("option", ["--order", "--labels"])
def test_a_label_that_is_not_listed_is_an_error(run, option):
    code, out, err = run(FOUR_DOCUMENTS, option, "low")
    assert (code, out) == (2, "")
    assert "'high' is none of the labels given: 'low'." in err


def test_an_order_names_labels_that_were_given(run):
    assert (
        "stands in --order and not in --labels"
        in run(FOUR_DOCUMENTS, "--order", "low,high", "--labels", "low")[2]
    )


@pytest.mark.parametrize("given", ["", "a,,b", "a,a", "a\nb"])
def test_a_list_of_labels_that_is_none_is_an_error(run, given):
    with pytest.raises(SystemExit):
        run(FOUR_DOCUMENTS, "--order", given)


@pytest.mark.parametrize(
    ("row", "message"), [("1,Carol,low,", "no cluster"), ("1,Carol,low,y", "another cluster than 'x'")]
)
def test_a_unit_has_one_cluster(run, row, message):
    code, _, err = run(FOUR_DOCUMENTS + row.encode() + b"\n", "--cluster", "document")
    assert code == 2
    assert f"line 10: unit '1' has {message}" in err


def test_aggregations_stand_in_the_json(run):
    data = json.loads(run(FOUR_DOCUMENTS, "--aggregate", "dawid-skene", "--aggregate", "majority")[1])
    model, votes = data["aggregation"]["dawid_skene"], data["aggregation"]["majority"]
    assert sum(model["marginals"].values()) == pytest.approx(1)
    assert set(model["posteriors"]["3"]) == {"low", "high"}
    assert (votes["labels"]["3"], votes["labels"]["2"], votes["ties"]) == ("high", None, 1)


def test_the_model_counts_a_repeated_rating_every_time(run):
    rows = b"unit,rater,label\n1,Alice,a\n1,Alice,b\n1,Alice,b\n1,Bob,b\n2,Alice,a\n2,Bob,a\n"
    data = json.loads(run(rows, "--aggregate", "dawid-skene")[1])
    assert data["ratings"] == 4
    assert set(data["aggregation"]["dawid_skene"]["marginals"]) == {"a", "b"}


def test_text_is_readable_and_warns_of_few_clusters(run):
    out = run(FOUR_DOCUMENTS, "--format", "text", "--cluster", "document", "--aggregate", "dawid-skene")[1]
    assert "alpha_nominal" in out
    assert "leaving out one document at a time (3)" in out
    assert "Fewer than 20 are few" in out
    assert "Dawid and Skene: converged" in out


def test_a_bootstrap_says_its_seed(run):
    data = json.loads(run(FOUR_DOCUMENTS, "--intervals", "bootstrap", "--seed", "7")[1])
    assert (data["intervals"]["method"], data["intervals"]["seed"]) == ("bootstrap", 7)


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
