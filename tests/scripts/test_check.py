"""The last line of the check is trusted by machines, so what it counts is tested."""

from collections import Counter
from pathlib import Path

import pytest

from scripts import check


@pytest.mark.parametrize(
    ("result", "counted"),
    [
        ("", {"passed": 1}),
        ("<failure/>", {"failed": 1}),
        ("<error/>", {"failed": 1}),
        # A test that is skipped has shown nothing: the check fails on it.
        ('<skipped type="pytest.skip"/>', {"failed": 1}),
        ('<skipped type="pytest.xfail"/>', {}),
    ],
)
def test_each_result_is_counted_for_what_it_is(tmp_path: Path, result: str, counted: dict[str, int]) -> None:
    report = tmp_path / "junit.xml"
    report.write_text(f"<testsuites><testsuite><testcase>{result}</testcase></testsuite></testsuites>")
    assert check.count_tests(report) == Counter(counted)


@pytest.mark.parametrize(
    ("cases", "exit_code", "failed"),
    [("<testcase/>", 0, 0), ("<testcase/>", 2, 1), ("", 5, 1), (None, 3, 1)],
    ids=["good", "broke off", "nothing to run", "no report"],
)
def test_a_set_that_did_not_run_through_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cases: str | None, exit_code: int, failed: int
) -> None:
    monkeypatch.setattr(check, "OUTPUT", tmp_path)
    (tmp_path / "sqlite").mkdir()
    (tmp_path / "sqlite.log").write_text("what pytest said")
    if cases is not None:
        (tmp_path / "sqlite" / "junit.xml").write_text(f"<testsuite>{cases}</testsuite>")
    assert check.report_tests("sqlite", exit_code)["failed"] == failed


def test_a_step_shows_what_it_says_only_when_it_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.run_step("quiet", ("sh", "-c", "echo fine"), {"PATH": "/usr/bin:/bin"})
    assert not check.run_step("loud", ("sh", "-c", "echo broken; exit 1"), {"PATH": "/usr/bin:/bin"})
    shown = capsys.readouterr().out
    assert "broken" in shown
    assert "fine" not in shown


def test_settings_of_the_person_who_checks_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///precious.sqlite3")
    monkeypatch.setenv("SECRET_KEY", "precious")
    assert not {"DATABASE_URL", "SECRET_KEY"} & check.clean_environment().keys()
