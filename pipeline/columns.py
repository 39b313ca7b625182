"""Types of columns: a moment or a text comes in as it was met, and is stored and given back the same everywhere."""

import datetime as dt
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, DateTime, Text, TypeDecorator
from sqlalchemy.engine import Dialect

from pipeline.text import clean, clean_tree


class Instant(TypeDecorator[dt.datetime]):
    """A moment, always aware and in UTC on every database; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[dt.datetime | None], Any] | None:
        """Write it for SQLite as SQLAlchemy would, which takes it apart first."""
        return _text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn an aware moment into UTC."""
        return None if value is None else _utc(value)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give back an aware moment, also where the database forgets zones (SQLite)."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _utc(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError(f"a moment without a time zone cannot be stored: {value!r}")
    return value.astimezone(dt.UTC)


@lru_cache(maxsize=1000)  # that of a deal is written with each of its facts
def _text(value: dt.datetime | None) -> str | None:
    return None if value is None else _utc(value).replace(tzinfo=None).isoformat(" ", "microseconds")


class Clean(TypeDecorator[str]):
    """Text that has passed through ``text.clean`` on its way in."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Clean the text: there is nothing else to do to it, on any database."""
        return _cleaned


def _cleaned(value: str | None) -> str | None:
    if value is None or (value.isascii() and value.isprintable()):  # as most are: it is not even asked for
        return value
    return clean(value)


class CleanJSON(TypeDecorator[Any]):
    """A JSON value whose every string has passed through ``text.clean``."""

    impl = JSON
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Write it for SQLite as SQLAlchemy would, and clean it only where it is not plain as it is written."""
        return _json if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read it from SQLite as SQLAlchemy would, and at once where it is empty."""
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON is any of its types
        """Clean the whole tree."""
        return clean_tree(value)


def _json(value: Any) -> str:  # noqa: ANN401 - JSON is any of its types
    if not value and type(value) in _NOTHING:  # as many are
        return _NOTHING[type(value)]
    written = json.dumps(value)
    if "\\" not in written:  # every letter is a plain one
        return written
    cleaned = clean_tree(value)
    return written if cleaned == value else json.dumps(cleaned)


def _read(written: str | None) -> Any:  # noqa: ANN401
    if written == "[]":
        return []
    return None if written is None else json.loads(written)


_NOTHING: dict[type, str] = {list: "[]", dict: "{}"}
