"""Jobs that outlast a request; each may run twice, since a worker may die before it notes the end."""

from __future__ import annotations

from django_tasks import task

from annotations.models import Release
from annotations.workflow import releasing


@task()
def build_release(release_pk: int) -> None:
    """Build the release's files; one that is ready stays as it is."""
    release = Release.objects.select_related("project", "round__project").get(pk=release_pk)
    releasing.build_release(release=release)
