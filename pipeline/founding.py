"""What a first report shows comes in; the new deal, under a key that no other deal has, goes out."""

import datetime as dt
import itertools

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.match import View
from pipeline.models import Deal
from pipeline.naming import slug


def found_deal(session: Session, seen: View, stage: str, year: int, when: dt.datetime) -> Deal:
    """Return a new deal, its key made of what its first report shows."""
    kind = next(iter(seen.types))
    deal = Deal(
        key=_unused(session, slug(list(seen.parties), list(seen.minerals), kind, year)),
        title="",
        deal_type=kind,
        stage=stage,
        first_seen_at=when,
        updated_at=when,
    )
    session.add(deal)
    return deal


def _unused(session: Session, key: str) -> str:
    """Return the key, numbered where another deal has it."""
    session.flush()
    taken = set(session.scalars(select(Deal.key).where(Deal.key.startswith(key, autoescape=True))))
    names = (key if number == 1 else f"{key}-{number}" for number in itertools.count(1))
    return next(name for name in names if name not in taken)
