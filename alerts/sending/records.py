"""What a mail tells of deals comes in; it is kept, with the pages that state it, and its number goes out."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from alerts.digest import Digest, Item
from alerts.once import once
from alerts.rendering.phrasing import PLACES, SIGNED, VALUES
from alerts.telling.told import WHOLE, Facts, key_of
from pipeline.ledger import Record
from pipeline.models import Article, Deal, Evidence, Report
from pipeline.resolution.fixes import named

FACTS = "facts"  # of what is kept with an item for all readers
SOURCES = 3  # pages kept of a fact, the latest: they tell what became of it
PAGES = 40  # of a deal as a whole


def remember(session: Session, told: Mapping[str, Facts], now: dt.datetime) -> dict[str, int]:
    """Keep what is told of deals, by their keys; return the number of the record of each.

    What was told before is one record, to however many readers.
    """
    hashes = [(key, _hash(facts)) for key, facts in told.items()]

    def find(missing: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        numbers = _remember(session, {key: told[key] for key, _ in missing}, dict(missing), now)
        return {(key, digest): numbers[key] for key, digest in missing}

    return {key: number for (key, _), number in once(session, "records", hashes, find).items()}


def _remember(
    session: Session, told: Mapping[str, Facts], hashes: Mapping[str, str], now: dt.datetime
) -> dict[str, int]:
    query = select(Record.deal, Record.hash, Record.id).where(Record.deal.in_(hashes))
    known = {deal: number for deal, digest, number in session.execute(query) if hashes[deal] == digest}
    missing = sorted(told.keys() - known.keys())
    pages = _pages(session, missing) if missing else {}
    for key in missing:
        row = Record(deal=key, hash=hashes[key], facts=dict(told[key]), sources=pages.get(key, {}), noted_at=now)
        known[key] = _kept(session, row)
    return known


def told_by(digest: Digest) -> tuple[dict[str, Facts], dict[str, str]]:
    """Return what a digest tells of each deal, by its key, and which deal each of its events is told of."""
    facts = {notice.key: notice.doubt.after for notice in digest.notices}
    facts |= {item.key: _shown_once(item) for item in digest.items}
    keys = {event: item.key for item in digest.items for event in item.events}
    keys |= {key: notice.key for notice in digest.notices for key in (notice.told_as, *notice.events)}
    return facts, keys


class _Kept(dict[str, Any]):
    """The facts that many readers are shown of a deal; their hash is taken once."""

    @cached_property
    def hash(self) -> str:
        return _hashed(self)


def _shown_once(item: Item) -> Facts:
    if FACTS not in item.printed:
        item.printed[FACTS] = _Kept(_shown(item))
    facts: _Kept = item.printed[FACTS]
    return facts


def _shown(item: Item) -> Facts:
    """Return what a reader is shown of a deal: of long lists the first, and what is told to be new."""
    added = [change.after for change in item.changes if change.kind == "value" and change.after]
    values = [named("value", dict(value)) for value in item.values]
    return {
        "title": item.title,
        "type": item.deal_type,
        "stage": item.stage,
        "date": item.stage_date.isoformat() if item.stage_date else None,
        "precision": item.stage_precision,
        "parties": [list(party) for party in item.parties],
        "minerals": list(item.minerals),
        "countries": list(item.countries),
        "places": list(item.places[:PLACES]),
        "signatories": list(item.signatories[:SIGNED]),
        "values": [value for number, value in enumerate(values) if number < VALUES or value in added],
    }


def _hash(facts: Facts) -> str:
    return facts.hash if isinstance(facts, _Kept) else _hashed(facts)


def _hashed(facts: Facts) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _kept(session: Session, row: Record) -> int:
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # another process was first
        return session.scalars(select(Record.id).where(Record.deal == row.deal, Record.hash == row.hash)).one()
    return row.id


def _pages(session: Session, keys: Collection[str]) -> dict[str, dict[str, list[int]]]:
    """Return by deal and fact the pages that state it, the latest first."""
    columns = (Report.id, Deal.key, Article.page_id, Report.role, Report.stage, Report.event_date)
    reports = select(*columns).join(Report.deal).join(Report.article).where(Deal.key.in_(keys))
    stated: defaultdict[int, list[str]] = defaultdict(list)
    evidence = select(Evidence.report_id, Evidence.field, Evidence.value).join(Evidence.report).join(Report.deal)
    for number, field, value in session.execute(evidence.where(Deal.key.in_(keys))):
        stated[number].append(key_of(field, value))
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in session.execute(reports.order_by(Report.id.desc())):
        for fact in (WHOLE, *stated[row.id], *_step(row)):
            pages = found[row.key][fact]
            if row.page_id not in pages and len(pages) < (SOURCES if fact else PAGES):
                pages.append(row.page_id)
    return {key: dict(pages) for key, pages in found.items()}


def _step(row: Row[*tuple[Any, ...]]) -> Iterator[str]:
    """Name what a report says of the stage; evidence of the stage has no date."""
    if row.role == "primary":
        yield key_of("stage", row.stage)
        if row.event_date:
            yield key_of("date", f"{row.stage} {row.event_date.isoformat()}")
