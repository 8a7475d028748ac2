import pytest
from django.http import Http404

from annotations.models import Role
from annotations.web.access import get_article, get_claim, get_project, role_in
from tests.factories import make_claims, make_project, make_user

pytestmark = pytest.mark.django_db


def test_a_member_finds_the_project_and_all_in_it():
    alice = make_user("Alice")
    project = make_project(lead=alice)
    claim = make_claims(project)[0]
    assert get_project(alice, project.slug) == project
    assert get_article(alice, claim.article_id).project == project
    assert get_claim(alice, claim.pk) == claim
    assert role_in(alice, project) == Role.LEAD


@pytest.mark.parametrize("find", ["project", "article", "claim"])
def test_a_stranger_finds_nothing(find):
    project = make_project()
    claim = make_claims(project)[0]
    bob = make_user("Bob")
    keys = {"project": project.slug, "article": claim.article_id, "claim": claim.pk}
    ask = {"project": get_project, "article": get_article, "claim": get_claim}[find]
    with pytest.raises(Http404):
        ask(bob, keys[find])


def test_a_superuser_sees_every_project_without_a_role_in_it():
    root = make_user("Root", is_superuser=True)
    project = make_project()
    assert get_project(root, project.slug) == project
    assert role_in(root, project) is None


def test_what_does_not_exist_is_not_found_either():
    with pytest.raises(Http404):
        get_article(make_user(is_superuser=True), 999)
