import pytest
from django.urls import reverse

from annotations.models import EvidencePolicy, GuidelineVersion, Project, Role
from annotations.workflow.managing import archive_project, close_round, publish_guidelines, set_role
from tests.factories import NOON, TEXT, make_article, make_claims, make_project, make_review, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    alice = make_user("Alice")
    client.force_login(alice)
    return alice


def read(client, name, **kwargs):
    return client.get(reverse(name, kwargs=kwargs)).content.decode()


def test_whoever_is_in_no_project_is_told_what_to_do(client, alice):
    assert "You are in no project yet" in read(client, "home")


def test_a_reviewer_sees_how_much_waits_and_where_to_begin(client, alice):
    project = make_project(reviewers=[alice])
    claims = make_claims(project)
    make_review(claims[0], alice)
    page = read(client, "home")
    assert f"{len(claims) - 1} claims wait for you" in page
    assert reverse("next_claim", kwargs={"slug": project.slug}) in page


def test_a_project_is_shown_with_my_role_and_its_progress(client, alice):
    project = make_project(lead=alice, reviewers=[bob := make_user("Bob")], overlap=1)
    claims = make_claims(project)
    make_review(claims[0], bob)
    page = read(client, "home")
    assert f"1 of {len(claims)} claims complete" in page
    assert ">lead<" in page


def test_others_projects_are_not_shown_but_to_a_superuser(client, alice):
    make_project(name="Quarry")
    assert "Quarry" not in read(client, "home")
    client.force_login(make_user("Root", is_superuser=True))
    assert "Quarry" in read(client, "home")


def test_the_start_page_asks_as_little_for_three_projects_as_for_one(
    client, alice, django_assert_num_queries
):
    for number in range(3):
        make_claims(make_project(reviewers=[alice], name=f"Project {number}"))
    # session, user, count of projects, projects, my roles, progress, what is left, my turns on it, which are
    # simulated; for the forecast: rounds, claims begun, verdicts by day
    with django_assert_num_queries(12):
        client.get(reverse("home"))


def test_a_stranger_gets_404(client, alice):
    project = make_project()
    for name in ("project", "guidelines", "add_article"):
        assert client.get(reverse(name, kwargs={"slug": project.slug})).status_code == 404


def test_a_project_says_its_settings_in_words(client, alice):
    project = make_project(lead=alice, overlap=3, evidence_policy=EvidencePolicy.REQUIRE)
    page = read(client, "project", slug=project.slug)
    assert "Round 1 is open." in page
    assert "Each claim needs the verdicts of 3 reviewers." in page
    assert "Blind: nobody sees" in page
    assert "need evidence or a justification" in page


def test_an_article_is_listed_with_what_it_rests_on_and_what_is_left(client, alice):
    project = make_project(reviewers=[alice], overlap=1)
    claims = make_claims(project)
    make_review(claims[0], alice)
    page = read(client, "project", slug=project.slug)
    assert "1 named person" in page
    assert "1 anonymous" in page
    assert f"1 of {len(claims)} claims complete" in page
    assert f"{len(claims) - 1} left for you" in page
    assert reverse("workspace", kwargs={"pk": claims[0].article_id}) in page


def test_between_rounds_the_last_one_is_shown_as_closed(client, alice):
    project = make_project(lead=alice)
    claims = make_claims(project)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    page = read(client, "project", slug=project.slug)
    assert "Round 1 is closed." in page
    assert f"{len(claims)} of {len(claims)} claims complete" in page


@pytest.mark.parametrize("is_simulated", [True, False])
def test_progress_that_rests_on_simulated_reviews_says_so(client, alice, is_simulated):
    project = make_project(reviewers=[alice])
    make_review(make_claims(project)[0], alice, is_simulated=is_simulated)
    for page in (read(client, "home"), read(client, "project", slug=project.slug)):
        assert ("simulated reviews" in page) is is_simulated


def test_when_the_round_will_be_done_is_said_where_it_can_be_told(client, alice):
    project = make_project(reviewers=[alice, make_user("Bob")], target_agreement=0.8)
    make_claims(project)
    for page in (read(client, "home"), read(client, "project", slug=project.slug)):
        assert "nobody gave a verdict on a whole day of the last three weeks" in page
    assert "an alpha of 0.80" in page
    Project.objects.update(overlap=3)
    assert "a claim needs more reviewers than the project has" in read(client, "home")


def test_only_a_lead_is_offered_to_add_an_article(client, alice):
    project = make_project(reviewers=[alice])
    address = reverse("add_article", kwargs={"slug": project.slug})
    assert address not in read(client, "project", slug=project.slug)
    set_role(project=project, user=alice, role=Role.LEAD, by=None, at=NOON)
    assert address in read(client, "project", slug=project.slug)


def test_articles_come_on_pages_of_25(client, alice):
    project = make_project(lead=alice)
    for number in range(26):
        make_article(project, f"Ferry {number}\n\n{TEXT}")
    address = reverse("project", kwargs={"slug": project.slug})
    assert client.get(address).context["rows"][-1].article.title == "Ferry 24"
    assert [row.article.title for row in client.get(address, {"page": 2}).context["rows"]] == ["Ferry 25"]


def test_a_project_asks_as_little_for_three_articles_as_for_one(client, alice, django_assert_num_queries):
    project = make_project(reviewers=[alice])
    for number in range(3):
        make_article(project, f"Ferry {number}\n\n{TEXT}")
    # session, user, project, my role, newest round, progress, whether simulated, what is left,
    # my turns on it, count of articles, articles, strips, progress by article, what waits by article;
    # for the forecast: round, claims begun, verdicts by day
    with django_assert_num_queries(17):
        client.get(reverse("project", kwargs={"slug": project.slug}))


def test_guidelines_are_shown_as_safe_html(client, alice):
    project = make_project(lead=alice)
    text = "# Rules\n\nJudge the **content**.<script>alert(1)</script>"
    publish_guidelines(project=project, text=text, by=alice, at=NOON)
    page = read(client, "guidelines", slug=project.slug)
    assert "<strong>content</strong>" in page
    assert "<h2>Rules</h2>" in page
    assert "<script>alert" not in page


def test_a_lead_publishes_the_next_version(client, alice):
    project = make_project(lead=alice)
    publish_guidelines(project=project, text="One", by=alice, at=NOON)
    client.post(reverse("guidelines", kwargs={"slug": project.slug}), {"text": "Two\n"})
    assert list(project.guidelines.values_list("number", "text")) == [(2, "Two\n"), (1, "One")]


def test_a_reviewer_reads_the_guidelines_and_cannot_publish(client, alice):
    project = make_project(reviewers=[alice])
    assert "Publish" not in read(client, "guidelines", slug=project.slug)
    page = client.post(reverse("guidelines", kwargs={"slug": project.slug}), {"text": "Mine"})
    assert page.status_code == 403
    assert not GuidelineVersion.objects.exists()


def test_guidelines_of_an_archived_project_are_read_only(client, alice):
    project = make_project(lead=alice)
    archive_project(project=project, by=alice, at=NOON)
    client.force_login(alice)
    answer = client.post("/projects/harbour/guidelines/", {"text": "Be kind."}, follow=True)
    assert "This project is archived" in answer.text
    assert not project.guidelines.exists()
