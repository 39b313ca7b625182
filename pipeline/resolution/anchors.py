"""A deal comes in; the facts by which it is found again are stored."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.orm import Session

from pipeline.models import Anchor, Deal
from pipeline.prepared import Prepared
from pipeline.resolution.parties import sound
from pipeline.resolution.witnesses import Said

_FIELDS = ("party", "country", "mineral", "place", "value")  # no signatory: officials sign many papers
_FORGET = Prepared(delete(Anchor).where(Anchor.deal_id == bindparam("deal")))
_KEEP = Prepared(insert(Anchor))


def anchor(session: Session, deal: Deal, said: Iterable[Said]) -> None:
    """Write the facts by which the deal is found again."""
    facts = dict.fromkeys((one.field, one.value) for one in said if one.field in _FIELDS)
    names = (sound(value) for field, value in facts if field == "party")
    facts |= dict.fromkeys(("name", name) for name in names if name)
    _FORGET.rows(session, {"deal": deal.id})
    common = {"deal_id": deal.id, "seen_at": deal.updated_at}
    _KEEP.each(session, [{"field": field, "value": value, **common} for field, value in facts])
