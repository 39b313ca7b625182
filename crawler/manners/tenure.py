"""One crawl a host at a time, among all that share a database: names of hosts come in, those that are ours go out."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Engine, or_, select, update
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.db import session
from pipeline.models import Host
from pipeline.upsert import upsert
from pipeline.workers.leases import abandoned, holder

LASTING = dt.timedelta(seconds=120)  # a crawl renews its leases, of sources as of hosts, three times in this time


def taken(opened: Session, names: Iterable[str], now: dt.datetime) -> set[str]:
    """Return which of the hosts another crawl is at; a holder that is known to be dead is at none."""
    others = select(Host.name, Host.lease_holder).where(Host.name.in_(set(names)), _held(now))
    return {name for name, other in opened.execute(others) if not abandoned(other or "")}


def take(opened: Session, names: Iterable[str], now: dt.datetime) -> set[str]:
    """Lease the hosts that no other crawl is at; return those that are ours now, new or as before."""
    wanted = sorted(set(names))
    if not wanted:
        return set()
    others = select(Host.lease_holder).where(Host.name.in_(wanted), _held(now)).distinct()
    dead = [other for other in opened.scalars(others) if other and abandoned(other)]
    ours = {"lease_holder": holder(), "lease_until": now + LASTING}
    known = (Host.lease_holder == name for name in (holder(), *dead))  # not IN: it cannot run for many rows at once
    free = or_(Host.lease_holder.is_(None), Host.lease_until <= now, *known)
    rows = [{"name": name, "rights": [], "failures": 0, "checked_at": now, **ours} for name in wanted]
    statement = upsert(opened.get_bind().dialect.name, Host)
    opened.execute(statement.on_conflict_do_update(index_elements=[Host.name], set_=ours, where=free), rows)
    return set(opened.scalars(select(Host.name).where(Host.name.in_(wanted), Host.lease_holder == holder())))


def _held(now: dt.datetime) -> ColumnElement[bool]:
    """Return the condition that a host is leased, and not by this process."""
    return Host.lease_holder.is_not(None) & (Host.lease_holder != holder()) & (Host.lease_until > now)


def take_all(engine: Engine, names: Sequence[str]) -> list[bool]:
    """Lease the hosts in a transaction of their own; return of each whether it is ours now."""
    with session(engine) as opened:
        ours = take(opened, names, clock.now())
    return [name in ours for name in names]


def prolong(engine: Engine, names: Iterable[str]) -> None:
    """Renew the leases of those hosts that are still ours."""
    with session(engine) as opened:
        until = clock.now() + LASTING
        opened.execute(update(Host).where(_ours(names)).values(lease_until=until))


def leave(engine: Engine, names: Sequence[str]) -> list[None]:
    """Give back the leases of those hosts that are ours."""
    with session(engine) as opened:
        opened.execute(update(Host).where(_ours(names)).values(lease_holder=None, lease_until=None))
    return [None] * len(names)


def _ours(names: Iterable[str]) -> ColumnElement[bool]:
    return Host.name.in_(set(names)) & (Host.lease_holder == holder())
