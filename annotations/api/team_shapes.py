"""Shapes of a project's settings, members, invitations, assignments, guidelines and rounds."""

from __future__ import annotations

from math import isfinite
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from annotations.api.serializers import WordField
from annotations.models import (
    Assignment,
    GuidelineVersion,
    Invitation,
    Membership,
    Project,
    Role,
    Round,
    SkipReason,
    User,
)
from annotations.workflow.managing import ProjectSettings

MAX_DAYS = 365
MAX_GUIDELINES = 200_000


class SettingsSerializer(serializers.ModelSerializer[Project]):
    """What a lead may set; what is left out keeps its value, in a new project the usual one."""

    skip_reasons = serializers.ListField(child=WordField(choices=SkipReason.choices), required=False)

    class Meta:
        model = Project
        fields = list(ProjectSettings.__annotations__)

    def validate_target_agreement(self, value: float | None) -> float | None:
        if value is not None and not isfinite(value):
            raise serializers.ValidationError(_("Give a number from 0 to 1."))
        return value


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """A person's role in the project."""

    username = serializers.CharField(source="user.username", read_only=True)
    name = serializers.CharField(source="user.shown_name", read_only=True)
    role = WordField(choices=Role.choices)

    class Meta:
        model = Membership
        fields = ["username", "name", "role", "joined_at"]
        read_only_fields = ["joined_at"]


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """A link by which newcomers join; the link itself is kept nowhere."""

    created_by = serializers.CharField(source="created_by.username", default=None, read_only=True)

    class Meta:
        model = Invitation
        fields = ["id", "role", "created_by", "created_at", "expires_at", "revoked_at", "uses"]
        read_only_fields = fields


class NewInvitationSerializer(serializers.Serializer[Any]):
    """What newcomers join as, and for how long."""

    role = WordField(choices=Role.choices, default=Role.REVIEWER.value)
    days = serializers.IntegerField(min_value=1, max_value=MAX_DAYS, default=7)


class InvitedSerializer(serializers.Serializer[Any]):
    """A new invitation with its link, which is told this once."""

    invitation = InvitationSerializer()
    link = serializers.URLField()


class AssignmentSerializer(serializers.ModelSerializer[Assignment]):
    """An article in a reviewer's hands."""

    reviewer = serializers.CharField(source="reviewer.username", read_only=True)
    assigned_by = serializers.CharField(source="assigned_by.username", default=None, read_only=True)

    class Meta:
        model = Assignment
        fields = [
            "id",
            "article",
            "reviewer",
            "assigned_by",
            "assigned_at",
            "lease_ends_at",
            "finished_at",
            "returned_at",
        ]
        read_only_fields = fields


class NewAssignmentSerializer(serializers.Serializer[Any]):
    """An article for a reviewer."""

    article = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    reviewer = serializers.CharField(max_length=User._meta.get_field("username").max_length)
    lease_ends_at = serializers.DateTimeField(required=False, allow_null=True)


class GuidelineSerializer(serializers.ModelSerializer[GuidelineVersion]):
    """A version of the guidelines."""

    text = serializers.CharField(trim_whitespace=False, max_length=MAX_GUIDELINES)
    created_by = serializers.CharField(source="created_by.username", default=None, read_only=True)

    class Meta:
        model = GuidelineVersion
        fields = ["number", "text", "created_by", "created_at"]
        read_only_fields = ["number", "created_at"]


class RoundSerializer(serializers.ModelSerializer[Round]):
    """A pass of reviewing; open where `closed_at` is null."""

    class Meta:
        model = Round
        fields = ["number", "opened_at", "closed_at"]
        read_only_fields = fields
