"""A link into a project that is archived."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.models import Project, Role, User
from annotations.workflow.inviting import invite
from annotations.workflow.managing import archive_project


def test_it_says_why_nobody_can_join(client: Client, project: Project, alice: User) -> None:
    now = timezone.now()
    ends = now + timedelta(days=1)
    made = invite(project=project, role=Role.REVIEWER, by=alice, at=now, expires_at=ends)
    archive_project(project=project, by=alice, at=now)
    page = client.get(reverse("join", args=[made.token]))
    assert page.status_code == 410
    assert "This project is archived." in page.content.decode()
