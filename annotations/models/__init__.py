"""The tables, their constraints and their questions; writing is `annotations.workflow`'s."""

from annotations.models.articles import Article, Segment
from annotations.models.assignments import Assignment
from annotations.models.choices import (
    LINK_FLAGS,
    POLARITIES,
    QUOTE_KINDS,
    SEGMENT_KINDS,
    SOURCE_KINDS,
    SkipReason,
    Verdict,
)
from annotations.models.claims import (
    ArticleProgress,
    Attribution,
    Claim,
    ClaimProgress,
    GoldAnswer,
    Standing,
)
from annotations.models.edits import ClaimEdit
from annotations.models.imports import ImportRow, ImportRun
from annotations.models.invitations import Invitation
from annotations.models.jobs import Job
from annotations.models.projects import (
    EditPolicy,
    EvidencePolicy,
    GuidelineVersion,
    Membership,
    Project,
    QueueStrategy,
    Role,
    Round,
)
from annotations.models.releases import Release
from annotations.models.reviews import (
    Adjudication,
    Comment,
    Confidence,
    Evidence,
    Purpose,
    Reason,
    Review,
    Stance,
)
from annotations.models.tallies import ArticleTally, RoundTally
from annotations.models.users import User

__all__ = [
    "LINK_FLAGS",
    "POLARITIES",
    "QUOTE_KINDS",
    "SEGMENT_KINDS",
    "SOURCE_KINDS",
    "Adjudication",
    "Article",
    "ArticleProgress",
    "ArticleTally",
    "Assignment",
    "Attribution",
    "Claim",
    "ClaimEdit",
    "ClaimProgress",
    "Comment",
    "Confidence",
    "EditPolicy",
    "Evidence",
    "EvidencePolicy",
    "GoldAnswer",
    "GuidelineVersion",
    "ImportRow",
    "ImportRun",
    "Invitation",
    "Job",
    "Membership",
    "Project",
    "Purpose",
    "QueueStrategy",
    "Reason",
    "Release",
    "Review",
    "Role",
    "Round",
    "RoundTally",
    "Segment",
    "SkipReason",
    "Stance",
    "Standing",
    "User",
    "Verdict",
]
