from datetime import timedelta
from typing import Any

from django.test import Client

from annotations.models import Claim, Project, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.commenting import add_comment
from annotations.workflow.editing import change_wording
from annotations.workflow.reviewing import EvidenceDraft
from annotations.workflow.training import set_gold
from tests.factories import NOON, make_review, make_user

LATER = NOON + timedelta(hours=1)


def read(client: Client, claim: Claim, **query: Any) -> str:
    return client.get(f"/claims/{claim.pk}/history/", query).content.decode()


def test_a_complete_claims_history_is_told_whole(
    client: Client, claim: Claim, project: Project, alice: User, bob: User, carol: User
) -> None:
    evidence = [EvidenceDraft(url="https://example.org/minutes", stance="supports")]
    make_review(claim, bob, evidence=evidence, justification="The minutes.")
    make_review(claim, carol, "disputed", reason="refuted")
    add_comment(claim=claim, author=carol, text="It was Tuesday.", at=NOON)
    adjudicate_claim(
        claim=claim,
        round=project.rounds.get(),
        adjudicator=alice,
        verdict="verified",
        justification="Seen.",
        at=LATER,
    )
    client.force_login(bob)
    page = read(client, claim)
    for words in ("splitter", "The minutes.", "example.org/minutes", "refuted", "It was Tuesday.", "Seen."):
        assert words in page


def test_an_edit_shows_the_words_before_and_after_and_why(
    client: Client, claim: Claim, alice: User, bob: User
) -> None:
    make_review(claim, bob)
    edit = change_wording(claim=claim, wording="It was signed.", by=alice, at=LATER, note="Too vague.")
    client.force_login(bob)
    page = read(client, edit.after.get())
    assert "It was signed." in page
    assert "Too vague." in page
    assert "stale since" in page


def test_others_verdicts_and_gold_stay_hidden(
    client: Client, claim: Claim, alice: User, bob: User, carol: User
) -> None:
    set_gold(claim=claim, verdict="verified", explanation="The register.", by=alice, at=NOON)
    make_review(claim, carol, "disputed")
    client.force_login(bob)
    page = read(client, claim)
    assert "disputed" not in page
    assert "The register." not in page
    client.force_login(alice)
    page = read(client, claim)
    assert "disputed" not in page
    assert "The register." in page


def test_a_long_history_comes_on_pages(client: Client, claim: Claim, bob: User) -> None:
    for number in range(40):
        add_comment(claim=claim, author=bob, text=f"Remark {number}.", at=NOON + timedelta(minutes=number))
    client.force_login(bob)
    assert "Remark 28." in read(client, claim)
    assert "Remark 29." not in read(client, claim)
    assert "Remark 39." in read(client, claim, page=2)


def test_strangers_find_none(client: Client, claim: Claim) -> None:
    client.force_login(make_user("erin"))
    assert client.get(f"/claims/{claim.pk}/history/").status_code == 404


def test_it_asks_as_little_for_many_words_as_for_one(
    client: Client, claim: Claim, bob: User, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        add_comment(claim=claim, author=bob, text=f"Remark {number}.", at=NOON)
    client.force_login(bob)
    # session, user, claim, my role; claims before and after of edits, whether the splitter made one, edits,
    # progress, reviews, remarks; my role for undoing, chain; article, remarks of the page
    with django_assert_num_queries(15):
        read(client, claim)
