"""A deal comes in; the facts by which it is found again, with how many of its reports state each, are stored."""

from collections import Counter

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from pipeline.models import Anchor, Deal, Evidence, Report
from pipeline.parties import sound
from pipeline.prepared import Prepared

_FIELDS = ("party", "country", "mineral", "place", "value")  # no signatory: officials sign many papers
_FORGET = Prepared(delete(Anchor).where(Anchor.deal_id == bindparam("deal")))
_KEEP = Prepared(insert(Anchor))
_COUNTS = Prepared(
    select(Evidence.field, Evidence.value, func.count(Report.id.distinct()))
    .join(Report, Report.id == Evidence.report_id)
    .where(Report.deal_id == bindparam("deal"), Evidence.field.in_(_FIELDS))
    .group_by(Evidence.field, Evidence.value)
    .order_by(Evidence.field, Evidence.value)
)


def anchor(session: Session, deal: Deal) -> None:
    """Write the facts by which the deal is found again."""
    counts: Counter[tuple[str, str]] = Counter()
    for field, value, reports in _COUNTS.rows(session, {"deal": deal.id}):
        counts[field, value] += reports
        if field == "party" and sound(value):
            counts["name", sound(value)] += reports
    _FORGET.rows(session, {"deal": deal.id})
    common = {"deal_id": deal.id, "seen_at": deal.updated_at}
    rows = [{"field": field, "value": value, "reports": count, **common} for (field, value), count in counts.items()]
    _KEEP.each(session, rows)
