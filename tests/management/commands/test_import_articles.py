"""manage.py import_articles: one line a file, whole or not at all."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Article, Project
from tests.factories import TEXT, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return make_project()


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("import_articles", *map(str, arguments), stdout=out, project="harbour", **options)
    return out.getvalue()


def test_folder_is_imported_file_by_file(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.md").write_text(f"{TEXT}The ferry was late.\n")
    (tmp_path / "c.pdf").write_text("no text")
    lines = run(tmp_path).splitlines()
    claims = [article.claims.count() for article in Article.objects.order_by("pk")]
    assert lines == [
        f"{tmp_path / 'a.txt'}: imported ({claims[0]} claims)",
        f"{tmp_path / 'b.md'}: imported ({claims[1]} claims)",
    ]


def test_same_article_twice_is_one_and_said_so(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    run(tmp_path)
    assert f"already there (article {Article.objects.get().pk})" in run(tmp_path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\x00\x01 binary", "not a text file"),
        (b"caf\xe9 ", "not valid UTF-8"),
        (b"Leave a Reply\n\nShare this\n", "No claim"),
    ],
)
def test_bad_file_is_refused_with_its_reason_and_the_others_go_on(
    project: Project, tmp_path: Path, data: bytes, words: str
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT)
    out = StringIO()
    with pytest.raises(CommandError, match="1 refused"):
        call_command("import_articles", str(tmp_path), project="harbour", stdout=out)
    first, second = out.getvalue().splitlines()
    assert "refused: " in first
    assert words in first
    assert "imported" in second
    assert Article.objects.count() == 1


def test_missing_file_and_folder_without_articles_are_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="2 refused"):
        run(tmp_path / "absent.txt", tmp_path)


def test_encoding_and_language_can_be_given(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Паром опоздал. Об этом сообщил капитан Орлов.\n".encode("windows-1251"))
    run(tmp_path, encoding="windows-1251", language="ru")
    assert Article.objects.get().language == "ru"


def test_unknown_project_names_those_there_are(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Choose one of: harbour"):
        call_command("import_articles", str(tmp_path), project="ferry")


def test_without_any_project_it_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="make demo"):
        call_command("import_articles", str(tmp_path), project="ferry")


@pytest.mark.parametrize("language", ["\udcff", "English, please", "e"])
def test_language_that_is_no_code_is_said(project: Project, tmp_path: Path, language: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(CommandError, match="1 refused"):
        run(tmp_path, language=language)
    assert not Article.objects.exists()
