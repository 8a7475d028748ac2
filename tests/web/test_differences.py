import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Adjudication, Claim, Project, Role, Round, User
from annotations.workflow.adjudicating import send_to_adjudication
from annotations.workflow.managing import close_round, set_role
from annotations.workflow.reviewing import EvidenceDraft
from tests.factories import NOON, make_article, make_claims, make_project, make_review, make_user


def differ(claim: Claim, bob: User, carol: User, **kwargs) -> None:
    make_review(claim, bob, "verified", **kwargs)
    make_review(claim, carol, "disputed", **kwargs)


def get(client: Client, user: User, project: Project, **query: object):
    client.force_login(user)
    return client.get(reverse("differences", kwargs={"slug": project.slug}), query)


def decide(client: Client, user: User, claim: Claim, **words: object):
    client.force_login(user)
    answer = {"verdict": "disputed", "reason": "", "justification": "The register says no.", "round": 1}
    return client.post(reverse("adjudicate", kwargs={"pk": claim.pk}), {**answer, **words})


def shown(page) -> list[Claim]:
    return [row["claim"] for row in page.context["rows"]]


def test_a_stranger_finds_nothing(client: Client, project: Project, claims: list[Claim]) -> None:
    dave = make_user("dave")
    assert get(client, dave, project).status_code == 404
    assert decide(client, dave, claims[0]).status_code == 404


def test_nothing_yet_says_when_something_will_stand_here(
    client: Client, project: Project, claims: list[Claim], bob: User
) -> None:
    assert "No differences" in get(client, bob, project).content.decode()


def test_a_project_without_a_round_says_so(client: Client, project: Project, bob: User) -> None:
    Round.objects.all().delete()
    assert "No round yet" in get(client, bob, project).content.decode()


