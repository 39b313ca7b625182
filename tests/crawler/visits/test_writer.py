"""Pages are written together, a page that is there stays, a miss gives way to the page."""

import asyncio
import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, select

from crawler.visits.writer import Writer
from pipeline.db import session
from pipeline.models import Page


def values(address: str, state: str, reason: str | None = None) -> dict[str, Any]:
    return {
        "source": "outlet",
        "address": address,
        "requested": address,
        "fetched_at": dt.datetime.now(dt.UTC),
        "state": state,
        "reason": reason,
    }


def put(engine: Engine, *rows: tuple[dict[str, Any], bool]) -> list[tuple[str, str]]:
    async def all_at_once() -> list[tuple[str, str]]:
        writer = Writer(engine)
        return await asyncio.gather(*(writer.put(lambda row=row: row, final=final) for row, final in rows))

    return asyncio.run(all_at_once())


def pages(engine: Engine) -> dict[str, tuple[str, int]]:
    with session(engine) as opened:
        return {page.address: (page.state, page.attempts) for page in opened.scalars(select(Page))}


def test_each_page_is_counted_where_it_belongs(database: Engine) -> None:
    rows = [
        (values("a", "waiting"), False),
        (values("b", "rejected", "no word"), False),
        (values("c", "missed", "x"), True),
    ]
    assert put(database, *rows) == [("stored", ""), ("rejected", "no word"), ("failed", "x")]
    assert pages(database) == {"a": ("waiting", 0), "b": ("rejected", 0), "c": ("missed", 5)}


def test_a_page_that_is_there_stays(database: Engine) -> None:
    put(database, (values("a", "waiting"), False))
    assert put(database, (values("a", "missed", "x"), False), (values("a", "rejected"), False)) == [("known", "")] * 2
    assert pages(database) == {"a": ("waiting", 0)}


def test_misses_are_counted_until_the_page_comes(database: Engine) -> None:
    for tries in (1, 2, 3):
        put(database, (values("a", "missed", "x"), False))
        assert pages(database) == {"a": ("missed", tries)}
    put(database, (values("a", "waiting"), False))
    assert pages(database) == {"a": ("waiting", 0)}


def test_hundreds_of_pages_are_written_in_few_commits(database: Engine) -> None:
    rows = [(values(str(number), "waiting"), False) for number in range(350)]
    assert put(database, *rows) == [("stored", "")] * 350
    assert len(pages(database)) == 350


def test_an_error_reaches_the_page_that_waits(database: Engine) -> None:
    with pytest.raises(Exception, match="state"):
        put(database, (values("a", "no such state"), False))
    assert put(database, (values("a", "waiting"), False)) == [("stored", "")]


def test_a_row_that_says_little_has_what_every_row_has(database: Engine) -> None:
    put(database, (values("a", "waiting"), False))
    with session(database) as opened:
        page = opened.scalars(select(Page)).one()
        assert (page.headers, page.hints, page.looks, page.body) == ({}, {}, 0, None)


def test_what_cannot_be_written_is_told_to_each_that_waits(database: Engine) -> None:
    async def both() -> list[Any]:
        writer = Writer(database)
        rows = [values("a", "waiting"), values("b", "waiting") | {"source": None}]
        return await asyncio.gather(
            *(writer.put(lambda row=row: row, final=False) for row in rows), return_exceptions=True
        )

    assert [type(said).__name__ for said in asyncio.run(both())] == ["IntegrityError"] * 2
    assert pages(database) == {}
