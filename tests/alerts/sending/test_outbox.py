"""The outbox: stored before it is sent, sent under a lease, every answer in its class, nothing lost or doubled."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from alerts.rendering.message import Message
from alerts.sending import outbox
from alerts.sending.outbox import GIVE_UP, LEASE, Parcel, put, put_all, queued, send_queued, withdraw
from alerts.sending.suppression import NotSuppressed, lift, suppressed
from alerts.subscriptions import Subscription
from pipeline.db import session
from pipeline.ledger import Delivery, Told
from tests.alerts.hookbox import hookbox
from tests.alerts.postbox import Postbox, postbox
from tests.alerts.samples import sealed
from tests.waiting import LONGEST

NOW = dt.datetime(2026, 11, 23, 3, 30, tzinfo=dt.UTC)


def store(
    engine: Engine, name: str, *events: str, scheme: str = "mailto", slot: str = "2026-11-23", at: dt.datetime = NOW
) -> bool:
    with session(engine) as opened:
        return put(opened, delivery(name, slot, scheme, at), events)


def delivery(name: str, slot: str, scheme: str = "mailto", at: dt.datetime = NOW) -> Delivery:
    address = f"{scheme}:{name}@example.org"
    message_id, body = sealed(Message("News", "text\n", "<p>x</p>"), reader=Subscription(address))
    return Delivery(
        address=address, kind="daily", slot=slot, message_id=message_id, subject="News", body=body,
        next_attempt_at=at, created_at=at,
    )  # fmt: skip


def posted(url: str, slot: str) -> Delivery:
    return Delivery(
        address=f"webhook:{url}", kind="daily", slot=slot, message_id=f"{url} {slot}", subject="s", body=b'{"id": "m"}',
        next_attempt_at=NOW, created_at=NOW,
    )  # fmt: skip


def ledger(engine: Engine) -> dict[str, Delivery]:
    with session(engine) as opened:
        return {row.address.split(":")[1].split("@")[0]: row for row in opened.scalars(select(Delivery))}


def told(engine: Engine) -> set[str]:
    with session(engine) as opened:
        return set(opened.scalars(select(Told.event_key)))


def send(engine: Engine, now: dt.datetime = NOW) -> list[str]:
    return [outcome.state for outcome in send_queued(engine, lambda: now)]


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as opened:
        monkeypatch.setenv("KONCHI_SMTP", opened.address)
        yield opened


def test_a_slot_is_taken_once_and_its_events_with_it(database: Engine) -> None:
    assert store(database, "anna", "event-1", "event-1")
    assert not store(database, "anna", "event-2")
    assert store(database, "bek", "event-1")
    assert told(database) == {"event-1"}


def test_an_event_that_was_told_is_not_told_again_in_another_slot(database: Engine) -> None:
    store(database, "anna", "event-1")
    assert not store(database, "anna", "event-2", "event-1", slot="2026-11-24")
    assert len(ledger(database)) == 1
    assert told(database) == {"event-1"}


def test_of_many_stored_at_once_one_that_was_told_keeps_no_other_back(database: Engine) -> None:
    assert store(database, "anna", "event-1")
    assert store(database, "bek", "event-1")
    parcels = [
        Parcel(delivery("anna", "2026-11-23"), ("event-2",), {}),  # its slot is taken
        Parcel(delivery("bek", "2026-11-24"), ("event-2", "event-1"), {}),  # it was told already
        Parcel(delivery("dilnoza", "2026-11-23"), ("event-1", "event-1"), {}),
        Parcel(delivery("elyor", "2026-11-23"), (), {}),
    ]
    with session(database) as opened:
        assert put_all(opened, parcels) == 2
    assert sorted(ledger(database)) == ["anna", "bek", "dilnoza", "elyor"]
    with session(database) as opened:
        told_of = opened.execute(select(Told.event_key, Delivery.address).join(Delivery).order_by(Told.address)).all()
        assert [key for key, _ in told_of] == ["event-1"] * 3
        assert opened.scalars(select(Delivery.slot)).all() == ["2026-11-23"] * 4


def test_what_is_sent_is_recorded_with_the_reply_and_sent_once(database: Engine, box: Postbox) -> None:
    store(database, "anna")
    assert send(database) == ["sent"]
    assert send(database) == []
    row = ledger(database)["anna"]
    assert (row.state, row.reply, row.sent_at, row.attempts) == ("sent", "250 2.0.0 queued as 42", NOW, 1)
    assert [to for to, _ in box.received] == ["anna@example.org"]


def test_one_bad_recipient_never_stops_the_rest(database: Engine, box: Postbox) -> None:
    box.recipients["bad@example.org"] = "550 5.1.1 no such user"
    box.recipients["slow@example.org"] = "451 4.3.0 later"
    box.data["cut@example.org"] = "cut"
    for name in ("bad", "slow", "cut", "good"):
        store(database, name, "event")
    assert send(database) == ["refused", "deferred", "deferred", "sent"]
    rows = ledger(database)
    assert rows["bad"].state == "refused"
    assert rows["bad"].reply == "550 5.1.1 no such user"
    assert rows["slow"].state == "queued"
    assert rows["good"].state == "sent"


def test_a_refused_reader_has_not_been_told(database: Engine, box: Postbox) -> None:
    box.recipients["bad@example.org"] = "550 5.1.1 no such user"
    store(database, "bad", "event-1")
    store(database, "good", "event-2")
    send(database)
    assert told(database) == {"event-2"}


def test_an_address_where_nobody_is_gets_nothing_more_until_it_is_lifted(database: Engine, box: Postbox) -> None:
    box.recipients["bad@example.org"] = "550 5.1.1 no such user"
    store(database, "bad", "event-1")
    store(database, "bad", "event-2", slot="2026-11-24", at=NOW + dt.timedelta(days=1))
    send(database)
    with session(database) as opened:
        assert suppressed(opened)["mailto:bad@example.org"].reply == "550 5.1.1 no such user"
        rows = opened.scalars(select(Delivery).order_by(Delivery.id)).all()
        assert [(row.state, row.reply) for row in rows] == [
            ("refused", "550 5.1.1 no such user"),
            ("refused", "suppressed: 550 5.1.1 no such user"),
        ]
    assert told(database) == set()
    lift(database, "mailto:bad@example.org")
    with pytest.raises(NotSuppressed, match="konchi suppressions"):
        lift(database, "mailto:bad@example.org")


def test_a_full_mailbox_suppresses_nobody(database: Engine, box: Postbox) -> None:
    box.recipients["full@example.org"] = "552 5.2.2 mailbox full"
    store(database, "full", "event-1")
    assert send(database) == ["refused"]
    with session(database) as opened:
        assert suppressed(opened) == {}


def test_retries_wait_longer_each_time_and_end(database: Engine, box: Postbox) -> None:
    box.recipients["slow@example.org"] = "451 4.3.0 later"
    store(database, "slow", "event")
    now, pauses = NOW, []
    while send(database, now) == ["deferred"]:
        assert send(database, now) == []
        pauses.append(ledger(database)["slow"].next_attempt_at - now)
        now = ledger(database)["slow"].next_attempt_at
    assert ledger(database)["slow"].state == "failed"
    assert dt.timedelta(minutes=1) < pauses[0] < dt.timedelta(minutes=3)
    assert max(pauses) <= dt.timedelta(hours=5)
    assert now - NOW >= GIVE_UP
    assert 20 < len(pauses) < 50
    assert told(database) == set()


def test_a_wish_to_wait_is_kept(database: Engine) -> None:
    with hookbox() as hook:
        hook.answer = (429, {"Retry-After": "600"}, b"")
        with session(database) as opened:
            put(opened, posted(hook.url, "s"), ())
        assert send(database) == ["deferred"]
        with session(database) as opened:
            assert opened.scalars(select(Delivery.next_attempt_at)).one() == NOW + dt.timedelta(seconds=600)


def test_a_message_under_a_lease_is_left_alone_until_the_lease_ends(database: Engine, box: Postbox) -> None:
    store(database, "anna")
    with session(database) as opened:
        opened.scalars(select(Delivery)).one().lease_until = NOW + LEASE
        assert not queued(opened, NOW)
    assert send(database) == []
    assert send(database, NOW + LEASE) == ["sent"]
    assert len(box.received) == 1


def test_a_crash_after_sending_repeats_the_same_bytes(
    database: Engine, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(database, "anna")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(outbox, "_record", die)
        with pytest.raises(KeyboardInterrupt):
            send(database)
    assert send(database, NOW + LEASE) == ["sent"]
    (_, first), (_, second) = box.received
    assert first == second


def kill_while_hanging(box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a process send to anna, whose server does not answer, and kill it while it waits; then the server answers."""
    box.data["anna@example.org"] = "hang"
    monkeypatch.setenv("KONCHI_SMTP", box.address)
    with subprocess.Popen([sys.executable, "-m", "scheduler", "send"], stderr=subprocess.DEVNULL) as sending:
        arrived = box.arrived.wait(LONGEST)
        sending.kill()
    assert arrived
    box.data.clear()


