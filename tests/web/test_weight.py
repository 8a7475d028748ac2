"""How much the workspace weighs: what the browser loads before somebody can work fast, compressed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from annotations.models import Claim
from tests.factories import make_article, make_project

SENTENCE = (
    "Mayor Ada Quill said on day {0} that ferry number {0} would carry {0} hundred cars a day to Westhaven, "
    "and that the harbour council had never seen its budget of {0} million pounds.\n"
)


def loaded_with(name: str, seen: set[str]) -> Iterator[str]:
    """Yield the static file and whatever it imports, each once."""
    if name in seen:
        return
    seen.add(name)
    yield name
    if name.endswith(".js"):
        source = read_static(name).decode()
        for path in re.findall(r"""^(?:import|export)\b[^;]*?["'](\.[^"']+)["']""", source, re.MULTILINE):
            yield from loaded_with(normpath(join(dirname(name), path)), seen)


def read_static(name: str) -> bytes:
    return Path(finders.find(name)).read_bytes()


@pytest.mark.django_db
def test_workspace_with_all_it_loads_is_under_100_kilobytes(bob):
    text = "".join(SENTENCE.format(number) for number in range(1, 61))
    article = make_article(make_project(reviewers=[bob]), text)
    assert article.length > 10_000
    assert Claim.objects.live().filter(article=article).count() >= 60
    client = Client()
    client.force_login(bob)
    page = client.get(reverse("workspace", args=[article.pk])).content
    seen: set[str] = set()
    linked = re.findall(r'(?:src|href)="/static/([^"]+)"', page.decode())
    files = [name for link in linked for name in loaded_with(link, seen)]
    assert {"annotations/drafts.js", "annotations/page.js", "annotations/workspace.css"} <= set(files)
    assert sum(len(gzip.compress(part)) for part in (page, *map(read_static, files))) < 100_000
