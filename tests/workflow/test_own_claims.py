from datetime import timedelta
from typing import Any

import pytest

from annotations.models import Article, Claim, ClaimEdit, Project, User
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.editing import (
    accept_edit,
    add_claim,
    change_attribution,
    merge_with_next,
    move_claim_edge,
    reject_edit,
    retire_claim,
    split_claim,
    undo_edit,
)
from annotations.workflow.own_claims import EditedArticle, read_articles
from tests.factories import NOON, make_claims, make_project

PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries."
PARTS = ["the old dam leaks every spring", "and the new road is closed to all lorries"]


@pytest.fixture
def dam(alice: User, bob: User, carol: User) -> Project:
    return make_project(lead=alice, reviewers=[bob, carol], name="Dam")


@pytest.fixture
def pair(dam: Project) -> Claim:
    """The claim with two atoms, the only one of its article."""
    return make_claims(dam, PAIR)[0]


def later(minutes: int) -> dict[str, Any]:
    return {"at": NOON + timedelta(minutes=minutes)}


def read(article: Article) -> EditedArticle:
    (found,) = read_articles([article.pk])
    return found


def words(article: Article, person: User) -> list[str]:
    return [article.text[claim.start : claim.end] for claim in read(article).claims_of(person.pk)]


def test_who_edits_nothing_has_the_splitters_claims(pair: Claim, alice: User, carol: User) -> None:
    accept_edit(edit=split_claim(claim=pair, by=carol, at=NOON), by=alice, at=NOON)
    assert words(pair.article, alice) == [pair.text]


def test_a_proposal_is_its_authors_cut_whether_in_effect_or_not(pair: Claim, alice: User, bob: User) -> None:
    edit = split_claim(claim=pair, by=bob, at=NOON)
    assert words(pair.article, bob) == PARTS
    accept_edit(edit=edit, by=alice, at=NOON)
    assert words(pair.article, bob) == PARTS


def test_what_a_lead_rejected_or_undid_was_still_its_authors_word(
    pair: Claim, alice: User, bob: User, carol: User
) -> None:
    reject_edit(edit=split_claim(claim=pair, by=bob, at=NOON), by=alice, at=NOON)
    edit = accept_edit(edit=split_claim(claim=pair, by=carol, at=NOON), by=alice, at=NOON)
    undo_edit(edit=edit, by=alice, at=NOON)
    assert words(pair.article, bob) == words(pair.article, carol) == PARTS


def test_what_somebody_took_back_is_not_theirs(pair: Claim, bob: User) -> None:
    reject_edit(edit=split_claim(claim=pair, by=bob, at=NOON), by=bob, at=NOON)
    assert words(pair.article, bob) == [pair.text]


def test_of_two_edits_of_one_claim_the_later_counts(pair: Claim, bob: User) -> None:
    split_claim(claim=pair, by=bob, at=NOON)
    move_claim_edge(claim=pair, edge="end", steps=-1, by=bob, **later(1))
    assert words(pair.article, bob) == [pair.text.removesuffix(" lorries")]


def test_who_builds_on_anothers_edit_takes_it_over(pair: Claim, alice: User, bob: User, carol: User) -> None:
    edit = accept_edit(edit=split_claim(claim=pair, by=carol, at=NOON), by=alice, **later(1))
    first = edit.after.order_by("start")[0]
    retire_claim(claim=first, by=bob, **later(2))
    assert words(pair.article, bob) == PARTS[1:]
    assert words(pair.article, carol) == PARTS


def test_an_edit_that_builds_on_one_replaced_since_falls_away_with_it(
    pair: Claim, alice: User, bob: User, carol: User
) -> None:
    edit = accept_edit(edit=split_claim(claim=pair, by=carol, at=NOON), by=alice, **later(1))
    retire_claim(claim=edit.after.order_by("start")[0], by=bob, **later(2))
    undo_edit(edit=edit, by=alice, **later(3))
    pair.refresh_from_db()
    move_claim_edge(claim=pair, edge="end", steps=-1, by=bob, **later(4))
    assert words(pair.article, bob) == [pair.text.removesuffix(" lorries")]


def test_merged_added_and_retired(dam: Project, bob: User) -> None:
    claims = make_claims(dam)
    article = claims[0].article
    merge_with_next(claim=claims[2], by=bob, at=NOON)
    retire_claim(claim=claims[0], by=bob, at=NOON)
    add_claim(article=article, start=0, end=15, by=bob, at=NOON)
    merged = article.text[claims[2].start : claims[3].end]
    assert words(article, bob) == ["Harbour council", claims[1].text, merged, claims[4].text]


def test_a_chain_goes_on_to_what_is_cut_out_of_its_claim(pair: Claim, alice: User, bob: User) -> None:
    chain = [LinkDraft((0, 10), (11, 15), "named_organisation")]
    changed = accept_edit(
        edit=change_attribution(claim=pair, chain=chain, by=bob, at=NOON), by=alice, at=NOON
    ).after.get()
    split_claim(claim=changed, by=bob, **later(1))
    own = read(pair.article).claims_of(bob.pk)
    assert [[link.kind for link in claim.chain] for claim in own] == [["named_organisation"]] * 2
    assert own[0].chain[0].source == (0, 10)
    assert {claim.roots for claim in own} == {frozenset([pair.pk])}


def test_edits_from_a_moment_on_are_not_read(pair: Claim, bob: User) -> None:
    split_claim(claim=pair, by=bob, at=NOON)
    (article,) = read_articles([pair.article_id], until=NOON)
    assert article.acts == ()


def test_many_articles_ask_as_little_as_one(dam: Project, bob: User, django_assert_num_queries: Any) -> None:
    claims = [make_claims(dam, f"{PAIR} {number} dams leak.")[0] for number in "123"]
    for claim in claims:
        split_claim(claim=claim, by=bob, at=NOON)
    # lengths, edits, places of claims, claims before, claims after, chains, the splitter's claims
    with django_assert_num_queries(7):
        assert len(read_articles([claim.article_id for claim in claims])) == 3
    assert ClaimEdit.objects.count() == 3
