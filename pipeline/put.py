"""Rows of tables come in; they are read and written by prepared statements, and are the session's own afterwards."""

import json
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar

from sqlalchemy import BindParameter, bindparam, event, insert, select, text, update
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from pipeline.models import Article, Deal, Report
from pipeline.prepared import Prepared

Row = TypeVar("Row", Article, Deal, Report)  # with a number of their own
_HELD = "words held back"  # of a session: what its new articles are found by
_ENTER = Prepared(
    text(
        "UPDATE articles SET words = said.value FROM json_each(:held) AS said"
        " WHERE articles.id = CAST(said.key AS INTEGER) AND articles.words = ''"
    )
)


def new(table: type[Row], **said: object) -> Row:
    """Return a row of a table that says this, made as the session itself makes those that it loads."""
    row: Row = table.__mapper__.class_manager.new_instance()
    row.__dict__.update(said)
    return row


def put(session: Session, row: Article | Deal | Report) -> None:
    """Write a new row, which is given its number, and is the session's own from then on."""
    write(session, row)
    make_transient_to_detached(row)
    session.add(row)


def write(session: Session, row: Article | Deal | Report) -> None:
    """Write a new row, which is given its number; what is not said of it is as usual."""
    for name, usual in _usual(type(row)).items():
        if name not in row.__dict__:
            row.__dict__[name] = usual(None) if callable(usual) else usual
    said = {name: row.__dict__[name] for name in _usual(type(row))}
    is_held = isinstance(row, Article) and session.get_bind().dialect.name == "sqlite"
    row.id = _insertion(type(row)).enter(session, said | {"words": ""} if is_held else said)
    if is_held:
        session.info.setdefault(_HELD, {})[row.id] = said["words"]


@event.listens_for(Session, "before_commit")
def _enter_words(session: Session) -> None:
    """Enter the words of all new articles by one statement.

    A trigger that changes SQLite's index makes it write out, for every statement, a part that it has to merge later.
    """
    if held := session.info.pop(_HELD, None):
        _ENTER.rows(session, {"held": json.dumps(held)})


@event.listens_for(Session, "after_rollback")
def _forget_words(session: Session) -> None:
    session.info.pop(_HELD, None)


def fetch(session: Session, table: type[Row], number: int) -> Row:
    """Return the row of this number, whole; raises what the session would where there is none."""
    known: Row | None = session.identity_map.get(table.__mapper__.identity_key_from_primary_key((number,)))
    if known is not None:
        return known
    found = _selection(table).rows(session, {"number": number})
    if not found:
        return session.get_one(table, number)
    row = new(table, id=number, **dict(zip(_usual(table), found[0], strict=True)))
    make_transient_to_detached(row)
    session.add(row)
    return row


def renew(session: Session, row: Row, draft: Row | SimpleNamespace) -> None:
    """Write what a draft of a row says, where any of it has changed; without other words the search's index stays."""
    said, held = draft.__dict__, row.__dict__
    values = {name: said[name] for name in _usual(type(row)) if name in said}
    changed = [n for n, value in values.items() if (held[n] if n in held else getattr(row, n)) != value]
    if not changed:
        return
    if "words" not in changed:
        values.pop("words", None)
    _updating(type(row), tuple(values)).each(session, [values | {"number": row.id}])
    for name in changed:
        set_committed_value(row, name, values[name])


@cache
def _usual(table: type[Article | Deal | Report]) -> Mapping[str, Any]:
    """Return the columns behind the number, each with what it holds by default, or what makes that."""
    columns = {column.key: column.columns[0].default for column in table.__mapper__.column_attrs if column.key != "id"}
    return {name: getattr(default, "arg", None) for name, default in columns.items()}


@cache
def _insertion(table: type[Article | Deal | Report]) -> Prepared:
    return Prepared(insert(table))


@cache
def _selection(table: type[Article | Deal | Report]) -> Prepared:
    return Prepared(select(*(getattr(table, name) for name in _usual(table))).where(table.id == bindparam("number")))


@cache
def _updating(table: type[Article | Deal | Report], names: tuple[str, ...]) -> Prepared:
    values: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in names}
    return Prepared(update(table).where(table.id == bindparam("number")).values(values))
