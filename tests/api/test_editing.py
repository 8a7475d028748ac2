import json
from collections.abc import Callable

import pytest
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.models import Claim, ClaimEdit, Project, Review, User
from annotations.workflow.editing import retire_claim
from tests.factories import NOON, TEXT, make_claims, make_project, make_review

ClientOf = Callable[[str], APIClient]
Budget = Callable[[int], CaptureQueriesContext]

PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries."
DAM, ROAD = "the old dam leaks every spring", "and the new road is closed to all lorries"


def propose(client: APIClient, claim: Claim, **body: object) -> dict[str, object]:
    answer = client.post(f"/api/v1/claims/{claim.pk}/edits/", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_reviewers_edit_waits_and_a_leads_does_not(claims: list[Claim], client_of: ClientOf) -> None:
    waiting = propose(client_of("bob"), claims[0], kind="retire", note="Nobody said so")
    done = propose(client_of("alice"), claims[1], kind="retire")
    assert (waiting["state"], waiting["note"], waiting["decided_by"]) == ("proposed", "Nobody said so", None)
    assert (done["state"], done["decided_by"], done["after"]) == ("applied", "alice", [])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"kind": "split"}, [DAM, ROAD]),
        ({"kind": "move", "edge": "end", "steps": -3}, [f"{DAM}, and the new road is closed"]),
        ({"kind": "move", "start": 16, "end": 46}, [DAM]),
        ({"kind": "attribution", "chain": []}, [f"{DAM}, {ROAD}"]),
        ({"kind": "wording", "normalized_text": "The dam leaks."}, [f"{DAM}, {ROAD}"]),
    ],
    ids=["split", "edge", "span", "chain", "wording"],
)
def test_each_kind_makes_its_claims(
    body: dict[str, object], words: list[str], project: Project, client_of: ClientOf
) -> None:
    (claim,) = make_claims(project, PAIR)
    made = propose(client_of("alice"), claim, **body)["after"]
    assert [one["words"] for one in made] == words  # type: ignore[attr-defined]


def test_a_claim_is_merged_with_the_next(claims: list[Claim], client_of: ClientOf) -> None:
    edit = propose(client_of("alice"), claims[2], kind="merge")
    assert [one["id"] for one in edit["before"]] == [claims[2].pk, claims[3].pk]  # type: ignore[attr-defined]
    assert len(edit["after"]) == 1  # type: ignore[arg-type]


def test_a_chain_names_its_stretches(claims: list[Claim], client_of: ClientOf) -> None:
    start = TEXT.index("Mayor Ada Quill")
    link = {"source_start": start, "source_end": start + 15, "kind": "named_person"}
    edit = propose(client_of("alice"), claims[2], kind="attribution", chain=[link])
    made = client_of("bob").get(f"/api/v1/claims/{edit['after'][0]['id']}/").json()  # type: ignore[index]
    assert [one["source"]["text"] for one in made["chain"]] == ["Mayor Ada Quill"]


def test_selected_words_become_a_claim(claims: list[Claim], client_of: ClientOf) -> None:
    start = TEXT.index("two crews")
    body = {"start": start, "end": start + 9}
    answer = client_of("alice").post(f"/api/v1/articles/{claims[0].article_id}/edits/", body)
    assert (answer.status_code, answer.json()["after"][0]["words"]) == (201, "two crews")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "explode"}, "kind"),
        ({"kind": "add"}, "kind"),
        ({"kind": "move"}, "start"),
        ({"kind": "move", "edge": "end"}, "steps"),
        ({"kind": "move", "edge": "middle", "steps": 1}, "edge"),
        ({"kind": "move", "edge": "end", "steps": 10**18}, "steps"),
        ({"kind": "move", "start": -1, "end": 5}, "start"),
        ({"kind": "move", "start": 1, "end": 10**18}, "end"),
        ({"kind": "attribution"}, "chain"),
        ({"kind": "attribution", "chain": [{"kind": "none"}]}, "chain"),
        ({"kind": "attribution", "chain": [{"kind": "anonymous", "source_start": 1}]}, "chain"),
        ({"kind": "attribution", "chain": [{"kind": "anonymous"}] * 7}, "chain"),
        ({"kind": "attribution", "chain": "Quill"}, "chain"),
        ({"kind": "wording"}, "normalized_text"),
        ({"kind": "wording", "normalized_text": "a\0b"}, "normalized_text"),
        ({"kind": "wording", "normalized_text": "a\ud800b"}, "normalized_text"),
        ({"kind": "retire", "note": "x" * 1_000_000}, "note"),
    ],
)
def test_an_edit_that_is_none_names_the_field(
    body: dict[str, object], field: str, claims: list[Claim], client_of: ClientOf
) -> None:
    answer = client_of("alice").post(
        f"/api/v1/claims/{claims[0].pk}/edits/", json.dumps(body), content_type="application/json"
    )
    assert (answer.status_code, field in answer.json()) == (400, True)
    assert not ClaimEdit.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "split"},
        {"kind": "move", "start": 5, "end": 5},
        {"kind": "move", "start": 90_000, "end": 90_001},
        {"kind": "move", "edge": "start", "steps": 0},
        {
            "kind": "attribution",
            "chain": [{"kind": "anonymous", "source_start": 9_000_000, "source_end": 9_000_001}],
        },
    ],
)
def test_an_edit_that_would_change_nothing_is_a_bad_request(
    body: dict[str, object], claims: list[Claim], client_of: ClientOf
) -> None:
    answer = client_of("alice").post(f"/api/v1/claims/{claims[2].pk}/edits/", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "edit_invalid")
    assert not ClaimEdit.objects.exists()


