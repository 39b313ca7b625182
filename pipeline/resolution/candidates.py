"""The steps of an article come in; the known deals they might belong to, with all that is known of them, go out."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BindParameter, Text, bindparam, cast, func, select, text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from pipeline.columns import Clean, Instant
from pipeline.models import Anchor, Article, Deal, Report
from pipeline.prepared import Prepared, Rows
from pipeline.resolution.match import rarity
from pipeline.resolution.parties import called, standing
from pipeline.resolution.view import GENERIC, Milestone, View, is_asset
from pipeline.resolution.weights import weights
from pipeline.understanding.facts import Step

WINDOWS = {"day": 0, "month": 30, "year": 364}  # days that a date of this precision may be later than written
NEWS_AGE = dt.timedelta(days=10)  # a step without a date happened this long before its report, or less
_NEAREST = (  # deals looked at for one fact: last reported before the step, and after it
    "SELECT {n}, deal_id FROM (SELECT deal_id FROM anchors WHERE field = :field{n} AND value = :value{n}"
    " AND seen_at < :moment{n} ORDER BY seen_at DESC LIMIT 40) AS before{n} UNION ALL "
    "SELECT {n}, deal_id FROM (SELECT deal_id FROM anchors WHERE field = :field{n} AND value = :value{n}"
    " AND seen_at >= :moment{n} ORDER BY seen_at LIMIT 20) AS after{n}"
)
_TYPES: Mapping[str, TypeEngine[Any]] = {"field": Clean(), "value": Clean(), "moment": Instant()}
MOST = 40  # facts of an article looked up
COMMON, DISTINCTIVE = 1, 4  # what a shared fact is worth when candidates are many
LATEST = 1000  # deals by which a party's rarity is measured

_NOTHING = "{}"  # shown by a deal that has no report yet
_KNOWN = "deals known"  # of a session

Lookup = tuple[str, str, dt.date]  # field, value, near which day
_COPIED = Prepared(select(Report.deal_id).where(Report.article_id == bindparam("article")).distinct())
_SHOWN = Prepared(select(Deal.id, cast(Deal.shown, Text)).where(Deal.id.in_(bindparam("deals", expanding=True))))
FIELDS = {
    "party": "parties",
    "country": "countries",
    "mineral": "minerals",
    "place": "places",
    "value": "values",
    "follows": "follows",
    "beside": "beside",
}


def published_day(article: Article) -> dt.date:
    """Return the day of publication on the outlet's own calendar."""
    moment = article.published_at or article.created_at
    return (moment + dt.timedelta(minutes=article.published_offset or 0)).date()


def milestone(
    stage: str, date: dt.date | None, precision: str | None, told: dt.date | None, share: float = 1.0
) -> Milestone | None:
    """Return when a stage was reached as far as a report shows; ``told`` is the day of a report that is news."""
    if date is not None:
        first = date if precision != "month" else date.replace(day=1)
        return Milestone(stage, first, first + dt.timedelta(days=WINDOWS.get(precision or "day", 0)), share)
    return Milestone(stage, told - NEWS_AGE, told, share) if told else None


def view(step: Step, told: dt.date) -> View:
    """Return what a step shows to the matcher."""
    reached = milestone(step.stage, step.event_date, step.date_precision, told if step.role == "primary" else None)
    return View(
        parties=dict.fromkeys((fact.value for fact in step.parties), 1.0),
        countries=dict.fromkeys((fact.value for fact in step.countries), 1.0),
        minerals=dict.fromkeys((fact.value for fact in step.minerals), 1.0),
        places=dict.fromkeys((fact.value for fact in step.places), 1.0),
        values=dict.fromkeys((fact.value for fact in step.values), 1.0),
        follows=dict.fromkeys((fact.value for fact in step.follows), 1.0),
        beside=dict.fromkeys((fact.value for fact in step.beside), 1.0),
        types={step.deal_type: 1.0},
        milestones=[reached] if reached else [],
        born=reached.last if reached else told,
    )


def lookups(seen: View, day: dt.date) -> dict[Lookup, int]:
    """Return the facts by which deals like this are found, near which day, and what sharing each is worth."""
    dates = [reached.first for reached in seen.milestones]
    near = min([day, *dates])
    found = {("country", country): COMMON for country in seen.countries}
    found |= {("mineral", mineral): COMMON for mineral in seen.minerals if mineral not in GENERIC}
    found |= {("place", place): DISTINCTIVE for place in seen.places if is_asset(place)}
    found |= {("value", value): DISTINCTIVE for value in seen.values}
    for party in (*seen.parties, *seen.beside):
        found["party", party] = COMMON if standing(party) in {"state", "home-state", "home"} else DISTINCTIVE
        if called(party):
            found["name", called(party)] = DISTINCTIVE
    return {(field, value, near): worth for (field, value), worth in found.items()}


