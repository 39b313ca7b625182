"""What a first report shows comes in; the new deal, under a key that no other deal has, goes out."""

import datetime as dt
import itertools

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pipeline.models import Deal
from pipeline.prepared import Prepared
from pipeline.put import new, put
from pipeline.resolution.naming import slug
from pipeline.resolution.view import View

_AT_ONCE = 8
_TAKEN = Prepared(select(Deal.key).where(Deal.key.in_(bindparam("keys", expanding=True))))


def found_deal(session: Session, seen: View, stage: str, year: int, when: dt.datetime) -> Deal:
    """Return a new deal, its key made of what its first report shows."""
    kind = next(iter(seen.types))
    deal = new(
        Deal,
        key=_unused(session, slug(list(seen.parties), list(seen.minerals), kind, year)),
        title="",
        deal_type=kind,
        stage=stage,
        first_seen_at=when,
        updated_at=when,
    )
    put(session, deal)
    return deal


def _unused(session: Session, key: str) -> str:
    """Return the key, numbered where another deal has it."""
    names = (key if number == 1 else f"{key}-{number}" for number in itertools.count(1))
    while True:  # looked up by name, some at a time: a search for what begins so reads every deal
        some = list(itertools.islice(names, _AT_ONCE))
        taken = {key for (key,) in _TAKEN.rows(session, {"keys": some})}
        for name in some:
            if name not in taken:
                return name
