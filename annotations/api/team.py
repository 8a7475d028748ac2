"""A project's team: its settings, members, invitations, assignments, guidelines and rounds."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.access import OfProject, find_mine, read_body, user_of
from annotations.api.querysets import projects_of
from annotations.api.serializers import ProjectSerializer
from annotations.api.team_shapes import (
    AssignmentSerializer,
    GuidelineSerializer,
    InvitationSerializer,
    InvitedSerializer,
    MemberSerializer,
    NewAssignmentSerializer,
    NewInvitationSerializer,
    RoundSerializer,
    SettingsSerializer,
)
from annotations.models import (
    Assignment,
    GuidelineVersion,
    Invitation,
    Membership,
    Role,
    Round,
    User,
)
from annotations.workflow.assigning import assign_article, take_back
from annotations.workflow.inviting import invite, revoke_invitation
from annotations.workflow.managing import (
    archive_project,
    change_project,
    close_round,
    open_round,
    publish_guidelines,
    remove_member,
    reopen_round,
    set_role,
    unarchive_project,
)
from annotations.workflow.queueing import find_open_round, held_assignments
from annotations.workflow.refusals import require_leading, role_of


class Settings(OfProject):
    """The project's settings; a lead's to read and change."""

    @extend_schema(responses=SettingsSerializer)
    def get(self, request: Request, slug: str) -> Response:
        project = self.get_project()
        require_leading(user=user_of(request), project=project)
        return Response(SettingsSerializer(project).data)

    @extend_schema(
        summary="Change some of the settings",
        request=SettingsSerializer(partial=True),
        responses=SettingsSerializer,
    )
    def patch(self, request: Request, slug: str) -> Response:
        project = self.get_project()
        form = SettingsSerializer(project, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        changed = change_project(
            project=project, by=user_of(request), at=timezone.now(), **form.validated_data
        )
        return Response(SettingsSerializer(changed).data)


class Archive(OfProject):
    """Put the project aside: it can be read and no longer changed; a lead's to do."""

    @extend_schema(request=None, responses=ProjectSerializer)
    def post(self, request: Request, slug: str) -> Response:
        archive_project(project=self.get_project(), by=user_of(request), at=timezone.now())
        return Response(ProjectSerializer(projects_of(user_of(request)).get(slug=slug)).data)

    @extend_schema(summary="Bring an archived project back; a lead's to do", responses=ProjectSerializer)
    def delete(self, request: Request, slug: str) -> Response:
        unarchive_project(project=self.get_project(), by=user_of(request))
        return Response(ProjectSerializer(projects_of(user_of(request)).get(slug=slug)).data)


class Members(OfProject, generics.ListAPIView[Membership]):
    """Who is in the project, in which role."""

    serializer_class = MemberSerializer

    def get_queryset(self) -> QuerySet[Membership]:
        members = self.get_project().memberships.select_related("user")
        return members.order_by("role", "user__username")


