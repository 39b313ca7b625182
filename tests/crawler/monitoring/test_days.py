"""A source's days: what its runs brought, what is learned from them, how they are judged, on both databases."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from crawler.lists.listing import Entry
from crawler.monitoring.days import note
from crawler.monitoring.shape import Shape, packed
from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source
from crawler.sources.values import Expect
from crawler.visits import closing, opening
from pipeline import clock
from pipeline.db import session
from pipeline.models import SourceDay, SourceState

LIST = "https://outlet.uz/rss"
OUTLET = Source("outlet", "Outlet", "UZ", "Asia/Tashkent", "family", feeds=(LIST,))
NOW = dt.datetime(2026, 6, 10, 20, 30, tzinfo=dt.UTC)  # 01:30 of the next day in Tashkent
TODAY = dt.date(2026, 6, 11)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _time() -> Iterator[None]:
    """Let it be NOW, and after a test the machine's own time."""
    clock.set_clock(NOW)
    yield
    clock.set_clock(None)


def begun(engine: Engine, source: Source = OUTLET) -> Tally:
    tally = opening.begin(engine, source)
    assert tally
    return tally


def ran(
    engine: Engine, *moments: dt.datetime | None, state: str = "ok", source: Source = OUTLET, gap: bool = False
) -> None:
    """Run the source once, with new articles of these moments."""
    tally = begun(engine, source)
    entries = [Entry(f"https://{source.name}.uz/{tally.run_id}/{n}", moment=one) for n, one in enumerate(moments)]
    tally.polled = [replace(Polled(f"https://{source.name}.uz/rss", "feeds", state), entries=entries, gap=gap)]
    for entry in entries:
        tally.count(entry.key, "stored")
    assert closing.finish(engine, source, tally)


def day(engine: Engine, of: dt.date = TODAY) -> SourceDay:
    with session(engine) as opened:
        return opened.get_one(SourceDay, ("outlet", of))


def state(engine: Engine) -> SourceState:
    with session(engine) as opened:
        return opened.get_one(SourceState, "outlet")


def had(engine: Engine, days: int, a_day: int = 4, until: dt.date = TODAY, **more: object) -> None:
    """Give the source a past of so many days with so many articles each."""
    with session(engine) as opened:
        for n in range(1, days + 1):
            row = {"verdict": "healthy", "polls": 8, "reached": 8, "fresh": a_day, "shape": {}, **more}
            hours = [0] * 9 + [a_day] + [0] * 14
            opened.add(SourceDay(source="outlet", day=until - dt.timedelta(n), hours=hours, **row))


def test_runs_add_up_in_the_row_of_the_local_day_by_the_hour_of_publication(database: Engine) -> None:
    ran(database, NOW - HOUR - dt.timedelta(minutes=7), None, NOW - 90 * HOUR, gap=True)
    ran(database, state="unchanged")
    ran(database, state="unreachable")
    row = day(database)
    assert (row.polls, row.reached, row.fresh, row.gaps, row.failed) == (3, 2, 3, 1, 0)
    assert (row.hours[0], row.hours[1], sum(row.hours)) == (1, 1, 2)  # the third is backlog, met long after its time
    clock.set_clock(NOW + 24 * HOUR)
    ran(database, None)
    assert day(database, TODAY + dt.timedelta(1)).fresh == 1
    assert day(database).polls == 3


def test_what_a_killed_run_saw_is_no_day_of_the_source(database: Engine) -> None:
    tally = begun(database)
    tally.stopped = "stopped (shutdown)"
    closing.finish(database, OUTLET, tally)
    with session(database) as opened:
        assert opened.scalars(select(SourceDay)).all() == []


def test_the_rhythm_is_learned_once_a_day_and_old_days_are_forgotten(database: Engine) -> None:
    had(database, 60)
    had(database, 5, until=TODAY - dt.timedelta(500))
    ran(database, None)
    rhythm = state(database).rhythm
    assert rhythm["rate"] * (5 + 2 * rhythm["weekend"]) / 7 == pytest.approx(4, rel=0.08)
    assert rhythm["learned"] == "2026-06-11"
    assert "2026-05-27" in rhythm["holidays"]
    with session(database) as opened:
        assert min(opened.scalars(select(SourceDay.day))) == TODAY - dt.timedelta(60)


def test_public_holidays_are_looked_up_once_a_month_where_there_is_something_to_learn(database: Engine) -> None:
    ran(database, None)
    assert (state(database).rhythm["counted"], state(database).rhythm["holidays"]) == (None, [])
    had(database, 60)
    for days, counted in ((1, "2026-06-12"), (20, "2026-06-12"), (40, "2026-07-21")):
        clock.set_clock(NOW + dt.timedelta(days=days))
        ran(database, None)
        assert state(database).rhythm["counted"] == counted
    assert state(database).rhythm["holidays"]