def test_a_proposal_is_accepted_and_undone(claims: list[Claim], client_of: ClientOf) -> None:
    edit = propose(client_of("bob"), claims[0], kind="retire")["id"]
    alice = client_of("alice")
    assert alice.post(f"/api/v1/edits/{edit}/accept/").json()["state"] == "applied"
    again = alice.post(f"/api/v1/edits/{edit}/accept/")
    assert (again.status_code, again.json()["code"]) == (409, "edit_decided")
    undone = alice.post(f"/api/v1/edits/{edit}/undo/").json()
    assert (undone["state"], undone["undone_by"]) == ("undone", "alice")
    assert alice.get(f"/api/v1/claims/{claims[0].pk}/").status_code == 200


def test_the_waiting_proposals_are_listed_alone(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    propose(client_of("alice"), claims[0], kind="retire")
    waiting = propose(client_of("bob"), claims[1], kind="retire")
    listed = client_of("carol").get("/api/v1/projects/harbour/edits/?state=proposed").json()["results"]
    assert [edit["id"] for edit in listed] == [waiting["id"]]
    assert client_of("carol").get("/api/v1/projects/harbour/edits/?state=odd").status_code == 400


def test_a_retired_claim_tells_its_history(claims: list[Claim], client_of: ClientOf) -> None:
    made = propose(
        client_of("alice"), claims[0], kind="wording", normalized_text="The ferry carries 400 cars."
    )
    history = client_of("bob").get(f"/api/v1/claims/{claims[0].pk}/edits/").json()["results"]
    assert [edit["id"] for edit in history] == [made["id"]]
    late = client_of("alice").post(f"/api/v1/claims/{claims[0].pk}/edits/", {"kind": "retire"})
    assert (late.status_code, late.json()["code"]) == (409, "edit_outdated")


def test_another_projects_edits_stay_there(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    other = make_project(lead=people["dave"], name="Pier")
    edit = retire_claim(claim=make_claims(other)[0], by=people["dave"], at=NOON)
    alice = client_of("alice")
    assert alice.get("/api/v1/projects/harbour/edits/").json()["count"] == 0
    for act in ("", "accept/", "reject/", "undo/"):
        asked = alice.post if act else alice.get
        assert asked(f"/api/v1/edits/{edit.pk}/{act}").status_code == 404
    edit.refresh_from_db()
    assert edit.state == "applied"


def test_an_edit_tells_nothing_of_verdicts(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    review = make_review(claims[0], people["carol"])
    edit = propose(client_of("bob"), claims[0], kind="retire")["id"]
    alice, paths = client_of("alice"), (f"edits/{edit}/", f"claims/{claims[0].pk}/edits/")
    before = [alice.get(f"/api/v1/{path}").content for path in paths]
    Review.objects.filter(pk=review.pk).update(verdict="disputed", justification="Otherwise")
    assert [alice.get(f"/api/v1/{path}").content for path in paths] == before


def test_the_list_of_edits_asks_a_fixed_number_of_times(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf, django_assert_num_queries: Budget
) -> None:
    for claim in claims[:3]:
        retire_claim(claim=claim, by=people["bob"], at=NOON)
    alice = client_of("alice")
    # session, user, project, count of edits, edits with their people, claims before, claims after
    with django_assert_num_queries(7):
        alice.get("/api/v1/projects/harbour/edits/")
