import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Adjudication, Claim, ClaimEdit, ClaimProgress, Project, Role, Round, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.commenting import add_comment
from annotations.workflow.editing import move_claim_edge, retire_claim
from annotations.workflow.managing import archive_project, close_round, open_round, set_role
from annotations.workflow.reviewing import EvidenceDraft
from tests.factories import NOON, make_review, make_user


@pytest.fixture
def here(project: Project) -> Round:
    return project.rounds.get()


@pytest.fixture
def differing(claims: list[Claim], bob: User, carol: User) -> list[Claim]:
    """Bob and Carol differ on the first three claims."""
    for claim in claims[:3]:
        make_review(claim, bob, "verified")
        make_review(claim, carol, "disputed")
    return claims[:3]


def show(client: Client, user: User, claim: Claim, **query: object):
    client.force_login(user)
    return client.get(reverse("difference", args=[claim.pk]), {"round": 1, **query})


def post(client: Client, user: User, name: str, claim: Claim, *, headers=None, **words: object):
    client.force_login(user)
    return client.post(reverse(name, args=[claim.pk]), {"round": 1, **words}, headers=headers)


def newest(claim: Claim) -> int:
    return claim.reviews.latest("pk").pk


def decide(client: Client, user: User, claim: Claim, **words: object):
    decision = Adjudication.objects.filter(claim=claim, is_current=True).first()
    answer = {"verdict": "disputed", "justification": "The register says no."}
    answer |= {"seen_decision": decision.pk if decision else "", "seen_review": newest(claim)}
    return post(client, user, "adjudicate", claim, **{**answer, **words})


def ask(client: Client, user: User, claim: Claim, **words: object):
    return post(client, user, "ask_for_evidence", claim, **{"request": "Read the register.", **words})


def address(claim: Claim) -> str:
    return f"/claims/{claim.pk}/difference/?round=1"


# ---- what is shown


def test_a_stranger_finds_nothing(client: Client, differing: list[Claim]) -> None:
    dave = make_user("dave")
    assert show(client, dave, differing[0]).status_code == 404
    assert decide(client, dave, differing[0]).status_code == 404


