"""Editing claims inside the article: what the card shows first, and what one request brings back."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from annotations.models import Article, Claim, ClaimEdit, Review, Role, User
from annotations.web.finding import ManyPlaces, find_words
from annotations.workflow.editing import move_claim_edge, retire_claim, split_claim
from annotations.workflow.managing import archive_project, close_round, set_role
from tests.factories import NOON, make_article, make_claims, make_project, make_review, make_user

PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries."
NEXT = " The bridge was built in 1971."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pair(alice: User, bob: User) -> Claim:
    """The claim with two atoms, in a project that Alice leads and Bob reviews in."""
    return make_claims(make_project(lead=alice, reviewers=[bob], name="Dam"), PAIR + NEXT)[0]


def look(client: Client, claim: Claim, act: str) -> str:
    answer = client.get(f"/claims/{claim.pk}/change/", {"act": act}, headers=HTMX)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def press(client: Client, claim: Claim, act: str, **fields: Any) -> Any:
    return client.post(f"/claims/{claim.pk}/edit/", {"act": act, **fields}, headers=HTMX)


def select(client: Client, claim: Claim, words: str, **fields: Any) -> Any:
    start = claim.article.text.index(words)
    posted = {"start": start, "end": start + len(words), "claim": claim.pk, **fields}
    return client.post(f"/articles/{claim.article_id}/add-claim/", posted, headers=HTMX)


def live(claim: Claim) -> list[str]:
    return [one.words for one in Claim.objects.live().filter(article=claim.article_id)]


def test_parts_are_shown_before_the_claim_is_split(client: Client, pair: Claim, bob: User) -> None:
    client.force_login(bob)
    page = look(client, pair, "split")
    assert '<li dir="auto">the old dam leaks every spring</li>' in page
    assert "Propose this" in page
    assert not ClaimEdit.objects.exists()


def test_what_cannot_be_changed_is_said_where_it_would_be_confirmed(
    client: Client, pair: Claim, alice: User
) -> None:
    client.force_login(alice)
    bridge = Claim.objects.live().get(text__contains="bridge")
    assert "there is nothing to split" in look(client, bridge, "split")
    page = look(client, bridge, "merge")
    assert "there is none to merge it with" in page
    assert "data-confirm" not in page


def test_one_request_splits_and_brings_card_article_and_strip(
    client: Client, pair: Claim, alice: User
) -> None:
    client.force_login(alice)
    answer = press(client, pair, "split")
    page = answer.content.decode()
    first = Claim.objects.live().get(text__startswith="the old dam")
    assert answer["HX-Push-Url"].endswith(f"?claim={first.pk}#c{first.pk}")
    assert '<article id="article" hx-swap-oob="true"' in page
    assert '<div id="strip" hx-swap-oob="true"' in page
    assert "In effect: split." in page
    assert "Undo the change" in page


def test_undo_brings_the_former_claim_back_to_the_card(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    press(client, pair, "split")
    edit = ClaimEdit.objects.get()
    answer = client.post(f"/edits/{edit.pk}/undo/", headers=HTMX)
    assert "Undone: split." in answer.content.decode()
    assert answer["HX-Push-Url"].endswith(f"#c{pair.pk}")
    again = client.post(f"/edits/{edit.pk}/undo/", headers=HTMX)
    assert again.status_code == 422
    assert "there is nothing to undo" in again.content.decode()


def test_a_proposal_is_marked_on_card_and_text_and_nothing_is_undone_there(
    client: Client, pair: Claim, bob: User
) -> None:
    client.force_login(bob)
    page = press(client, pair, "split").content.decode()
    assert "Proposed: split. A lead decides." in page
    assert "A change of this claim is proposed" in page
    assert re.search(rf'class="run claim todo current proposed" href="\?claim={pair.pk}', page)
    assert "Undo the change" not in page


def test_after_a_claim_is_taken_out_the_next_is_shown_with_undo(
    client: Client, pair: Claim, alice: User
) -> None:
    client.force_login(alice)
    answer = press(client, pair, "retire")
    assert "The bridge was built in 1971" in answer.content.decode()
    assert f"/edits/{ClaimEdit.objects.get().pk}/undo/" in answer.content.decode()


def test_when_the_last_claim_is_taken_out_one_can_still_be_added(
    client: Client, pair: Claim, alice: User
) -> None:
    client.force_login(alice)
    for claim in Claim.objects.live():
        answer = press(client, claim, "retire")
    assert "No claim of this article is open" in answer.content.decode()
    assert "In effect: add." in select(client, pair, "the old dam leaks").content.decode()


def test_words_and_gaps_are_sent_once_for_the_edges(client: Client, alice: User) -> None:
    text = "The dam leaks, Carol Reed said, and fails every spring."
    claim = make_claims(make_project(lead=alice, name="Dam"), text)[0]
    assert len(claim.fragments) == 2
    client.force_login(alice)
    edges = re.search(r'data-edges="([^"]+)" data-gaps="([^"]+)"', look(client, claim, "edges"))
    assert edges
    points, gaps = json.loads(edges[1]), json.loads(edges[2])
    words = [text[start:end] for start, end in zip(points[::2], points[1::2], strict=True)]
    assert words == ["The", "dam", "leaks", ",", "Carol", "Reed", "said", ",", *text[32:-1].split(), "."]
    assert gaps == [[claim.fragments[0][1], claim.fragments[1][0]]]


def test_both_edges_are_moved_by_one_edit_and_a_gap_stays(client: Client, alice: User) -> None:
    text = "The dam leaks, Carol Reed said, and fails every spring."
    claim = make_claims(make_project(lead=alice, name="Dam"), text)[0]
    client.force_login(alice)
    press(client, claim, "span", start=text.index("dam"), end=text.index(" spring"))
    assert live(claim)[0].startswith("dam leaks")
    assert "Carol" not in live(claim)[0]
    assert ClaimEdit.objects.count() == 1


@pytest.mark.parametrize("act", ["split", "merge", "retire", "edges", "add", "wording", "chain"])
def test_a_replaced_claim_is_refused_before_and_at_the_press(
    client: Client, pair: Claim, alice: User, act: str
) -> None:
    retire_claim(claim=pair, by=alice, at=NOON)
    client.force_login(alice)
    page = look(client, pair, act)
    assert "This claim was replaced meanwhile" in page
    assert "Show the article as it is now" in page
    answer = press(client, pair, "split")
    assert answer.status_code == 422
    assert "Show the article as it is now" in answer.content.decode()


def test_two_people_at_one_claim_the_second_is_told(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    assert press(client, pair, "split").status_code == 200
    answer = press(client, pair, "retire")
    assert answer.status_code == 422
    assert "replaced meanwhile" in answer.content.decode()
    assert len(live(pair)) == 3


def test_an_observer_has_no_tools_and_is_refused(client: Client, pair: Claim) -> None:
    dave = make_user("dave")
    set_role(project=pair.article.project, user=dave, role=Role.OBSERVER, by=None, at=NOON)
    client.force_login(dave)
    page = client.get(f"/articles/{pair.article_id}/").content.decode()
    assert "editing/start.js" not in page
    assert 'data-panel="split"' not in page
    assert "Only a reviewer" in look(client, pair, "split")
    assert select(client, pair, "the old dam").status_code == 422


def test_an_archived_project_changes_nothing(client: Client, pair: Claim, alice: User) -> None:
    archive_project(project=pair.article.project, by=alice, at=NOON)
    client.force_login(alice)
    assert 'data-panel="split"' not in client.get(f"/articles/{pair.article_id}/").content.decode()
    assert "archived" in look(client, pair, "retire")
    assert press(client, pair, "retire").status_code == 422


def test_in_a_closed_round_new_claims_wait_for_the_next(client: Client, pair: Claim, alice: User) -> None:
    close_round(round=pair.article.project.rounds.get(), by=alice, at=NOON)
    client.force_login(alice)
    page = press(client, pair, "split").content.decode()
    assert "New claims wait for the next round." in page
    assert "The bridge was built in 1971" in page


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (f"By Carol Reed\n\n{PAIR}", "By Carol Reed", "A byline or boilerplate is no claim"),
        (f"{PAIR}\n\n{NEXT}", f"{PAIR}\n\n{NEXT}", "A claim lies in one paragraph"),
        (f"{PAIR} {NEXT}", " ", "Select some words"),
    ],
)
def test_what_is_no_claim_is_refused_in_words(
    client: Client, alice: User, text: str, words: str, said: str
) -> None:
    claim = make_claims(make_project(lead=alice, name="Dam"), text)[0]
    client.force_login(alice)
    answer = select(client, claim, words)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_articles_first_and_last_characters_can_be_a_claims(client: Client, alice: User) -> None:
    claim = make_claims(make_project(lead=alice, name="Dam"), "Rain fell. The dam broke on Monday")[-1]
    client.force_login(alice)
    assert select(client, claim, "Rain fell").status_code == 200
    assert select(client, claim, "Monday").status_code == 200
    assert {"Rain fell", "Monday"} <= set(live(claim))
    last = Claim.objects.live().get(text="Monday")
    assert "data-edges" in look(client, last, "edges")
    assert "data-edges" in look(client, last, "add")


def test_offsets_that_are_none_are_refused(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    for start, end in (("9", "3"), ("x", "y"), ("999999999999999", "9999999999999999999")):
        assert press(client, pair, "span", start=start, end=end).status_code == 422


def test_new_words_of_a_wording_are_told_while_it_is_written(client: Client, pair: Claim, bob: User) -> None:
    client.force_login(bob)
    page = client.post(f"/claims/{pair.pk}/new-words/", {"wording": "The old dam collapses"}, headers=HTMX)
    assert "does not hold these words: collapses." in page.content.decode()


def test_a_cue_printed_twice_is_chosen_or_carried_by_its_offset(client: Client, alice: User) -> None:
    text = "Carol Reed said the dam leaks. Ben Hill said the road is closed."
    claim = make_claims(make_project(lead=alice, name="Dam"), text)[0]
    client.force_login(alice)
    link = {"form-0-source": "Ben Hill", "form-0-cue": "said", "form-0-kind": "named_person"}
    forms = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", **link}
    answer = press(client, claim, "attribution", **forms)
    assert answer.status_code == 422
    assert "“said” is printed 2 times." in answer.content.decode()
    second = text.rindex("said")
    assert f'name="form-0-cue_at" value="{second}" checked' in answer.content.decode()
    press(client, claim, "attribution", **forms, **{"form-0-cue_at": second})
    assert Claim.objects.live().order_by("start")[0].chain.get().cue_start == second


def test_the_former_wordings_verdict_stands_on_the_new_card(
    client: Client, pair: Claim, alice: User, bob: User
) -> None:
    make_review(pair, bob, "disputed")
    kept = make_review(Claim.objects.live().get(text__contains="bridge"), bob)
    edit = split_claim(claim=pair, by=alice, at=NOON)
    client.force_login(bob)
    page = client.get(f"/articles/{pair.article_id}/?claim={edit.after.order_by('start')[0].pk}")
    assert "You judged the former wording of this claim:" in page.content.decode()
    kept.refresh_from_db()
    assert kept.is_current


def test_the_address_of_a_replaced_claim_leads_to_the_one_in_its_place(
    client: Client, pair: Claim, alice: User, bob: User
) -> None:
    moved = move_claim_edge(claim=pair, edge="end", steps=-1, by=alice, at=NOON).after.get()
    again = move_claim_edge(claim=moved, edge="end", steps=-1, by=alice, at=NOON).after.get()
    client.force_login(bob)
    answer = client.get(f"/articles/{pair.article_id}/?claim={pair.pk}")
    assert answer.url.endswith(f"?claim={again.pk}&replaces={pair.pk}#c{again.pk}")
    assert "stands in its place" in client.get(answer.url).content.decode()


def test_a_verdict_on_a_replaced_claim_is_not_taken_for_saved(
    client: Client, pair: Claim, alice: User, bob: User
) -> None:
    split_claim(claim=pair, by=alice, at=NOON)
    client.force_login(bob)
    posted = {"key": str(uuid4()), "verdict": "verified"}
    answer = client.post(f"/claims/{pair.pk}/review/", posted, headers=HTMX)
    assert answer.status_code == 409
    assert not Review.objects.exists()


def test_a_stranger_finds_nothing(client: Client, pair: Claim, alice: User) -> None:
    edit = split_claim(claim=pair, by=alice, at=NOON)
    client.force_login(make_user("dave"))
    answers = [
        client.get(f"/claims/{pair.pk}/change/", {"act": "split"}, headers=HTMX),
        client.post(f"/claims/{pair.pk}/new-words/", {"wording": "Dam"}),
        client.get(f"/articles/{pair.article_id}/add-claim/"),
        client.post(f"/edits/{edit.pk}/undo/"),
    ]
    assert {answer.status_code for answer in answers} == {404}


def test_without_htmx_every_address_is_a_page(client: Client, pair: Claim, alice: User) -> None:
    client.force_login(alice)
    assert client.get(f"/claims/{pair.pk}/change/", {"act": "split"}).url == f"/claims/{pair.pk}/edit/"
    page = client.get(f"/articles/{pair.article_id}/add-claim/").content.decode()
    assert "It takes effect at once." in page
    edit = split_claim(claim=pair, by=alice, at=NOON)
    assert client.post(f"/edits/{edit.pk}/undo/").url == f"/articles/{pair.article_id}/"
    assert live(pair)[0] == pair.words


def test_words_printed_twice_are_chosen_on_the_page(client: Client, alice: User) -> None:
    text = "The dam leaks every spring. Carol Reed said the dam leaks every day."
    article = make_article(make_project(lead=alice, name="Dam"), text)
    client.force_login(alice)
    page = client.post(f"/articles/{article.pk}/add-claim/", {"words": "dam leaks"}).content.decode()
    assert "is printed 2 times. Choose which is meant." in page
    second = text.rindex("dam leaks")
    client.post(f"/articles/{article.pk}/add-claim/", {"words": "dam leaks", "at": second})
    assert Claim.objects.live().get(text="dam leaks").start == second


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("The other one and the dam", "the", [18]),
        ("Breath and breathe", "reath", [1, 12]),
        ("大坝。大坝漏水", "大坝", [0, 3]),
        ("the\r\ndam and the dam", "the dam", [0, 13]),
        ("a.b a.b", "a.b", [0, 4]),
    ],
)
def test_words_are_found_whole_where_they_are_printed_whole(text: str, words: str, starts: list[int]) -> None:
    found = []
    for start in range(len(text)):
        try:
            found.append(find_words(Article(text=text), words, at=start, near=0)[0])
        except ManyPlaces:
            continue
    assert sorted(set(found)) == starts


def test_a_panel_asks_little(
    client: Client, pair: Claim, alice: User, django_assert_num_queries: Any
) -> None:
    client.force_login(alice)
    # session, user, claim with article and project, membership with project, role
    with django_assert_num_queries(5):
        look(client, pair, "split")
