"""Which addresses need fetching: the lists' entries come in, those never fetched or due for another try go out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawler.age import limit_of
from crawler.lists.listing import HINTS, Entry
from crawler.monitoring.overlap import prove
from crawler.monitoring.tally import Tally
from crawler.sources import Source
from pipeline import clock
from pipeline.db import session
from pipeline.extraction.datepath import parted_day
from pipeline.models import Page
from pipeline.upsert import upsert

MOST_TRIES = 5
FIRST_WAIT = dt.timedelta(minutes=10)  # then four times as long each time: 10 min, 40 min, 2 h 40, 10 h 40
TOGETHER = 500  # addresses in one query
NOON = dt.time(12, tzinfo=dt.UTC)
MOST_PAGES = 1000  # a run, also of a calendar without end


def again_at(attempts: int, fetched_at: dt.datetime) -> dt.datetime | None:
    """Return when a page that was missed ``attempts`` times is tried again; None once it was tried often enough."""
    return fetched_at + FIRST_WAIT * 4 ** (attempts - 1) if attempts < MOST_TRIES else None


def merge(entries: Iterable[Entry], source: Source) -> tuple[list[Entry], list[Entry]]:
    """Return the entries, each address once and the newest first, and apart from them those that are no articles."""
    merged: dict[str, Entry] = {}
    strange: dict[str, Entry] = {}
    for entry in map(dated, entries):
        kept = strange if misfit(entry, source) else merged
        if entry.key not in kept or (not kept[entry.key].title and entry.title):
            kept[entry.key] = entry
    return sorted(merged.values(), key=_age), list(strange.values())


def dated(entry: Entry) -> Entry:
    """Give an entry that no list dates the day that stands in its address."""
    day = None if entry.moment else parted_day(entry.address)
    return replace(entry, moment=dt.datetime.combine(day, NOON)) if day else entry


def misfit(entry: Entry, source: Source) -> str | None:
    """Return why an entry is no article of its source, by what the source's block knows of addresses and titles."""
    if source.drop and (source.drop.search(entry.address) or source.drop.search(entry.title or "")):
        return "a notice that is no news"
    fits = not source.article or source.article.search(entry.address) or source.article.search(entry.key)
    return None if fits else "not an address of an article"


def _age(entry: Entry) -> float:
    if entry.moment:
        return -entry.moment.timestamp()
    return 0.0 if entry.old else -float("inf")


def choose(engine: Engine, source: Source, tally: Tally, since: dt.datetime | None, limit: int | None) -> list[Entry]:
    """Return the entries to fetch, the newest first; count the others as known or skipped."""
    entries, strange = merge((entry for polled in tally.polled for entry in polled.entries), source)
    tally.listed.update(entry.key for entry in entries)
    tally.newest = max((entry.moment for entry in entries if entry.moment), default=None)
    for entry in strange:
        tally.count(entry.key, "skipped", misfit(entry, source) or "")
    wanted = [*_missed(engine, source), *entries]
    met = _met(engine, [entry.key for entry in wanted])
    known = {key for key, settled in met.items() if settled}
    tally.limited = limit is not None or since is not None
    first, reason = limit_of(since)
    prove(tally, met.keys(), {entry.key for entry in entries if entry.key in met or not _before(entry, first)})
    chosen: dict[str, Entry] = {}
    for entry in wanted:
        if entry.key in known:
            tally.count(entry.key, "known")
        elif entry.key not in chosen and _before(entry, first):
            tally.count(entry.key, "skipped", reason)
        elif limit is not None and len(chosen) >= limit and entry.key not in chosen:
            tally.count(entry.key, "skipped", "over --limit")
        elif len(chosen) >= MOST_PAGES and entry.key not in chosen:
            tally.count(entry.key, "skipped", f"over {MOST_PAGES} pages in one run")
        else:
            chosen.setdefault(entry.key, entry)
    tally.listed.update(chosen)
    return list(chosen.values())


def _before(entry: Entry, moment: dt.datetime) -> bool:
    return entry.moment is not None and entry.moment < moment


def sift(engine: Engine, source: Source, tally: Tally, entries: Iterable[Entry]) -> tuple[list[Entry], set[str]]:
    """Return of some entries the articles never met, the newest first, and the keys of those that were.

    What is too old to be fetched is counted as skipped.
    """
    merged, _ = merge(entries, source)
    met = _met(engine, [entry.key for entry in merged])
    first, reason = limit_of(None)  # under --since no gap is followed
    fresh = []
    for entry in merged:
        if entry.key in met:
            continue
        if _before(entry, first):
            tally.count(entry.key, "skipped", reason)
        else:
            fresh.append(entry)
    return fresh, set(met)


def met_among(engine: Engine, keys: list[str]) -> set[str]:
    """Return which of some keys were met before."""
    return set(_met(engine, keys))


def note(engine: Engine, source: Source, entries: Iterable[Entry]) -> None:
    """Note addresses that no list may name again as missed, so that they are fetched whatever becomes of this run."""
    said = {"source": source.name, "state": "missed", "reason": "found behind a gap", "fetched_at": clock.now()}
    rows = [{**said, "address": e.key, "requested": e.address, "hints": e.hints, "attempts": 0} for e in entries]
    if rows:
        with session(engine) as opened:
            opened.execute(upsert(engine.dialect.name, Page).on_conflict_do_nothing(), rows)


def _met(engine: Engine, keys: list[str]) -> dict[str, bool]:
    """Return the keys that were met before, each with whether its page is there or is not to be tried now."""
    now = clock.now()
    met: dict[str, bool] = {}
    with session(engine) as opened:
        for some in _several(keys):
            columns = (Page.address, Page.state, Page.attempts, Page.fetched_at)
            for address, state, attempts, fetched_at in opened.execute(select(*columns).where(Page.address.in_(some))):
                again = again_at(attempts, fetched_at) if state == "missed" else None
                met[address] = not again or again > now
    return met


def _missed(engine: Engine, source: Source) -> list[Entry]:
    """Return the source's missed pages that are due for another try, whether or not a list still names them."""
    now = clock.now()
    missed = (Page.source == source.name) & (Page.state == "missed") & (Page.attempts < MOST_TRIES)
    columns = (Page.address, Page.requested, Page.hints, Page.attempts, Page.fetched_at)
    with session(engine) as opened:
        pages = opened.execute(select(*columns).where(missed).order_by(Page.id.desc()).limit(MOST_PAGES)).all()
    return [
        Entry(requested, **{name: hints.get(name) for name in HINTS}, identity=address)
        for address, requested, hints, attempts, fetched_at in pages
        if (again_at(attempts, fetched_at) or now) <= now
    ]


def owing(opened: Session, names: Sequence[str]) -> list[str]:
    """Return which of the sources have missed pages, whether or not those are due for another try."""
    missed = (Page.state == "missed") & (Page.attempts < MOST_TRIES) & Page.source.in_(names)
    return list(opened.scalars(select(Page.source).where(missed).distinct()))


def _several(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), TOGETHER):
        yield keys[start : start + TOGETHER]
