import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotations.models import Article, ImportRun, Project, User
from annotations.workflow import bulk
from annotations.workflow.bulk import check_upload, start_import
from tests.factories import NOON, TEXT, make_article

TABLE = (
    "text,title,url\n"
    "Mayor Ada Quill said that the ferry was sold.,Ferry sold,https://example.org/1\n"
    '"The crew, aides said, left.",=1+1,\n'
    ",Empty,\n"
)


def upload(client: Client, project: Project, *files: SimpleUploadedFile, **fields: str) -> Any:
    address = reverse("import_articles", args=[project.slug])
    return client.post(address, {"uploads": files, **fields}, follow=True)


def table(text: str = TABLE, name: str = "wire.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def run(project: Project, alice: User) -> ImportRun:
    files = [bulk.Upload("wire.csv", io.BytesIO(TABLE.encode()))]
    return check_upload(project=project, by=alice, files=files, encoding="", language="", now=lambda: NOON)


def address(run: ImportRun, name: str = "import_run") -> str:
    return reverse(name, args=[run.project.slug, run.pk])


def test_files_are_checked_before_anything_comes_in(page: Client, project: Project) -> None:
    make_article(project)
    single = SimpleUploadedFile("harbour.txt", TEXT.encode())
    html = upload(page, project, table(), single).content.decode()
    assert "Import 2 articles" in html
    assert "is empty or holds only blanks" in html
    assert Article.objects.count() == 1


def test_an_import_is_started_and_done_within_requests_where_no_worker_runs(
    page: Client, run: ImportRun, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page.post(address(run), {"act": "start"})
    html = page.get(address(run)).content.decode()
    assert "Everything is done" in html
    assert '<progress value="3" max="3"' in html
    article = Article.objects.get(title="Ferry sold")
    assert reverse("workspace", args=[article.pk]) in html


def test_the_bar_asks_again_until_the_end(page: Client, run: ImportRun, alice: User) -> None:
    start_import(run=run, by=alice, at=NOON)
    assert "hx-get" in page.get(address(run)).content.decode()
    answer = page.get(address(run, "import_progress"))
    assert (answer["HX-Refresh"], "hx-get" in answer.content.decode()) == ("true", False)
    assert Article.objects.count() == 2


def test_without_script_loading_the_page_again_goes_on(page: Client, run: ImportRun, alice: User) -> None:
    start_import(run=run, by=alice, at=NOON)
    assert 'content="2; url=?turn=1"' in page.get(address(run)).content.decode()
    assert "Everything is done" in page.get(address(run), {"turn": "1"}).content.decode()


def test_problems_come_as_a_table_that_hides_no_formula(page: Client, run: ImportRun) -> None:
    answer = page.get(address(run, "import_rows"), {"state": "refused"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["file"], row["row"], row["state"]) for row in rows] == [("wire.csv", "4", "refused")]
    every = page.get(address(run, "import_rows")).getvalue().decode()
    assert "'=1+1" in every


def test_the_encoding_is_chosen_and_never_guessed(page: Client, project: Project) -> None:
    def file() -> SimpleUploadedFile:
        return table("text\nПаром продан.\n", encoding="cp1251")

    assert "Choose the encoding" in upload(page, project, file()).content.decode()
    assert "Паром продан." in upload(page, project, file(), encoding="windows-1251").content.decode()


def test_an_import_is_stopped_and_dropped(page: Client, run: ImportRun, alice: User) -> None:
    start_import(run=run, by=alice, at=NOON)
    assert "A lead stopped it." in page.post(address(run), {"act": "stop"}, follow=True).content.decode()
    page.post(address(run), {"act": "discard"})
    assert not ImportRun.objects.exists()


def test_a_second_start_is_refused_in_words(page: Client, run: ImportRun, alice: User) -> None:
    start_import(run=run, by=alice, at=NOON)
    html = page.post(address(run), {"act": "start"}, follow=True).content.decode()
    assert "running or has ended" in html


def test_an_archived_project_takes_none(page: Client, project: Project) -> None:
    Project.objects.update(archived_at=NOON)
    answer = upload(page, project, table())
    assert answer.status_code == 422
    assert "archived" in answer.content.decode()


def test_an_upload_that_is_too_large_is_refused_unread(
    page: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_UPLOAD", 100)
    answer = upload(page, project, table())
    assert (answer.status_code, ImportRun.objects.count()) == (413, 0)
    assert "at most 100" in answer.content.decode()


def test_too_many_files_are_refused(page: Client, project: Project, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = upload(page, project, *[table(name=f"{number}.csv") for number in range(3)])
    assert answer.status_code == 413
    assert "At most 2 files" in answer.content.decode()


def test_no_file_is_an_error_at_its_place(page: Client, project: Project) -> None:
    assert "Choose at least one file." in upload(page, project).content.decode()


def test_an_upload_needs_its_token(alice: User, project: Project) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert upload(strict, project, table()).status_code == 403
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("name", ["import_run", "import_progress", "import_rows"])
def test_imports_are_for_leads(name: str, client: Client, run: ImportRun, bob: User, dave: User) -> None:
    for user, status in ((bob, 403), (dave, 404)):
        client.force_login(user)
        assert client.get(address(run, name)).status_code == status
        assert client.get(reverse("import_articles", args=[run.project.slug])).status_code == status


def test_the_list_of_imports_takes_four_queries(
    page: Client, run: ImportRun, django_assert_num_queries: Callable[..., Any]
) -> None:
    page.get(address(run))
    # session, user; project, role; imports
    with django_assert_num_queries(5):
        page.get(reverse("import_articles", args=[run.project.slug]))


def test_the_page_of_an_import_takes_seven_queries_however_many_rows(
    page: Client, project: Project, django_assert_num_queries: Callable[..., Any]
) -> None:
    lines = "".join(json.dumps({"text": f"Ferry {number} was sold."}) + "\n" for number in range(120))
    answer = upload(page, project, SimpleUploadedFile("many.jsonl", lines.encode()))
    # session, user; project, role; import; number of rows, rows with their articles
    with django_assert_num_queries(7):
        page.get(answer.redirect_chain[-1][0], {"state": "waiting", "page": "2"})