def test_before_anything_is_learned_the_catalogue_or_the_lists_own_dates_tell_the_pace(database: Engine) -> None:
    weekly = [NOW - dt.timedelta(days=7 * n) for n in range(1, 20)]
    ran(database, *weekly)
    assert state(database).rhythm["prior"] == pytest.approx(1 / 7)
    assert state(database).verdict == "healthy"  # eight days without an article are its usual pace
    expecting = replace(OUTLET, name="expecting", expect=Expect(min=12))
    ran(database, *weekly, source=expecting)
    with session(database) as opened:
        assert opened.get_one(SourceState, "expecting").rhythm["prior"] == 12


def test_a_dead_source_is_silent_by_its_rhythm_and_its_gap_stays_out_of_it(database: Engine) -> None:
    had(database, 60)
    ran(database, None)
    for hours in range(6, 24 * 10, 6):
        clock.set_clock(NOW + hours * HOUR)
        ran(database, state="unchanged")
    found = state(database)
    assert found.verdict == "silent"
    assert "days, which happens by chance less than once in 1,000,000" in (found.reason or "")
    assert found.probability
    assert found.rhythm["rate"] * (5 + 2 * found.rhythm["weekend"]) / 7 == pytest.approx(4, rel=0.1)
    verdicts = [day(database, TODAY + dt.timedelta(n)).verdict for n in range(10)]
    assert verdicts == sorted(verdicts, key=["healthy", "quiet", "silent"].index)
    assert verdicts.index("silent") <= 3
    ran(database, None)
    assert (state(database).verdict, state(database).reason) == ("healthy", None)


def test_a_list_that_is_made_anew_without_news_is_frozen(database: Engine) -> None:
    had(database, 60)
    newest = NOW - 2 * HOUR + dt.timedelta(seconds=1)
    ran(database, newest)
    clock.set_clock(NOW + 24 * 5 * HOUR)
    tally = begun(database)
    entry = Entry("https://outlet.uz/1/0", moment=newest)
    tally.polled = [Polled(LIST, "feeds", "ok", entries=[entry])]
    tally.count(entry.key, "known")
    tally.newest = newest
    closing.finish(database, OUTLET, tally)
    assert state(database).verdict == "broken"
    assert "though it is written anew" in (state(database).reason or "")


def test_when_nothing_can_be_reached_no_source_is_blamed(database: Engine) -> None:
    others = [replace(OUTLET, name=f"other{n}") for n in range(4)]
    for source in (OUTLET, *others):
        ran(database, None, source=source)
    for hours in (4, 8, 12, 16):
        clock.set_clock(NOW + hours * HOUR)
        for source in (OUTLET, *others):
            ran(database, state="unreachable", source=source)
    with session(database) as opened:
        assert {one.verdict for one in opened.scalars(select(SourceState))} == {"healthy"}
        assert {"our own connection" in (one.reason or "") for one in opened.scalars(select(SourceState))} == {True}
    for source in others:
        ran(database, state="unchanged", source=source)
    ran(database, state="unreachable")
    assert (state(database).verdict, state(database).reason) == ("broken", "unreachable from here: None")


def test_pages_that_have_drifted_are_told_at_once_and_until_newer_ones_are_well(database: Engine) -> None:
    had(database, 20, shape={"pages": packed([Shape(3000 + 100 * n) for n in range(3)])})
    ran(database, None)

    def looked(*found: Shape) -> str | None:
        tally = begun(database)
        tally.polled = [Polled(LIST, "feeds", "ok")]
        with session(database) as opened:
            held = opened.get_one(SourceState, "outlet")
            tally.shapes = list(found)
            note(opened, held, OUTLET, tally)
            held.lease_holder = held.lease_until = None
            return held.reason if held.verdict == "broken" else None

    assert looked(Shape(3000)) is None
    assert looked(*[Shape(20)] * 2) is None  # two may be chance
    assert looked(*[Shape(20)] * 4) == "bodies are gone: 4 of 4 pages have hardly any text"
    assert looked() == "bodies are gone: 4 of 4 pages have hardly any text"
    clock.set_clock(NOW + 24 * HOUR)
    assert looked() == "bodies are gone: 4 of 4 pages have hardly any text"
    assert looked(Shape(20)) == "bodies are gone: 7 of 8 pages have hardly any text"
    assert looked(Shape(3000), Shape(3100), Shape(2900)) is None
