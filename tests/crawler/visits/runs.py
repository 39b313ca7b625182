"""Runs of one made-up source, as tests open and close them."""

import datetime as dt

from sqlalchemy import Engine, update

from crawler.lists.listing import Entry
from crawler.monitoring.tally import Polled
from crawler.sources import Source
from crawler.visits import closing, opening
from pipeline import clock
from pipeline.db import session
from pipeline.models import SourceState

OUTLET = Source("outlet", "Outlet", "UZ", "Asia/Tashkent", "family", feeds=("https://outlet.uz/rss",))


def ran(engine: Engine, state: str = "ok", fate: str | None = "stored", source: Source = OUTLET) -> SourceState:
    """Run the source once, its list in a state and its one link in a count; return the source's state."""
    tally = opening.begin(engine, source)
    assert tally
    entries = [Entry("https://outlet.uz/1")] if state == "ok" else []
    tally.polled = [Polled(source.feeds[0], "feeds", state, None, 200, '"1"', "then", "hash", entries)]
    if fate:
        tally.count("https://outlet.uz/1", fate)
    assert closing.finish(engine, source, tally)
    return state_of(engine)


def dead(engine: Engine) -> None:
    """Let whoever holds the source's lease have died."""
    with session(engine) as opened:
        opened.execute(update(SourceState).values(lease_until=clock.now() - dt.timedelta(seconds=1)))


def state_of(engine: Engine) -> SourceState:
    """Return the state of the source."""
    with session(engine) as opened:
        return opened.get_one(SourceState, "outlet")
