import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.models import Article, Claim, ClaimProgress, Project, Review, User
from tests.factories import TEXT, make_review

ClientOf = Callable[[str], APIClient]


def test_a_token_opens_the_api_and_signing_out_closes_it(project: Project) -> None:
    client = APIClient()
    answer = client.post("/api/v1/sign-in/", {"username": "bob", "password": "password"})
    client.credentials(HTTP_AUTHORIZATION=f"Token {answer.json()['token']}")
    assert [row["slug"] for row in client.get("/api/v1/projects/").json()["results"]] == ["harbour"]
    assert client.post("/api/v1/sign-out/").status_code == 204
    assert client.get("/api/v1/projects/").status_code == 401


def test_a_wrong_password_is_said(project: Project) -> None:
    answer = APIClient().post("/api/v1/sign-in/", {"username": "bob", "password": "guess"})
    assert answer.status_code == 400
    assert "do not fit" in answer.content.decode()


@pytest.mark.parametrize("path", ["projects/", "projects/harbour/", "projects/harbour/agreement/"])
def test_nobody_enters_unsigned(path: str, project: Project) -> None:
    answer = APIClient().get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_what_the_framework_refuses_has_a_code_too(claims: list[Claim], client_of: ClientOf) -> None:
    bob, path = client_of("bob"), f"/api/v1/claims/{claims[0].pk}/reviews/"
    answers = [
        bob.post(path, "{bad", content_type="application/json"),
        bob.get("/api/v1/claims/0/"),
        bob.delete(path),
    ]
    codes = [(answer.status_code, answer.json()["code"]) for answer in answers]
    assert codes == [(400, "parse_error"), (404, "not_found"), (405, "method_not_allowed")]


@pytest.mark.parametrize("path", ["", "articles/", "next-claim/", "agreement/", "dataset/"])
def test_a_stranger_finds_nothing(path: str, claims: list[Claim], client_of: ClientOf) -> None:
    dave = client_of("dave")
    assert dave.get(f"/api/v1/projects/harbour/{path}").status_code == 404
    assert dave.get(f"/api/v1/claims/{claims[0].pk}/").status_code == 404
    assert dave.get(f"/api/v1/articles/{claims[0].article_id}/claims/").status_code == 404
    assert dave.post(f"/api/v1/claims/{claims[0].pk}/reviews/", {"verdict": "verified"}).status_code == 404


def test_a_project_tells_my_role(project: Project, client_of: ClientOf) -> None:
    answer = client_of("bob").get("/api/v1/projects/harbour/").json()
    assert (answer["role"], answer["open_round"], answer["overlap"]) == ("reviewer", 1, 2)


def test_a_new_article_is_split(project: Project, client_of: ClientOf) -> None:
    answer = client_of("alice").post("/api/v1/projects/harbour/articles/", {"text": TEXT, "language": "en"})
    assert (answer.status_code, answer.json()["is_new"]) == (201, True)
    assert answer.json()["title"] == "Harbour council weighs a new ferry"
    assert answer.json()["claim_count"] == Claim.objects.count() > 0


