import pytest

from annotations.models import Claim, ClaimEdit, ClaimProgress, Project, Review, User
from annotations.workflow.adjudicating import send_to_adjudication
from annotations.workflow.assigning import take_next
from annotations.workflow.cutting import ClaimExists, LinkDraft
from annotations.workflow.editing import (
    EditDecided,
    EditInvalid,
    EditNotInEffect,
    EditOutdated,
    accept_edit,
    add_claim,
    change_attribution,
    change_wording,
    edits_of,
    merge_with_next,
    move_claim_edge,
    reject_edit,
    retire_claim,
    set_claim_span,
    split_claim,
    undo_edit,
)
from annotations.workflow.queueing import waiting_by_project
from annotations.workflow.refusals import NotAllowed
from tests.factories import NOON, make_claims, make_project, make_review

PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries."


def live(claim: Claim) -> list[str]:
    return [one.words for one in Claim.objects.live().filter(article=claim.article_id)]


@pytest.fixture
def pair(alice: User, bob: User) -> Claim:
    """The claim with two atoms, in a project that Alice leads and Bob reviews in."""
    return make_claims(make_project(lead=alice, reviewers=[bob], name="Dam"), PAIR)[0]


def test_a_reviewers_split_waits_for_a_lead(pair: Claim, alice: User, bob: User) -> None:
    edit = split_claim(claim=pair, by=bob, at=NOON)
    assert (edit.state, live(pair)) == ("proposed", [pair.words])
    accept_edit(edit=edit, by=alice, at=NOON)
    assert live(pair) == ["the old dam leaks every spring", "and the new road is closed to all lorries"]


def test_the_parts_keep_the_chain_and_wait_for_verdicts(pair: Claim, alice: User, bob: User) -> None:
    edit = split_claim(claim=pair, by=alice, at=NOON)
    for part in edit.after.all():
        assert [link.source_text for link in part.chain.all()] == ["Carol Reed"]
        assert list(part.derived_from.all()) == [pair]
    assert waiting_by_project(reviewer=bob) == {pair.article.project_id: 2}


def test_where_the_project_allows_it_a_reviewers_edit_takes_effect(alice: User, bob: User) -> None:
    project = make_project(lead=alice, reviewers=[bob], name="Dam", edit_policy="direct")
    claim = make_claims(project, PAIR)[0]
    assert split_claim(claim=claim, by=bob, at=NOON).state == "applied"


def test_a_single_statement_is_not_split(claims: list[Claim], alice: User) -> None:
    with pytest.raises(EditInvalid):
        split_claim(claim=claims[0], by=alice, at=NOON)


def test_two_claims_become_one_and_undo_parts_them(claims: list[Claim], alice: User) -> None:
    before = live(claims[0])
    edit = merge_with_next(claim=claims[2], by=alice, at=NOON)
    assert len(live(claims[0])) == len(before) - 1
    assert edit.after.get().start == claims[2].start
    undo_edit(edit=edit, by=alice, at=NOON)
    assert live(claims[0]) == before


def test_an_edge_moves_by_words_and_the_selection_by_code_points(pair: Claim, alice: User) -> None:
    edit = move_claim_edge(claim=pair, edge="end", steps=-1, by=alice, at=NOON)
    moved = edit.after.get()
    assert moved.words.endswith("is closed to all")
    start = moved.article.text.index("old dam")
    edit = set_claim_span(claim=moved, start=start, end=start + 13, by=alice, at=NOON)
    assert edit.after.get().words == "old dam leaks"


def test_a_selection_becomes_a_claim_of_nobodys_once(pair: Claim, alice: User) -> None:
    edit = add_claim(article=pair.article, start=16, end=37, by=alice, at=NOON)
    made = edit.after.get()
    assert (made.words, made.source_kind, made.quote_kind) == ("the old dam leaks every", "none", "none")
    with pytest.raises(ClaimExists):
        add_claim(article=pair.article, start=16, end=37, by=alice, at=NOON)


def test_a_byline_is_no_claim(alice: User) -> None:
    project = make_project(lead=alice, name="Dam")
    claim = make_claims(project, f"By Carol Reed\n\n{PAIR}")[0]
    with pytest.raises(EditInvalid):
        add_claim(article=claim.article, start=3, end=13, by=alice, at=NOON)


