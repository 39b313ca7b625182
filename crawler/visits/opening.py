"""Runs are opened: sources come in, each is leased with its hosts, the accounts of those that are free go out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from sqlalchemy import Engine, Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from crawler.due import leased
from crawler.manners.hosts import homes
from crawler.manners.measures import BACK_OFF
from crawler.manners.tenure import LASTING, take, taken
from crawler.monitoring.tally import Tally
from crawler.monitoring.testimony import doubt, standing
from crawler.monitoring.verdict import PATIENCE
from crawler.sources import Source
from crawler.visits.revisits import owing as owing_looks
from crawler.visits.seen import owing as owing_missed
from pipeline import clock
from pipeline.db import session
from pipeline.models import Poll, Run, SourceState
from pipeline.workers.leases import holder

MOST_DEATHS = 20  # of crawls in a row that are counted


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
        states = {state.name: state for state in opened.scalars(locked(names))}
        free = [source for source in sources if source.name not in states or not leased(states[source.name], now)]
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
        polls, owing = polls_of(opened, names), {*owing_missed(opened, names), *owing_looks(opened, names, now)}
        return [
            _account(*begun[name], now, polls[name], owing=name in owing) if name in begun else None for name in names
        ]


def _account(state: SourceState, run: Run, now: dt.datetime, polls: dict[str, Poll], *, owing: bool) -> Tally:
    tally = Tally(state.name, run.id, state.epoch, now, polls=polls, owing=owing)
    tally.doubt, tally.standing = doubt(state, now), standing(state)
    return tally


def _begun(opened: Session, state: SourceState | None, source: Source, now: dt.datetime) -> tuple[SourceState, Run]:
    state = state or SourceState(name=source.name, epoch=0)
    state.epoch += 1
    state.lease_holder, state.lease_until = holder(), now + LASTING
    for name, value in described(source).items():
        setattr(state, name, value)
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


def locked(names: Sequence[str]) -> Select[SourceState]:
    """Return the query of states that are about to be changed, in an order in which nobody waits for each other."""
    return select(SourceState).where(SourceState.name.in_(names)).order_by(SourceState.name).with_for_update()


def described(source: Source) -> dict[str, Any]:
    """Return what is kept of a source's block, by the columns of its state."""
    return {
        **{name: getattr(source, name) for name in ("title", "publisher", "kind", "country", "timezone")},
        "languages": list(source.languages),
        "selectors": dict(source.selectors),
        "identity": [list(rule) for rule in source.identity],
        "reprints": list(source.reprints),
    }


def renew(engine: Engine, leases: dict[str, int]) -> None:
    """Prolong the leases, given as the epoch of each source's name, that are still ours."""
    until = clock.now() + LASTING
    with session(engine) as opened:
        for name, epoch in leases.items():
            ours = (SourceState.name == name) & (SourceState.epoch == epoch)
            opened.execute(update(SourceState).where(ours).values(lease_until=until))


def polls_of(opened: Session, names: Sequence[str]) -> defaultdict[str, dict[str, Poll]]:
    """Return what the lists of each source said of themselves when they were last read whole."""
    found: defaultdict[str, dict[str, Poll]] = defaultdict(dict)
    for poll in opened.scalars(select(Poll).where(Poll.source.in_(names))):
        found[poll.source][poll.address] = poll
    return found
