"""What every page shares: the header, the languages, the pages for what goes wrong."""

import re

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tests.factories import make_project, make_user


@pytest.mark.django_db
def test_inside_a_project_the_header_leads_to_its_rooms(client):
    alice = make_user("Alice")
    project = make_project(lead=alice)
    client.force_login(alice)
    page = client.get(reverse("project", kwargs={"slug": project.slug})).content.decode()
    for name in ("next_claim", "differences", "agreement", "datasets", "guidelines"):
        assert reverse(name, kwargs={"slug": project.slug}) in page
    assert reverse("admin:index") not in page


@pytest.mark.django_db
def test_management_pages_wear_the_same_header_and_lead_back(client):
    client.force_login(make_user("Root", is_superuser=True, is_staff=True))
    page = client.get(reverse("admin:index")).content.decode()
    assert 'class="top"' in page
    assert f'href="{reverse("home")}"' in page


@pytest.mark.django_db
def test_the_language_is_switched_without_a_script(client):
    client.post(reverse("set_language"), {"language": "zh-hans", "next": "/sign-in/"})
    assert 'lang="zh-hans"' in client.get("/sign-in/").content.decode()


@pytest.mark.django_db
def test_a_page_carries_no_inline_script_and_no_inline_style(client):
    page = client.get(reverse("sign_in")).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", page)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_page_for_what_went_wrong_needs_neither_database_nor_request(name):
    assert "</html>" in get_template(name).render()


def test_an_unknown_address_is_said_in_our_look(client):
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert "There is no such page" in page.content.decode()


def test_a_form_without_its_token_is_refused_in_our_look():
    page = Client(enforce_csrf_checks=True).post(reverse("try"), {"text": "It rained."})
    assert page.status_code == 403
    assert "This form has expired" in page.content.decode()
