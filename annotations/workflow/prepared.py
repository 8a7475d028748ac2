"""Queries whose SQL is made once, with a slot wherever a value goes.

A verdict asks a few large questions, by the thousand, each time with other values. Making SQL of such a
question takes Django several times as long as the database takes to answer it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import BigIntegerField, DateTimeField, Expression, Field, Model, QuerySet, UUIDField
from django.db.models.query import ModelIterable

Row = TypeVar("Row", bound=Model)


class Slot(Expression):
    """A place in a query for a value that is known when it is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        """Make the place for a value of that name; without a field it is a number, such as a key."""
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the mark for a value, and what will find it."""
        return "%s", (_Place(self.name, self.output_field),)


def time_slot(name: str) -> Slot:
    """Return a place for a moment."""
    return Slot(name, DateTimeField())


def uuid_slot(name: str) -> Slot:
    """Return a place for a UUID."""
    return Slot(name, UUIDField())


@dataclass(frozen=True)
class _Place:
    name: str
    field: Any

    def find(self, values: Mapping[str, object], connection: Any) -> Any:
        return self.field.get_db_prep_value(values[self.name], connection)


@dataclass(frozen=True)
class _Ready:
    """A query as the database takes it."""

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]


class _Asked:
    """What a queryset takes for its query: one whose SQL is there already."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler

    def get_compiler(self, using: str) -> Any:
        return self.compiler


class Prepared(Generic[Row]):
    """A query that is made once for each shape and asked with other values each time.

    A shape is whatever changes the SQL itself: the builder's own arguments. It fetches rows of a model, with
    what the builder annotates and joins, but nothing prefetched.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]]) -> None:
        """Take the function that returns the queryset of a shape, with slots for its values."""
        self.build = build
        self.ready: dict[tuple[Hashable, ...], _Ready] = {}

    def ask(self, *shape: Hashable, **values: object) -> list[Row]:
        """Return the rows; raises KeyError where a slot has no value."""
        ready = self.ready.get(shape) or self._make(shape)
        alias = ready.queryset.db
        connection = connections[alias]
        # A connection belongs to its thread, so each question has a compiler of its own.
        compiler = copy.copy(ready.compiler)
        compiler.connection = connection
        params = tuple(
            param.find(values, connection) if isinstance(param, _Place) else param for param in ready.params
        )
        compiler.as_sql = lambda *_, **__: (ready.sql, params)
        asked: Any = _Asked(compiler)
        return list(ModelIterable(QuerySet(ready.queryset.model, query=asked, using=alias)))

    def _make(self, shape: tuple[Hashable, ...]) -> _Ready:
        queryset = self.build(*shape)
        compiler: Any = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        ready = _Ready(queryset, compiler, sql, tuple(params))
        self.ready[shape] = ready
        return ready
