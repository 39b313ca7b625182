"""Which sources are due: the database and the catalogue come in, names and moments of next crawls go out."""

import datetime as dt

from sqlalchemy import Engine, select

from crawler.sources import load_catalogue
from pipeline import clock
from pipeline.db import reading
from pipeline.models import SourceState
from pipeline.workers.leases import abandoned


def due_names(engine: Engine, now: dt.datetime | None = None) -> list[str]:
    """Return the sources of the catalogue whose time has come, the longest due first; leased ones are left out."""
    now = now or clock.now()
    with reading(engine) as opened:
        states = {state.name: state for state in opened.scalars(select(SourceState))}
    watched = [name for name, source in load_catalogue().items() if source.enabled]
    due = [name for name in watched if name not in states or _due(states[name], now)]
    first = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(due, key=lambda name: (states[name].due_at or first) if name in states else first)


def left_open(engine: Engine) -> set[str]:
    """Return the sources whose crawl died while it was at them: one of them may be why, so each is retried alone."""
    now = clock.now()
    with reading(engine) as opened:
        held = opened.scalars(select(SourceState).where(SourceState.lease_holder.is_not(None)))
        return {state.name for state in held if not leased(state, now)}


def next_crawls(engine: Engine, now: dt.datetime) -> list[tuple[str, dt.datetime, str]]:
    """Return every source with the moment of its next crawl and its rhythm in words."""
    with reading(engine) as opened:
        due = {state.name: state.due_at for state in opened.scalars(select(SourceState))}
    return [
        (name, due.get(name) or now, f"every {source.every.total_seconds() / 60:g} min")
        for name, source in load_catalogue().items()
        if source.enabled
    ]


def _due(state: SourceState, now: dt.datetime) -> bool:
    return (state.due_at is None or state.due_at <= now) and not leased(state, now)


def leased(state: SourceState, now: dt.datetime) -> bool:
    """Tell whether a crawl that is not known to be dead is at a source."""
    held = bool(state.lease_holder and state.lease_until and state.lease_until > now)
    return held and not abandoned(state.lease_holder or "")
