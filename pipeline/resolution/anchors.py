"""A deal comes in; the facts by which it is found again are stored."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from pipeline.models import Anchor
from pipeline.prepared import Prepared
from pipeline.resolution.parties import called
from pipeline.resolution.witnesses import Said

_FIELDS = ("party", "country", "mineral", "place", "value")  # no signatory: officials sign many papers
_NAMED = ("party", "beside")
_PRESENT = Prepared(select(Anchor.field, Anchor.value).where(Anchor.deal_id == bindparam("deal")))
_SEEN = Prepared(
    update(Anchor)
    .where(Anchor.deal_id == bindparam("deal"), Anchor.seen_at != bindparam("seen_at"))
    .values(seen_at=bindparam("seen_at"))
)
_FORGET = Prepared(delete(Anchor).where(Anchor.deal_id == bindparam("deal")))
_KEEP = Prepared(insert(Anchor))


def anchor(session: Session, deal: int, said: Iterable[Said], seen_at: dt.datetime) -> None:
    """Write the facts by which the deal is found again, with when it was last reported or recalled."""
    said = list(said)
    facts = dict.fromkeys((one.field, one.value) for one in said if one.field in _FIELDS)
    names = [called(one.value) for one in said if one.field in _NAMED]
    facts |= dict.fromkeys(("name", name) for name in names if name)
    present = {(field, value) for field, value in _PRESENT.rows(session, {"deal": deal})}
    if present - facts.keys():
        _FORGET.rows(session, {"deal": deal})
        present = set()
    elif present:  # most are still there: their places in the index by moments are another's at most
        _SEEN.rows(session, {"deal": deal, "seen_at": seen_at})
    common = {"deal_id": deal, "seen_at": seen_at}
    _KEEP.each(session, [{"field": one[0], "value": one[1], **common} for one in facts if one not in present])
