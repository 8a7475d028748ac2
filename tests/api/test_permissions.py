"""Who may do what by the API: each act asked of it by a lead, a reviewer, an observer, a stranger, and by the
lead of an archived project.

Alice leads, Bob reviews, Erin observes, Dave is a stranger; Bob proposed the edit and holds the article.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from annotations.api import urls
from annotations.models import Claim, Project, Review, Role, User
from annotations.workflow.adjudicating import send_to_adjudication
from annotations.workflow.assigning import assign_article
from annotations.workflow.editing import retire_claim
from annotations.workflow.inviting import invite
from annotations.workflow.managing import archive_project
from annotations.workflow.training import set_gold
from tests.factories import NOON, TEXT, make_claims, make_review

ClientOf = Callable[[str], APIClient]
WORD = {"verdict": "verified", "justification": "Seen"}

# Each act, and what it answers: Alice, Bob, Erin, Dave, Alice once the project is archived.
ACTS = [
    ("post", "projects/", {"name": "Pier"}, (403, 403, 403, 403, 403)),
    ("post", "projects/harbour/articles/", {"text": f"{TEXT} It is big."}, (201, 403, 403, 404, 409)),
    ("patch", "projects/harbour/settings/", {"overlap": 1}, (200, 403, 403, 404, 409)),
    ("post", "projects/harbour/archive/", {}, (200, 403, 403, 404, 200)),
    ("delete", "projects/harbour/archive/", {}, (200, 403, 403, 404, 200)),
    ("put", "projects/harbour/members/carol/", {"role": "lead"}, (200, 403, 403, 404, 409)),
    ("delete", "projects/harbour/members/carol/", {}, (204, 403, 403, 404, 409)),
    ("post", "projects/harbour/invitations/", {}, (201, 403, 403, 404, 409)),
    ("post", "invitations/{invitation}/revoke/", {}, (204, 403, 403, 404, 409)),
    (
        "post",
        "projects/harbour/assignments/",
        {"article": "{article}", "reviewer": "carol"},
        (201, 403, 403, 404, 409),
    ),
    ("post", "assignments/{assignment}/take-back/", {}, (200, 200, 403, 404, 409)),
    ("post", "projects/harbour/guidelines/", {"text": "Be kind."}, (201, 403, 403, 404, 409)),
    ("post", "projects/harbour/rounds/", {}, (409, 403, 403, 404, 409)),
    ("post", "projects/harbour/rounds/1/close/", {}, (200, 403, 403, 404, 409)),
    ("post", "projects/harbour/rounds/1/reopen/", {}, (409, 403, 403, 404, 409)),
    ("post", "articles/{article}/edits/", {"start": 1, "end": 9}, (201, 201, 403, 404, 409)),
    ("post", "claims/{claim}/edits/", {"kind": "retire"}, (201, 201, 403, 404, 409)),
    ("post", "edits/{edit}/accept/", {}, (200, 403, 403, 404, 409)),
    ("post", "edits/{edit}/reject/", {}, (200, 200, 403, 404, 409)),
    ("post", "edits/{made}/undo/", {}, (200, 403, 403, 404, 409)),
    ("post", "claims/{claim}/comments/", {"text": "Odd."}, (201, 201, 403, 404, 409)),
    ("put", "claims/{free}/gold/", {"verdict": "verified"}, (200, 403, 403, 404, 409)),
    ("delete", "claims/{gold}/gold/", {}, (204, 403, 403, 404, 409)),
    ("post", "claims/{sent}/adjudication/", WORD, (201, 403, 403, 404, 409)),
    ("post", "claims/{claim}/send-to-adjudication/", {}, (200, 403, 403, 404, 409)),
    ("post", "claims/{sent}/reopen/", {"request": "Look again."}, (200, 403, 403, 404, 409)),
    ("post", "claims/{claim}/reviews/", WORD, (403, 201, 403, 404, 403)),
    ("post", "reviews/{review}/undo/", {}, (404, 200, 404, 404, 404)),
    ("post", "sign-out/", {}, (204, 204, 204, 204, 204)),
]

# Each reading, likewise.
READINGS = [
    ("projects/", (200, 200, 200, 200, 200)),
    ("projects/harbour/", (200, 200, 200, 404, 200)),
    ("projects/harbour/settings/", (200, 403, 403, 404, 200)),
    ("projects/harbour/articles/", (200, 200, 200, 404, 200)),
    ("projects/harbour/next-claim/", (403, 200, 403, 404, 403)),
    ("projects/harbour/agreement/", (200, 200, 200, 404, 200)),
    ("projects/harbour/dataset/", (200, 200, 200, 404, 200)),
    ("projects/harbour/members/", (200, 200, 200, 404, 200)),
    ("projects/harbour/invitations/", (200, 403, 403, 404, 200)),
    ("projects/harbour/assignments/", (200, 200, 200, 404, 200)),
    ("projects/harbour/guidelines/", (200, 200, 200, 404, 200)),
    ("projects/harbour/rounds/", (200, 200, 200, 404, 200)),
    ("projects/harbour/edits/", (200, 200, 200, 404, 200)),
    ("projects/harbour/gold/", (200, 403, 403, 404, 200)),
    ("articles/{article}/", (200, 200, 200, 404, 200)),
    ("articles/{article}/claims/", (200, 200, 200, 404, 200)),
    ("claims/{claim}/", (200, 200, 200, 404, 200)),
    ("claims/{claim}/reviews/", (200, 200, 200, 404, 200)),
    ("claims/{claim}/edits/", (200, 200, 200, 404, 200)),
    ("claims/{claim}/comments/", (200, 200, 200, 404, 200)),
    ("claims/{gold}/gold/", (200, 404, 404, 404, 200)),
    ("claims/{claim}/gold/", (404, 404, 404, 404, 404)),
    ("claims/{claim}/adjudication/", (404, 404, 404, 404, 404)),
    ("edits/{edit}/", (200, 200, 200, 404, 200)),
]
ASKING = ("alice", "bob", "erin", "dave", "archived")


@pytest.fixture
def keys(project: Project, people: dict[str, User]) -> dict[str, int]:
    """Rows that the acts are about, by the name that their address gives them."""
    alice, bob = people["alice"], people["bob"]
    claims: list[Claim] = make_claims(project)
    claim, sent, gold, free = claims[:4]
    more = make_claims(project, "The pier opened in 1980. The tower fell in 1990.")
    review: Review = make_review(claim, bob)
    send_to_adjudication(claim=sent, round=review.round, by=alice, at=NOON)
    set_gold(claim=gold, verdict="disputed", by=alice, at=NOON)
    soon = timezone.now() + timedelta(days=1)
    return {
        "article": claim.article_id,
        "claim": claim.pk,
        "sent": sent.pk,
        "gold": gold.pk,
        "free": free.pk,
        "review": review.pk,
        "edit": retire_claim(claim=more[0], by=bob, at=NOON).pk,
        "made": retire_claim(claim=more[1], by=alice, at=NOON).pk,
        "assignment": assign_article(article=claim.article, reviewer=bob, by=alice, at=NOON).pk,
        "invitation": invite(
            project=project, role=Role.REVIEWER, by=alice, at=NOON, expires_at=soon
        ).invitation.pk,
    }


def sign_in(who: str, client_of: ClientOf, project: Project, people: dict[str, User]) -> APIClient:
    """Return the client of who asks; "archived" is Alice, after she has archived the project."""
    if who == "archived":
        archive_project(project=project, by=people["alice"], at=NOON)
    return client_of("alice" if who == "archived" else who)


@pytest.mark.parametrize("who", range(5), ids=ASKING)
@pytest.mark.parametrize(("method", "path", "body", "expected"), ACTS, ids=[f"{a[0]}-{a[1]}" for a in ACTS])
def test_act_is_open_to_whom_it_is_for(
    method: str,
    path: str,
    body: dict[str, object],
    expected: tuple[int, ...],
    who: int,
    keys: dict[str, int],
    project: Project,
    people: dict[str, User],
    client_of: ClientOf,
) -> None:
    client = sign_in(ASKING[who], client_of, project, people)
    told = {name: str(value).format(**keys) for name, value in body.items()}
    answer = getattr(client, method)(f"/api/v1/{path.format(**keys)}", told)
    assert answer.status_code == expected[who], answer.content


@pytest.mark.parametrize("who", range(5), ids=ASKING)
@pytest.mark.parametrize(("path", "expected"), READINGS, ids=[path for path, expected in READINGS])
def test_reading_is_open_to_whom_it_is_for(
    path: str,
    expected: tuple[int, ...],
    who: int,
    keys: dict[str, int],
    project: Project,
    people: dict[str, User],
    client_of: ClientOf,
) -> None:
    client = sign_in(ASKING[who], client_of, project, people)
    assert client.get(f"/api/v1/{path.format(**keys)}").status_code == expected[who]


def test_every_address_is_in_these_tables(keys: dict[str, int]) -> None:
    asked = {f"/{path.format(**keys)}" for path in [act[1] for act in ACTS] + [path for path, _ in READINGS]}
    unasked = [
        str(route.pattern) for route in urls.endpoints if not any(route.resolve(path[1:]) for path in asked)
    ]
    # Nobody is signed in there.
    assert unasked == ["sign-in/"]