def test_a_claim_that_is_not_complete_is_never_shown(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    Project.objects.filter(pk=project.pk).update(overlap=3)
    differ(claims[0], bob, carol)
    assert shown(get(client, alice, project)) == shown(get(client, bob, project)) == []


def test_a_difference_shows_who_said_what_and_on_what_ground(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    make_review(claims[2], bob, "verified", justification="Seen in the minutes.")
    evidence = [
        EvidenceDraft(url="https://example.org/register", quoted_passage="on Tuesday", stance="refutes")
    ]
    make_review(claims[2], carol, "disputed", reason="refuted", evidence=evidence)
    page = get(client, bob, project).content.decode()
    for words in (
        "Bob",
        "Seen in the minutes.",
        "Carol",
        "refuted",
        "https://example.org/register",
        "on Tuesday",
    ):
        assert words in page
    assert f'id="claim-{claims[2].pk}"' in page


def test_simulated_and_later_words_are_marked(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol, is_simulated=True)
    make_review(claims[0], carol, "verified", minutes=1)
    page = get(client, bob, project)
    assert [(review.verdict, review.made_after_reveal) for review in page.context["rows"][0]["reviews"]] == [
        ("verified", False),
        ("disputed", False),
        ("verified", True),
    ]
    assert page.content.decode().count("tag simulated") == 2
    assert "changed after others were visible" in page.content.decode()


def test_one_article_can_be_shown_alone(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    other = make_article(project, "The harbour was closed on Sunday.\n")
    last = Claim.objects.get(article=other)
    differ(claims[0], bob, carol)
    differ(last, bob, carol)
    assert shown(get(client, bob, project, article=other.pk)) == [last]
    assert len(shown(get(client, bob, project, article=""))) == 2


@pytest.mark.parametrize("asked", ["x", "0", "9" * 30])
def test_an_article_of_no_or_another_project_is_not_found(
    client: Client, project: Project, bob: User, asked: str
) -> None:
    elsewhere = make_article(make_project(name="Bridge"))
    assert get(client, bob, project, article=asked).status_code == 404
    assert get(client, bob, project, article=elsewhere.pk).status_code == 404


def test_a_lead_who_did_not_review_gets_the_form_and_nobody_else(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    assert get(client, alice, project).context["rows"][0]["form"] is not None
    assert get(client, bob, project).context["rows"][0]["form"] is None
    set_role(project=project, user=bob, role=Role.LEAD, by=None, at=NOON)
    assert "so another lead has to decide it" in get(client, bob, project).content.decode()


def test_a_final_verdict_is_recorded_and_shown(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    response = decide(client, alice, claims[0], reason="conflicting")
    assert (response.status_code, response.url) == (
        302,
        f"/projects/harbour/differences/?round=1#claim-{claims[0].pk}",
    )
    assert Adjudication.objects.get().reason == "conflicting"
    page = get(client, bob, project).content.decode()
    assert "The register says no." in page
    assert "1 with a final verdict" in page


def test_one_comes_back_to_the_place_in_the_list(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    article = claims[0].article_id
    response = decide(client, alice, claims[0], article=article, page=1)
    assert response.url.endswith(f"?round=1&article={article}&page=1#claim-{claims[0].pk}")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"verdict": "verified", "reason": "refuted"}, "A finer reason goes with"),
        ({"justification": "  "}, "This field is required."),
        ({"verdict": "maybe"}, "Select a valid choice"),
    ],
)
def test_a_refusal_stands_beside_the_form_with_what_was_written(
    client: Client,
    project: Project,
    claims: list[Claim],
    alice: User,
    bob: User,
    carol: User,
    words: dict[str, str],
    sentence: str,
) -> None:
    differ(claims[0], bob, carol)
    response = decide(client, alice, claims[0], **words)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert response.context["rows"][0]["form"].is_bound
    assert not Adjudication.objects.exists()


def test_a_claim_without_a_form_still_says_why_it_was_refused(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob)
    response = decide(client, alice, claims[0])
    assert response.status_code == 422
    assert "Wait until it is complete." in response.content.decode()


def test_a_reviewer_who_posts_is_refused(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    response = decide(client, bob, claims[0])
    assert response.status_code == 422
    assert "Only a lead of this project may do this." in response.content.decode()


def test_what_was_sent_to_adjudication_is_marked(
    client: Client, project: Project, claims: list[Claim], alice: User
) -> None:
    send_to_adjudication(claim=claims[0], round=project.rounds.get(), by=alice, at=NOON)
    assert "sent to adjudication" in get(client, alice, project).content.decode()


def test_a_page_holds_twenty(client: Client, project: Project, alice: User, bob: User, carol: User) -> None:
    text = "".join(f"Mayor Ada Quill said that pier {number} was built in 1971.\n" for number in range(21))
    claims = make_claims(project, text)
    for claim in claims:
        differ(claim, bob, carol)
    assert len(shown(get(client, alice, project))) == 20
    assert shown(get(client, alice, project, page=2)) == claims[20:]


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_asks_the_same_questions_however_many_differ(
    client: Client,
    project: Project,
    claims: list[Claim],
    alice: User,
    bob: User,
    carol: User,
    number: int,
    django_assert_num_queries,
) -> None:
    for claim in claims[:number]:
        differ(claim, bob, carol)
    client.force_login(alice)
    # session, user; project, round, role; the number of claims, the claims, their chains, reviews, the
    # reviews' evidence, final verdicts; rounds, articles, progress, the number settled
    with django_assert_num_queries(15):
        client.get(reverse("differences", kwargs={"slug": project.slug}))


def ask(client: Client, user: User, claim: Claim, **words: object):
    client.force_login(user)
    return client.post(
        reverse("ask_for_evidence", kwargs={"pk": claim.pk}),
        {"round": 1, "request": "Read the register.", **words},
    )


def test_the_undecided_come_first(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    for claim in claims[:2]:
        differ(claim, bob, carol)
    decide(client, alice, claims[0])
    assert shown(get(client, alice, project)) == [claims[1], claims[0]]


def test_where_verdicts_differ_more_comes_before_what_was_only_sent(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    send_to_adjudication(claim=claims[0], round=project.rounds.get(), by=alice, at=NOON)
    differ(claims[1], bob, carol)
    assert shown(get(client, alice, project)) == [claims[1], claims[0]]


def test_one_more_reviewer_can_be_asked(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    differ(claims[0], bob, carol)
    assert ask(client, alice, claims[0]).status_code == 302
    assert claims[0].progress.get().request == "Read the register."
    assert shown(get(client, alice, project)) == []


def test_asking_in_a_closed_round_reopens_it_only_where_that_is_ticked(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    differ(claims[0], bob, carol)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert "Reopen it first." in ask(client, alice, claims[0]).content.decode()
    assert ask(client, alice, claims[0], reopens_round="yes").status_code == 302
    assert project.rounds.get().closed_at is None


def test_a_request_that_is_refused_leaves_the_round_closed_and_says_why(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    page = ask(client, alice, claims[0], reopens_round="yes")
    assert "Every reviewer has had their turn" in page.content.decode()
    assert page.context["rows"][0]["asked"]["words"] == "Read the register."
    assert project.rounds.get().closed_at is not None


def test_a_reviewer_may_not_ask(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    page = ask(client, bob, claims[0])
    assert page.status_code == 422
    assert "Only a lead of this project may do this." in page.content.decode()
