from django.test import Client

from annotations.models import User
from annotations.workflow.keys import ACTS, keys_of

USUAL = {act: usual for act, (usual, _name) in ACTS.items()}


def test_a_person_chooses_keys_and_takes_the_usual_ones_again(client: Client, bob: User) -> None:
    client.force_login(bob)
    client.post("/keys/", {**USUAL, "verified": "Q"})
    bob.refresh_from_db()
    assert bob.key_bindings == {"verified": "q"}
    client.post("/keys/", {"reset": "yes"})
    bob.refresh_from_db()
    assert keys_of(bob) == USUAL


def test_one_key_for_two_acts_is_refused_naming_both(client: Client, bob: User) -> None:
    client.force_login(bob)
    answer = client.post("/keys/", {**USUAL, "verified": "2"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“2” cannot do both: “Verified” and “Disputed”." in page
    assert 'name="verified" value="2"' in page


def test_what_is_no_key_is_refused(client: Client, bob: User) -> None:
    client.force_login(bob)
    for wrong in ("", "ab", " ", "\t"):
        assert client.post("/keys/", {**USUAL, "undo": wrong}).status_code == 422
    bob.refresh_from_db()
    assert bob.key_bindings == {}


def test_the_workspace_uses_them(client: Client, bob: User, claims: list[object]) -> None:
    client.force_login(bob)
    client.post("/keys/", {**USUAL, "verified": "q"})
    page = client.get("/projects/harbour/next/", follow=True).content.decode()
    assert 'data-key="q"' in page
    assert 'data-key="1"' not in page


def test_an_own_key_is_taken_from_the_act_that_has_it_by_default(bob: User) -> None:
    bob.key_bindings = {"verified": "x"}
    keys = keys_of(bob)
    assert (keys["verified"], keys["split"]) == ("x", "")