def test_what_a_killed_process_held_is_sent_at_once_and_is_the_same(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(database, "anna", "event", at=dt.datetime.now(dt.UTC))
    with postbox() as box:
        kill_while_hanging(box, monkeypatch)
        assert ledger(database)["anna"].lease_until is not None
        assert send(database, dt.datetime.now(dt.UTC)) == ["sent"]
        (_, first), (_, second) = box.received
    assert first == second
    assert told(database) == {"event"}


def test_what_hangs_until_its_sender_is_killed_is_not_first_again(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = dt.datetime.now(dt.UTC)
    for name in ("anna", "bek", "dilnoza"):
        store(database, name, name, at=at)
    with postbox() as box:
        kill_while_hanging(box, monkeypatch)
        assert send(database, dt.datetime.now(dt.UTC)) == ["sent"] * 3
        assert [to.partition("@")[0] for to, _ in box.received] == ["anna", "bek", "dilnoza", "anna"]


def test_a_late_failure_does_not_undo_what_another_process_sent(
    database: Engine, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(database, "anna", "event")
    overtaken = outbox._attempt  # noqa: SLF001 - a boundary between two processes

    def overtake(claim: outbox.Claim, now: dt.datetime) -> outbox.Outcome:
        monkeypatch.setattr(outbox, "_attempt", overtaken)
        assert send(database, NOW + LEASE) == ["sent"]
        return outbox.Outcome("refused", f"550 {claim.id} {now}")

    monkeypatch.setattr(outbox, "_attempt", overtake)
    assert send(database) == ["refused"]
    assert ledger(database)["anna"].state == "sent"
    assert told(database) == {"event"}
    assert len(box.received) == 1


def test_an_unforeseen_error_of_a_channel_is_recorded_and_the_rest_sent(
    database: Engine, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(database, "gone", scheme="pigeon")
    store(database, "good")
    assert send(database) == ["refused", "sent"]
    assert "no channel 'pigeon'" in (ledger(database)["gone"].reply or "")
    store(database, "odd")
    monkeypatch.setenv("KONCHI_SMTP_CA", "/nowhere")
    monkeypatch.setenv("KONCHI_SMTP", f"{box.address}?tls=starttls")
    assert send(database) == ["blocked"]


def test_what_still_waits_for_a_reader_who_leaves_is_taken_back_and_nobody_elses(database: Engine) -> None:
    store(database, "anna", "a:new")
    store(database, "bek", "a:new")
    assert withdraw(database, "mailto:anna@example.org") == 1
    rows = ledger(database)
    assert (rows["anna"].state, rows["anna"].reply) == ("refused", "unsubscribed before it was sent")
    assert rows["bek"].state == "queued"
    with session(database) as opened:
        assert {told.address for told in opened.scalars(select(Told))} == {"mailto:bek@example.org"}
    assert withdraw(database, "mailto:anna@example.org") == 0
