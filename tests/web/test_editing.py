import re
from typing import Any

import pytest
from django.test import Client

from annotations.models import Claim, ClaimEdit, User
from annotations.workflow.editing import split_claim
from tests.factories import NOON, make_claims, make_project, make_review, make_user

PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries."


@pytest.fixture
def pair(alice: User, bob: User) -> Claim:
    """The claim with two atoms, in a project that Alice leads and Bob reviews in."""
    return make_claims(make_project(lead=alice, reviewers=[bob], name="Dam"), PAIR)[0]


def press(client: Client, claim: Claim, act: str, **fields: Any) -> str:
    return client.post(f"/claims/{claim.pk}/edit/", {"act": act, **fields}, follow=True).content.decode()


def live(claim: Claim) -> list[str]:
    return [one.words for one in Claim.objects.live().filter(article=claim.article_id)]


def test_a_reviewer_proposes_and_a_lead_accepts(client: Client, pair: Claim, alice: User, bob: User) -> None:
    client.force_login(bob)
    assert "Proposed: a lead decides." in press(client, pair, "split")
    client.force_login(alice)
    assert "the old dam leaks every spring" in client.get("/projects/dam/proposals/").content.decode()
    client.post("/projects/dam/proposals/", {"act": f"accept:{ClaimEdit.objects.get().pk}"})
    assert len(live(pair)) == 2


def test_a_leads_edit_takes_effect_and_is_undone_from_the_history(
    client: Client, pair: Claim, alice: User
) -> None:
    client.force_login(alice)
    page = press(client, pair, "end:-1")
    assert "Done." in page
    undo = re.search(r'name="act" value="(undo:\d+)"', page)
    assert undo is not None
    client.post("/projects/dam/proposals/", {"act": undo[1]})
    assert live(pair) == [pair.words]


def test_a_wording_with_new_words_is_taken_and_warned_of(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    page = press(client, pair, "wording", wording="The old dam collapses every spring.")
    assert "does not hold these words: collapses" in page
    assert Claim.objects.live().get().normalized_text == "The old dam collapses every spring."


def test_a_chain_is_found_by_its_words(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    forms = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}
    link = {
        "form-0-source": "Carol",
        "form-0-cue": "said",
        "form-0-kind": "anonymous",
        "form-0-polarity": "denies",
    }
    press(client, pair, "attribution", **forms, **link)
    changed = Claim.objects.live().get().chain.get()
    assert (changed.source_text, changed.cue_text, changed.polarity) == ("Carol", "said", "denies")
    link["form-0-source"] = "Bob"
    assert "does not print" in press(client, Claim.objects.live().get(), "attribution", **forms, **link)


def test_a_missing_claim_is_added_by_its_words(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    address = f"/articles/{pair.article_id}/add-claim/"
    client.post(address, {"words": "the old  dam leaks"})
    assert "the old dam leaks" in live(pair)
    assert "does not print" in client.post(address, {"words": "no such words"}).content.decode()


def test_a_refusal_is_told_and_nothing_changes(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    assert "there is none to merge it with" in press(client, pair, "merge")
    assert "Choose what to change." in press(client, pair, "burn")
    assert live(pair) == [pair.words]


def test_whoever_proposed_takes_it_back_and_nobody_else(
    client: Client, pair: Claim, bob: User, alice: User
) -> None:
    edit = split_claim(claim=pair, by=bob, at=NOON)
    client.force_login(bob)
    client.post("/projects/dam/proposals/", {"act": f"accept:{edit.pk}"})
    edit.refresh_from_db()
    assert edit.state == "proposed"
    client.post("/projects/dam/proposals/", {"act": f"reject:{edit.pk}"})
    edit.refresh_from_db()
    assert edit.state == "rejected"


def test_the_history_keeps_others_verdicts_hidden(
    client: Client, pair: Claim, bob: User, alice: User
) -> None:
    make_review(pair, bob, "disputed")
    client.force_login(alice)
    page = client.get(f"/claims/{pair.pk}/edit/").content.decode()
    assert "disputed" not in page
    press(client, pair, "split")
    client.force_login(bob)
    assert f"/claims/{pair.pk}/history/" in client.get(f"/claims/{pair.pk}/edit/").content.decode()


def test_strangers_find_neither_page(client: Client, pair: Claim) -> None:
    client.force_login(make_user("dave"))
    assert client.get(f"/claims/{pair.pk}/edit/").status_code == 404
    assert client.get("/projects/dam/proposals/").status_code == 404


def test_proposals_ask_as_little_for_three_as_for_one(
    client: Client, pair: Claim, bob: User, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        split_claim(claim=pair, by=bob, at=NOON)
    client.force_login(bob)
    # session, user, project, count, proposals, claims before, claims after, my role
    with django_assert_num_queries(8):
        client.get("/projects/dam/proposals/")


def test_a_decision_in_place_answers_with_the_proposal_as_it_is_then(
    client: Client, pair: Claim, alice: User, bob: User
) -> None:
    edit = split_claim(claim=pair, by=bob, at=NOON)
    client.force_login(alice)
    posted = {"act": f"accept:{edit.pk}"}
    first = client.post("/projects/dam/proposals/", posted, headers={"HX-Request": "true"})
    assert "Accepted: it is in effect." in first.content.decode()
    assert 'data-proposal="applied"' in first.content.decode()
    again = client.post("/projects/dam/proposals/", posted, headers={"HX-Request": "true"})
    assert again.status_code == 422
    assert "was decided before" in again.content.decode()


def test_leads_see_how_many_proposals_wait_and_everybody_those_decided(
    client: Client, pair: Claim, alice: User, bob: User
) -> None:
    edit = split_claim(claim=pair, by=bob, at=NOON)
    client.force_login(bob)
    assert "1 waits" not in client.get("/projects/dam/").content.decode()
    client.force_login(alice)
    assert "1 waits" in client.get("/projects/dam/").content.decode()
    client.post("/projects/dam/proposals/", {"act": f"reject:{edit.pk}"})
    assert "No proposal waits" in client.get("/projects/dam/proposals/").content.decode()
    assert "rejected" in client.get("/projects/dam/proposals/decided/").content.decode()
