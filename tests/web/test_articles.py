import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.models import Article
from tests.factories import TEXT, make_article, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(client):
    alice = make_user("Alice")
    client.force_login(alice)
    return make_project(lead=alice)


def add(client, project, **data):
    return client.post(reverse("add_article", kwargs={"slug": project.slug}), {"language": "", **data})


def test_a_pasted_text_is_split_and_shown(client, project):
    page = add(client, project, text=TEXT, outlet="The Quay", published_on="2026-03-01", language="en")
    article = Article.objects.get()
    assert page.headers["Location"] == reverse("workspace", kwargs={"pk": article.pk})
    assert (article.title, article.outlet) == ("Harbour council weighs a new ferry", "The Quay")


def test_blanks_around_a_pasted_text_stay_so_that_offsets_hold(client, project):
    add(client, project, text=f"\r\n  {TEXT}\r\n ", title="Ferry")
    assert Article.objects.get().text == f"\r\n  {TEXT}\r\n "


def test_a_file_is_read_byte_for_byte(client, project):
    add(client, project, file=SimpleUploadedFile("ferry.txt", TEXT.replace("\n", "\r\n").encode()))
    assert Article.objects.get().text == TEXT.replace("\n", "\r\n")


def test_the_same_article_twice_is_one_and_is_linked(client, project):
    known = make_article(project)
    page = add(client, project, text=TEXT.replace("\n", "\r\n")).content.decode()
    assert "in the project already" in page
    assert reverse("workspace", kwargs={"pk": known.pk}) in page
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty or holds only blanks"),
        ("blank.txt", b" \n ", "empty or holds only blanks"),
        ("picture.txt", b"\x89PNG\0\0", "is not a text file"),
        ("old.txt", "Привет".encode("windows-1251"), "is not valid UTF-8"),
        ("page.html", b"<p>It rained.</p>", "extension that is not read here"),
    ],
)
def test_a_file_that_is_no_article_is_refused_at_the_field(client, project, name, data, said):
    page = add(client, project, file=SimpleUploadedFile(name, data))
    assert said in page.context["form"].errors["file"][0]
    assert not Article.objects.exists()


@pytest.mark.parametrize("data", [{}, {"text": TEXT, "file": SimpleUploadedFile("a.txt", b"It rained.")}])
def test_a_text_or_a_file_is_given_and_not_both(client, project, data):
    assert "one of them, not both" in add(client, project, **data).content.decode()


def test_a_text_without_a_claim_is_refused_and_nothing_stored(client, project):
    page = add(client, project, text="By Ada Quill\n", language="en")
    assert "No claim was found" in page.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("field", [{"url": "javascript:alert(1)"}, {"published_on": "yesterday"}])
def test_details_that_do_not_fit_are_said_at_their_field(client, project, field):
    page = add(client, project, text=TEXT, **field)
    assert set(page.context["form"].errors) == set(field)


def test_a_byte_order_mark_is_dropped_and_that_is_said(client, project):
    file = SimpleUploadedFile("ferry.txt", b"\xef\xbb\xbf" + TEXT.encode())
    add(client, project, file=file)
    page = client.get(reverse("project", kwargs={"slug": project.slug})).content.decode()
    assert "byte order mark" in page


def test_a_reviewer_may_not_add(client, project):
    bob = make_user("Bob")
    theirs = make_project(reviewers=[bob], name="Quarry")
    client.force_login(bob)
    assert add(client, theirs, text=TEXT).status_code == 403
    assert not Article.objects.exists()
