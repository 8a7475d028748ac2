"""manage.py report_agreement: text for people, JSON for programs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Project, User
from tests.factories import make_claims, make_project, make_review, make_user

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


def test_unknown_round_names_those_there_are(project: Project) -> None:
    with pytest.raises(CommandError, match="Choose one of: 1"):
        run(round=7)
