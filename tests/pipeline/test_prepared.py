"""A prepared statement finds and writes what SQLAlchemy would, in the same transaction, with the same errors."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.db import session
from pipeline.models import Poll, SourceState
from pipeline.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
WRITE = Prepared(insert(Poll))
NAMED = select(Poll.address, Poll.checked_at).where(
    Poll.address.in_(bindparam("wanted", expanding=True)), Poll.source.in_(("one", "two"))
)
FIND = Prepared(NAMED.order_by(Poll.address))
RENAME = Prepared(
    update(Poll).where(Poll.address == bindparam("which")).values(source="two", error=bindparam("why"), etag=None)
)


def polls(*addresses: str) -> list[dict[str, Any]]:
    counts = dict.fromkeys(("listed", "known", "empties", "agreed"), 0)
    return [{"address": address, "source": "one", "checked_at": NOON, **counts} for address in addresses]


@pytest.mark.parametrize("wanted", [0, 1, 7, 8, 9, 40])
def test_rows_are_found_by_lists_of_any_length(database: Engine, wanted: int) -> None:
    names = [f"{number:02}" for number in range(40)]
    with session(database) as opened:
        WRITE.each(opened, polls(*names))
        found = FIND.rows(opened, {"wanted": names[:wanted]})
    assert [tuple(row) for row in found] == [(name, NOON) for name in names[:wanted]]


def test_values_pass_the_door_of_every_text(database: Engine) -> None:
    with session(database) as opened:
        WRITE.each(opened, polls("a\x00\u200bb"))
        assert [tuple(row) for row in FIND.rows(opened, {"wanted": ["a\x00b"]})] == [("ab", NOON)]


def test_what_the_statement_says_itself_is_written(database: Engine) -> None:
    with session(database) as opened:
        WRITE.each(opened, polls("a", "b"))
        RENAME.rows(opened, {"which": "a", "why": None})
        RENAME.rows(opened, {"which": "b", "why": "gone"})
        rows = opened.execute(select(Poll.source, Poll.error).order_by(Poll.address)).all()
    assert [tuple(row) for row in rows] == [("two", None), ("two", "gone")]


def test_lists_and_trees_come_back_as_they_went_in(database: Engine) -> None:
    reprints = Prepared(select(SourceState.reprints, SourceState.due_at).where(SourceState.name == bindparam("name")))
    with session(database) as opened:
        opened.add(SourceState(name="one", reprints=["two", "three"], due_at=NOON))
        opened.flush()
        assert [tuple(row) for row in reprints.rows(opened, {"name": "one"})] == [(["two", "three"], NOON)]


def test_no_rows_are_no_statement(database: Engine) -> None:
    with session(database) as opened:
        WRITE.each(opened, [])
        assert not FIND.rows(opened, {"wanted": ["a"]})


def test_an_error_is_the_one_that_sqlalchemy_raises_and_undoes_the_transaction(database: Engine) -> None:
    with pytest.raises(IntegrityError), session(database) as opened:
        WRITE.each(opened, polls("a", "a"))
    with session(database) as opened:
        assert not FIND.rows(opened, {"wanted": ["a"]})
