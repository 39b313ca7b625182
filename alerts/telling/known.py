"""A moment comes in; what holds now of all deals, found once for all readers, goes out."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from alerts.telling.overdue import Late, late
from alerts.telling.standing import Standing, standing


@dataclass(frozen=True)
class Known:
    """What was told and may hold no more, and which deals are past their own time."""

    standing: Standing
    late: Late


NOTHING = Known(Standing({}), Late())


def known(session: Session, now: dt.datetime) -> Known:
    """Hold what was told, and what was promised, against what is known."""
    return Known(standing(session), late(session, now))
