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
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import BigIntegerField, DateTimeField, Expression, Field, Model, QuerySet, UUIDField
from django.db.models.query import ModelIterable
from psycopg.types.numeric import Int8

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
        value = self.field.get_db_prep_value(values[self.name], connection)
        # By itself the driver names a number's type by its size, and another type is another statement.
        return Int8(value) if type(value) is int and connection.vendor == "postgresql" else value


@dataclass(frozen=True)
class _Ready:
    """A query as the database takes it."""

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]


class _Asked:
    """What a queryset takes for its query: one whose rows are there already."""

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
        params = [
            param.find(values, connection) if isinstance(param, _Place) else param for param in ready.params
        ]
        with _open_cursor(connection) as cursor:
            cursor.execute(ready.sql, params)
            rows = cursor.fetchall()
        # A connection belongs to its thread, so each question has a compiler of its own.
        compiler = copy.copy(ready.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda **_: [rows]
        asked: Any = _Asked(compiler)
        return list(ModelIterable(QuerySet(ready.queryset.model, query=asked, using=alias)))

    def _make(self, shape: tuple[Hashable, ...]) -> _Ready:
        queryset = self.build(*shape)
        compiler: Any = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        ready = _Ready(queryset, compiler, sql, tuple(params))
        self.ready[shape] = ready
        return ready


class _Cursor(ServerBindingCursor):
    """A cursor that sends values beside the SQL, so that PostgreSQL keeps the plan of each query.

    To plan one of these queries takes it several times as long as to answer it.
    """

    def _send_query_prepared(self, name: bytes, query: Any, **kwargs: Any) -> None:
        # Django's log of queries reads it; the driver notes it only where nothing is prepared.
        self._query = query
        super()._send_query_prepared(name, query, **kwargs)  # type: ignore[misc]  # its base has no types


def _open_cursor(connection: Any) -> Any:
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection._prepare_cursor(_Cursor(connection.connection))  # type: ignore[call-arg]
