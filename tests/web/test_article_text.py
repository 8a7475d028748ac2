"""Claims that share words are drawn so that each can be seen, reached and followed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Article, Claim, ClaimProgress
from annotations.web.article_text import Window, draw_text
from annotations.workflow.workspace import list_claims, shown_round
from tests.factories import NOON, make_article, make_review

pytestmark = pytest.mark.django_db

SENTENCE = "The old ferry was built in 1971."


def add_claim(article: Article, words: str) -> Claim:
    """Return a new claim over these words of the article."""
    start = article.text.index(words)
    end = start + len(words)
    claim = Claim.objects.create(
        article=article,
        start=start,
        end=end,
        text=words,
        fragments=[[start, end]],
        sentence_start=start,
        sentence_end=end,
        quote_kind="none",
        source_kind="none",
        created_at=NOON,
    )
    ClaimProgress.objects.create(claim=claim, round=shown_round(article.project))
    return claim


@pytest.fixture
def article(project):
    return make_article(project, SENTENCE)


@pytest.fixture
def outer(article):
    return article.claims.get()


def pieces_of(article, viewer):
    states = list_claims(article=article, round=shown_round(article.project), viewer=viewer, at=NOON)
    window = Window(article, 0, article.length, states, total=len(states), done=0)
    return [piece for line in draw_text(window, None).paragraphs for piece in line.pieces]


def lines_of(piece):
    """Return what is drawn below the words: the marks of the upper and the lower line."""
    return [state and state.mark for state in (piece.upper, piece.lower)]


def test_nested_claim_has_the_upper_line_and_the_wider_one_keeps_the_lower(article, outer, bob):
    inner = add_claim(article, "old ferry")
    make_review(outer, bob, "disputed")
    make_review(inner, bob, "verified")
    drawn = [(piece.run.text, *lines_of(piece)) for piece in pieces_of(article, bob)][:3]
    assert drawn == [
        ("The ", None, "disputed"),
        ("old ferry", "verified", "disputed"),
        (" was built in 1971", None, "disputed"),
    ]


def test_overlapping_claims_each_keep_their_line(article, bob):
    Claim.objects.all().delete()
    for words, verdict in (("The old ferry", "verified"), ("ferry was built in", "unsourced")):
        make_review(add_claim(article, words), bob, verdict)
    drawn = [(piece.run.text, *lines_of(piece)) for piece in pieces_of(article, bob)][:3]
    assert drawn == [
        ("The old ", "verified", None),
        ("ferry", "verified", "unsourced"),
        (" was built in", None, "unsourced"),
    ]


def test_claim_without_words_of_its_own_is_reached_before_the_first(article, outer, bob):
    add_claim(article, "The old ferry ")
    add_claim(article, "was built in 1971")
    client = Client()
    client.force_login(bob)
    page = client.get(reverse("workspace", args=[article.pk])).content.decode()
    assert re.search(rf'<a class="around todo[^>]* id="c{outer.pk}"', page)
    for claim in article.claims.all():
        assert page.count(f'id="c{claim.pk}"') == 1
