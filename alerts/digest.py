"""A reader and the events not yet told to that reader come in; the digest, a value in no language, goes out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.once import once
from alerts.subscriptions import Subscription
from alerts.telling.coverage import Coverage, coverage
from alerts.telling.happened import followed, happened
from alerts.telling.heard import heard
from alerts.telling.matching import follows, matched
from alerts.telling.notices import Notice
from alerts.telling.overdue import Overdue
from alerts.telling.picture import Picture, picture
from alerts.telling.quoting import Quote
from alerts.telling.reports import Link, reports
from alerts.telling.reports import Told as Sources
from pipeline.models import Deal, Event
from pipeline.resolution.ladder import rung

ITEMS, PRINTED = "items", "printed"  # what is found once for readers of one language
Passed = tuple[tuple[str, str], ...]  # a reader's filters that a deal passes: (key of the filter, id)


@dataclass(frozen=True)
class Change:
    """One thing that changed about a deal since the reader's last digest; ``kind`` is an event's."""

    kind: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Item:
    """One deal as a digest shows it. Parties are (id, name it was met under, role)."""

    key: str
    title: str
    deal_type: str
    stage: str
    stage_date: dt.date | None
    stage_precision: str | None
    parties: tuple[tuple[str, str | None, str | None], ...]
    signatories: tuple[str, ...]
    minerals: tuple[str, ...]
    countries: tuple[str, ...]
    places: tuple[str, ...]
    values: tuple[Mapping[str, Any], ...]
    conflicts: tuple[Mapping[str, Any], ...]
    changes: tuple[Change, ...]
    links: tuple[Link, ...]
    quote: Quote | None
    publishers: int
    events: tuple[str, ...]
    matched: Passed = ()
    printed: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)  # see printing.py

    @property
    def is_new(self) -> bool:
        """Whether the reader has not heard of this deal before."""
        return any(change.kind == "new" for change in self.changes)

    @property
    def first_told(self) -> dt.date | None:
        """The day of the first report: what a new deal goes by whose step bears no date."""
        return min((link.published for link in self.links if link.published), default=None) if self.is_new else None


@dataclass(frozen=True)
class Digest:
    """What one reader is told: the deals that moved, the most important first, and what was read to know it."""

    reader: Subscription
    items: tuple[Item, ...]
    coverage: Coverage
    picture: Picture | None = None  # of the past month, for a weekly reader
    notices: tuple[Notice, ...] = ()  # what was told before and is not so
    overdue: tuple[Overdue, ...] = ()  # deals past their own time
    held: int = 0  # deals beyond what a reader is told at once on one day; they come with the next digest

    @property
    def events(self) -> tuple[str, ...]:
        """The keys of all events this digest tells."""
        told = [key for item in self.items for key in item.events]
        told += [key for notice in self.notices for key in (notice.told_as, *notice.events)]
        return (*told, *(one.told_as for one in self.overdue))


def untold(session: Session, reader: Subscription) -> list[Event]:
    """Return the events of deals the reader follows that the reader has not had, of each deal the oldest first."""
    had, there = heard(session, reader.address), happened(session)
    deals = sorted(followed(session, reader) & there.keys())
    return list(_events(session, [one.id for deal in deals for one in there[deal] if one.key not in had]))


def _events(session: Session, numbers: Iterable[int]) -> Iterable[Event]:
    def find(missing: Sequence[int]) -> dict[int, Event]:
        return {event.id: event for event in session.scalars(select(Event).where(Event.id.in_(missing)))}

    return once(session, "events", numbers, find).values()


def _deals(session: Session, numbers: Iterable[int]) -> Iterable[Deal]:
    """Return deals by their numbers; many readers are told of the same ones."""

    def find(missing: Sequence[int]) -> dict[int, Deal]:
        return {deal.id: deal for deal in session.scalars(select(Deal).where(Deal.id.in_(missing)))}

    return once(session, "deals", numbers, find).values()


def events_since(session: Session, moment: dt.datetime) -> list[Event]:
    """Return the events noted since a moment, whoever has had them, oldest first."""
    query = select(Event).where(Event.created_at >= moment)
    return list(session.scalars(query.order_by(Event.created_at, Event.id)))


def digest(
    session: Session,
    reader: Subscription,
    events: Sequence[Event],
    since: dt.datetime | None,
    until: dt.datetime,
    notices: Sequence[Notice] = (),
) -> Digest:
    """Compose what these events and notices tell this reader, with the denominator of the period."""
    month = picture(session, reader, until) if reader.frequency == "weekly" else None
    moved = items(session, reader, events, notices)
    return Digest(reader, moved, coverage(session, since, until), month, tuple(notices))


def items(
    session: Session, reader: Subscription, events: Sequence[Event], notices: Sequence[Notice] = ()
) -> tuple[Item, ...]:
    """Return the deals that the events changed and the reader follows, the most important first.

    What a notice says already changes nothing.
    """
    of_deal: defaultdict[int, list[Event]] = defaultdict(list)
    said = {key for notice in notices for key in notice.events}
    for event in events:
        if event.key not in said:
            of_deal[event.deal_id].append(event)
    deals = [deal for deal in _deals(session, of_deal) if follows(reader, deal)]
    language = reader.language
    told = once(session, f"told {language}", (deal.id for deal in deals), lambda ids: reports(session, ids, language))
    found = [_item(session, reader, deal, of_deal[deal.id], told[deal.id]) for deal in deals if deal.id in told]
    return tuple(sorted((item for item in found if item.changes), key=_importance, reverse=True))


def _item(session: Session, reader: Subscription, deal: Deal, events: Sequence[Event], sources: Sources) -> Item:
    same, passed = (deal.id, reader.language, *(event.id for event in events)), matched(reader, deal)

    def make(_: object) -> dict[tuple[Passed, tuple[object, ...]], Item]:
        kept = once(session, PRINTED, [same], lambda _: {same: dict[Any, Any]()})[same]  # as all others are told
        return {(passed, same): _made(deal, events, sources, passed, kept)}

    return once(session, ITEMS, [(passed, same)], make)[passed, same]


def _made(deal: Deal, events: Sequence[Event], sources: Sources, passed: Passed, kept: dict[Any, Any]) -> Item:
    return Item(
        key=deal.key,
        title=deal.title,
        deal_type=deal.deal_type,
        stage=deal.stage,
        stage_date=deal.stage_date,
        stage_precision=deal.stage_precision,
        parties=tuple((party["id"], party.get("name"), party.get("role")) for party in deal.parties),
        signatories=tuple(person["id"] for person in deal.signatories),
        minerals=tuple(deal.minerals),
        countries=tuple(deal.countries),
        places=tuple(deal.places),
        values=tuple(deal.values),
        conflicts=tuple(deal.conflicts),
        changes=changes(events),
        links=sources.links,
        quote=sources.quote,
        publishers=sources.publishers,
        events=tuple(event.key for event in events),
        matched=passed,
        printed=kept,
    )


def changes(events: Sequence[Event]) -> tuple[Change, ...]:
    """Sum up a deal's events, oldest first: what is new needs no steps; several moves of one kind are one."""
    by_kind: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_kind[event.kind].append(event)
    found = [Change("new")] if "new" in by_kind else [*_moves(by_kind), *_additions(by_kind)]
    if "conflict" in by_kind:
        found.append(Change("conflict"))
    return tuple(found)


def _moves(by_kind: Mapping[str, Sequence[Event]]) -> list[Change]:
    """Return from where to where the stage and the date moved, if they are not back where they were."""
    moves = []
    for kind in ("stage", "date"):
        steps = by_kind.get(kind, ())
        if steps and steps[0].before != steps[-1].after:
            moves.append(Change(kind, steps[0].before, steps[-1].after))
    return moves


def _additions(by_kind: Mapping[str, Sequence[Event]]) -> list[Change]:
    added = [Change(kind, after=event.after) for kind in ("value", "party") for event in by_kind.get(kind, ())]
    return [*added, *(Change(kind) for kind in ("joined", "corrected") if kind in by_kind)]


def _importance(item: Item) -> tuple[bool, int, int, str]:
    moved = any(change.kind in {"new", "stage"} for change in item.changes)
    return moved, rung(item.stage), (item.stage_date or item.first_told or dt.date.min).toordinal(), item.key
