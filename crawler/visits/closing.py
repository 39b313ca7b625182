"""Runs are closed: accounts come in; the run's row, the source's verdict and the time of its next run are written."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from crawler.manners.hosts import remember
from crawler.manners.validators import claims, fingerprint
from crawler.monitoring import days
from crawler.monitoring.interval import due_at
from crawler.monitoring.shape import shapes
from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source
from crawler.visits.opening import locked, polls_of
from crawler.visits.withdrawals import settle
from pipeline import clock
from pipeline.db import session
from pipeline.models import Poll, Run, SourceState


def finish(engine: Engine, source: Source, tally: Tally) -> bool:
    """Close the run, remember the lists' validators, judge the source, give the lease back.

    Return False, and change nothing but the run's own row, where the lease has passed to another crawl.
    """
    return finish_all(engine, [(source, tally)])[0]


def finish_all(engine: Engine, closing: Sequence[tuple[Source, Tally]]) -> list[bool]:
    """Close the runs of several sources in one transaction, each as ``finish`` does."""
    for source, tally in closing:
        tally.close(tally.stopped or tally.error or "out of time")
        tally.shapes = tally.shapes or shapes(tally.sampled, source)
    now, names = clock.now(), [source.name for source, _ in closing]
    with session(engine) as opened:
        states = {state.name: state for state in opened.scalars(locked(names))}
        for _, tally in closing:
            settle(opened, tally, now)
        ours = [states[tally.source].epoch == tally.epoch for _, tally in closing]
        pairs = list(zip(closing, ours, strict=True))
        opened.execute(update(Run), [_row(tally, now, ours=own) for (_, tally), own in pairs])
        mine = [pair for pair, own in pairs if own]
        kept = [polls_of(opened, names), days.recent(opened, names, now)]  # the session forgets what nobody holds
        remember(opened, [manners for _, tally in mine for manners in tally.manners], now)
        for source, tally in mine:
            _close(opened, states[source.name], source, tally, now)
        del kept
    return ours


def _row(tally: Tally, now: dt.datetime, *, ours: bool) -> dict[str, Any]:
    """Return what the row of a run is given at its end."""
    outcome, reason = tally.ending() if ours else ("killed", "another crawl took the source over")
    gaps = {"gaps": sum(polled.gap for polled in tally.polled), "backfilled": len(tally.backfilled)}
    ending = {"id": tally.run_id, "finished_at": now, "outcome": outcome, "reason": reason}
    return {**ending, **tally.counts(), **gaps, "details": tally.details()}


def _close(opened: Session, state: SourceState, source: Source, tally: Tally, now: dt.datetime) -> None:
    outcome, _ = tally.ending()
    for polled in tally.polled:
        _remember(opened, source, tally, polled, now)
    _judge(state, source, tally, outcome)
    if outcome != "killed":
        days.note(opened, state, source, tally)
    state.last_run_at, state.lease_holder, state.lease_until = now, None, None


def _remember(opened: Session, source: Source, tally: Tally, polled: Polled, now: dt.datetime) -> None:
    """Store a list's validators, but only once everything it named is accounted for: else it must be read again."""
    poll = opened.get(Poll, polled.address) or Poll(address=polled.address)
    poll.source, poll.checked_at, poll.status = source.name, now, polled.status
    poll.error = polled.reason
    if polled.whole and polled.state in ("ok", "unchanged"):
        poll.whole_at, poll.agreed = now, _agreed(poll, polled)
    if polled.state in ("ok", "unchanged", "empty"):
        poll.empties = (poll.empties or 0) + 1 if polled.state == "empty" else 0
    if polled.state != "unchanged":
        whole = polled.state == "ok" and tally.settled(polled)
        poll.etag, poll.last_modified, poll.body_hash = (
            (polled.etag, polled.last_modified, polled.body_hash) if whole else (None, None, None)
        )
    if polled.entries:
        poll.addresses, poll.listed, poll.known = fingerprint(polled.entries), tally.proven(polled), polled.known
        moments = [entry.moment for entry in polled.entries if entry.moment]
        poll.newest = max([*moments, *filter(None, [poll.newest])], default=None)
    if polled.upto and not tally.cut_short():
        poll.newest = polled.upto
    opened.add(poll)


def _agreed(poll: Poll, polled: Polled) -> int:
    """Return how often in a row a list read whole was as unchanged as its validators had claimed."""
    same = polled.state == "unchanged" or poll.addresses == fingerprint(polled.entries)
    return (poll.agreed or 0) + 1 if same and claims(poll) else 0


def _judge(state: SourceState, source: Source, tally: Tally, outcome: str) -> None:
    state.failures = 0 if outcome in ("ok", "unchanged", "killed") else state.failures + 1
    state.due_at = due_at(source, state, tally, clock.now())