def test_the_same_article_again_is_the_old_one(claims: list[Claim], client_of: ClientOf) -> None:
    answer = client_of("alice").post("/api/v1/projects/harbour/articles/", {"text": TEXT})
    assert (answer.status_code, answer.json()["is_new"]) == (200, False)
    assert answer.json()["id"] == claims[0].article_id


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"text": ""}, 400, "empty_text"),
        ({"text": "\u200b \n"}, 400, "empty_text"),
        ({"text": "The ferry\0 sank."}, 400, "not_text"),
        ({"text": "Leave a Reply\n\nYour email address will not be published."}, 400, "nothing_to_review"),
        ({"text": "The ferry \ud800 sank."}, 400, "lone_surrogate"),
    ],
)
def test_a_text_that_is_none(
    fields: dict[str, str], status: int, code: str, project: Project, client_of: ClientOf
) -> None:
    body = json.dumps(fields)
    answer = client_of("alice").post(
        "/api/v1/projects/harbour/articles/", body, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Article.objects.exists()


def test_only_a_lead_adds_articles(project: Project, client_of: ClientOf) -> None:
    answer = client_of("bob").post("/api/v1/projects/harbour/articles/", {"text": TEXT})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_claim_comes_with_its_chain(claims: list[Claim], client_of: ClientOf) -> None:
    answer = client_of("alice").get(f"/api/v1/articles/{claims[0].article_id}/claims/").json()
    claim = next(claim for claim in answer["results"] if "contract was signed" in claim["text"])
    source = claim["chain"][0]["source"]
    assert source["text"] == TEXT[source["start"] : source["end"]] == "A person familiar with the talks"
    assert (claim["source_kind"], claim["suggestion"]) == ("anonymous", "unsourced")
    link = {key: claim["chain"][0][key] for key in ("polarity", "rule", "flags")}
    assert link == {"polarity": "asserts", "rule": "verb_before_content", "flags": []}


def test_a_reviewer_gets_the_suggestion_after_their_own_word(
    claims: list[Claim], client_of: ClientOf
) -> None:
    claim = next(claim for claim in claims if claim.source_kind == "anonymous")
    bob, path = client_of("bob"), f"/api/v1/claims/{claim.pk}/"
    assert bob.get(path).json()["suggestion"] is None
    assert bob.post(f"{path}reviews/", {"verdict": "verified"}).status_code == 201
    assert bob.get(path).json()["suggestion"] == "unsourced"


def test_a_claim_says_when_simulated_verdicts_are_counted(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    make_review(claims[0], people["bob"], is_simulated=True)
    answer = client_of("carol").get(f"/api/v1/articles/{claims[0].article_id}/claims/").json()["results"]
    assert [claim["has_simulated"] for claim in answer[:2]] == [True, False]


def test_one_works_through_the_queue(claims: list[Claim], client_of: ClientOf) -> None:
    bob, seen = client_of("bob"), []
    while (answer := bob.get("/api/v1/projects/harbour/next-claim/")).status_code == 200:
        seen.append(answer.json()["id"])
        bob.post(f"/api/v1/claims/{seen[-1]}/reviews/", {"skip_reason": "opinion"})
    assert seen == [claim.pk for claim in claims]


def test_a_review_keeps_its_evidence(claims: list[Claim], client_of: ClientOf) -> None:
    evidence = {"url": "https://example.org/register", "stance": "refutes"}
    body = {"verdict": "disputed", "reason": "refuted", "evidence": [evidence]}
    answer = client_of("bob").post(f"/api/v1/claims/{claims[0].pk}/reviews/", body)
    assert answer.status_code == 201
    assert answer.json()["evidence"][0]["url"] == "https://example.org/register"
    assert answer.json()["lacks_support"] is False


def test_a_repeated_request_is_one_review(claims: list[Claim], client_of: ClientOf) -> None:
    body = {"verdict": "verified", "idempotency_key": "00000000-0000-0000-0000-000000000001"}
    bob, path = client_of("bob"), f"/api/v1/claims/{claims[0].pk}/reviews/"
    assert bob.post(path, body).json()["id"] == bob.post(path, body).json()["id"]
    assert Review.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"verdict": "verified", "skip_reason": "opinion"}, {"verdict": "true"}])
def test_a_review_that_is_none(body: dict[str, str], claims: list[Claim], client_of: ClientOf) -> None:
    answer = client_of("bob").post(f"/api/v1/claims/{claims[0].pk}/reviews/", body)
    assert answer.status_code == 400
    assert not Review.objects.exists()


def test_undo_over_the_api(claims: list[Claim], client_of: ClientOf) -> None:
    bob, path = client_of("bob"), f"/api/v1/claims/{claims[0].pk}/reviews/"
    first = bob.post(path, {"verdict": "verified"}).json()["id"]
    second = bob.post(path, {"verdict": "disputed"}).json()["id"]
    assert bob.post(f"/api/v1/reviews/{second}/undo/").json()["current"]["id"] == first
    assert client_of("carol").post(f"/api/v1/reviews/{first}/undo/").status_code == 404


