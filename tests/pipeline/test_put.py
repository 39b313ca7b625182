"""What is put, fetched and renewed is in the table and in the session alike, and is written no oftener than needed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, NoResultFound

from pipeline.db import session
from pipeline.models import Deal
from pipeline.put import fetch, put, renew

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def deal(key: str = "a") -> Deal:
    return Deal(
        key=key,
        title="A\x00 deal",
        deal_type="equity",
        stage="talks",
        minerals=["tungsten"],
        first_seen_at=NOON,
        updated_at=NOON,
    )


def put_twice(opened: Session) -> None:
    put(opened, deal())
    put(opened, deal())


def written(opened: Session) -> set[str]:
    """Return a set in which every statement that changes a deal shows, as it is run."""
    told: set[str] = set()
    raw = opened.connection().connection.driver_connection
    if opened.get_bind().dialect.name == "sqlite":
        raw.set_trace_callback(lambda said: told.add(said) if said.startswith("UPDATE deals") else None)  # type: ignore[union-attr]
    else:
        event.listen(
            opened.get_bind(),
            "before_cursor_execute",
            lambda _connection, _cursor, said, *_: told.add(said) if said.startswith("UPDATE deals") else None,
        )
    return told


def test_a_row_that_is_put_is_the_sessions_own_and_in_the_table(database: Engine) -> None:
    with session(database) as opened:
        first, second = deal("a"), deal("b")
        put(opened, first)
        put(opened, second)
        assert second.id > first.id
        assert opened.get(Deal, first.id) is first
        assert not opened.new
        assert not opened.dirty
        first.stage = "agreement"
    with session(database) as opened:
        stored = opened.scalars(select(Deal).order_by(Deal.id)).first()
        assert stored
        assert (stored.key, stored.title, stored.stage, stored.minerals) == ("a", "A deal", "agreement", ["tungsten"])
        assert (stored.parties, stored.rejected, stored.words, stored.first_seen_at) == ([], False, "", NOON)


def test_a_row_is_fetched_once_and_then_known(database: Engine) -> None:
    with session(database) as opened:
        put(opened, deal())
    with session(database) as opened:
        found = fetch(opened, Deal, 1)
        assert (found.key, found.minerals, found.updated_at) == ("a", ["tungsten"], NOON)
        assert fetch(opened, Deal, 1) is found
        assert opened.scalars(select(Deal)).one() is found
        with pytest.raises(NoResultFound):
            fetch(opened, Deal, 2)


def test_only_what_has_changed_is_written_and_words_only_with_other_words(database: Engine) -> None:
    with session(database) as opened:
        put(opened, deal())
    with session(database) as opened:
        found, told = fetch(opened, Deal, 1), written(opened)
        renew(opened, found, Deal(stage="talks", words=""))
        assert not told
        renew(opened, found, Deal(stage="agreement", words=""))
        assert ["words" in said for said in told] == [False]
        told.clear()
        renew(opened, found, Deal(stage="agreement", words="en"))
        assert ["words" in said for said in told] == [True]
        assert not opened.dirty
    with session(database) as opened:
        assert (fetch(opened, Deal, 1).stage, fetch(opened, Deal, 1).words) == ("agreement", "en")


def test_what_the_table_refuses_undoes_the_transaction(database: Engine) -> None:
    with pytest.raises(IntegrityError), session(database) as opened:
        put_twice(opened)
    with session(database) as opened:
        assert opened.scalars(select(Deal)).all() == []
