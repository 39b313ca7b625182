"""How sources fare: a run's account comes in, its row, the source's verdict and the time of the next run go out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from sqlalchemy import Engine, Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from crawler.manners.hosts import host_of, remember
from crawler.manners.measures import BACK_OFF
from crawler.manners.tenure import LASTING, take, taken
from crawler.manners.validators import claims, fingerprint
from crawler.monitoring import days
from crawler.monitoring.interval import due_at
from crawler.monitoring.shape import shapes
from crawler.monitoring.tally import Polled, Tally
from crawler.monitoring.testimony import doubt, standing
from crawler.monitoring.verdict import PATIENCE
from crawler.sources import Source, load_catalogue
from crawler.visits.revisits import owing as owing_looks
from crawler.visits.seen import owing as owing_missed
from crawler.visits.withdrawals import settle
from pipeline import clock
from pipeline.db import session
from pipeline.models import Poll, Run, SourceState
from pipeline.workers.leases import abandoned, holder

MOST_DEATHS = 20  # of crawls in a row that are counted


def due_names(engine: Engine, now: dt.datetime | None = None) -> list[str]:
    """Return the sources of the catalogue whose time has come, the longest due first; leased ones are left out."""
    now = now or clock.now()
    with session(engine) as opened:
        states = {state.name: state for state in opened.scalars(select(SourceState))}
    watched = [name for name, source in load_catalogue().items() if source.enabled]
    due = [name for name in watched if name not in states or _due(states[name], now)]
    first = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(due, key=lambda name: (states[name].due_at or first) if name in states else first)


def left_open(engine: Engine) -> set[str]:
    """Return the sources whose crawl died while it was at them: one of them may be why, so each is retried alone."""
    now = clock.now()
    with session(engine) as opened:
        held = opened.scalars(select(SourceState).where(SourceState.lease_holder.is_not(None)))
        return {state.name for state in held if not _leased(state, now)}


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
    """Lease the source and open a run; return its account, or None while another crawl is at it or at its hosts."""
    try:
        return begin_all(engine, [source])[0]
    except IntegrityError:
        return None  # another crawl made the source's row in the same moment


def begin_all(engine: Engine, sources: Sequence[Source]) -> list[Tally | None]:
    """Lease the sources with their hosts, open a run of each; return their accounts, None of those that are held.

    Raises IntegrityError, and leases none, where another crawl made a source's row in the same moment.
    """
    now, names = clock.now(), [source.name for source in sources]
    with session(engine) as opened:
        states = {state.name: state for state in opened.scalars(_locked(names))}
        free = [source for source in sources if source.name not in states or not _leased(states[source.name], now)]
        busy = taken(opened, {name for source in free for name in homes(source)}, now)
        ours = take(opened, {name for source in free if not homes(source) & busy for name in homes(source)}, now)
        free = [source for source in free if homes(source) <= ours]
        broken_off = [source.name for source in free if source.name in states and states[source.name].lease_holder]
        if broken_off:
            left_open = Run.source.in_(broken_off) & (Run.outcome == "running")
            opened.execute(update(Run).where(left_open).values(outcome="killed", finished_at=now))
        for name in broken_off:
            _beware(opened, states[name], now)
        begun = {source.name: _begun(opened, states.get(source.name), source, now) for source in free}
        opened.flush()
        polls, owing = _polls(opened, names), {*owing_missed(opened, names), *owing_looks(opened, names, now)}
        return [
            _account(*begun[name], now, polls[name], owing=name in owing) if name in begun else None for name in names
        ]


def _account(state: SourceState, run: Run, now: dt.datetime, polls: dict[str, Poll], *, owing: bool) -> Tally:
    tally = Tally(state.name, run.id, state.epoch, now, polls=polls, owing=owing)
    tally.doubt, tally.standing = doubt(state, now), standing(state)
    return tally


def homes(source: Source) -> set[str]:
    """Return the hosts of a source's lists."""
    return {host_of(address) for _, address in source.lists}


def _begun(opened: Session, state: SourceState | None, source: Source, now: dt.datetime) -> tuple[SourceState, Run]:
    state = state or SourceState(name=source.name, epoch=0)
    state.epoch += 1
    state.lease_holder, state.lease_until = holder(), now + LASTING
    _describe(state, source)
    run = Run(source=source.name, started_at=now)
    opened.add_all((state, run))
    return state, run


def _beware(opened: Session, state: SourceState, now: dt.datetime) -> None:
    """Let a source whose crawls die time and again be broken and wait, should this one die as well."""
    runs = select(Run.outcome).where(Run.source == state.name).order_by(Run.id.desc()).limit(MOST_DEATHS)
    deaths = len(list(takewhile(lambda outcome: outcome == "killed", opened.scalars(runs))))
    if deaths >= PATIENCE:
        state.due_at = now + BACK_OFF["broken"].pause(deaths - PATIENCE + 1)
        state.verdict, state.probability = "broken", None
        state.reason = f"its crawl died {deaths} times in a row, and was killed or crashed"


def _locked(names: Sequence[str]) -> Select[SourceState]:
    """Return the query of states that are about to be changed, in an order in which nobody waits for each other."""
    return select(SourceState).where(SourceState.name.in_(names)).order_by(SourceState.name).with_for_update()


def _describe(state: SourceState, source: Source) -> None:
    state.title, state.publisher, state.kind = source.title, source.publisher, source.kind
    state.country, state.timezone = source.country, source.timezone
    state.languages, state.selectors = list(source.languages), dict(source.selectors)
    state.identity, state.reprints = [list(rule) for rule in source.identity], list(source.reprints)


def renew(engine: Engine, leases: dict[str, int]) -> None:
    """Prolong the leases, given as the epoch of each source's name, that are still ours."""
    until = clock.now() + LASTING
    with session(engine) as opened:
        for name, epoch in leases.items():
            ours = (SourceState.name == name) & (SourceState.epoch == epoch)
            opened.execute(update(SourceState).where(ours).values(lease_until=until))


def _polls(opened: Session, names: Sequence[str]) -> defaultdict[str, dict[str, Poll]]:
    """Return what the lists of each source said of themselves when they were last read whole."""
    found: defaultdict[str, dict[str, Poll]] = defaultdict(dict)
    for poll in opened.scalars(select(Poll).where(Poll.source.in_(names))):
        found[poll.source][poll.address] = poll
    return found


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
        states = {state.name: state for state in opened.scalars(_locked(names))}
        for _, tally in closing:
            settle(opened, tally, now)
        ours = [states[tally.source].epoch == tally.epoch for _, tally in closing]
        pairs = list(zip(closing, ours, strict=True))
        opened.execute(update(Run), [_row(tally, now, ours=own) for (_, tally), own in pairs])
        mine = [pair for pair, own in pairs if own]
        kept = [_polls(opened, names), days.recent(opened, names, now)]  # the session forgets what nobody holds
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
