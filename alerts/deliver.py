"""A moment comes in; whose digest is due is composed into the outbox, and what waits there is sent."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from alerts import channels
from alerts.channels import normal
from alerts.digest import ITEMS, PRINTED, digest, events_since, items, untold
from alerts.instant import CORRECTION, corrections, instant
from alerts.instant import KIND as INSTANT
from alerts.once import ROOM
from alerts.render import render
from alerts.rendering.message import Message
from alerts.sending.alarm import alarm, alarming
from alerts.sending.composing import AT_ONCE, Composed, Due, compose, store
from alerts.sending.outbox import DIGESTS, fold, hold_back, overtaken, queued, send_queued
from alerts.sending.rhythm import Slot, following, is_due, latest
from alerts.sending.suppression import suppressed
from alerts.subscriptions import Subscription, load
from alerts.telling.heard import listen
from alerts.telling.known import NOTHING, Known, known
from alerts.telling.notices import notices
from alerts.telling.overdue import overdue
from pipeline import clock
from pipeline.db import reading, session
from pipeline.ledger import Delivery

TOGETHER = 50  # digests stored in one transaction: a sender that dies loses at most so many unsent ones
_DIGEST = Delivery.kind.in_(DIGESTS)
_TOLD = Delivery.kind.in_((*DIGESTS, INSTANT, CORRECTION))  # of deals: no trial, no alarm
RECENT = dt.timedelta(days=15)  # no slot that is asked for now is older; the table's unique key knows them all


def due(opened: Session, readers: Sequence[Subscription], now: dt.datetime, there: Known | None = None) -> list[Due]:
    """Return whose digest is due: by the reader's clock, or, at once, because something happened."""
    digests, last, gone = _last(opened, _DIGEST), _last(opened, _TOLD), suppressed(opened)
    if there is None:
        there = known(opened, now) if any(reader.frequency == AT_ONCE for reader in readers) else NOTHING
    recent = Delivery.created_at > now - RECENT
    taken = set(opened.execute(select(Delivery.address, Delivery.kind, Delivery.slot).where(recent)))
    found = []
    for reader in readers:
        if reader.address in gone or reader.paused(now):
            continue
        before = digests.get(reader.address)
        slot = (
            _at_once(opened, reader, there, before, now)
            if reader.frequency == AT_ONCE
            else _struck(reader, before, now)
        )
        if slot and (reader.address, slot.kind, slot.name) not in taken:
            found.append(Due(reader, slot, last.get(reader.address)))
    return found


def _last(opened: Session, *where: ColumnElement[bool]) -> dict[str, dt.datetime]:
    query = select(Delivery.address, func.max(Delivery.created_at)).where(*where).group_by(Delivery.address)
    return dict(opened.execute(query).all())


def _struck(reader: Subscription, before: dt.datetime | None, now: dt.datetime) -> Slot | None:
    slot = latest(reader, now)
    return slot if is_due(reader, slot, before, now) else None


def _at_once(
    opened: Session, reader: Subscription, there: Known, before: dt.datetime | None, now: dt.datetime
) -> Slot | None:
    """Return what a reader who hears at once is to hear now: what was wrong, then what is new, at the hour the rest."""
    wrong = notices(opened, reader, there.standing)
    if urgent := corrections(opened, reader, wrong, now):
        return Slot(CORRECTION, _fingerprint([notice.told_as for notice in urgent]), now)
    if told := instant(opened, reader, now, wrong):
        return Slot(INSTANT, _fingerprint(told.events), now)
    slot = _struck(reader, before, now)
    waits = any(not notice.at_once for notice in wrong)  # the others keep to the pause between corrections
    if not slot or waits or overdue(opened, reader, there.late):
        return slot
    there_by_then = [event for event in untold(opened, reader) if event.created_at <= slot.at]
    return slot if items(opened, reader, there_by_then) else None  # what came later waits for its own hour


def _fingerprint(keys: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:32]


def compose_due(engine: Engine, now: dt.datetime, *, ignore_clock: bool = False) -> int:
    """Put every due digest into the outbox, some at a time; what many readers are told is looked up once for all.

    What takes long is done in transactions that only read, while others write. That a digest is composed once and an
    event told once is seen to by the outbox's own keys, when it is stored.
    """
    readers, found = load(), dict[str, Any]()
    with reading(engine) as opened:
        there = known(opened, now)
        if ignore_clock:
            last, gone = _last(opened, _TOLD), suppressed(opened)
            wanted = [
                Due(reader, _now(reader, now), last.get(reader.address))
                for reader in readers
                if reader.address not in gone and not reader.paused(now)
            ]
        else:
            wanted = due(opened, readers, now, there)
        late = overtaken(opened)
    composed = 0
    for batch in _batches(wanted, found):
        part = _folded(engine, batch, late)
        with reading(engine) as opened:
            opened.info[ROOM] = found
            told = _composed(opened, part, there, now)
        with session(engine) as opened:
            opened.info[ROOM] = found
            composed += store(opened, told, now)
    return composed


