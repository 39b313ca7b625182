"""Rows of made-up tables come in; they stand in a new SQLite database, which takes a million articles in minutes."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Engine
from sqlalchemy.dialects import sqlite

from pipeline.models import Base

_DIALECT = sqlite.dialect()  # type: ignore[no-untyped-call]
# Their keys come from everywhere: made at the end they would be fuller than any that has grown.
_GROWN = {"ix_anchors_near", "ix_articles_source", "ix_pages_source"}
_FAST = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -300000")


@contextmanager
def bulk(engine: Engine) -> Iterator[sqlite3.Connection]:
    """Give a connection for rows as they come; indexes in their order, triggers and the search come after them."""
    engine.dispose()
    connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
    for pragma in _FAST:
        connection.execute(f"PRAGMA {pragma}")
    known = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    later = [one for one in known if one[1] not in _GROWN]
    for kind, name, _ in later:
        connection.execute(f"DROP {kind} {name}")
    connection.execute("BEGIN")
    yield connection
    connection.execute("COMMIT")
    for _, _, statement in later:
        connection.execute(statement)
    for name in ("articles_index", "deals_index"):
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608 - our own names
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def write(connection: sqlite3.Connection, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows of texts, numbers and moments already written as SQLite has them; what they leave out is usual."""
    columns = list(table.__table__.columns)
    usual = {column.name: _usual(column) for column in columns}
    places = ", ".join("?" * len(columns))
    names = ", ".join(f'"{name}"' for name in usual)
    statement = f"INSERT INTO {table.__tablename__} ({names}) VALUES ({places})"  # noqa: S608 - our own names
    connection.executemany(statement, (tuple((usual | row).values()) for row in rows))


def _usual(column: Column[Any]) -> Any:  # noqa: ANN401 - whatever a column holds by default
    default = column.default.arg if column.default is not None else None
    value = default(None) if callable(default) else default
    process = column.type.bind_processor(_DIALECT)
    return process(value) if process and value is not None else value


def moment(at: dt.datetime) -> str:
    """Return a moment as SQLite has it."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def tree(value: object) -> str:
    """Return a JSON value as SQLite has it."""
    return json.dumps(value)
