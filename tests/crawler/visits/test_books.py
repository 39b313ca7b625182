"""Many runs are begun and closed at once, and each is written down as if it were alone."""

import asyncio
import datetime as dt

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import SQLAlchemyError

from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source
from crawler.visits import closing, opening
from crawler.visits.books import Books
from pipeline import clock
from pipeline.db import session
from pipeline.models import Page, Run, SourceState

SOURCES = [Source(name, name, "UZ", "Asia/Tashkent", name, feeds=(f"https://{name}.uz/rss",)) for name in "abc"]


def closed(source: Source, tally: Tally | None) -> tuple[Source, Tally]:
    assert tally
    tally.polled = [Polled(source.feeds[0], "feeds", "unchanged", status=304)]
    return source, tally


def outcomes(engine: Engine) -> dict[str, str]:
    with session(engine) as opened:
        return {run.source: run.outcome for run in opened.scalars(select(Run).order_by(Run.id))}


def test_many_runs_are_begun_and_closed_in_one_transaction_each(database: Engine) -> None:
    tallies = opening.begin_all(database, SOURCES)
    assert [tally and tally.epoch for tally in tallies] == [1, 1, 1]
    assert opening.begin_all(database, SOURCES) == [None, None, None]
    assert closing.finish_all(database, list(map(closed, SOURCES, tallies))) == [True, True, True]
    assert outcomes(database) == dict.fromkeys("abc", "unchanged")
    again = opening.begin_all(database, SOURCES)
    assert [tally and list(tally.polls) for tally in again] == [list(source.feeds) for source in SOURCES]


def test_a_source_that_another_crawl_took_over_changes_nothing_for_the_others(database: Engine) -> None:
    tallies = opening.begin_all(database, SOURCES)
    with session(database) as opened:
        opened.execute(update(SourceState).where(SourceState.name == "b").values(epoch=7))
    assert closing.finish_all(database, list(map(closed, SOURCES, tallies))) == [True, False, True]
    assert outcomes(database) == {"a": "unchanged", "b": "killed", "c": "unchanged"}
    with session(database) as opened:
        assert opened.get_one(SourceState, "b").lease_holder


def test_a_run_that_cannot_be_closed_leaves_the_others_closed(database: Engine) -> None:
    async def crawl() -> list[bool | BaseException]:
        books = Books(0.05, database)
        tallies = await asyncio.gather(*map(books.begin, SOURCES))
        closing = list(map(closed, SOURCES, tallies))
        closing[1][1].run_id = 10**9
        return await asyncio.gather(*(books.finish(*one) for one in closing), return_exceptions=True)

    first, second, third = asyncio.run(crawl())
    assert (first, third) == (True, True)
    assert isinstance(second, SQLAlchemyError)
    assert outcomes(database) == {"a": "unchanged", "b": "running", "c": "unchanged"}


def test_what_a_crawl_left_open_is_closed_as_killed_when_its_lease_has_run_out(database: Engine) -> None:
    opening.begin_all(database, SOURCES)
    with session(database) as opened:
        opened.execute(update(SourceState).values(lease_until=clock.now() - dt.timedelta(seconds=1)))
    opening.begin_all(database, SOURCES[:1])
    with session(database) as opened:
        found = [(run.source, run.outcome) for run in opened.scalars(select(Run).order_by(Run.id))]
    assert found == [("a", "killed"), ("b", "running"), ("c", "running"), ("a", "running")]


def test_only_a_source_with_missed_pages_owes_a_look(database: Engine) -> None:
    said = {"source": "b", "requested": "https://b.uz/1", "fetched_at": clock.now(), "attempts": 1}
    with session(database) as opened:
        opened.add(Page(address="b.uz/1", state="missed", **said))
        opened.add(Page(address="b.uz/2", state="missed", **{**said, "source": "c", "attempts": 5}))
    assert [tally and tally.owing for tally in opening.begin_all(database, SOURCES)] == [False, True, False]
