"""Of what lists name, only what is new or due for another try is fetched; all else is counted."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from crawler.lists.listing import Entry
from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source
from crawler.visits.seen import again_at, choose, merge
from pipeline.db import session
from pipeline.models import Page

NOW = dt.datetime.now(dt.UTC)
OUTLET = Source("outlet", "O", "UZ", "UTC", "o", feeds=("https://outlet.uz/rss",), article=re.compile("/news/"))


def listed(*entries: Entry) -> Tally:
    tally = Tally("outlet")
    tally.polled = [Polled("https://outlet.uz/rss", "feeds", "ok", entries=list(entries))]
    return tally


def entry(name: str, days: float | None = None) -> Entry:
    moment = None if days is None else NOW - dt.timedelta(days=days)
    return Entry(f"https://outlet.uz/news/{name}", moment=moment)


def page(name: str, state: str, *, attempts: int = 0, hours: float = 0, source: str = "outlet") -> Page:
    address = f"https://outlet.uz/news/{name}"
    fetched = dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)
    return Page(source=source, address=address, requested=address, fetched_at=fetched, state=state, attempts=attempts)


def test_tries_grow_apart_and_end() -> None:
    waits = [((again_at(tries, NOW) or NOW) - NOW) / dt.timedelta(minutes=1) for tries in range(1, 6)]
    assert waits == [10, 40, 160, 640, 0]


def test_the_newest_come_first_the_undated_before_them_and_undated_of_sitemaps_last() -> None:
    old = Entry("https://outlet.uz/news/map", old=True)
    entries, strange = merge([old, entry("b", 2), entry("a", 1), entry("n"), Entry("https://outlet.uz/tag/x")], OUTLET)
    assert [found.address[-1] for found in entries] == ["n", "a", "b", "p"]
    assert [found.address for found in strange] == ["https://outlet.uz/tag/x"]


def test_of_twins_the_one_with_a_title_is_kept() -> None:
    titled = Entry("http://www.outlet.uz/news/a", title="A deal")
    (found,), _ = merge([entry("a"), titled], OUTLET)
    assert found.title == "A deal"


def test_only_what_is_new_or_due_is_chosen(database: Engine) -> None:
    with session(database) as opened:
        opened.add_all(
            [
                page("done", "done"),
                page("rejected", "rejected"),
                page("early", "missed", attempts=1, hours=0.1),
                page("again", "missed", attempts=1, hours=1),
                page("unlisted", "missed", attempts=2, hours=1),
                page("given-up", "missed", attempts=5, hours=1000),
                page("foreign", "missed", attempts=1, hours=1, source="other"),
            ]
        )
    names = ("done", "rejected", "early", "again", "given-up", "new")
    tally = listed(*(entry(name) for name in names))
    chosen = choose(database, OUTLET, tally, None, None)
    assert {found.address.rsplit("/", 1)[1] for found in chosen} == {"again", "unlisted", "new"}
    assert tally.counts() == {
        "listed": 7,
        "known": 4,
        "stored": 0,
        "rejected": 0,
        "failed": 0,
        "skipped": 0,
        "revised": 0,
    }


@pytest.mark.parametrize(("limit", "names"), [(0, []), (1, ["a"]), (None, ["a", "b", "c"])])
def test_a_limit_keeps_the_newest(database: Engine, limit: int | None, names: list[str]) -> None:
    tally = listed(entry("c", 3), entry("a", 1), entry("b", 2))
    chosen = choose(database, OUTLET, tally, None, limit)
    assert [found.address[-1] for found in chosen] == names
    assert tally.counts()["skipped"] == 3 - len(names)


def test_older_entries_are_skipped_and_undated_ones_are_not(database: Engine) -> None:
    tally = listed(entry("old", 10), entry("new", 1), entry("undated"))
    chosen = choose(database, OUTLET, tally, NOW - dt.timedelta(days=5), None)
    assert len(chosen) == 2
    assert tally.details()["skipped"] == {"older than --since": 1}
    assert tally.newest


def test_thousands_of_addresses_are_looked_up_in_few_queries(database: Engine) -> None:
    with session(database) as opened:
        opened.add_all(page(str(number), "done") for number in range(1200))
    tally = listed(*(entry(str(number)) for number in range(2500)))
    chosen = choose(database, OUTLET, tally, None, None)
    assert (tally.counts()["known"], len(chosen), tally.counts()["skipped"]) == (1200, 1000, 300)


def test_an_entry_that_no_list_dates_is_dated_by_its_address() -> None:
    entries, _ = merge([Entry("https://outlet.uz/news/2024/04/05/deal"), entry("n")], OUTLET)
    assert [found.moment and found.moment.date() for found in entries] == [None, dt.date(2024, 4, 5)]


def test_what_its_block_knows_for_a_notice_is_counted_apart(database: Engine) -> None:
    source = replace(OUTLET, drop=re.compile("kurs|rates"))
    tally = listed(entry("kurs-doll-ara"), Entry("https://outlet.uz/news/x", title="Daily rates"), entry("news"))
    assert [found.address[-4:] for found in choose(database, source, tally, None, None)] == ["news"]
    assert tally.details()["skipped"] == {"a notice that is no news": 2}