def test_both_sides_stand_beside_each_other_with_their_grounds(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    article = claims[2].article
    article.published_on = NOON.date()
    article.save()
    make_review(claims[2], bob, "verified", justification="Seen in the minutes.", confidence=3)
    evidence = [
        EvidenceDraft(
            url="https://example.org/register",
            quoted_passage="on Tuesday",
            archived_url="https://archive.example.org/1",
            published_on=NOON.date().replace(year=2027),
            stance="refutes",
        )
    ]
    make_review(claims[2], carol, "disputed", reason="refuted", evidence=evidence)
    make_review(claims[2], bob, "disputed", minutes=1)
    page = show(client, alice, claims[2])
    assert [side.verdict for side in page.context["sides"]] == ["verified", "disputed"]
    for words in (
        "Seen in the minutes.",
        "sure",
        "refuted",
        "https://example.org/register",
        "https://archive.example.org/1",
        "on Tuesday",
        "Published after the article",
        "no evidence given",
        "made after the verdicts were visible",
    ):
        assert words in page.content.decode()


def test_the_claim_stands_in_its_place(client: Client, differing: list[Claim], alice: User) -> None:
    page = show(client, alice, differing[2]).content.decode()
    assert "<mark>the contract was signed on Monday</mark>" in page
    assert "the ferry will carry 400 cars a day" in page
    assert "The old ferry was built in 1971." in page
    assert "two crews have resigned" not in page


def test_the_machine_s_word_stays_out_unless_the_project_shows_it(
    client: Client, project: Project, differing: list[Claim], alice: User
) -> None:
    assert "machine suggests" not in show(client, alice, differing[2]).content.decode()
    Project.objects.filter(pk=project.pk).update(suggests_first=True)
    assert "machine suggests" in show(client, alice, differing[2]).content.decode()


def test_nothing_of_an_open_claim_is_shown(
    client: Client, claims: list[Claim], alice: User, bob: User, dave: User
) -> None:
    make_review(claims[0], bob, "disputed", justification="Seen in the minutes.")
    add_comment(claim=claims[0], author=bob, text="A remark of mine.", at=NOON)
    page = show(client, alice, claims[0])
    assert page.context["sides"] == []
    for words in ("Seen in the minutes.", "A remark of mine.", "Carol"):
        assert words not in page.content.decode()


def test_who_is_to_judge_a_claim_again_sees_no_verdicts_on_it(
    client: Client, project: Project, differing: list[Claim], alice: User, bob: User
) -> None:
    Project.objects.filter(pk=project.pk).update(retest_after_days=1, retest_percent=100)
    assert show(client, bob, differing[0]).context["sides"] == []
    assert len(show(client, alice, differing[0]).context["sides"]) == 2
    here = reverse("differences", args=[project.slug])
    client.force_login(bob)
    assert client.get(here).context["rows"] == []


def test_a_claim_opened_again_hides_what_was_decided(
    client: Client, project: Project, differing: list[Claim], alice: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    decide(client, alice, differing[0])
    ask(client, alice, differing[0])
    page = show(client, dave, differing[0]).content.decode()
    assert "The register says no." not in page
    assert "Read the register." in page


def test_comments_and_every_decision_can_be_read(
    client: Client, differing: list[Claim], alice: User, bob: User
) -> None:
    add_comment(claim=differing[0], author=bob, text="A remark of mine.", at=NOON)
    decide(client, alice, differing[0])
    decide(client, alice, differing[0], verdict="verified", justification="I had misread it.")
    page = show(client, bob, differing[0]).content.decode()
    for words in ("A remark of mine.", "The register says no.", "I had misread it.", "replaced or reopened"):
        assert words in page


# ---- deciding


def test_a_decision_is_recorded_and_leads_to_the_next(
    client: Client, differing: list[Claim], alice: User
) -> None:
    response = decide(client, alice, differing[0], verdict="disputed:conflicting")
    assert (response.status_code, response.url) == (302, address(differing[1]))
    assert Adjudication.objects.get().reason == "conflicting"


def test_with_htmx_the_same_request_brings_the_next(
    client: Client, differing: list[Claim], alice: User
) -> None:
    response = decide(client, alice, differing[0], headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Push-Url"] == address(differing[1])
    assert response.context["claim"] == differing[1]
    assert "Decided: disputed." in response.content.decode()
    assert "<html" not in response.content.decode()


def test_after_the_last_one_comes_the_list(client: Client, differing: list[Claim], alice: User) -> None:
    for claim in differing[:2]:
        decide(client, alice, claim)
    last = decide(client, alice, differing[2])
    assert last.url == "/projects/harbour/differences/?round=1"
    again = decide(client, alice, differing[2], verdict="verified", headers={"HX-Request": "true"})
    assert again["HX-Redirect"] == "/projects/harbour/differences/?round=1"


def test_one_goes_on_within_the_article(
    client: Client, project: Project, differing: list[Claim], alice: User
) -> None:
    article = differing[0].article_id
    response = decide(client, alice, differing[0], article=article)
    assert response.url == f"/claims/{differing[1].pk}/difference/?round=1&article={article}"


def test_over_all_rounds_one_goes_on_to_an_older_one(
    client: Client, project: Project, differing: list[Claim], here: Round, alice: User, bob: User, carol: User
) -> None:
    close_round(round=here, by=alice, at=NOON)
    open_round(project=project, by=alice, at=NOON)
    make_review(differing[1], bob, "verified")
    make_review(differing[1], carol, "disputed")
    response = decide(client, alice, differing[1], round="all", **{"in": 2, "seen_review": ""})
    assert response.url == f"/claims/{differing[0].pk}/difference/?round=all&in=1"
    assert Adjudication.objects.get().round.number == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"verdict": "verified:refuted"}, "A finer reason goes with"),
        ({"verdict": ""}, "Choose a verdict"),
        ({"verdict": "maybe"}, "The verdict is one of"),
        ({"justification": "  "}, "Write down why"),
    ],
)
@pytest.mark.parametrize("headers", [None, {"HX-Request": "true"}])
def test_a_refusal_keeps_what_was_written(
    client: Client,
    differing: list[Claim],
    alice: User,
    words: dict[str, str],
    sentence: str,
    headers: dict[str, str] | None,
) -> None:
    response = decide(client, alice, differing[0], headers=headers, **words)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    kept = {"verdict": "disputed", "justification": "The register says no.", **words}
    assert (response.context["draft"].verdict, response.context["draft"].justification) == (
        kept["verdict"],
        kept["justification"],
    )
    assert not Adjudication.objects.exists()


