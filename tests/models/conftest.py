"""Rows to break: made by `bulk_create`, so that nothing but the database stands in the way."""

import pytest

from annotations.models import Article, Claim, GuidelineVersion, Project, Round, User
from tests.factories import NOON


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create(username="alice")


@pytest.fixture
def project(db: None) -> Project:
    return Project.objects.create(name="Harbour", slug="harbour", created_at=NOON)


@pytest.fixture
def open_round(project: Project) -> Round:
    return Round.objects.create(project=project, number=1, opened_at=NOON)


@pytest.fixture
def guidelines(project: Project) -> GuidelineVersion:
    return GuidelineVersion.objects.create(
        project=project, number=1, text="Judge the content.", created_at=NOON
    )


@pytest.fixture
def article(project: Project) -> Article:
    return Article.objects.create(
        project=project,
        title="Ferry",
        text="The ferry sank.",
        length=15,
        content_hash="a" * 64,
        imported_at=NOON,
    )


@pytest.fixture
def claim(article: Article) -> Claim:
    return Claim.objects.create(
        article=article,
        start=0,
        end=14,
        text="The ferry sank",
        fragments=[[0, 14]],
        sentence_start=0,
        sentence_end=15,
        quote_kind="none",
        source_kind="none",
        created_at=NOON,
    )
