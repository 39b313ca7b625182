"""A deal comes in; the facts by which it is found again, with how many of its reports state each, are stored."""

from collections import Counter, defaultdict
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
    reports: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for one in said:
        if one.field in _FIELDS:
            reports[one.field, one.value].update(one.reports)
    counts = Counter({fact: len(stating) for fact, stating in reports.items()})
    for field, value in reports:
        if field == "party" and sound(value):
            counts["name", sound(value)] += counts[field, value]
    _FORGET.rows(session, {"deal": deal.id})
    common = {"deal_id": deal.id, "seen_at": deal.updated_at}
    rows = [{"field": field, "value": value, "reports": count, **common} for (field, value), count in counts.items()]
    _KEEP.each(session, rows)