def _batches(wanted: Sequence[Due], found: dict[str, Any]) -> Iterator[Sequence[Due]]:
    """Yield some at a time, language by language; what was printed in one is not kept through the next."""
    of_language: defaultdict[str, list[Due]] = defaultdict(list)
    for one in wanted:
        of_language[one.reader.language].append(one)
    for alike in of_language.values():
        for start in range(0, len(alike), TOGETHER):
            yield alike[start : start + TOGETHER]
        for what in (ITEMS, PRINTED):
            found.pop(what, None)


def _folded(engine: Engine, wanted: Sequence[Due], late: AbstractSet[str]) -> Sequence[Due]:
    """Let each digest tell what earlier ones that were not sent would have told, and what was read for them."""
    unsent = [one.reader.address for one in wanted if one.slot.kind in DIGESTS and one.reader.address in late]
    if not unsent:
        return wanted
    with session(engine) as opened:
        folded = fold(opened, unsent)
        last = _last(opened, _TOLD, Delivery.address.in_(folded), Delivery.state.in_(("queued", "sent")))
    return [replace(one, last=last.get(one.reader.address)) if one.reader.address in folded else one for one in wanted]


def _now(reader: Subscription, now: dt.datetime) -> Slot:
    kind = "daily" if reader.frequency == AT_ONCE else reader.frequency
    return Slot(kind, now.astimezone(reader.zone).isoformat(timespec="seconds"), now)


def _composed(opened: Session, wanted: Sequence[Due], there: Known, now: dt.datetime) -> list[Composed]:
    listen(opened, [one.reader.address for one in wanted], there.standing.suspects)
    found = (compose(opened, one, there, now) for one in wanted)
    return [one for one in found if one]


def send_due(engine: Engine, now: dt.datetime | None = None, *, ignore_clock: bool = False) -> Counter[str]:
    """Compose what is due and send what waits; return how many were composed, sent, deferred, refused, failed, blocked.

    ``now`` stands still where it is given; otherwise the clock runs.
    """
    moment = now or clock.now()
    counts = Counter(composed=compose_due(engine, moment, ignore_clock=ignore_clock))
    if paused := [reader.address for reader in load() if reader.paused(moment)]:
        hold_back(engine, _TOLD & Delivery.address.in_(paused), moment)
    outcomes = send_queued(engine, lambda: now or clock.now())
    if alarm(engine, moment):
        outcomes += send_queued(engine, lambda: now or clock.now())
    counts.update(outcome.state for outcome in outcomes)
    return counts


def anything_due(engine: Engine, now: dt.datetime) -> bool:
    """Tell whether ``send_due`` would have something to do."""
    with session(engine) as opened:
        if queued(opened, now) or alarming(opened, now):
            return True
    readers = load()
    with reading(engine) as opened:
        return bool(due(opened, readers, now))


def next_digests(engine: Engine, now: dt.datetime) -> list[tuple[str, dt.datetime, str]]:
    """Return each reader's address as it may be shown, when the next digest is due, and the rhythm."""
    readers = load()
    with reading(engine) as opened:
        ripe = {one.reader.address for one in due(opened, readers, now)}
    rows = []
    for reader in readers:
        waits, begins = reader.address not in ripe and reader.frequency != AT_ONCE, reader.hears_from(now)
        at = following(reader, begins).at if waits else begins
        rows.append((channels.shown(reader.address), at, reader.frequency))
    return rows


def preview(engine: Engine, address: str | None, since: dt.datetime | None = None) -> Message:
    """Return the digest that the address (subscribed or not; None: anybody) would get now; nothing is kept.

    With ``since`` it tells every event noted from then on, whether the reader has had it or not.
    """
    wanted = normal(address) if address else ""
    reader = next((reader for reader in load() if reader.address == wanted), Subscription(wanted))
    return shown(engine, reader, since)


def shown(engine: Engine, reader: Subscription, since: dt.datetime | None = None) -> Message:
    """Return what ``preview`` shows for a reader, subscribed or not."""
    now = clock.now()
    with reading(engine) as opened:
        events = events_since(opened, since) if since else untold(opened, reader)
        there = known(opened, now)
        wrong = notices(opened, reader, there.standing)
        told = digest(opened, reader, events, since or _last(opened, _TOLD).get(reader.address), now, wrong)
        return render(replace(told, overdue=overdue(opened, reader, there.late)))
