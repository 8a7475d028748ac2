from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from annotations.models import Claim, ClaimEdit, Project, User
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.attributing import SourceReport, report_sources
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.editing import (
    accept_edit,
    change_attribution,
    reject_edit,
    retire_claim,
    split_claim,
)
from annotations.workflow.managing import close_round
from tests.factories import NOON, make_claims, make_project, make_review

PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries."
REED = (0, 10)
CAROL = (0, 5)


@pytest.fixture
def dam(alice: User, bob: User, carol: User) -> Project:
    return make_project(lead=alice, reviewers=[bob, carol], name="Dam", overlap=2)


@pytest.fixture
def said(dam: Project) -> Claim:
    """What Carol Reed said, by the splitter a named person."""
    return make_claims(dam, PAIR)[0]


def attribute(claim: Claim, by: User, kind: str, source: tuple[int, int] | None = REED) -> ClaimEdit:
    return change_attribution(claim=claim, chain=[LinkDraft(source, None, kind)], by=by, at=NOON)


def report(claim: Claim, reach: Reach = Reach.ALL) -> SourceReport:
    return report_sources(round=claim.article.project.rounds.get(), reach=reach)


def test_a_chain_that_nobody_changed_is_in_no_figure(said: Claim, bob: User, carol: User) -> None:
    make_review(said, bob)
    split_claim(claim=said, by=carol, at=NOON)
    found = report(said)
    assert (found.edited, found.claims, found.alpha.value, found.against_splitter) == (0, 0, None, ())


def test_who_saw_it_and_left_it_has_the_splitters_chain(said: Claim, bob: User, carol: User) -> None:
    make_review(said, carol)
    attribute(said, bob, "named_organisation")
    found = report(said)
    assert (found.claims, found.observed.value, found.observed.n) == (1, 0.0, 1)
    assert found.changes == (("named_person", "named_organisation", 1),)
    ((user, figures),) = found.against_splitter
    assert (user, figures.claims, figures.kinds.value, figures.spans.value) == (bob, 1, 0.0, 1.0)


def test_who_had_no_turn_on_the_claim_says_nothing_of_it(said: Claim, bob: User) -> None:
    attribute(said, bob, "named_organisation")
    assert report(said).observed.value is None
    assert report(said).pairs.claims == 0


def test_the_words_of_the_source_are_compared_apart_from_its_kind(
    said: Claim, bob: User, carol: User
) -> None:
    attribute(said, bob, "named_person", CAROL)
    attribute(said, carol, "named_person")
    pairs = report(said).pairs
    assert (pairs.kinds.value, pairs.spans.value, pairs.spans.n) == (1.0, 10 / 15, 15)
    assert pairs.links.value == 1.0  # half of the words of both are the same


def test_links_are_the_same_at_the_same_place(said: Claim, bob: User, carol: User) -> None:
    chain = [LinkDraft(REED, None, "named_person"), LinkDraft(None, None, "anonymous")]
    change_attribution(claim=said, chain=chain, by=bob, at=NOON)
    attribute(said, carol, "named_person", (11, 15))
    make_review(said, carol)
    assert report(said).pairs.links.value == 0.0
    ((_bob, figures), _carol) = report(said).against_splitter
    assert (figures.links.value, figures.links.n, figures.kinds.value) == (pytest.approx(2 / 3), 3, 0.0)


def test_nobody_is_a_kind_too(said: Claim, bob: User, carol: User) -> None:
    change_attribution(claim=said, chain=[], by=bob, at=NOON)
    make_review(said, carol)
    found = report(said)
    assert found.changes == (("named_person", "none", 1),)
    assert found.pairs.spans.value == 0.0


def test_a_chain_that_a_lead_accepted_is_decided(said: Claim, alice: User, bob: User, carol: User) -> None:
    make_review(said, carol)
    accept_edit(edit=attribute(said, bob, "document"), by=alice, at=NOON)
    found = report(said)
    assert (found.decided, found.splitter_against_decided.kinds.value) == (1, 0.0)
    assert [(user, one.kinds.value) for user, one in found.against_decided] == [(bob, 1.0), (carol, 0.0)]


def test_where_a_lead_rejected_it_the_splitters_chain_is_decided(said: Claim, alice: User, bob: User) -> None:
    reject_edit(edit=attribute(said, bob, "document"), by=alice, at=NOON)
    found = report(said)
    assert (found.decided, found.splitter_against_decided.links.value) == (1, 1.0)
    assert found.against_decided[0][1].kinds.value == 0.0


def test_what_waits_or_was_taken_back_is_not_decided(said: Claim, bob: User, carol: User) -> None:
    attribute(said, bob, "document")
    reject_edit(edit=attribute(said, carol, "anonymous"), by=carol, at=NOON)
    found = report(said)
    assert (found.claims, found.decided, len(found.against_splitter)) == (1, 0, 1)


def test_who_retired_the_claim_has_no_chain_of_it(said: Claim, bob: User, carol: User) -> None:
    attribute(said, bob, "document")
    make_review(said, carol)
    retire_claim(claim=said, by=carol, at=NOON)
    assert report(said).pairs.claims == 0


def test_turns_are_taken_from_complete_claims_for_who_sees_only_those(
    said: Claim, bob: User, carol: User
) -> None:
    attribute(said, bob, "document")
    make_review(said, carol)
    assert report(said).pairs.claims == 1
    assert report(said, Reach.COMPLETE).pairs.claims == 0
    make_review(said, bob)
    assert report(said, Reach.COMPLETE).pairs.claims == 1


def test_changes_from_after_the_round_are_not_of_it(said: Claim, alice: User, bob: User) -> None:
    close_round(round=said.article.project.rounds.get(), by=alice, at=NOON)
    chain = [LinkDraft(None, None, "anonymous")]
    change_attribution(claim=said, chain=chain, by=bob, at=NOON + timedelta(days=1))
    assert report(said).edited == 0


def test_figures_have_intervals_by_article(dam: Project, bob: User, carol: User) -> None:
    kinds = ("named_person", "document", "anonymous", "named_person")
    claims = [make_claims(dam, f"{PAIR} {number} dams leak.")[0] for number in range(len(kinds))]
    for claim, kind in zip(claims, kinds, strict=True):
        attribute(claim, bob, kind, CAROL)
        make_review(claim, carol)
    found = report(claims[0])
    for figure in (found.observed, found.pairs.kinds, found.alpha):
        assert figure.low is not None
    assert found.pairs.spans.low is None  # the same in every article


def test_a_reviewer_sees_their_own_rows(said: Claim, alice: User, bob: User, carol: User) -> None:
    for reviewer in (bob, carol):
        attribute(said, reviewer, "document")
    found = report(said)
    assert [len(found.seen_by(user)[0]) for user in (alice, bob)] == [2, 1]
    assert [row["username"] for row in found.to_json_dict(user=carol)["against_splitter"]] == ["carol"]


def test_more_articles_ask_no_more(
    dam: Project, bob: User, carol: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(3):
        claim = make_claims(dam, f"{PAIR} {number} dams leak.")[0]
        attribute(claim, bob, "document")
        make_review(claim, carol)
    round = dam.rounds.get()
    # articles changed, seven for their edits, leads, turns, people, number changed
    with django_assert_num_queries(12):
        report_sources(round=round, reach=Reach.ALL)