class Member(OfProject):
    """One member of the project."""

    def get_user(self) -> User:
        members = User.objects.filter(memberships__project=self.get_project())
        return get_object_or_404(members, username=self.kwargs["username"])

    @extend_schema(
        summary="Give a member another role; a lead's to do",
        request=MemberSerializer,
        responses=MemberSerializer,
    )
    def put(self, request: Request, slug: str, username: str) -> Response:
        role = Role(read_body(MemberSerializer, request)["role"])
        changed = set_role(
            project=self.get_project(),
            user=self.get_user(),
            role=role,
            by=user_of(request),
            at=timezone.now(),
        )
        return Response(MemberSerializer(changed).data)

    @extend_schema(summary="Take a member out; what they reviewed stays", responses={204: None})
    def delete(self, request: Request, slug: str, username: str) -> Response:
        remove_member(project=self.get_project(), user=self.get_user(), by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(
    get=extend_schema(summary="The project's invitations, the newest first; a lead's to read")
)
class Invitations(OfProject, generics.ListAPIView[Invitation]):
    """The links by which newcomers join the project."""

    serializer_class = InvitationSerializer

    def get_queryset(self) -> QuerySet[Invitation]:
        project = self.get_project()
        require_leading(user=user_of(self.request), project=project)
        return project.invitations.select_related("created_by").order_by("-created_at", "-pk")

    @extend_schema(
        summary="Make a link by which newcomers join; it is told this once",
        request=NewInvitationSerializer,
        responses={201: InvitedSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        given, now = read_body(NewInvitationSerializer, request), timezone.now()
        invited = invite(
            project=self.get_project(),
            role=Role(given["role"]),
            by=user_of(request),
            at=now,
            expires_at=now + timedelta(days=given["days"]),
        )
        link = request.build_absolute_uri(reverse("join", args=[invited.token]))
        answer = InvitedSerializer({"invitation": invited.invitation, "link": link}).data
        return Response(answer, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


class RevokeInvitation(OfProject):
    """Take a link back; who joined by it stays a member."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: int) -> Response:
        invitation = find_mine(Invitation.objects.select_related("project"), request, "project", pk=pk)
        revoke_invitation(invitation=invitation, by=user_of(request), at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(
    get=extend_schema(summary="Who holds which article: all for a lead, for others their own")
)
class Assignments(OfProject, generics.ListAPIView[Assignment]):
    """The articles held in the open round."""

    serializer_class = AssignmentSerializer

    def get_queryset(self) -> QuerySet[Assignment]:
        user, project = user_of(self.request), self.get_project()
        held = held_assignments(round=find_open_round(project), at=timezone.now())
        if role_of(user=user, project=project) != Role.LEAD:
            held = held.filter(reviewer=user)
        return held.select_related("reviewer", "assigned_by").order_by("assigned_at", "pk")

    @extend_schema(
        summary="Assign an article to a reviewer; a lead's to do",
        request=NewAssignmentSerializer,
        responses={201: AssignmentSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        given, project = read_body(NewAssignmentSerializer, request), self.get_project()
        article = project.articles.filter(pk=given["article"]).select_related("project").first()
        reviewer = User.objects.filter(memberships__project=project, username=given["reviewer"]).first()
        if article is None:
            raise ValidationError({"article": [_("This article is none of the project's.")]})
        if reviewer is None:
            raise ValidationError({"reviewer": [_("This person is no member of the project.")]})
        assigned = assign_article(
            article=article,
            reviewer=reviewer,
            by=user_of(request),
            at=timezone.now(),
            lease_ends_at=given.get("lease_ends_at"),
        )
        return Response(AssignmentSerializer(assigned).data, status=status.HTTP_201_CREATED)


class TakeBack(OfProject):
    """Give an article back: its reviewer, or a lead. What was reviewed stays."""

    @extend_schema(request=None, responses=AssignmentSerializer)
    def post(self, request: Request, pk: int) -> Response:
        held = Assignment.objects.select_related("article__project", "reviewer", "assigned_by")
        assignment = find_mine(held, request, "article__project", pk=pk)
        given_back = take_back(assignment=assignment, by=user_of(request), at=timezone.now())
        return Response(AssignmentSerializer(given_back).data)


@extend_schema_view(get=extend_schema(summary="Every version of the guidelines, the newest first"))
class Guidelines(OfProject, generics.ListAPIView[GuidelineVersion]):
    """What the project's reviewers go by."""

    serializer_class = GuidelineSerializer

    def get_queryset(self) -> QuerySet[GuidelineVersion]:
        return self.get_project().guidelines.select_related("created_by").order_by("-number")

    @extend_schema(
        summary="Publish a new version; the same text again is the same version. A lead's to do",
        request=GuidelineSerializer,
        responses={201: GuidelineSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        text = read_body(GuidelineSerializer, request)["text"]
        version = publish_guidelines(
            project=self.get_project(), text=text, by=user_of(request), at=timezone.now()
        )
        return Response(GuidelineSerializer(version).data, status=status.HTTP_201_CREATED)


@extend_schema_view(get=extend_schema(summary="The project's rounds, the latest first"))
class Rounds(OfProject, generics.ListAPIView[Round]):
    """One pass of reviewing after the other."""

    serializer_class = RoundSerializer

    def get_queryset(self) -> QuerySet[Round]:
        return self.get_project().rounds.order_by("-number")

    @extend_schema(
        summary="Open the next round: every claim is reviewed anew; a lead's to do",
        request=None,
        responses={201: RoundSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        opened = open_round(project=self.get_project(), by=user_of(request), at=timezone.now())
        return Response(RoundSerializer(opened).data, status=status.HTTP_201_CREATED)


class OfRound(OfProject):
    """What is asked of one round."""

    def get_round(self) -> Round:
        rounds = self.get_project().rounds.select_related("project")
        return get_object_or_404(rounds, number=self.kwargs["number"])


class CloseRound(OfRound):
    """Close the round: every claim in it is complete from then on; a lead's to do."""

    @extend_schema(request=None, responses=RoundSerializer)
    def post(self, request: Request, slug: str, number: int) -> Response:
        closed = close_round(round=self.get_round(), by=user_of(request), at=timezone.now())
        return Response(RoundSerializer(closed).data)


class ReopenRound(OfRound):
    """Open the latest round again: claims that are complete stay so; a lead's to do."""

    @extend_schema(request=None, responses=RoundSerializer)
    def post(self, request: Request, slug: str, number: int) -> Response:
        return Response(RoundSerializer(reopen_round(round=self.get_round(), by=user_of(request))).data)
