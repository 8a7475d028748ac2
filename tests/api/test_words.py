from collections.abc import Callable

import pytest
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.models import Adjudication, Claim, Comment, GoldAnswer, Project, User
from annotations.workflow.adjudicating import reopen_claim
from annotations.workflow.managing import change_project, set_role
from annotations.workflow.training import set_gold
from tests.factories import NOON, make_claims, make_project, make_review, make_user

ClientOf = Callable[[str], APIClient]
Budget = Callable[[int], CaptureQueriesContext]
FINAL = {"verdict": "disputed", "reason": "refuted", "justification": "The register says 300."}


def test_others_remarks_come_after_ones_own_word(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    path = f"/api/v1/claims/{claims[0].pk}/comments/"
    client_of("carol").post(path, {"text": "The register says 300."})
    bob, alice = client_of("bob"), client_of("alice")
    assert [bob.get(path).json()["count"], alice.get(path).json()["count"]] == [0, 0]
    make_review(claims[0], people["bob"])
    assert [bob.get(path).json()["count"], alice.get(path).json()["count"]] == [1, 0]
    make_review(claims[0], people["carol"])
    assert alice.get(path).json()["results"][0]["text"] == "The register says 300."


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_001, "a\0b", None, ["x"]])
def test_a_remark_that_is_none(text: object, claims: list[Claim], client_of: ClientOf) -> None:
    answer = client_of("bob").post(f"/api/v1/claims/{claims[0].pk}/comments/", {"text": text})
    assert (answer.status_code, list(answer.json())) == (400, ["text"])
    assert not Comment.objects.exists()


def test_the_list_of_remarks_asks_a_fixed_number_of_times(
    claims: list[Claim], client_of: ClientOf, django_assert_num_queries: Budget
) -> None:
    bob, path = client_of("bob"), f"/api/v1/claims/{claims[0].pk}/comments/"
    for number in range(3):
        bob.post(path, {"text": f"Remark {number}"})
    # session, user, claim with article and project, latest round, count, remarks
    with django_assert_num_queries(6):
        bob.get(path)


def test_a_lead_gives_changes_and_takes_a_known_answer(claims: list[Claim], client_of: ClientOf) -> None:
    alice, path = client_of("alice"), f"/api/v1/claims/{claims[0].pk}/gold/"
    assert alice.put(path, {"verdict": "verified"}).status_code == 200
    changed = alice.put(path, {"verdict": "disputed", "explanation": "300, not 400."}).json()
    assert (changed["verdict"], changed["explanation"]) == ("disputed", "300, not 400.")
    assert alice.get("/api/v1/projects/harbour/gold/").json()["count"] == 1
    assert alice.delete(path).status_code == 204
    assert alice.get(path).status_code == 404


