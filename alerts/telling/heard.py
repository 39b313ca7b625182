"""Readers come in; what each of them was told before, read for many at once, goes out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.ledger import Delivery, Record, Told

ROOM = "heard"  # of a session's info


class Telling(NamedTuple):
    """That a reader was told of a deal: by its key, as which record, in which delivery, of which kind, and when."""

    deal: str
    record: int
    delivery: int
    kind: str
    at: dt.datetime


@dataclass(frozen=True)
class Heard:
    """The keys that the ledger notes for one reader, and how deals in doubt were told, the oldest first."""

    keys: set[str] = field(default_factory=set)
    tellings: list[Telling] = field(default_factory=list)


def listen(session: Session, addresses: Sequence[str], doubtful: Collection[str]) -> None:
    """Read for these readers, in place of those before, what ``heard`` is asked for next in this session."""
    session.info[ROOM] = _read(session, addresses, doubtful)


def heard(session: Session, address: str) -> AbstractSet[str]:
    """Return the keys of what a reader was told."""
    return (_there(session, address) or _read(session, [address], ())[address]).keys


def tellings(session: Session, address: str, doubtful: Collection[str]) -> Sequence[Telling]:
    """Return how a reader was told of deals in doubt, the oldest first."""
    return (_there(session, address) or _read(session, [address], doubtful)[address]).tellings


def _there(session: Session, address: str) -> Heard | None:
    found: Mapping[str, Heard] = session.info.get(ROOM, {})
    return found.get(address)


def _read(session: Session, addresses: Sequence[str], doubtful: Collection[str]) -> Mapping[str, Heard]:
    found: defaultdict[str, Heard] = defaultdict(Heard)
    found.update((address, Heard()) for address in addresses)
    for address, key in session.execute(select(Told.address, Told.event_key).where(Told.address.in_(addresses))):
        found[address].keys.add(key)
    if doubtful:
        query = (
            select(Told.address, Record.deal, Record.id, Delivery.id, Delivery.kind, Delivery.created_at)
            .join(Record, Record.id == Told.record_id)
            .join(Delivery, Delivery.id == Told.delivery_id)
            .where(Told.address.in_(addresses), Record.deal.in_(doubtful))
            .order_by(Delivery.id)
        )
        for address, deal, record, delivery, kind, at in session.execute(query):
            found[address].tellings.append(Telling(deal, record, delivery, kind, at))
    return found