def test_anothers_verdict_shows_only_when_the_claim_is_complete(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    path = f"/api/v1/claims/{claims[0].pk}/reviews/"
    make_review(claims[0], people["bob"], "disputed")
    carol, alice = client_of("carol"), client_of("alice")
    assert carol.get(path).json()["count"] == alice.get(path).json()["count"] == 0
    carol.post(path, {"verdict": "verified"})
    assert carol.get(path).json()["count"] == alice.get(path).json()["count"] == 2


def test_a_complete_claim_refuses_with_conflict(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    ClaimProgress.objects.update(revealed_at="2026-03-02T12:00Z")
    answer = client_of("bob").post(f"/api/v1/claims/{claims[0].pk}/reviews/", {"verdict": "verified"})
    assert (answer.status_code, answer.json()["code"]) == (409, "claim_complete")


def test_agreement_of_open_claims_is_not_a_reviewers(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    make_review(claims[0], people["bob"], "disputed", is_simulated=True)
    of_carol = client_of("carol").get("/api/v1/projects/harbour/agreement/").json()
    of_alice = client_of("alice").get("/api/v1/projects/harbour/agreement/").json()
    assert (of_carol["ratings"], of_carol["simulated_ratings"]) == (0, 0)
    assert (of_alice["ratings"], of_alice["simulated_ratings"]) == (1, 1)


def test_a_reviewers_report_tells_no_other_reviewers_volume(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    for name in ("bob", "carol"):
        make_review(claims[0], people[name])
    for name, seen in (("carol", ["carol"]), ("alice", ["bob", "carol"])):
        rows = client_of(name).get("/api/v1/projects/harbour/agreement/").json()["reviewers"]
        assert [row["username"] for row in rows] == seen


def test_agreement_takes_the_filters_of_the_page(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    for claim, verdict in zip(claims, ["verified", "disputed"], strict=False):
        make_review(claim, people["bob"], verdict)
        make_review(claim, people["carol"])
    alice = client_of("alice")
    whole = alice.get("/api/v1/projects/harbour/agreement/", {"round": 1}).json()
    asked = {"label": ["disputed"], "simulated": "no"}
    narrow = alice.get("/api/v1/projects/harbour/agreement/", asked).json()
    assert (whole["ratings"], narrow["ratings"], narrow["scope"]["labels"]) == (4, 2, ["disputed"])


@pytest.mark.parametrize(
    ("asked", "status"), [({"round": 2}, 404), ({"round": "x"}, 404), ({"label": "true"}, 400)]
)
def test_agreement_of_what_there_is_not(
    claims: list[Claim], client_of: ClientOf, asked: dict[str, str], status: int
) -> None:
    assert client_of("alice").get("/api/v1/projects/harbour/agreement/", asked).status_code == status


def test_the_dataset_withholds_open_claims(
    claims: list[Claim], people: dict[str, User], client_of: ClientOf
) -> None:
    make_review(claims[0], people["bob"], "disputed")
    for name in ("carol", "alice"):
        answer = client_of(name).get("/api/v1/projects/harbour/dataset/")
        lines = [json.loads(line) for line in answer.getvalue().splitlines()]  # type: ignore[attr-defined]
        assert len(lines) == len(claims)
        assert (lines[0]["reviews"], lines[0]["withheld_reviews"], lines[0]["label"]) == ([], 1, None)


def test_a_list_asks_the_database_a_fixed_number_of_times(
    claims: list[Claim], client_of: ClientOf, django_assert_num_queries: Callable[[int], object]
) -> None:
    bob = client_of("bob")
    # session, user, article, count of claims, claims with progress, their chains
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        bob.get(f"/api/v1/articles/{claims[0].article_id}/claims/")


@pytest.mark.parametrize("field", ["verdict", "reason", "skip_reason"])
def test_half_a_character_is_a_clear_error(field: str, claims: list[Claim], client_of: ClientOf) -> None:
    body = f'{{"{field}": "\\ud800"}}'
    answer = client_of("bob").post(
        f"/api/v1/claims/{claims[0].pk}/reviews/", body, content_type="application/json"
    )
    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_json_nested_too_deeply_is_a_clear_error(claims: list[Claim], client_of: ClientOf) -> None:
    address = f"/api/v1/claims/{claims[0].pk}/reviews/"
    answer = client_of("bob").post(address, "[" * 100_000, content_type="application/json")
    assert (answer.status_code, "nested" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("token", ["caf\u00e9", "a\0b", "0" * 5000])
def test_bytes_that_are_no_token_open_nothing(token: str, project: Project) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert client.get("/api/v1/projects/").status_code == 401


def test_a_name_that_no_table_holds_is_refused(db: None) -> None:
    answer = APIClient().post("/api/v1/sign-in/", {"username": "x" * 300, "password": "guess"})
    assert (answer.status_code, list(answer.json())) == (400, ["username"])


def test_a_key_of_another_claims_review_saves_nothing_and_says_so(
    claims: list[Claim], client_of: ClientOf
) -> None:
    word = {"verdict": "verified", "idempotency_key": "6f2b6dbe-4b4e-4cde-9f34-0c0a4ab5a001"}
    bob = client_of("bob")
    bob.post(f"/api/v1/claims/{claims[0].pk}/reviews/", word)
    answer = bob.post(f"/api/v1/claims/{claims[1].pk}/reviews/", word)
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert Review.objects.count() == 1


def test_a_list_of_claims_leaves_the_articles_text_behind(claims: list[Claim], client_of: ClientOf) -> None:
    with CaptureQueriesContext(connection) as asked:
        client_of("bob").get(f"/api/v1/articles/{claims[0].article_id}/claims/")
    assert not any('"annotations_article"."text"' in query["sql"] for query in asked)


def test_claims_are_counted_without_grouping_by_the_text(claims: list[Claim], client_of: ClientOf) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client_of("bob").get(f"/api/v1/articles/{claims[0].article_id}/")
    assert answer.json()["claim_count"] == len(claims)
    assert not any(
        '"annotations_article"."text",' in query["sql"].partition("GROUP BY")[2] for query in asked
    )