def test_a_known_answer_that_is_none(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    alice = client_of("alice")
    assert alice.put(f"/api/v1/claims/{claims[0].pk}/gold/", {"verdict": "true"}).status_code == 400
    make_review(claims[1], people["bob"])
    answer = alice.put(f"/api/v1/claims/{claims[1].pk}/gold/", {"verdict": "verified"})
    assert (answer.status_code, answer.json()["code"]) == (409, "gold_invalid")


def test_a_reviewer_reads_the_known_answer_after_their_own_where_the_project_trains(
    claims: list[Claim], project: Project, people: dict[str, User], client_of: ClientOf
) -> None:
    alice, bob, path = people["alice"], client_of("bob"), f"/api/v1/claims/{claims[0].pk}/gold/"
    set_gold(claim=claims[0], verdict="disputed", by=alice, at=NOON)
    missing = bob.get(f"/api/v1/claims/{claims[1].pk}/gold/")
    assert (bob.get(path).status_code, bob.get(path).content) == (404, missing.content)
    make_review(claims[0], people["bob"])
    assert bob.get(path).status_code == 404
    change_project(project=project, by=alice, at=NOON, gives_feedback=True)
    assert bob.get(path).json()["verdict"] == "disputed"
    assert client_of("carol").get(path).status_code == 404


def test_ones_own_word_never_tells_that_the_claim_was_a_test(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    set_gold(claim=claims[0], verdict="disputed", by=people["alice"], at=NOON)
    bob, path = client_of("bob"), f"/api/v1/claims/{claims[0].pk}/reviews/"
    given = bob.post(path, {"verdict": "verified"}).json()
    assert "gold" not in f"{given} {bob.get(path).json()}"


def test_a_superuser_who_reviews_reads_no_known_answer(
    claims: list[Claim], project: Project, people: dict[str, User]
) -> None:
    root = make_user("root", is_superuser=True)
    set_role(project=project, user=root, role="reviewer", by=None, at=NOON)  # type: ignore[arg-type]
    set_gold(claim=claims[0], verdict="disputed", by=people["alice"], at=NOON)
    client = APIClient()
    client.force_login(root)
    assert client.get(f"/api/v1/claims/{claims[0].pk}/gold/").status_code == 404
    assert client.get("/api/v1/projects/harbour/gold/").status_code == 403


def test_the_list_of_known_answers_asks_a_fixed_number_of_times(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf, django_assert_num_queries: Budget
) -> None:
    for claim in claims[:3]:
        set_gold(claim=claim, verdict="verified", by=people["alice"], at=NOON)
    alice = client_of("alice")
    # session, user, project, role, count, answers
    with django_assert_num_queries(6):
        alice.get("/api/v1/projects/harbour/gold/")


def test_a_lead_decides_a_complete_claim(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    alice, path = client_of("alice"), f"/api/v1/claims/{claims[0].pk}/adjudication/"
    make_review(claims[0], people["bob"])
    open_still = alice.post(path, FINAL)
    assert (open_still.status_code, open_still.json()["code"]) == (409, "not_complete")
    make_review(claims[0], people["carol"], "disputed")
    assert alice.post(path, FINAL).status_code == 201
    assert client_of("bob").get(path).json()["justification"] == "The register says 300."


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"verdict": "true"}, "verdict"),
        ({"justification": ""}, "justification"),
        ({"justification": "x" * 20_001}, "justification"),
        ({"verdict": "verified"}, "code"),
    ],
)
def test_a_final_verdict_that_is_none(
    change: dict[str, str], named: str, claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    for name in ("bob", "carol"):
        make_review(claims[0], people[name])
    answer = client_of("alice").post(f"/api/v1/claims/{claims[0].pk}/adjudication/", {**FINAL, **change})
    assert (answer.status_code, named in answer.json()) == (400, True)
    assert not Adjudication.objects.exists()


def test_a_claim_that_no_round_holds_is_refused(
    claims: list[Claim], project: Project, people: dict[str, User], client_of: ClientOf
) -> None:
    Claim.objects.filter(pk=claims[0].pk).update(retired_at=NOON)
    alice = client_of("alice")
    alice.post("/api/v1/projects/harbour/rounds/1/close/")
    alice.post("/api/v1/projects/harbour/rounds/")
    for act, body in (("adjudication", FINAL), ("reopen", {"request": "Look"}), ("send-to-adjudication", {})):
        answer = alice.post(f"/api/v1/claims/{claims[0].pk}/{act}/", body)
        assert (answer.status_code, answer.json()["code"]) == (409, "not_in_round")


def test_one_more_reviewer_is_asked_and_reads_the_request(
    claims: list[Claim], people: dict[str, User], project: Project, client_of: ClientOf
) -> None:
    for name in ("bob", "carol"):
        make_review(claims[0], people[name])
    set_role(project=project, user=people["dave"], role="reviewer", by=None, at=NOON)  # type: ignore[arg-type]
    alice, path = client_of("alice"), f"/api/v1/claims/{claims[0].pk}/"
    progress = alice.post(f"{path}reopen/", {"request": "Look at the register."}).json()
    assert (progress["is_complete"], progress["request"]) == (False, "Look at the register.")
    seen = client_of("dave").get(path).json()
    assert (seen["request"], seen["is_complete"]) == ("Look at the register.", False)
    assert client_of("dave").get(f"{path}reviews/").json()["count"] == 0


def test_the_final_verdict_hides_while_the_claim_is_open_again(
    project: Project, people: dict[str, User], client_of: ClientOf
) -> None:
    (claim, *_more) = make_claims(project)
    for name in ("bob", "carol"):
        make_review(claim, people[name])
    alice, path = client_of("alice"), f"/api/v1/claims/{claim.pk}/adjudication/"
    alice.post(path, FINAL)
    set_role(project=project, user=people["dave"], role="reviewer", by=None, at=NOON)  # type: ignore[arg-type]
    reopen_claim(claim=claim, round=project.rounds.get(), by=people["alice"], request="Look", at=NOON)
    assert client_of("dave").get(path).status_code == 404


@pytest.mark.parametrize(
    "act", ["comments", "gold", "adjudication", "reopen", "send-to-adjudication", "edits"]
)
def test_another_projects_claim_is_not_there(
    act: str, claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    foreign = make_claims(make_project(lead=people["dave"], name="Pier"))[0]
    alice = client_of("alice")
    body = {**FINAL, "text": "x", "request": "x", "kind": "retire"}
    asked = alice.put if act == "gold" else alice.post
    assert asked(f"/api/v1/claims/{foreign.pk}/{act}/", body).status_code == 404
    assert asked(f"/api/v1/claims/{10**18}/{act}/", body).status_code == 404
    assert asked(f"/api/v1/claims/{10**30}/{act}/", body).status_code == 404
    assert not GoldAnswer.objects.exists()
