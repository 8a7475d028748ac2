"""Prepared queries answer as queries made afresh do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from annotations.models import Claim, Review, User
from annotations.workflow.prepared import Prepared, Slot, time_slot, uuid_slot
from tests.factories import NOON, make_review


def by_reviewer(*, is_keyed: bool = False) -> QuerySet[Review]:
    reviews = Review.objects.filter(reviewer=Slot("reviewer")).select_related("claim").order_by("pk")
    return reviews.filter(idempotency_key=uuid_slot("key")) if is_keyed else reviews


def by_shape(shape: str) -> QuerySet[Review]:
    return by_reviewer(is_keyed=shape == "keyed")


def test_each_question_has_its_own_values(claims: list[Claim], bob: User, carol: User) -> None:
    own, others = make_review(claims[0], bob), make_review(claims[1], carol)
    prepared = Prepared(by_reviewer)
    assert prepared.ask(reviewer=bob.pk) == [own]
    assert prepared.ask(reviewer=carol.pk) == [others]


def test_joined_rows_come_with_it(claims, bob, django_assert_num_queries) -> None:
    make_review(claims[0], bob)
    prepared = Prepared(by_reviewer)
    with django_assert_num_queries(1):
        (review,) = prepared.ask(reviewer=bob.pk)
        assert review.claim.text == claims[0].text


def test_each_shape_is_a_query_of_its_own(claims: list[Claim], bob: User) -> None:
    key = uuid4()
    first, second = make_review(claims[0], bob, idempotency_key=key), make_review(claims[1], bob)
    prepared = Prepared(by_shape)
    assert prepared.ask("keyed", reviewer=bob.pk, key=key) == [first]
    assert prepared.ask("", reviewer=bob.pk) == [first, second]


def test_moments_are_compared_as_the_database_stores_them(claims: list[Claim], bob: User) -> None:
    review = make_review(claims[0], bob)
    prepared = Prepared(lambda: Review.objects.filter(created_at__lt=time_slot("at")))
    assert prepared.ask(at=NOON) == []
    assert prepared.ask(at=NOON + timedelta(microseconds=1)) == [review]


def test_slot_without_a_value_is_a_mistake(bob: User) -> None:
    with pytest.raises(KeyError, match="reviewer"):
        Prepared(by_reviewer).ask(claim=1)
