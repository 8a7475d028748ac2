"""The tables, their constraints and their questions; writing is `annotations.workflow`'s."""

from annotations.models.articles import Article, Segment
from annotations.models.assignments import Assignment
from annotations.models.choices import LINK_FLAGS, POLARITIES, QUOTE_KINDS, SEGMENT_KINDS, SOURCE_KINDS
from annotations.models.claims import Attribution, Claim, ClaimProgress
from annotations.models.projects import EvidencePolicy, GuidelineVersion, Membership, Project, Role, Round
from annotations.models.releases import Release
from annotations.models.reviews import (
    Adjudication,
    Comment,
    Evidence,
    Purpose,
    Reason,
    Review,
    SkipReason,
    Stance,
    Verdict,
)
from annotations.models.users import User

__all__ = [
    "LINK_FLAGS",
    "POLARITIES",
    "QUOTE_KINDS",
    "SEGMENT_KINDS",
    "SOURCE_KINDS",
    "Adjudication",
    "Article",
    "Assignment",
    "Attribution",
    "Claim",
    "ClaimProgress",
    "Comment",
    "Evidence",
    "EvidencePolicy",
    "GuidelineVersion",
    "Membership",
    "Project",
    "Purpose",
    "Reason",
    "Release",
    "Review",
    "Role",
    "Round",
    "Segment",
    "SkipReason",
    "Stance",
    "User",
    "Verdict",
]
