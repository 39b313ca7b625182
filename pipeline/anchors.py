"""A deal comes in; the facts by which it is found again, with how many of its reports state each, are stored."""

from collections import Counter
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from pipeline.models import Anchor, Deal, Evidence, Report
from pipeline.parties import sound

_FIELDS = ("party", "country", "mineral", "place", "value")  # no signatory: officials sign many papers
_FORGET = delete(Anchor).where(Anchor.deal_id == bindparam("deal"))


@cache
def _counts_query() -> Select[*tuple[Any, ...]]:
    return (
        select(Evidence.field, Evidence.value, func.count(Report.id.distinct()))
        .join(Report, Report.id == Evidence.report_id)
        .where(Report.deal_id == bindparam("deal"), Evidence.field.in_(_FIELDS))
        .group_by(Evidence.field, Evidence.value)
        .order_by(Evidence.field, Evidence.value)
    )


def anchor(session: Session, deal: Deal) -> None:
    """Write the facts by which the deal is found again."""
    counts: Counter[tuple[str, str]] = Counter()
    for field, value, reports in session.connection().execute(_counts_query(), {"deal": deal.id}):
        counts[field, value] += reports
        if field == "party" and sound(value):
            counts["name", sound(value)] += reports
    session.connection().execute(_FORGET, {"deal": deal.id})
    common = {"deal_id": deal.id, "seen_at": deal.updated_at}
    rows = [{"field": field, "value": value, "reports": count, **common} for (field, value), count in counts.items()]
    if rows:
        session.connection().execute(insert(Anchor), rows)
