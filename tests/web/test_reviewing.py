"""The reviewing workspace: what it shows to whom, and one request for each verdict."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Claim, Evidence, EvidencePolicy, Review, Role, SkipReason, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.managing import archive_project, close_round, set_role
from annotations.workflow.reviewing import EvidenceDraft
from tests.factories import NOON, make_article, make_claims, make_project, make_review, make_user

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def show(user: User, claim: Claim) -> str:
    response = sign_in(user).get(reverse("workspace", args=[claim.article_id]), {"claim": claim.pk})
    assert response.status_code == 200
    return response.content.decode()


def press(user: User, claim: Claim, *, htmx: bool = True, **posted: object):
    posted = {"key": str(uuid4()), **posted}
    headers = HTMX if htmx else {}
    return sign_in(user).post(reverse("review_claim", args=[claim.pk]), posted, headers=headers)


def test_workspace_marks_every_claim_once_for_the_keyboard(bob, claims):
    page = show(bob, claims[0])
    for claim in claims:
        assert page.count(f'id="c{claim.pk}"') == 1
    stops = [tag for tag in re.findall(r'<a class="run claim[^>]*>', page) if "tabindex" not in tag]
    assert len(stops) == len(claims)


def test_workspace_opens_at_the_first_claim_that_waits(bob, claims):
    make_review(claims[0], bob)
    page = sign_in(bob).get(reverse("workspace", args=[claims[0].article_id])).content.decode()
    assert f'data-claim="{claims[1].pk}" data-sources' in re.sub(r"\s+", " ", page)


@pytest.mark.parametrize(
    ("proposal", "is_shown"), [("The ferry sank in 1971.", True), ("{words}.", False), ("", False)]
)
def test_a_wording_that_says_no_more_than_the_claim_is_not_shown(bob, claims, proposal, is_shown):
    Claim.objects.filter(pk=claims[0].pk).update(normalized_text=proposal.format(words=claims[0].words))
    assert ("Stands alone" in show(bob, claims[0])) is is_shown


def test_a_denial_reaches_the_reviewer_as_one(bob, project):
    (claim,) = make_claims(project, "Mayor Carol Reed denied that the dam leaks.")
    assert '<strong>denied by</strong> <bdi lang="en">Mayor Carol Reed</bdi>' in show(bob, claim)


def test_workspace_says_where_no_origin_is_given(bob, claims):
    unattributed = next(claim for claim in claims if claim.source_kind == "none")
    assert "No origin is given." in show(bob, unattributed)


def test_card_says_how_worth_checking_a_claim_is_and_a_wording_that_stands_alone(bob):
    project = make_project(reviewers=[bob])
    make_claims(project, "Mayor Carol Reed said she had paid 4,000 dollars in March.")
    page = show(bob, Claim.objects.get())
    assert "worth checking 0.80 · number, money, date, past event" in page
    assert "Mayor Carol Reed had paid 4,000 dollars in March." in page


def test_suggestion_is_shown_only_after_ones_own_verdict(bob, claims):
    anonymous = next(claim for claim in claims if claim.source_kind == "anonymous")
    assert "the machine suggests" not in show(bob, anonymous)
    make_review(anonymous, bob)
    assert "the machine suggests" in show(bob, anonymous)


def test_unknown_claim_falls_back_and_says_so(bob, claims):
    page = sign_in(bob).get(reverse("workspace", args=[claims[0].article_id]), {"claim": "999999"})
    assert "That claim is not open here" in page.content.decode()


def test_stranger_gets_404_everywhere(claims):
    client, claim = sign_in(make_user("dave")), claims[0]
    addresses = [
        client.get(reverse("workspace", args=[claim.article_id])),
        client.get(reverse("card", args=[claim.pk])),
        client.get(reverse("finished", args=[claim.article_id])),
        client.post(reverse("review_claim", args=[claim.pk]), {"key": str(uuid4()), "verdict": "verified"}),
        client.post(reverse("undo", args=[claim.article_id])),
    ]
    assert {response.status_code for response in addresses} == {404}
    assert not Review.objects.exists()


def test_verdict_is_saved_and_brings_the_next_card_its_mark_and_the_announcement(bob, claims):
    response = press(bob, claims[0], verdict="disputed:refuted", justification="The minutes say otherwise.")
    body = response.content.decode()
    review = Review.objects.get()
    assert (review.verdict, review.reason, review.justification) == (
        "disputed",
        "refuted",
        "The minutes say otherwise.",
    )
    assert f"Saved: disputed (refuted). Next: claim 2 of {len(claims)}." in body
    assert f'data-judged="[{claims[0].pk}, &quot;disputed&quot;]"' in body
    assert response["HX-Push-Url"].endswith(f"?claim={claims[1].pk}#c{claims[1].pk}")


def test_verdict_without_htmx_redirects_to_the_next_claim(bob, claims):
    response = press(bob, claims[0], htmx=False, verdict="verified")
    assert response.status_code == 302
    assert response.url.endswith(f"?claim={claims[1].pk}#c{claims[1].pk}")


def test_same_key_twice_is_one_review(bob, claims):
    key = str(uuid4())
    first = press(bob, claims[0], key=key, verdict="verified")
    second = press(bob, claims[0], key=key, verdict="disputed")
    assert Review.objects.get().verdict == "verified"
    assert first.status_code == second.status_code == 200


def test_address_too_long_to_store_comes_back_to_be_mended(bob, claims):
    address = "https://example.org/" + "x" * 2000
    row = {"evidence_url": address, "evidence_passage": "", "evidence_stance": ""}
    response = press(bob, claims[0], verdict="verified", justification="Kept note", **row)
    assert response.status_code == 422
    assert address in response.content.decode()
    assert "Kept note" in response.content.decode()


def test_missing_key_is_a_bad_request(bob, claims):
    assert press(bob, claims[0], key="no key", verdict="verified").status_code == 400


def test_evidence_rows_are_saved_and_empty_ones_left_out(bob, claims):
    press(
        bob,
        claims[0],
        verdict="verified",
        evidence_url=["https://example.org/minutes", ""],
        evidence_passage=["Carried by 400 votes", ""],
        evidence_stance=["supports", ""],
    )
    evidence = Evidence.objects.get()
    assert (evidence.url, evidence.quoted_passage, evidence.stance) == (
        "https://example.org/minutes",
        "Carried by 400 votes",
        "supports",
    )


def test_refusal_shows_the_same_card_with_the_reason_and_the_note(bob, claims):
    response = press(
        bob,
        claims[0],
        verdict="verified",
        justification="Kept note",
        evidence_url=["ftp://nowhere"],
        evidence_passage=[""],
        evidence_stance=[""],
    )
    body = response.content.decode()
    assert response.status_code == 422
    assert "is no web address" in body
    assert "Kept note" in body
    assert "ftp://nowhere" in body
    assert not Review.objects.exists()


@pytest.mark.parametrize("htmx", [True, False])
def test_required_evidence_is_asked_for(bob, htmx):
    project = make_project(reviewers=[bob], evidence_policy=EvidencePolicy.REQUIRE)
    response = press(bob, make_claims(project)[0], htmx=htmx, verdict="verified")
    assert response.status_code == 422
    assert "This project asks for evidence" in response.content.decode()


def test_nul_in_a_note_is_refused_in_words(bob, claims):
    response = press(bob, claims[0], verdict="verified", justification="a\x00b")
    assert response.status_code == 422
    assert "Null characters are not allowed" in response.content.decode()


def test_verdict_without_evidence_is_flagged_on_the_card(bob, claims):
    press(bob, claims[0], verdict="verified")
    assert "no evidence given" in show(bob, claims[0])


def test_every_skip_reason_has_its_button(bob, claims):
    page = show(bob, claims[0])
    for reason in SkipReason.values:
        assert f'name="skip_reason" value="{reason}"' in page
    press(bob, claims[0], skip_reason="opinion")
    assert Review.objects.get().skip_reason == "opinion"


def test_undo_brings_the_claim_back_with_its_note(bob, claims):
    press(bob, claims[0], verdict="verified", justification="My note")
    response = sign_in(bob).post(reverse("undo", args=[claims[0].article_id]), headers=HTMX)
    body = response.content.decode()
    assert "Undone: verified." in body
    assert "My note" in body
    assert not Review.objects.current().exists()


def test_undo_ends_when_the_claim_is_complete(bob, carol, claims):
    make_review(claims[0], bob)
    make_review(claims[0], carol)
    undo = reverse("undo", args=[claims[0].article_id])
    response = sign_in(bob).post(undo, {"claim": claims[1].pk}, headers=HTMX)
    assert response.status_code == 422
    assert "undo has ended" in response.content.decode()


def test_another_verdict_is_hidden_until_the_claim_is_complete(bob, carol, claims):
    make_review(claims[0], carol, "disputed", justification="Carol saw the ledger")
    assert "Carol" not in show(bob, claims[0])
    assert "1 of 2 verdicts given" in show(bob, claims[0])
    response = press(bob, claims[0], verdict="verified")
    assert "Carol saw the ledger" not in response.content.decode()
    assert "Carol saw the ledger" in show(bob, claims[0])


def test_complete_claim_names_simulated_reviews_the_final_verdict_and_late_changes(bob, carol, claims):
    make_review(claims[0], carol, is_simulated=True)
    make_review(claims[0], bob, "disputed")
    make_review(claims[0], bob, "verified", justification="Changed my mind")
    alice = User.objects.get(username="alice")
    adjudicate_claim(
        claim=claims[0],
        round=Review.objects.first().round,
        adjudicator=alice,
        verdict="verified",
        justification="The ledger decides",
        at=NOON,
    )
    page = show(bob, claims[0])
    assert 'class="tag simulated"' in page
    assert "made after the verdicts were visible" in page
    assert "Final, by Alice" in page


@pytest.mark.parametrize("role", [Role.LEAD, Role.OBSERVER])
def test_readers_have_no_buttons_and_see_complete_claims_only(role, carol, bob, claims):
    dave = make_user("dave")
    set_role(project=claims[0].article.project, user=dave, role=role, by=None, at=NOON)
    make_review(claims[0], carol, justification="Early word")
    assert 'name="verdict"' not in show(dave, claims[0])
    assert "Early word" not in show(dave, claims[0])
    make_review(claims[0], bob)
    assert "Early word" in show(dave, claims[0])


def test_reader_who_posts_a_verdict_is_told_why_not(claims):
    response = press(User.objects.get(username="alice"), claims[0], verdict="verified")
    assert response.status_code == 422
    assert "Only a reviewer of this project" in response.content.decode()


def test_closed_round_is_read_only(bob, claims):
    project = claims[0].article.project
    close_round(round=project.rounds.get(), by=User.objects.get(username="alice"), at=NOON)
    page = show(bob, claims[0])
    assert 'name="verdict"' not in page
    assert "This round is closed, so no verdict can be given." in page


def test_archived_project_is_read_only_and_says_so(alice, bob, claims):
    archive_project(project=claims[0].article.project, by=alice, at=NOON)
    page = show(bob, claims[0])
    assert 'name="verdict"' not in page
    assert "This project is archived" in page


def test_a_word_given_in_another_window_is_told_and_kept(bob, claims):
    make_review(claims[0], bob, "verified")
    body = press(bob, claims[0], verdict="disputed").content.decode()
    assert "Saved: disputed, in place of verified, which you had said in another window." in body
    assert Review.objects.filter(claim=claims[0]).count() == 2
    standing = Review.objects.current().get(claim=claims[0])
    body = press(bob, claims[0], verdict="verified", standing=standing.pk).content.decode()
    assert "Saved: verified. Next" in body


def test_a_verdict_of_another_window_says_when_it_came_after_the_reveal(bob, carol, claims):
    make_review(claims[0], carol)
    make_review(claims[0], bob)
    body = press(bob, claims[0], verdict="disputed").content.decode()
    assert "it is marked as made after" in body


def cancel(user: User, claim: Claim, key: str, **posted: str):
    posted = {"key": key, "claim": claim.pk, "unsent": "1", **posted}
    return sign_in(user).post(reverse("undo", args=[claim.article_id]), posted, headers=HTMX)


def test_taking_back_what_never_arrived_leaves_the_former_word_alone(bob, claims):
    make_review(claims[0], bob)
    body = cancel(bob, claims[1], str(uuid4()), justification="Kept note").content.decode()
    assert "Taken back before it was saved." in body
    assert "Kept note" in body
    assert f"Claim 2 of {len(claims)}" in body
    assert Review.objects.current().get().claim == claims[0]


def test_taking_back_what_had_arrived_undoes_that_press(bob, claims):
    key = str(uuid4())
    press(bob, claims[0], key=key, verdict="verified")
    make_review(claims[1], bob, minutes=9_999_999)
    assert "Undone: verified." in cancel(bob, claims[0], key).content.decode()
    assert Review.objects.current().get().claim == claims[1]


def test_very_long_article_counts_what_is_done_in_all_of_it(bob):
    sentence = "The old ferry number {} was built in the town of Westhaven in 1971. "
    text = "".join(sentence.format(number) for number in range(1500))
    article = make_article(make_project(reviewers=[bob], overlap=2), text)
    live = Claim.objects.live().filter(article=article)
    make_review(live.first(), bob)
    page = show(bob, live.last())
    assert f'<span id="done">1</span> of {live.count()} reviewed' in page


def test_last_verdict_leads_to_the_finished_page(bob, claims):
    for claim in claims[:-1]:
        make_review(claim, bob, justification="Seen")
    response = press(bob, claims[-1], verdict="unsourced")
    assert reverse("finished", args=[claims[0].article_id]) in response["HX-Location"]


def test_finished_page_counts_flags_and_says_why_agreement_is_undefined(bob, claims):
    make_review(claims[0], bob)
    make_review(claims[1], bob, skip_reason="opinion")
    page = sign_in(bob).get(reverse("finished", args=[claims[0].article_id])).content.decode()
    assert "Your work on this article so far" in page
    assert "These verdicts carry neither evidence nor a reason" in page
    assert "Undefined yet: no claim of this article is complete" in page


def test_finished_page_gives_the_share_of_equal_verdicts(bob, carol, claims):
    for claim, theirs in zip(claims[:2], ["verified", "disputed"], strict=True):
        make_review(claim, bob)
        make_review(claim, carol, theirs, is_simulated=True)
    page = sign_in(bob).get(reverse("finished", args=[claims[0].article_id])).content.decode()
    assert "<b>50 %</b>" in page
    assert "2 simulated" in page


def test_next_leads_to_the_waiting_claim_or_to_the_project(bob, claims):
    address = reverse("next_claim", args=[claims[0].article.project.slug])
    assert sign_in(bob).get(address).url.endswith(f"?claim={claims[0].pk}#c{claims[0].pk}")
    for claim in claims:
        make_review(claim, bob)
    assert sign_in(bob).get(address).url == reverse("project", args=[claims[0].article.project.slug])


def test_card_alone_is_for_htmx_and_a_page_for_everybody_else(bob, claims):
    address = reverse("card", args=[claims[1].pk])
    card = sign_in(bob).get(address, headers=HTMX)
    assert f"Claim 2 of {len(claims)}" in card.content.decode()
    assert sign_in(bob).get(address).url.endswith(f"?claim={claims[1].pk}#c{claims[1].pk}")


def test_offsets_count_code_points_and_newlines_end_paragraphs(bob):
    text = "Title here\r\n\r\nThe 🚢 sank off the harbour on Monday.\r\n\r\nTwo crews resigned on Tuesday."
    article = make_article(make_project(reviewers=[bob]), text)
    page = show(bob, article.claims.order_by("start").last())
    for start, run in re.findall(r'data-start="(\d+)"[^>]*>([^<]+)<', page):
        assert article.text[int(start) :].startswith(run.strip("\n"))


def test_very_long_article_shows_the_stretch_around_the_claim(bob):
    sentence = "The old ferry number {} was built in the town of Westhaven in 1971. "
    text = "".join(sentence.format(number) for number in range(4000))
    article = make_article(make_project(reviewers=[bob]), text)
    last = Claim.objects.live().filter(article=article).last()
    page = show(bob, last)
    assert "only the part around the current claim is shown" in page
    assert f'id="c{last.pk}"' in page
    assert len(page) < 700_000


def queries_of(captured: CaptureQueriesContext) -> list[str]:
    """Return what was asked, without the statements of transactions."""
    return [
        query["sql"] for query in captured if not re.match(r"(BEGIN|COMMIT|SAVEPOINT|RELEASE)", query["sql"])
    ]


def queries_of_a_verdict(client: Client, claim: Claim, **posted: object) -> list[str]:
    posted = {"key": str(uuid4()), "verdict": "verified", "justification": "Seen", **posted}
    with CaptureQueriesContext(connection) as captured:
        response = client.post(reverse("review_claim", args=[claim.pk]), posted, headers=HTMX)
    assert response.status_code == 200
    return queries_of(captured)


def test_verdict_costs_seven_queries(bob, claims):
    asked = queries_of_a_verdict(sign_in(bob), claims[0])
    tables = [re.search(r"(?:FROM|INTO|UPDATE) \"(\w+)\"", query)[1] for query in asked]
    assert tables == [
        "django_session",
        "annotations_user",
        "annotations_claimprogress",  # locked, with its claim, article, round and project
        tables[3],  # the desk: whatever else the verdict depends on
        "annotations_review",  # the new one
        "annotations_claimprogress",  # counted
        tables[-1],  # the next claim with its place, its progress and its chain
    ]
    assert 'FROM "annotations_project"' in asked[3]
    assert 'JOIN "annotations_attribution"' in asked[-1]


def test_verdict_that_completes_its_claim_costs_one_query_more(bob, carol, claims):
    make_review(claims[0], carol)
    asked = queries_of_a_verdict(sign_in(bob), claims[0])
    # The article's progress: one claim fewer is left.
    assert len(asked) == 8
    assert asked[-2].startswith('UPDATE "annotations_articleprogress"')


def test_card_alone_costs_four_queries(bob, claims):
    client = sign_in(bob)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("card", args=[claims[1].pk]), headers=HTMX)
    # Session, user, the seat (claim, round and role, and so who may open it), the claim with its place and
    # its chain.
    assert len(queries_of(captured)) == 4


def test_workspace_asks_the_same_whatever_the_number_of_claims(bob):
    project = make_project(reviewers=[bob])
    counts = set()
    for size in (3, 30):
        text = "".join(f"The ferry number {at} was built in Westhaven in 1971. " for at in range(size))
        article = make_article(project, text)
        client = sign_in(bob)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("workspace", args=[article.pk]))
        counts.add(len(queries_of(captured)))
    # Session, user, article with project, round, role, the claim to show with its chain, claims' states,
    # their chains, segments, what waits, the guidelines that the latest verdict was made under.
    assert counts == {11}


def test_others_evidence_is_shown_on_a_complete_claim(bob, carol, claims):
    make_review(
        claims[0], carol, evidence=[EvidenceDraft(url="https://example.org/proof", stance="supports")]
    )
    make_review(claims[0], bob)
    assert "https://example.org/proof" in show(bob, claims[0])