def candidates(session: Session, article: Article, seen: Sequence[View]) -> dict[int, View]:
    """Return the deals that the copied article reported, and those that share most with any of the steps, by id.

    Those come first that the steps are likeliest to fit: what is compared after them is soon seen not to.
    """
    day = published_day(article)
    wanted: dict[Lookup, int] = {}
    for one in seen:
        wanted |= lookups(one, day)
    worth: Counter[int] = Counter()
    values = list(wanted.values())
    for number, deal_id in _near(session, list(wanted)):
        worth[deal_id] += values[number]
    best = sorted(worth, key=lambda deal_id: (-worth[deal_id], -deal_id))[: weights()["threshold"]["candidates"]]
    return load(session, [*copied(session, article), *best])


def copied(session: Session, article: Article) -> list[int]:
    """Return the deals that the copied article reported."""
    if article.copy_of is None:
        return []
    return [deal for (deal,) in _COPIED.rows(session, {"article": article.copy_of})]


@cache
def _near_query(count: int) -> Prepared:
    """Return the query for the deals that have one of so many facts, of each fact those nearest to its moment.

    It is written out: to put it together takes SQLAlchemy longer than SQLite takes to answer it a hundred times.
    """
    parts = [_NEAREST.format(n=number) for number in range(count)]
    bound: list[BindParameter[Any]] = [
        bindparam(f"{name}{number}", type_=kind) for number in range(count) for name, kind in _TYPES.items()
    ]
    return Prepared(text(" UNION ALL ".join(parts)).bindparams(*bound))


def _near(session: Session, wanted: Sequence[Lookup]) -> Rows:
    wanted = wanted[:MOST]
    if not wanted:
        return ()
    values: dict[str, Any] = {}
    padding = [("", "", wanted[0][2])] * (-len(wanted) % 8)  # few sizes of query, so that each is compiled once
    for number, (field, value, day) in enumerate([*wanted, *padding]):
        moment = dt.datetime.combine(day, dt.time(tzinfo=dt.UTC))
        values |= {f"field{number}": field, f"value{number}": value, f"moment{number}": moment}
    return _near_query(len(wanted) + len(padding)).rows(session, values)


def load(session: Session, deals: Iterable[int]) -> dict[int, View]:
    """Return what these deals show to the matcher, in their order."""
    wanted = dict.fromkeys(deals)
    known: dict[int, View] = session.info.get(_KNOWN, {})
    fresh = _loaded(session, sorted(wanted.keys() - known.keys()))
    if _KNOWN in session.info:
        known |= fresh
    return {number: known.get(number) or fresh[number] for number in wanted if number in known or number in fresh}


def remember(session: Session) -> None:
    """Let the session keep what it loads of deals: for as long as nobody else can change them."""
    session.info[_KNOWN] = {}


def forget(session: Session, *deals: int) -> None:
    """Load these deals anew when they are asked for next; all, where none is named."""
    known: dict[int, View] = session.info.get(_KNOWN, {})
    for number in deals or tuple(known):
        known.pop(number, None)


def _loaded(session: Session, deals: list[int]) -> dict[int, View]:
    rows = _SHOWN.rows(session, {"deals": deals}) if deals else ()
    return {number: _restored(shown) for number, shown in rows if shown != _NOTHING}


@lru_cache(maxsize=2000)  # the same deals come near to many articles, and mostly as they were
def _restored(shown: str) -> View:
    return View.restored(json.loads(shown))


@cache
def _counts_query() -> Prepared:
    named = Anchor.value.in_(bindparam("parties", expanding=True))
    newest = select(func.max(Deal.id)).scalar_subquery()
    return Prepared(
        select(Anchor.value, func.count(), newest)
        .where(Anchor.field == "party", named, Anchor.deal_id > newest - LATEST)
        .group_by(Anchor.value)
    )


def weigher(session: Session, seen: Iterable[View]) -> Callable[[str], float]:
    """Return what sharing a party says, by how many of the latest deals it is in."""
    parties = {"parties": sorted({party for one in seen for party in one.parties})}
    rows = _counts_query().rows(session, parties) if parties["parties"] else []
    known = {party: (count, min(newest, LATEST)) for party, count, newest in rows}
    return cache(lambda party: rarity(party, *known.get(party, (0, 0))))
