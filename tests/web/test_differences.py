import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Adjudication, Claim, Project, Role, Round, User
from annotations.workflow.adjudicating import adjudicate_claim, send_to_adjudication
from annotations.workflow.editing import move_claim_edge, retire_claim
from annotations.workflow.managing import close_round, open_round, set_role
from tests.factories import NOON, make_article, make_claims, make_project, make_review, make_user


def differ(claim: Claim, bob: User, carol: User, **kwargs) -> None:
    make_review(claim, bob, "verified", **kwargs)
    make_review(claim, carol, "disputed", **kwargs)


def decide(claim: Claim, alice: User) -> Adjudication:
    round = claim.article.project.rounds.get()
    words = {"verdict": "disputed", "justification": "The register says no."}
    return adjudicate_claim(claim=claim, round=round, adjudicator=alice, at=NOON, **words)


def get(client: Client, user: User, project: Project, **query: object):
    client.force_login(user)
    return client.get(reverse("differences", kwargs={"slug": project.slug}), query)


def shown(page) -> list[Claim]:
    return [row.claim for row in page.context["rows"]]


def test_a_stranger_finds_nothing(client: Client, project: Project) -> None:
    assert get(client, make_user("dave"), project).status_code == 404


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
    for user in (alice, bob):
        page = get(client, user, project)
        assert shown(page) == []
        assert [tab["count"] for tab in page.context["tabs"]] == ["0", "0", "0"]


def test_a_row_says_who_stands_where(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol, is_simulated=True)
    make_review(claims[0], carol, "verified", minutes=1)
    page = get(client, bob, project)
    sides = page.context["rows"][0].sides
    assert [(side.verdict, [one.reviewer.username for one in side.reviews]) for side in sides] == [
        ("verified", ["bob", "carol"]),
        ("disputed", ["carol"]),
    ]
    assert page.content.decode().count("tag simulated") == 2
    assert "changed after others were visible" in page.content.decode()


def test_a_row_leads_to_its_difference(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    row = get(client, alice, project).context["rows"][0]
    assert row.address == f"/claims/{claims[0].pk}/difference/?round=1"
    assert client.get(row.address).status_code == 200


def test_each_kind_has_its_tab_and_its_number(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    move_claim_edge(claim=claims[1], edge="end", steps=-1, by=bob, at=NOON)
    retire_claim(claim=claims[1], by=carol, at=NOON)
    page = get(client, alice, project, kind="segmentation")
    assert [(str(tab["label"]), tab["count"], tab["is_current"]) for tab in page.context["tabs"]] == [
        ("verdict", "1", False),
        ("segmentation", "1", True),
        ("attribution", "0", False),
    ]
    assert shown(page) == [claims[1]]
    assert [edit.proposed_by for edit in page.context["rows"][0].edits] == [bob, carol]


def test_decided_and_undecided_stand_apart(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    for claim in claims[:2]:
        differ(claim, bob, carol)
    decide(claims[0], alice)
    assert shown(get(client, alice, project)) == [claims[1]]
    page = get(client, bob, project, state="decided")
    assert shown(page) == [claims[0]]
    assert [state["count"] for state in page.context["states"]] == ["1", "1"]
    assert "Final verdict:" in page.content.decode()


def test_the_rounds_can_be_shown_together(
    client: Client, project: Project, claims: list[Claim], alice: User, bob: User, carol: User
) -> None:
    differ(claims[0], bob, carol)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    open_round(project=project, by=alice, at=NOON)
    differ(claims[1], bob, carol)
    assert shown(get(client, alice, project)) == [claims[1]]
    assert shown(get(client, alice, project, round=1)) == [claims[0]]
    page = get(client, alice, project, round="all")
    assert shown(page) == [claims[1], claims[0]]
    assert page.context["rows"][1].address == f"/claims/{claims[0].pk}/difference/?round=all&in=1"


def test_one_article_can_be_shown_alone(
    client: Client, project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    other = make_article(project, "The harbour was closed on Sunday.\n")
    last = Claim.objects.get(article=other)
    differ(claims[0], bob, carol)
    differ(last, bob, carol)
    assert shown(get(client, bob, project, article=other.pk)) == [last]
    assert len(shown(get(client, bob, project, article=""))) == 2


@pytest.mark.parametrize(
    "query", [{"article": "x"}, {"article": "0"}, {"article": "9" * 30}, {"round": "7"}, {"kind": "colour"}]
)
def test_what_there_is_not_is_not_found(
    client: Client, project: Project, bob: User, query: dict[str, str]
) -> None:
    assert get(client, bob, project, **query).status_code == 404


def test_an_article_of_another_project_is_not_found(client: Client, project: Project, bob: User) -> None:
    elsewhere = make_article(make_project(name="Bridge"))
    assert get(client, bob, project, article=elsewhere.pk).status_code == 404


def test_what_was_sent_to_adjudication_is_marked(
    client: Client, project: Project, claims: list[Claim], alice: User
) -> None:
    send_to_adjudication(claim=claims[0], round=project.rounds.get(), by=alice, at=NOON)
    assert "sent to adjudication" in get(client, alice, project).content.decode()


def test_a_page_holds_twenty_and_leads_on(
    client: Client, project: Project, alice: User, bob: User, carol: User
) -> None:
    text = "".join(f"Mayor Ada Quill said that pier {number} was built in 1971.\n" for number in range(21))
    claims = make_claims(project, text)
    for claim in claims:
        differ(claim, bob, carol)
    first = get(client, alice, project)
    assert shown(first) == claims[:20]
    second = client.get(first.context["next"])
    assert shown(second) == claims[20:]
    assert shown(client.get(second.context["previous"])) == claims[:20]


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
    # session, user; project, rounds; the page; how many are undecided of verdict, segmentation, attribution,
    # how many decided; the claims, their chains, reviews, final verdicts, progress; role
    with django_assert_num_queries(15):
        client.get(reverse("differences", kwargs={"slug": project.slug}))


@pytest.mark.parametrize("number", [1, 3])
def test_edits_are_asked_for_together(
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
        move_claim_edge(claim=claim, edge="end", steps=-1, by=bob, at=NOON)
        retire_claim(claim=claim, by=carol, at=NOON)
    set_role(project=project, user=make_user("dave"), role=Role.OBSERVER, by=None, at=NOON)
    client.force_login(alice)
    # as above, but for the claims: they, their chains, the edits, the claims before them and after
    with django_assert_num_queries(15):
        client.get(reverse("differences", kwargs={"slug": project.slug}), {"kind": "segmentation"})
