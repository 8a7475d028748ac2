"""Every address that a browser shows as a page, who is shown what there, and a project to show on each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from annotations.models import Article, ImportRun, Project, Role, User
from annotations.web.urls import urlpatterns
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.assigning import assign_article
from annotations.workflow.bulk import Upload, check_upload
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.editing import change_attribution, change_wording, split_claim
from annotations.workflow.inviting import invite
from annotations.workflow.managing import publish_guidelines, set_role
from annotations.workflow.releasing import build_release, start_release
from annotations.workflow.training import set_gold
from tests.factories import NOON, make_article, make_claims, make_project, make_review, make_user

ARABIC = "مجلس الميناء يدرس عبارة جديدة\n\nقالت رئيسة البلدية إن العبارة ستنقل أربعمئة سيارة في اليوم.\n"
PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries.\n"
TABLE = "text,title\nMayor Ada Quill said that the ferry was sold.,Ferry sold\n,Empty\n"
GUIDELINES = """# How to judge

- **Verified**: a `record` bears it out.

> Judge the content.

| label | when |
|---|---|
| disputed | a record denies it |
"""

PAGES = {
    "home": ["alice", "bob", "sam"],
    "sign_in": [""],
    "try": ["", "bob"],
    "keys": ["bob"],
    "join": ["", "sam"],
    "add_project": ["alice"],
    "project": ["alice", "bob", "frank"],
    "settings": ["alice"],
    "members": ["alice", "frank"],
    "assignments": ["alice", "bob"],
    "guidelines": ["alice", "bob"],
    "rounds": ["alice", "bob"],
    "add_article": ["alice"],
    "import_articles": ["alice"],
    "import_run": ["alice"],
    "gold": ["alice"],
    "gold_claim": ["alice"],
    "retests": ["alice", "bob", "frank"],
    "claim_history": ["alice", "bob"],
    "add_claim": ["alice", "bob"],
    "differences": ["alice", "bob"],
    "difference": ["alice", "bob"],
    "agreement": ["alice", "bob"],
    "agreement_claims": ["alice"],
    "datasets": ["alice", "frank"],
    "workspace": ["alice", "bob", "frank"],
    "finished": ["bob"],
    "edit_claim": ["alice", "bob"],
    "proposals": ["alice", "bob"],
    "decided_proposals": ["alice"],
}
"""The names of addresses, each with the people who are shown something of their own there; "" is nobody."""

QUERIES = {"agreement_claims": "?first=verified&second=disputed"}
"""What an address asks for where it is no page without."""

NO_PAGES = {
    "sign_out": "takes a form and goes to the sign-in page",
    "sign_in_to_demo": "signs in and goes on",
    "archive": "takes a form and goes back to the settings",
    "next_claim": "goes to the workspace",
    "download_claims": "a file",
    "start_release": "takes a form and goes back to the datasets",
    "download_release_file": "a file",
    "undo": "takes a form and goes to the workspace",
    "card": "a part of the workspace",
    "panel": "a part of the workspace",
    "new_words": "a part of the workspace",
    "guidelines_beside": "a part of the workspace",
    "comments": "a part of the workspace",
    "undo_edit": "takes a form and goes to the workspace",
    "import_progress": "a part of an import's page",
    "import_rows": "a file",
    "review_claim": "takes a form and answers with a card",
    "adjudicate": "takes a form and goes on to the next difference",
    "ask_for_evidence": "takes a form and goes on to the next difference",
    "settle": "takes a form and goes on to the next difference",
    "send_to_adjudication": "takes a form and goes to the difference",
}
"""The other names, and what they are instead."""

EMPTY_TOO = [
    "project",
    "import_articles",
    "assignments",
    "guidelines",
    "differences",
    "agreement",
    "datasets",
    "gold",
    "retests",
    "proposals",
]
"""The pages that say something else while their project holds nothing."""

PROBLEM_PAGES = [
    "/no-such-page/",
    "/new-project/",
    "/join/no-such-link/",
    "/projects/harbour/agreement/?since=2026-03-02&until=2026-03-01",
]
"""Where somebody who is no lead is told what is wrong; the answer's status is no success."""


def forgive_problem_pages(problems: list[str]) -> None:
    """Leave out what the browser noted of the pages for what goes wrong: their answers' status."""
    problems[:] = [line for line in problems if not any(path in line for path in PROBLEM_PAGES)]


@dataclass(frozen=True)
class Visit:
    """One page as one person is shown it."""

    who: str
    path: str

    def __str__(self) -> str:
        return f"{self.who or 'nobody'} at {self.path}"