def test_another_chain_makes_another_origin(pair: Claim, alice: User) -> None:
    chain = [LinkDraft(source=(0, 10), cue=(11, 15), kind="named_person"), LinkDraft(None, None, "anonymous")]
    changed = change_attribution(claim=pair, chain=chain, by=alice, at=NOON).after.get()
    assert [link.source_kind for link in changed.chain.all()] == ["named_person", "anonymous"]
    assert (changed.source_kind, changed.words) == ("anonymous", pair.words)


@pytest.mark.parametrize(
    "link",
    [
        LinkDraft((0, 900), None, "document"),
        LinkDraft((0, 4), None, "none"),
        LinkDraft(None, None, "document"),
    ],
)
def test_a_link_that_names_nothing_is_refused(pair: Claim, alice: User, link: LinkDraft) -> None:
    with pytest.raises(EditInvalid):
        change_attribution(claim=pair, chain=[link], by=alice, at=NOON)


def test_a_wording_makes_a_new_claim_of_the_same_words(pair: Claim, alice: User) -> None:
    edit = change_wording(claim=pair, wording=" The old dam leaks. ", by=alice, at=NOON)
    made = edit.after.get()
    assert (made.normalized_text, made.words) == ("The old dam leaks.", pair.words)
    assert [link.source_text for link in made.chain.all()] == ["Carol Reed"]


def test_reviews_of_untouched_claims_stay_and_those_of_changed_ones_are_stale(
    claims: list[Claim], alice: User, bob: User
) -> None:
    kept, stale = make_review(claims[0], bob), make_review(claims[2], bob)
    retire_claim(claim=claims[2], by=alice, at=NOON)
    assert ClaimProgress.objects.get(claim=claims[0]).ratings == 1
    assert Review.objects.get(pk=stale.pk).claim.retired_at == NOON
    assert Review.objects.current().filter(claim__retired_at=None).get() == kept


def test_a_finished_article_is_handed_out_again_when_it_holds_new_claims(
    pair: Claim, alice: User, bob: User
) -> None:
    project = pair.article.project
    assert take_next(project=project, reviewer=bob, at=NOON) == pair
    make_review(pair, bob)
    assert take_next(project=project, reviewer=bob, at=NOON) is None
    edit = split_claim(claim=pair, by=alice, at=NOON)
    assert take_next(project=project, reviewer=bob, at=NOON) == edit.after.order_by("start").first()


def test_an_undone_edit_brings_the_reviews_back(pair: Claim, alice: User, bob: User) -> None:
    make_review(pair, bob)
    edit = split_claim(claim=pair, by=alice, at=NOON)
    undo_edit(edit=edit, by=alice, at=NOON)
    assert Review.objects.current().get(claim__retired_at=None).claim == pair
    with pytest.raises(EditNotInEffect):
        undo_edit(edit=edit, by=alice, at=NOON)


def test_the_latest_edit_is_undone_first(pair: Claim, alice: User) -> None:
    first = move_claim_edge(claim=pair, edge="end", steps=-1, by=alice, at=NOON)
    second = move_claim_edge(claim=first.after.get(), edge="end", steps=-1, by=alice, at=NOON)
    with pytest.raises(EditNotInEffect):
        undo_edit(edit=first, by=alice, at=NOON)
    assert edits_of(second.after.get()) == edits_of(pair) == [first, second]


def test_a_proposal_for_a_replaced_claim_is_refused(pair: Claim, alice: User, bob: User) -> None:
    proposal = split_claim(claim=pair, by=bob, at=NOON)
    retire_claim(claim=pair, by=alice, at=NOON)
    with pytest.raises(EditOutdated):
        accept_edit(edit=proposal, by=alice, at=NOON)
    assert reject_edit(edit=proposal, by=bob, at=NOON).state == ClaimEdit.State.REJECTED
    with pytest.raises(EditDecided):
        reject_edit(edit=proposal, by=bob, at=NOON)


def test_who_may_edit_and_decide(pair: Claim, project: Project, bob: User, carol: User) -> None:
    with pytest.raises(NotAllowed):
        split_claim(claim=pair, by=carol, at=NOON)
    proposal = split_claim(claim=pair, by=bob, at=NOON)
    with pytest.raises(NotAllowed):
        accept_edit(edit=proposal, by=bob, at=NOON)


def test_a_complete_claim_can_be_cut_and_its_parts_are_open(pair: Claim, alice: User) -> None:
    send_to_adjudication(claim=pair, round=pair.article.project.rounds.get(), by=alice, at=NOON)
    edit = split_claim(claim=pair, by=alice, at=NOON)
    assert all(part.progress.get().revealed_at is None for part in edit.after.all())
