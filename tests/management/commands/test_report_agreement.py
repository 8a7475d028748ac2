"""manage.py report_agreement: text and a page for people, JSON and CSV for programs."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Project, User
from tests.factories import NOON, make_claims, make_project, make_review, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewers() -> list[User]:
    return [make_user("Alice"), make_user("Bob")]


@pytest.fixture
def project(reviewers: list[User]) -> Project:
    return make_project(reviewers=reviewers, overlap=3)


def run(**options: object) -> str:
    out = StringIO()
    call_command("report_agreement", "harbour", stdout=out, **options)
    return out.getvalue()


def test_text_counts_open_claims_and_names_the_pair(project: Project, reviewers: list[User]) -> None:
    claims = make_claims(project)
    for claim, (first, second) in zip(claims, [("verified",) * 2, ("disputed", "verified")], strict=False):
        make_review(claim, reviewers[0], first)
        make_review(claim, reviewers[1], second)
    text = run()
    assert "Raw agreement: 0.500" in text
    assert "Alice and Bob" in text
    assert "(0 complete)" in text


def test_simulated_verdicts_are_named(project: Project, reviewers: list[User]) -> None:
    make_review(make_claims(project)[0], reviewers[0], is_simulated=True)
    text = run()
    assert "1 verdicts, of which 1 simulated" in text
    assert "Alice (simulated)" in text


def test_undefined_value_gives_its_reason(project: Project) -> None:
    assert "Krippendorff's alpha: undefined. There are no verdicts yet." in run()


def test_json_has_the_same_figures(project: Project, reviewers: list[User]) -> None:
    make_review(make_claims(project)[0], reviewers[0])
    report = json.loads(run(format="json"))
    assert (report["project"], report["round"], report["reach"]) == ("harbour", 1, "all")
    assert report["ratings"] == 1


def test_the_page_is_one_file(project: Project, reviewers: list[User], tmp_path: Path) -> None:
    make_review(make_claims(project)[0], reviewers[0])
    assert run(format="html", output=tmp_path / "report.html") == ""
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "How far reviewers agree" in page


def test_csv_has_a_row_for_each_figure(project: Project, reviewers: list[User]) -> None:
    make_review(make_claims(project)[0], reviewers[0], "disputed")
    rows = {row["figure"]: row for row in csv.DictReader(StringIO(run(format="csv")))}
    assert rows["figures.alpha_nominal"]["reason"] == "no_unit_rated_twice"
    assert rows["per_label.disputed.share"]["value"] == "1.0"


def test_filters_narrow_what_is_counted(project: Project, reviewers: list[User]) -> None:
    (claim,) = make_claims(project, "The old ferry was built in 1971.\n")
    make_review(claim, reviewers[0])
    make_review(claim, reviewers[1], is_simulated=True)
    project.rounds.update(closed_at=NOON)
    claim.progress.update(revealed_at=NOON)
    asked = {"without": ["alice"], "language": ["en"], "article": [str(claim.article_id)], "first": True}
    assert json.loads(run(format="json", **asked))["ratings"] == 1
    assert json.loads(run(format="json", **asked, without_simulated=True))["ratings"] == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"label": ["true"]}, "--label: .*true"),
        ({"source_kind": ["rumour"]}, "--source-kind: .*rumour"),
        ({"guideline_version": ["x"]}, "--guideline-version: .*x"),
        ({"since": "yesterday"}, "--since: "),
        ({"without": ["dave"]}, "--without: there is nobody called “dave”"),
    ],
)
def test_a_filter_that_cannot_be_is_named(project: Project, options: dict[str, object], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(**options)


def test_a_file_that_cannot_be_written_is_named(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be written"):
        run(output=tmp_path / "missing" / "report.txt")


def test_unknown_round_names_those_there_are(project: Project) -> None:
    with pytest.raises(CommandError, match="Choose one of: 1"):
        run(round=7)