def test_two_leads_at_once_are_told_of_each_other(
    client: Client, project: Project, differing: list[Claim], here: Round, alice: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.LEAD, by=None, at=NOON)
    words = {"verdict": "verified", "justification": "It is in the register."}
    adjudicate_claim(claim=differing[0], round=here, adjudicator=dave, at=NOON, **words)
    response = decide(client, alice, differing[0], seen_decision="")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Dave decided this claim meanwhile: verified." in page
    assert "It is in the register." in page
    assert "The register says no." in page
    assert decide(client, alice, differing[0]).status_code == 302
    assert Adjudication.objects.count() == 2


def test_a_review_that_arrives_meanwhile_is_read_first(
    client: Client, differing: list[Claim], here: Round, alice: User, bob: User
) -> None:
    seen = newest(differing[0])
    make_review(differing[0], bob, "disputed", minutes=1)
    response = decide(client, alice, differing[0], seen_review=seen)
    assert "Bob gave or changed a verdict on this claim meanwhile." in response.content.decode()
    assert not Adjudication.objects.exists()


@pytest.mark.parametrize("headers", [None, {"HX-Request": "true"}])
def test_a_claim_opened_again_meanwhile_is_refused_with_nothing_lost(
    client: Client, project: Project, differing: list[Claim], alice: User, dave: User, headers: dict | None
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    ask(client, alice, differing[0])
    response = decide(client, alice, differing[0], headers=headers)
    assert response.status_code == 422
    assert "Wait until it is complete." in response.content.decode()
    assert "The register says no." in response.content.decode()


def test_a_claim_edited_meanwhile_is_refused(client: Client, differing: list[Claim], alice: User) -> None:
    retire_claim(claim=differing[0], by=alice, at=NOON)
    response = decide(client, alice, differing[0])
    assert "This claim was replaced by an edit." in response.content.decode()


def test_a_closed_round_is_still_decided(
    client: Client, differing: list[Claim], here: Round, alice: User
) -> None:
    close_round(round=here, by=alice, at=NOON)
    assert decide(client, alice, differing[0]).status_code == 302


def test_an_archived_project_is_read_and_refused_in_words(
    client: Client, project: Project, differing: list[Claim], alice: User
) -> None:
    archive_project(project=project, by=alice, at=NOON)
    assert "This project is archived." in show(client, alice, differing[0]).content.decode()
    response = decide(client, alice, differing[0])
    assert "The register says no." in response.content.decode()
    assert "This project is archived." in response.content.decode()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER, None])
def test_who_is_no_lead_is_told_who_decides(
    client: Client, project: Project, differing: list[Claim], role: Role | None
) -> None:
    erin = make_user("erin", is_superuser=role is None)
    if role:
        set_role(project=project, user=erin, role=role, by=None, at=NOON)
    words = "Only a lead of this project may do this."
    assert words in show(client, erin, differing[0]).content.decode()
    assert 'id="decide"' not in show(client, erin, differing[0]).content.decode()
    assert words in decide(client, erin, differing[0]).content.decode()


def test_a_lead_who_reviewed_the_claim_is_told_why_not(
    client: Client, project: Project, differing: list[Claim], bob: User
) -> None:
    set_role(project=project, user=bob, role=Role.LEAD, by=None, at=NOON)
    page = show(client, bob, differing[0]).content.decode()
    assert "You reviewed this claim, so somebody else has to decide it." in page
    assert 'id="decide"' not in page


# ---- asking for more, sending on