def make_visits() -> list[Visit]:
    """Return a visit for each page and each person of its own view, and make what they are shown."""
    alice, bob, carol, dave = map(make_user, ("alice", "bob", "carol", "dave"))
    User.objects.filter(pk=alice.pk).update(is_staff=True, is_superuser=True)
    alice.refresh_from_db()
    make_user("sam")
    project = make_project(lead=alice, reviewers=[bob, carol, dave], overlap=2, description="Ferries.")
    set_role(project=project, user=make_user("frank"), role=Role.OBSERVER, by=None, at=NOON)
    publish_guidelines(project=project, text=GUIDELINES, by=alice, at=NOON)
    article = _work_on(project, alice, bob, carol)
    assign_article(
        article=make_article(project, ARABIC, language="ar"), reviewer=dave, by=alice, at=timezone.now()
    )
    upload = Upload("wire.csv", BytesIO(TABLE.encode()))
    check_upload(project=project, by=alice, files=[upload], encoding="", language="", now=timezone.now)
    build_release(release=start_release(project=project, by=alice, at=NOON), now=timezone.now)
    make_project(lead=alice, reviewers=[bob], name="Empty")
    ends_at = timezone.now() + timedelta(days=7)
    token = invite(project=project, role=Role.REVIEWER, by=alice, at=NOON, expires_at=ends_at).token
    return [*_visit_project(project, article, token), *_visit_management(alice)]


def _work_on(project: Project, alice: User, bob: User, carol: User) -> Article:
    """Return an article with a claim that is decided, one that differs, and edits made and proposed."""
    decided, differing, known, *_ = make_claims(project)
    for claim in (decided, differing):
        make_review(claim, bob, "verified", justification="Seen in the minutes")
        make_review(claim, carol, "disputed", is_simulated=True)
    words = {"verdict": "disputed", "justification": "The register says no.", "at": NOON}
    adjudicate_claim(claim=decided, round=project.rounds.get(), adjudicator=alice, **words)
    set_gold(claim=known, verdict="verified", explanation="It is on record.", by=alice, at=NOON)
    for by, wanted in ((bob, []), (carol, [LinkDraft(source=None, cue=None, kind="unspecified")])):
        change_attribution(claim=differing, chain=wanted, by=by, at=NOON)
    change_wording(claim=decided, wording="The ferry will carry 400 cars a day.", by=bob, at=NOON)
    split_claim(claim=make_claims(project, PAIR)[0], by=alice, at=NOON)
    return decided.article


def _visit_project(project: Project, article: Article, token: str) -> Iterator[Visit]:
    claim = article.claims.live().order_by("start")[1]
    keys = {"claims": claim.pk, "articles": article.pk, "projects": ImportRun.objects.get().pk}
    for pattern in (pattern for pattern in urlpatterns if pattern.name in PAGES):
        owner = str(pattern.pattern).partition("/")[0]
        known = {"slug": project.slug, "token": token, "pk": keys.get(owner)}
        kwargs = {name: known[name] for name in pattern.pattern.converters}
        for who in PAGES[pattern.name]:
            yield Visit(who, reverse(pattern.name, kwargs=kwargs) + QUERIES.get(pattern.name, ""))
        if pattern.name in EMPTY_TOO:
            yield Visit("alice", reverse(pattern.name, kwargs={"slug": "empty"}))
    yield Visit("alice", f"{reverse('agreement', args=[project.slug])}?label=disputed&minds=first")
    for query in ("kind=attribution", "state=decided", "kind=segmentation"):
        yield Visit("alice", f"{reverse('differences', args=[project.slug])}?{query}")
    yield Visit("alice", f"{reverse('difference', args=[claim.pk])}?kind=attribution")
    open_claim = article.claims.live().order_by("start").last()
    yield Visit("alice", reverse("difference", args=[open_claim.pk]))
    for other in project.articles.exclude(pk=article.pk):
        yield Visit("bob", reverse("workspace", args=[other.pk]))
    yield from (Visit("bob", path) for path in PROBLEM_PAGES)


FORMS = ["project", "user", "claim", "article", "review"]
"""The tables in management whose forms are visited; those of the others are drawn by the same templates."""


def _visit_management(root: User) -> Iterator[Visit]:
    """Yield each table of ours, and the forms of some that a superuser is offered."""
    request = RequestFactory().get("/")
    request.user = root
    yield from (Visit(root.username, reverse(f"admin:{name}")) for name in ("index", "password_change"))
    yield Visit(root.username, reverse("admin:annotations_user_history", args=[root.pk]))
    for model, screen in admin.site._registry.items():
        if model._meta.app_label != "annotations":
            continue
        name = f"admin:annotations_{model._meta.model_name}"
        yield Visit(root.username, reverse(f"{name}_changelist"))
        if model._meta.model_name not in FORMS:
            continue
        if screen.has_add_permission(request):
            yield Visit(root.username, reverse(f"{name}_add"))
        if row := model._default_manager.first():
            yield Visit(root.username, reverse(f"{name}_change", args=[row.pk]))
            if screen.has_delete_permission(request, row):
                yield Visit(root.username, reverse(f"{name}_delete", args=[row.pk]))
