"""Deals come in; with whose voice each of their articles speaks goes out: copies and reprints with their original's."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from pipeline.models import Article, Report, SourceState
from pipeline.prepared import Prepared

WITHIN = dt.timedelta(days=2)  # after a report its declared reprinters run it again
INEXACT = dt.timedelta(days=1)  # by so much is a moment off that is known to the day only

ORIGINAL = aliased(Article)  # of a copy
AT = func.coalesce(Article.published_at, Article.created_at)
STEP = (
    Report.role,
    Report.deal_type,
    Report.stage,
    Report.event_date,
    Report.date_precision,
)  # what a report says of it
WHO = (  # what tells of an article whose voice it is
    Article.id,
    Article.copy_of,
    func.coalesce(ORIGINAL.publisher, Article.publisher),
    AT,
    Article.published_precision,
    SourceState.reprints,
)
_REPORTED = Prepared(
    select(Report.deal_id, *WHO)
    .join(Article, Article.id == Report.article_id)
    .outerjoin(ORIGINAL, ORIGINAL.id == Article.copy_of)
    .outerjoin(SourceState, SourceState.name == Article.source)
    .where(Report.deal_id.in_(bindparam("deals", expanding=True)))
    .order_by(Article.id)
)
_FAMILIES = Prepared(
    select(SourceState.name, SourceState.publisher).where(SourceState.name.in_(bindparam("names", expanding=True)))
)
_DECLARED = Prepared(select(SourceState.reprints).where(SourceState.name == bindparam("source")))


class Voice(NamedTuple):
    """The publisher that an article speaks for, and whether it only runs again what that one said."""

    publisher: str
    again: bool


class Spoken(NamedTuple):
    """One article of a deal, as far as it tells whose voice it is."""

    article: int
    copy_of: int | None
    publisher: str  # of the article that it copies, if it is a copy
    at: dt.datetime
    exact: bool
    reprints: frozenset[str]  # publishers whose reports its source runs again


def voices(session: Session, deals: Collection[int]) -> dict[int, dict[int, Voice]]:
    """Return the voice of every article that reports each deal, by the article's number."""
    rows = _REPORTED.rows(session, {"deals": list(deals)})
    of_deal: defaultdict[int, list[Spoken]] = defaultdict(list)
    for (deal, *_), one in zip(rows, spoken(session, [row[1:] for row in rows]), strict=True):
        of_deal[deal].append(one)
    return {deal: attributed(every) for deal, every in of_deal.items()}


def spoken(session: Session, rows: Sequence[Sequence[Any]]) -> list[Spoken]:
    """Return what rows of WHO tell of articles."""
    families = _families(session, {name for *_, reprints in rows for name in reprints or ()})
    found = []
    for article, copy_of, publisher, at, precision, reprints in rows:
        declared = frozenset([families.get(name, name) for name in reprints or ()])
        found.append(Spoken(article, copy_of, publisher, at, precision == "minute", declared))
    return found


def declared(session: Session, source: str) -> frozenset[str]:
    """Return the publishers whose reports a source says to run again."""
    names = next((reprints for (reprints,) in _DECLARED.rows(session, {"source": source})), None) or []
    families = _families(session, names)
    return frozenset(families.get(name, name) for name in names)


def _families(session: Session, names: Collection[str]) -> Mapping[str, str]:
    if not names:
        return {}
    found = _FAMILIES.rows(session, {"names": list(names)})
    return {name: publisher or name for name, publisher in found}


def attributed(spoken: Iterable[Spoken]) -> dict[int, Voice]:
    """Return the voice of each article of one deal.

    A copy speaks with the voice of its original. So does an article of a declared reprinter that is no copy by its
    words (a new headline, a shorter text, a translation) where a publisher it reprints reported the deal before it,
    at most WITHIN before. Of outlets that reprint one another the first to speak is the original.
    """
    known = {one.article: one for one in spoken}
    before = {article: _original(one, known) for article, one in known.items()}
    return {article: _voice(known, before, article) for article in known}


def _original(one: Spoken, known: Mapping[int, Spoken]) -> int | None:
    """Return the article of the deal that one runs again, the nearest in time where there are several."""
    if one.copy_of is not None or not one.reprints:
        return one.copy_of if one.copy_of in known else None
    near = [other for other in known.values() if other.publisher in one.reprints and _may_follow(one, other)]
    near = [other for other in near if other.publisher != one.publisher]
    return min(near, key=lambda other: (abs(one.at - other.at), other.article)).article if near else None


def _may_follow(one: Spoken, other: Spoken) -> bool:
    slack = dt.timedelta(0) if one.exact and other.exact else INEXACT
    return -slack <= one.at - other.at <= WITHIN + slack


def _voice(known: Mapping[int, Spoken], before: Mapping[int, int | None], article: int) -> Voice:
    path: list[int] = [article]
    while (original := before[path[-1]]) is not None:
        if original in path:
            first = _first([known[number] for number in path[path.index(original) :]])
            return Voice(first.publisher, again=first.article != article)
        path.append(original)
    return Voice(known[path[-1]].publisher, again=len(path) > 1 or known[article].copy_of is not None)


def _first(ring: Sequence[Spoken]) -> Spoken:
    return min(ring, key=lambda one: (one.at, one.article))