def test_one_more_reviewer_can_be_asked(
    client: Client, project: Project, differing: list[Claim], alice: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    assert ask(client, alice, differing[0]).url == address(differing[1])
    assert ClaimProgress.objects.get(claim=differing[0]).request == "Read the register."


def test_asking_in_a_closed_round_reopens_it_only_where_that_is_ticked(
    client: Client, project: Project, differing: list[Claim], here: Round, alice: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    close_round(round=here, by=alice, at=NOON)
    assert "Reopen it first." in ask(client, alice, differing[0]).content.decode()
    assert ask(client, alice, differing[0], reopens_round="yes").status_code == 302
    assert project.rounds.get().closed_at is None


def test_a_request_that_is_refused_stays_in_its_field(
    client: Client, differing: list[Claim], here: Round, alice: User
) -> None:
    close_round(round=here, by=alice, at=NOON)
    response = ask(client, alice, differing[0], reopens_round="yes")
    assert response.status_code == 422
    assert "Every reviewer has had their turn" in response.content.decode()
    assert response.context["draft"].request == "Read the register."
    here.refresh_from_db()
    assert here.closed_at is not None


def test_a_reviewer_may_not_ask(client: Client, differing: list[Claim], bob: User) -> None:
    assert "Only a lead of this project may do this." in ask(client, bob, differing[0]).content.decode()


def test_sending_says_what_it_reveals_and_then_shows_it(
    client: Client, claims: list[Claim], alice: User, bob: User
) -> None:
    make_review(claims[0], bob, justification="Seen in the minutes.")
    page = show(client, alice, claims[0]).content.decode()
    assert "1 verdict of 2 is in" in page
    assert "every member of the project can read the verdicts on it" in page
    sent = post(client, alice, "send_to_adjudication", claims[0])
    assert sent.url == address(claims[0])
    assert "Seen in the minutes." in client.get(sent.url).content.decode()


def test_only_a_lead_sends(client: Client, claims: list[Claim], bob: User) -> None:
    assert 'id="send-on"' not in show(client, bob, claims[0]).content.decode()
    post(client, bob, "send_to_adjudication", claims[0])
    assert ClaimProgress.objects.get(claim=claims[0]).revealed_at is None


# ---- edits


@pytest.fixture
def proposals(claims: list[Claim], bob: User, carol: User) -> list[ClaimEdit]:
    """Of the two claims behind the headline, Bob wants each shorter and Carol wants each gone."""
    return [
        edit
        for claim in claims[1:3]
        for edit in (
            move_claim_edge(claim=claim, edge="end", steps=-1, by=bob, at=NOON, note="It ends there."),
            retire_claim(claim=claim, by=carol, at=NOON),
        )
    ]


def test_proposals_stand_beside_each_other(
    client: Client, claims: list[Claim], proposals: list[ClaimEdit], alice: User
) -> None:
    page = show(client, alice, claims[1], kind="segmentation").content.decode()
    assert "It ends there." in page
    assert "the ferry will carry 400 cars a</blockquote>" in page
    assert "no claim in its stead" in page


def test_one_is_chosen_and_the_next_difference_comes(
    client: Client, claims: list[Claim], proposals: list[ClaimEdit], alice: User
) -> None:
    words = {"kind": "segmentation", "chosen": proposals[0].pk, "justification": "The day is not said."}
    response = post(client, alice, "settle", claims[1], **words)
    assert response.url == f"/claims/{claims[2].pk}/difference/?kind=segmentation&round=1"
    assert [edit.state for edit in ClaimEdit.objects.order_by("pk")][:2] == ["applied", "rejected"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"chosen": ""}, "Choose one of the proposals"),
        ({"justification": " "}, "Write down why"),
        ({"kind": "verdict"}, "Choose one of the proposals"),
    ],
)
def test_a_choice_that_is_none_is_refused(
    client: Client,
    claims: list[Claim],
    proposals: list[ClaimEdit],
    alice: User,
    words: dict[str, str],
    sentence: str,
) -> None:
    given = {"kind": "segmentation", "chosen": 0, "justification": "The day is not said.", **words}
    response = post(client, alice, "settle", claims[1], **given)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_the_page_asks_no_more_than_this(
    client: Client, differing: list[Claim], alice: User, django_assert_num_queries
) -> None:
    client.force_login(alice)
    # session, user; claim, rounds; chain, segments, progress; her place in the queue, what is before it; the
    # place, what is behind it; role; edits, in which kinds they differ; how many are undecided; decisions,
    # comments; reviews, evidence; whether she may decide: role, progress, whether she reviewed it
    with django_assert_num_queries(22):
        client.get(address(differing[1]))
