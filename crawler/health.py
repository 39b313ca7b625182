"""How sources fare: a run's account comes in, its row, the source's verdict and the time of the next run go out."""

import datetime as dt

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from crawler import days
from crawler.hosts import remember
from crawler.interval import due_at
from crawler.shape import shapes
from crawler.sources import Source, load_catalogue
from crawler.tally import Polled, Tally
from crawler.validators import claims, fingerprint
from crawler.withdrawals import settle
from pipeline import clock
from pipeline.db import session
from pipeline.leases import abandoned, holder
from pipeline.models import Poll, Run, SourceState

LEASE = dt.timedelta(seconds=120)  # a crawl renews its lease three times in this time


def due_names(engine: Engine, now: dt.datetime | None = None) -> list[str]:
    """Return the sources of the catalogue whose time has come, the longest due first; leased ones are left out."""
    now = now or clock.now()
    with session(engine) as opened:
        states = {state.name: state for state in opened.scalars(select(SourceState))}
    watched = [name for name, source in load_catalogue().items() if source.enabled]
    due = [name for name in watched if name not in states or _due(states[name], now)]
    first = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(due, key=lambda name: (states[name].due_at or first) if name in states else first)


def next_crawls(engine: Engine, now: dt.datetime) -> list[tuple[str, dt.datetime, str]]:
    """Return every source with the moment of its next crawl and its rhythm in words."""
    with session(engine) as opened:
        due = {state.name: state.due_at for state in opened.scalars(select(SourceState))}
    return [
        (name, due.get(name) or now, f"every {source.every.total_seconds() / 60:g} min")
        for name, source in load_catalogue().items()
        if source.enabled
    ]


def _due(state: SourceState, now: dt.datetime) -> bool:
    return (state.due_at is None or state.due_at <= now) and not _leased(state, now)


def _leased(state: SourceState, now: dt.datetime) -> bool:
    held = bool(state.lease_holder and state.lease_until and state.lease_until > now)
    return held and not abandoned(state.lease_holder or "")


def begin(engine: Engine, source: Source) -> Tally | None:
    """Lease the source and open a run; return its account, or None while another crawl holds the source."""
    now = clock.now()
    try:
        with session(engine) as opened:
            state = opened.get(SourceState, source.name, with_for_update=True)
            if state is None:
                state = SourceState(name=source.name, epoch=0)
                opened.add(state)
            elif _leased(state, now):
                return None
            state.epoch += 1
            state.lease_holder, state.lease_until = holder(), now + LEASE
            _describe(state, source)
            left_open = (Run.source == source.name) & (Run.outcome == "running")
            opened.execute(update(Run).where(left_open).values(outcome="killed", finished_at=now))
            run = Run(source=source.name, started_at=now)
            opened.add(run)
            opened.flush()
            return Tally(source.name, run_id=run.id, epoch=state.epoch, started_at=now)
    except IntegrityError:
        return None  # another crawl made the source's row in the same moment


def _describe(state: SourceState, source: Source) -> None:
    state.title, state.publisher, state.kind = source.title, source.publisher, source.kind
    state.country, state.timezone = source.country, source.timezone
    state.languages, state.selectors = list(source.languages), dict(source.selectors)
    state.identity, state.reprints = [list(rule) for rule in source.identity], list(source.reprints)


def renew(engine: Engine, leases: dict[str, int]) -> None:
    """Prolong the leases, given as the epoch of each source's name, that are still ours."""
    until = clock.now() + LEASE
    with session(engine) as opened:
        for name, epoch in leases.items():
            ours = (SourceState.name == name) & (SourceState.epoch == epoch)
            opened.execute(update(SourceState).where(ours).values(lease_until=until))


def validators(engine: Engine, source: Source) -> dict[str, Poll]:
    """Return what the source's lists said of themselves when they were last read whole."""
    with session(engine) as opened:
        return {poll.address: poll for poll in opened.scalars(select(Poll).where(Poll.source == source.name))}


def finish(engine: Engine, source: Source, tally: Tally) -> bool:
    """Close the run, remember the lists' validators, judge the source, give the lease back.

    Return False, and change nothing but the run's own row, where the lease has passed to another crawl.
    """
    tally.close(tally.stopped or tally.error or "out of time")
    tally.shapes = shapes(tally.sampled, source)
    now = clock.now()
    outcome, reason = tally.ending()
    with session(engine) as opened:
        state = opened.get_one(SourceState, source.name, with_for_update=True)
        run = opened.get_one(Run, tally.run_id)
        settle(opened, tally, now)
        run.finished_at, run.outcome, run.reason = now, outcome, reason
        for name, number in tally.counts().items():
            setattr(run, name, number)
        run.details = tally.details()
        run.gaps, run.backfilled = sum(polled.gap for polled in tally.polled), len(tally.backfilled)
        if state.epoch != tally.epoch:
            run.outcome, run.reason = "killed", "another crawl took the source over"
            return False
        for polled in tally.polled:
            _remember(opened, source, tally, polled, now)
        remember(opened, tally.manners, now)
        _judge(state, source, tally, outcome)
        if outcome != "killed":
            days.note(opened, state, source, tally)
        state.last_run_at, state.lease_holder, state.lease_until = now, None, None
    return True


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
