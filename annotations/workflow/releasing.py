"""Frozen datasets: numbered, built in a background job, never changed afterwards."""

from __future__ import annotations

import json
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from annotations.models import Project, Release, Role, User
from annotations.workflow.beating import Clock, beating
from annotations.workflow.exporting import export_dataset
from annotations.workflow.refusals import Refused, require_role
from annotations.workflow.reporting import Reach, report_agreement
from annotations.workflow.workspace import shown_round


class NoRoundToRelease(Refused):
    """The project never had a round."""

    code = "no_round"


@transaction.atomic
def start_release(*, project: Project, by: User, at: datetime) -> Release:
    """Return a new release of the project's latest round, to be built by `build_release`."""
    require_role(user=by, project=project, role=Role.LEAD)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    latest = shown_round(project)
    if latest is None:
        raise NoRoundToRelease(_("This project has no round yet, so there is nothing to release."))
    number = (project.releases.aggregate(last=Max("number"))["last"] or 0) + 1
    return Release.objects.create(project=project, round=latest, number=number, created_by=by, created_at=at)


def build_release(*, release: Release, now: Clock) -> Release:
    """Return the release, ready: its files written, its manifest and agreement stored.

    A release that is ready stays as it is, also when two jobs build it at once: the files get their final
    name under a lock, and the second one's are dropped. When building fails the release says why, nothing is
    left on the disk, and the error goes on to the caller.
    """
    release.refresh_from_db()
    if release.state == Release.State.READY:
        return release
    directory = release_directory(release)
    staging = directory.with_name(f".{directory.name}-{secrets.token_hex(6)}")
    mine = Release.objects.filter(pk=release.pk)
    mine.update(heartbeat_at=now())
    try:
        with beating(mine, now=now):
            manifest = export_dataset(round=release.round, directory=staging, with_open_claims=False)
            report = report_agreement(round=release.round, reach=Reach.COMPLETE)
        return _finish(release.pk, staging, json.loads(manifest.to_json()), report.to_json_dict())
    except Exception as error:
        Release.objects.filter(pk=release.pk).exclude(state=Release.State.READY).update(
            state=Release.State.FAILED, failure=str(error) or type(error).__name__
        )
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)  # nothing is there once it has its final name


def release_directory(release: Release) -> Path:
    """Return where the release's files lie."""
    return Path(settings.RELEASES_DIR) / release.project.slug / str(release.number)


@transaction.atomic
def _finish(release_pk: int, staging: Path, manifest: dict[str, Any], agreement: dict[str, Any]) -> Release:
    release = Release.objects.select_for_update(of=("self",)).select_related("project").get(pk=release_pk)
    if release.state == Release.State.READY:
        return release
    directory = release_directory(release)
    if directory.exists():  # from a job that died before it could say so
        shutil.rmtree(directory)
    staging.replace(directory)
    release.state, release.failure = Release.State.READY, ""
    release.manifest, release.agreement = manifest, agreement
    release.save()
    return release
