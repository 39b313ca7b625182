"""Messages come in and are stored before anything is sent; what to send now, under a lease, and its outcome go out."""

import datetime as dt
import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import ColumnElement, Engine, Select, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, make_transient

from alerts import channels
from alerts.sending.suppression import suppress, take_back
from pipeline.db import session
from pipeline.ledger import Delivery, Told
from pipeline.text import one_line
from pipeline.workers.leases import abandoned, holder

log = logging.getLogger("konchi.outbox")

LEASE = dt.timedelta(minutes=5)  # longer than a mail or a post can take: each has its LIMIT
FIRST_RETRY = dt.timedelta(minutes=2)
LONGEST_RETRY = dt.timedelta(hours=4)
GIVE_UP = dt.timedelta(days=4)  # RFC 5321, 4.5.4.1: at least four to five days
BLOCKED_RETRY = dt.timedelta(minutes=5)
STRIKES = 3  # messages in a row that a rule keeps out, none let in between: it is all of the channel's mail
DIGESTS = ("daily", "weekly")
_UNTRIED = Delivery.kind.in_(DIGESTS) & (Delivery.attempts == 0) & Delivery.lease_holder.is_(None)


@dataclass(frozen=True)
class Parcel:
    """A message to be stored, the events it tells, and the numbers of what it tells of deals, by event."""

    delivery: Delivery
    events: Sequence[str]
    records: Mapping[str, int]

    def told(self) -> list[dict[str, object]]:
        """Return what is noted of the events, once the message has its number."""
        told = {"address": self.delivery.address, "delivery_id": self.delivery.id}
        return [told | {"event_key": key, "record_id": self.records.get(key)} for key in dict.fromkeys(self.events)]


