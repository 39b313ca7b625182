"""A session comes in; what ever happened to which deal, and who may follow it, read once for a round, goes out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.once import once
from alerts.subscriptions import Subscription
from alerts.telling.matching import Followers
from pipeline.models import Deal, Event

_ALL = "all"


class Happening(NamedTuple):
    """One event, as far as it takes to know whether it is told."""

    id: int
    key: str
    kind: str


def happened(session: Session) -> Mapping[int, Sequence[Happening]]:
    """Return all events by the number of their deal, the oldest first."""
    return once(session, "happened", [_ALL], lambda _: {_ALL: _happened(session)})[_ALL]


def _happened(session: Session) -> Mapping[int, Sequence[Happening]]:
    found: defaultdict[int, list[Happening]] = defaultdict(list)
    query = select(Event.deal_id, Event.id, Event.key, Event.kind).order_by(Event.created_at, Event.id)
    for deal, number, key, kind in session.execute(query):
        found[deal].append(Happening(number, key, kind))
    return found


def followed(session: Session, reader: Subscription) -> AbstractSet[int]:
    """Return the numbers of all deals that a reader follows."""
    columns = (Deal.id, Deal.deal_type, Deal.stage, Deal.minerals, Deal.countries, Deal.parties, Deal.rejected)
    index = once(
        session, "followers", [_ALL], lambda _: {_ALL: Followers(session.execute(select(*columns)))}
    )[_ALL]  # fmt: skip
    return index.of(reader)
