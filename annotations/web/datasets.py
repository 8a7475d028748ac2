"""The dataset: its current state to download, and frozen releases."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import tasks
from annotations.dataset import MANIFEST_NAME, jsonl_lines
from annotations.models import Release, Role, User
from annotations.web.access import get_project, role_in
from annotations.web.rounds import get_round
from annotations.workflow import releasing
from annotations.workflow.exporting import claim_records
from annotations.workflow.refusals import Refused


@login_required
def list_releases(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a dataset holds, the download of the current state, and the releases, newest first."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    releases = project.releases.select_related("round", "created_by").order_by("-number")
    if any(release.state == Release.State.BUILDING for release in releases):
        tasks.revive_jobs(at=timezone.now())
        releases = releases.all()
    context: dict[str, Any] = {
        "project": project,
        "section": "datasets",
        "round": get_round(project, None),
        "releases": [(release, list_files(release)) for release in releases],
        "manifest_name": MANIFEST_NAME,
        "is_lead": role_in(user, project) == Role.LEAD,
    }
    return render(request, "annotations/datasets.html", context)


@login_required
def download_claims(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Send the latest round's claims as JSON Lines while they are read; open claims' reviews are withheld."""
    project = get_project(cast(User, request.user), slug)
    round = get_round(project, request.GET.get("round"))
    if round is None:
        raise Http404
    name = f"{project.slug}-claims-{timezone.localdate():%Y-%m-%d}.jsonl"
    return StreamingHttpResponse(
        jsonl_lines(claim_records(round=round, with_open_claims=False)),
        content_type="application/jsonl; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_POST
def start_release(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze a release; its files are built by a job."""
    user = cast(User, request.user)
    project = get_project(user, slug)
    try:
        with transaction.atomic():
            release = releasing.start_release(project=project, by=user, at=timezone.now())
            transaction.on_commit(partial(tasks.build_release.enqueue, release.pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Release %(number)d is in the list below.") % {"number": release.number})
    return redirect("datasets", slug=project.slug)


@login_required
def download_release_file(request: HttpRequest, slug: str, number: int, name: str) -> FileResponse:
    """Send one file of a release that is ready; only names that its manifest lists, and the manifest."""
    project = get_project(cast(User, request.user), slug)
    release = get_object_or_404(project.releases, number=number, state=Release.State.READY)
    if name != MANIFEST_NAME and name not in {entry["name"] for entry in list_files(release)}:
        raise Http404
    path = releasing.release_directory(release) / name
    if not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{project.slug}-release-{release.number}-{name}"
    )


def list_files(release: Release) -> list[dict[str, Any]]:
    """Return the entries of the release's manifest; none while it has no manifest."""
    return list(release.manifest.get("files", []))