@dataclass(frozen=True)
class Claim:
    """A delivery this process may send until the lease ends."""

    id: int
    address: str
    body: bytes
    attempts: int
    created_at: dt.datetime
    lease_until: dt.datetime


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt: sent, deferred, refused, failed or blocked, and what the server said."""

    state: str
    reply: str
    gone: bool = False  # whoever it was for does not exist
    after: dt.timedelta | None = None  # how long the receiving side asked to wait
    unwelcome: bool = False  # a rule of the receiving side kept it out
    alone: bool = False  # what blocks is this address's, not the channel's


def put(
    opened: Session, delivery: Delivery, events: Iterable[str], records: Mapping[str, int] = MappingProxyType({})
) -> bool:
    """Store a message and the events it tells, together; False where its slot is taken or an event was told already.

    ``records`` are the numbers of what it tells of deals, by event.
    """
    return _stored(opened, [Parcel(delivery, tuple(events), records)])


def put_all(opened: Session, parcels: Sequence[Parcel]) -> int:
    """Store many messages as ``put`` stores one; return how many: one that cannot be stored keeps no other back."""
    if _stored(opened, parcels):
        return len(parcels)
    for one in parcels:
        make_transient(one.delivery)  # its number was given back
        one.delivery.id = None  # type: ignore[assignment]
    return sum(_stored(opened, [one]) for one in parcels)


def _stored(opened: Session, parcels: Sequence[Parcel]) -> bool:
    try:
        with opened.begin_nested():
            opened.add_all([one.delivery for one in parcels])
            opened.flush()
            if told := [row for one in parcels for row in one.told()]:
                opened.connection().execute(insert(Told), told)
    except IntegrityError:
        return False
    return True


def send_queued(
    engine: Engine, clock: Callable[[], dt.datetime], only: ColumnElement[bool] | None = None
) -> list[Outcome]:
    """Send every queued message (or these only) whose time has come, one at a time.

    A blocked channel or address rests, the others go on.
    """
    outcomes, resting, strikes = [], list[ColumnElement[bool]](), Counter[str]()
    with session(engine) as opened:
        _release(opened)
    while claim := _claim(engine, clock(), resting, only):
        outcome = _attempt(claim, clock())
        _record(engine, claim, outcome, clock())
        log.log(
            logging.INFO if outcome.state == "sent" else logging.WARNING,
            "%s: %s: %s", outcome.state, channels.shown(claim.address), outcome.reply,
        )  # fmt: skip
        outcomes.append(outcome)
        scheme = channels.split(claim.address)[0]
        strikes[scheme] = 0 if outcome.state == "sent" else strikes[scheme] + outcome.unwelcome
        if outcome.state == "blocked" or strikes[scheme] >= STRIKES:
            resting.append(_kin(claim.address, alone=outcome.alone))
            _rest(engine, resting[-1], clock() + BLOCKED_RETRY)
    return outcomes


def queued(opened: Session, now: dt.datetime) -> bool:
    """Tell whether any message waits to be sent now."""
    _release(opened)
    return opened.scalar(_waiting(now, ()).limit(1)) is not None


def withdraw(engine: Engine, address: str) -> int:
    """Take back what still waits for a reader who wants no more mail; return how many messages that was."""
    with session(engine) as opened:
        return len(take_back(opened, Delivery.address == address, "unsubscribed before it was sent"))


def hold_back(engine: Engine, which: ColumnElement[bool], now: dt.datetime) -> int:
    """Take back what waits for readers who want no messages now; return how many: what they tell is told afterwards.

    That holds for what was tried before as well: after weeks it is told anew or never, not sent as it was.
    """
    with session(engine) as opened:
        _release(opened)
        free = or_(Delivery.lease_until.is_(None), Delivery.lease_until <= now)  # not on its way at this moment
        return len(take_back(opened, which & free, "paused before it was sent: told afterwards"))


def overtaken(opened: Session) -> set[str]:
    """Return the addresses of readers for whom a digest waits that can be folded into the next one."""
    return set(opened.scalars(select(Delivery.address).where(_UNTRIED, Delivery.state == "queued").distinct()))


def fold(opened: Session, addresses: Sequence[str]) -> set[str]:
    """Take back digests that nobody can have got, for the next one to tell all of it; return whose they were.

    What was once tried, and may have arrived, is sent again as it is.
    """
    return set(
        take_back(opened, _UNTRIED & Delivery.address.in_(addresses), "not sent in time: the next digest tells it")
    )


def _release(opened: Session) -> None:
    """Free what a process held that is known to be dead, so that nothing waits for its lease to run out."""
    leased = select(Delivery).where(Delivery.state == "queued", Delivery.lease_until.is_not(None))
    for row in opened.scalars(leased.with_for_update(skip_locked=True)):
        if abandoned(row.lease_holder or ""):
            row.lease_holder = row.lease_until = None


def _waiting(now: dt.datetime, resting: Iterable[ColumnElement[bool]]) -> Select[Delivery]:
    query = select(Delivery).where(
        Delivery.state == "queued",
        Delivery.next_attempt_at <= now,
        or_(Delivery.lease_until.is_(None), Delivery.lease_until <= now),
        *(~which for which in resting),
    )
    return query.order_by(Delivery.next_attempt_at, Delivery.attempts, Delivery.id)


def _claim(
    engine: Engine, now: dt.datetime, resting: Iterable[ColumnElement[bool]], only: ColumnElement[bool] | None
) -> Claim | None:
    query = _waiting(now, resting) if only is None else _waiting(now, resting).where(only)
    with session(engine) as opened:
        row = opened.scalar(query.limit(1).with_for_update(skip_locked=True))
        if row is None:
            return None
        row.attempts += 1
        row.next_attempt_at = now  # behind all that waits by now, should nobody live to write down how it went
        row.lease_holder, row.lease_until = holder(), now + LEASE
        return Claim(row.id, row.address, row.body, row.attempts, row.created_at, row.lease_until)


def _attempt(claim: Claim, now: dt.datetime) -> Outcome:
    try:
        return Outcome("sent", one_line(channels.send(claim.body, claim.address)))
    except channels.Blocked as error:
        return Outcome("blocked", one_line(str(error)), alone=isinstance(error, channels.Shut))
    except (channels.Refused, channels.BadAddress, channels.UnknownChannel) as error:
        return Outcome("refused", one_line(str(error)), gone=isinstance(error, channels.Gone))
    except Exception as error:  # noqa: BLE001 - one address must never stop the others
        named = "" if isinstance(error, channels.Deferred) else f"{type(error).__name__}: "
        state = "failed" if now - claim.created_at >= GIVE_UP else "deferred"
        kept_out = isinstance(error, channels.Unwelcome)
        return Outcome(state, one_line(f"{named}{error}"), after=getattr(error, "after", None), unwelcome=kept_out)


def _record(engine: Engine, claim: Claim, outcome: Outcome, now: dt.datetime) -> None:
    """Write down what happened; an attempt whose lease has passed to another process may only add that it was sent."""
    mine = Delivery.id == claim.id
    values: dict[str, object] = {"reply": outcome.reply, "lease_holder": None, "lease_until": None}
    if outcome.state == "sent":
        values |= {"state": "sent", "sent_at": now}
    else:
        mine = mine & (Delivery.lease_until == claim.lease_until) & (Delivery.state == "queued")
        ended = outcome.state in {"refused", "failed"}
        values |= {"state": outcome.state} if ended else {"next_attempt_at": now + _pause(claim, outcome, now)}
    with session(engine) as opened:
        changed = opened.scalars(update(Delivery).where(mine).values(values).returning(Delivery.id)).all()
        if changed and values.get("state") in {"refused", "failed"}:
            # The reader has not had these events: the next digest tells them again.
            opened.execute(delete(Told).where(Told.delivery_id == claim.id))
        if outcome.gone:
            suppress(opened, claim.address, outcome.reply, now)
        if changed and (outcome.state == "blocked" or outcome.unwelcome):  # surely not handed over: as if never tried
            opened.execute(update(Delivery).where(Delivery.id == claim.id).values(attempts=Delivery.attempts - 1))


def _kin(address: str, *, alone: bool) -> ColumnElement[bool]:
    """Tell which messages go where this one goes: to its address alone, or by its channel."""
    if alone:
        return Delivery.address == address
    return Delivery.address.startswith(f"{channels.split(address)[0]}:", autoescape=True)


def _rest(engine: Engine, which: ColumnElement[bool], until: dt.datetime) -> None:
    """Let all of these messages wait, not only the one that found the way blocked."""
    early = which & (Delivery.state == "queued") & (Delivery.next_attempt_at < until)
    with session(engine) as opened:
        opened.execute(update(Delivery).where(early).values(next_attempt_at=until))


def _pause(claim: Claim, outcome: Outcome, now: dt.datetime) -> dt.timedelta:
    """Return how long to wait before the next attempt: ever longer, with jitter, so that few come in step."""
    if outcome.state == "blocked":
        return BLOCKED_RETRY
    if outcome.after is not None:
        return outcome.after
    longer: dt.timedelta = FIRST_RETRY * 2 ** min(claim.attempts - 1, 10)
    if outcome.unwelcome:  # longer than a rest, so that the others come first after it; its attempts do not count
        longer = max(BLOCKED_RETRY * 2, (now - claim.created_at) / 2)
    return min(longer, LONGEST_RETRY) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret
