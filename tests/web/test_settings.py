from typing import Any

from django.test import Client

from annotations.models import Project, SkipReason, User
from tests.factories import make_article, make_claims, make_project, make_review, make_user

SETTINGS = "/projects/harbour/settings/"


def form_of(**changes: Any) -> dict[str, Any]:
    plain = {"name": "Harbour", "overlap": 3, "is_blind": "on", "evidence_policy": "warn"}
    queue = {"queue_strategy": "random", "queue_seed": 7, "lease_minutes": 60}
    rest = {"skip_reasons": ["opinion", "forecast"], "edit_policy": "direct", "retest_percent": 5}
    return {**plain, **queue, **rest, **changes}


def test_a_lead_changes_the_settings(client: Client, project: Project, alice: User) -> None:
    client.force_login(alice)
    page = client.post(SETTINGS, form_of(name="Port"), follow=True).content.decode()
    project.refresh_from_db()
    assert "The settings are saved." in page
    assert (project.name, project.overlap, project.skip_reasons) == ("Port", 3, ["opinion", "forecast"])


def test_a_setting_outside_of_its_bounds_stands_at_its_field(
    client: Client, project: Project, alice: User
) -> None:
    client.force_login(alice)
    for wrong in ({"overlap": 0}, {"target_agreement": 2}, {"skip_reasons": []}, {"lease_minutes": 0}):
        answer = client.post(SETTINGS, form_of(**wrong))
        assert answer.status_code == 422
    project.refresh_from_db()
    assert project.overlap == 2


def test_only_leads_and_superusers_see_them(client: Client, project: Project, bob: User) -> None:
    client.force_login(bob)
    assert client.get(SETTINGS).status_code == 403
    client.force_login(make_user("dave"))
    assert client.get(SETTINGS).status_code == 404
    client.force_login(make_user("root", is_superuser=True))
    assert client.get(SETTINGS).status_code == 200


def test_whoever_makes_a_project_leads_it(client: Client, db: None) -> None:
    root = make_user("root", is_superuser=True)
    client.force_login(root)
    page = client.post("/new-project/", form_of(name="Airport"), follow=True).content.decode()
    assert "Bring in articles and invite reviewers." in page
    assert Project.objects.get(slug="airport").memberships.get(user=root).role == "lead"


def test_not_everybody_makes_projects(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/new-project/").status_code == 403
    assert "New project" not in client.get("/").content.decode()


def test_an_archived_project_is_read_and_not_changed(
    client: Client, project: Project, alice: User, bob: User
) -> None:
    claims = make_claims(project)
    client.force_login(alice)
    client.post("/projects/harbour/archive/")
    assert "This project is archived" in client.get("/projects/harbour/").content.decode()
    client.force_login(bob)
    assert "This project is archived" in client.get("/projects/harbour/next/", follow=True).content.decode()
    press = {"key": "b0b0b0b0-0000-4000-8000-000000000000", "verdict": "verified"}
    answer = client.post(f"/claims/{claims[0].pk}/review/", press, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    client.force_login(alice)
    client.post("/projects/harbour/archive/", {"back": "yes"})
    assert make_review(claims[0], bob).verdict == "verified"


def test_a_reviewer_archives_nothing(client: Client, project: Project, bob: User) -> None:
    client.force_login(bob)
    page = client.post("/projects/harbour/archive/", follow=True).content.decode()
    assert "Only a lead" in page
    project.refresh_from_db()
    assert project.archived_at is None


def test_an_article_that_is_held_can_be_taken_back(
    client: Client, project: Project, alice: User, bob: User
) -> None:
    article = make_article(project)
    client.force_login(alice)
    address = "/projects/harbour/assignments/"
    client.post(address, {"assign": "yes", "article": article.pk, "reviewer": bob.pk})
    page = client.get(address).content.decode()
    assert article.title in page
    held = article.assignments.get()
    client.post(address, {"take_back": held.pk})
    held.refresh_from_db()
    assert held.returned_at is not None


def test_a_reviewer_sees_their_own_articles_only(
    client: Client, project: Project, bob: User, carol: User, django_assert_num_queries: Any
) -> None:
    make_article(project)
    client.force_login(bob)
    client.get("/projects/harbour/next/")
    client.force_login(carol)
    assert "Nobody holds an article now" in client.get("/projects/harbour/assignments/").content.decode()


def test_the_list_of_assignments_asks_as_little_for_three_as_for_one(
    client: Client, alice: User, django_assert_num_queries: Any
) -> None:
    reviewers = [make_user(name) for name in ("erin", "frank", "grace")]
    project = make_project(lead=alice, reviewers=reviewers, name="Airport")
    article = make_article(project)
    client.force_login(alice)
    address = "/projects/airport/assignments/"
    for reviewer in reviewers[:2]:
        client.post(address, {"assign": "yes", "article": article.pk, "reviewer": reviewer.pk})
    # session, user, project, open round, my role, count, page, articles to give, reviewers to give them to
    with django_assert_num_queries(9):
        client.get(address)


def test_a_new_project_offers_every_reason_to_skip(client: Client, db: None) -> None:
    client.force_login(make_user("dave", is_superuser=True))
    page = client.get("/new-project/")
    assert page.context["form"]["skip_reasons"].value() == SkipReason.values
