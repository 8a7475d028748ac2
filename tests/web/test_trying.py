import pytest
from django.apps import apps
from django.urls import reverse

from annotations.web.trying import LIMIT_FOR_STRANGERS
from tests.factories import TEXT, make_user

pytestmark = pytest.mark.django_db


def test_claims_and_their_chains_are_shown_at_once(client):
    page = client.post(reverse("try"), {"text": TEXT, "language": "en"})
    by_words = {claim.words: claim for claim in page.context["trial"].claims}
    claim = by_words["the contract was signed on Monday"]
    assert claim.chain[0].source_kind == "anonymous"
    assert claim.suggestion == "unsourced"
    assert "A person familiar with the talks" in page.content.decode()


def test_a_denial_is_shown_as_one(client):
    text = "An official, who asked not to be named, denied that the dam leaks.\n\nBob Reed asked if it holds."
    page = client.post(reverse("try"), {"text": text, "language": "en"}).content.decode()
    assert '<strong>denied by</strong> <bdi lang="en">An official, who asked not to be named</bdi>' in page
    assert "<small>asked not to be named</small>" in page
    assert '<strong>asked by</strong> <bdi lang="en">Bob Reed</bdi>' in page


def test_nothing_is_saved(client):
    def count():
        return {
            model.__name__: model.objects.count() for model in apps.get_app_config("annotations").get_models()
        }

    before = count()
    client.post(reverse("try"), {"text": TEXT})
    assert count() == before


def test_the_text_is_drawn_whole_with_each_piece_at_its_place(client):
    trial = client.post(reverse("try"), {"text": TEXT, "language": "en"}).context["trial"]
    for run in (run for part in trial.paragraphs for run in part.runs):
        assert TEXT[run.start : run.start + len(run.text)] == run.text


def test_a_visitor_s_text_is_limited_and_a_member_s_less_so(client):
    text = "It rained on Monday. " * (LIMIT_FOR_STRANGERS // 20)
    assert client.post(reverse("try"), {"text": text}).context["trial"] is None
    client.force_login(make_user("Alice"))
    assert client.post(reverse("try"), {"text": text}).context["trial"] is not None


def test_a_text_that_is_none_is_refused_at_the_field(client):
    page = client.post(reverse("try"), {"text": " \u200b "})
    assert "empty or holds only blanks" in page.context["form"].errors["text"][0]


def test_markup_in_a_text_is_shown_as_text(client):
    page = client.post(reverse("try"), {"text": "Bob said that <script>alert(1)</script> is a tag."})
    assert "<script>alert" not in page.content.decode()


def test_right_to_left_text_and_emoji_are_shown(client):
    page = client.post(reverse("try"), {"text": "قال الوزير إن الميناء سيفتح غدا. 🙂", "language": "ar"})
    assert 'lang="ar"' in page.content.decode()
