"""What is refused or blocked rests by itself: one reader, one address, or all of a channel, and never anybody else."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts.sending.outbox import BLOCKED_RETRY, STRIKES, put
from pipeline.db import session
from tests.alerts.hookbox import hookbox
from tests.alerts.postbox import Postbox, certificate, postbox
from tests.alerts.sending.test_outbox import NOW, ledger, posted, send, store, told


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as opened:
        monkeypatch.setenv("KONCHI_SMTP", opened.address)
        yield opened


def test_a_server_that_closes_rests_for_all_of_its_mail(database: Engine, box: Postbox) -> None:
    box.senders["digest@konchi.example"] = "421 4.3.2 shutting down"
    store(database, "first")
    store(database, "second")
    store(database, "box", scheme="maildir")
    assert send(database) == ["blocked", "sent"]
    assert send(database, NOW + dt.timedelta(minutes=1)) == []  # not one more knock before the pause is over
    box.senders.clear()
    assert send(database, NOW + dt.timedelta(minutes=6)) == ["sent", "sent"]


def test_a_blocked_channel_does_not_stop_another(database: Engine) -> None:
    store(database, "anna")  # no mail server is set
    store(database, "box", scheme="maildir")
    assert send(database) == ["blocked", "sent"]
    assert "KONCHI_SMTP is not set" in (ledger(database)["anna"].reply or "")


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("recipients", "550 5.7.1 Recipient address rejected: Access denied"), ("recipients", "421 4.7.0 not for you"),
        ("data", "554 5.7.26 this mail is unauthenticated"),
    ],
)  # fmt: skip
def test_one_whom_the_server_always_refuses_keeps_nobody_from_their_mail(
    database: Engine, box: Postbox, where: str, answer: str
) -> None:
    getattr(box, where)["first@example.org"] = answer
    for number, name in enumerate(("first", "second", "third")):
        store(database, name, f"event-{number}")
    assert send(database) == ["deferred", "sent", "sent"]
    assert (ledger(database)["first"].state, ledger(database)["first"].reply) == ("queued", answer)
    assert told(database) == {"event-0", "event-1", "event-2"}
    store(database, "second", slot="2026-11-24", at=NOW + dt.timedelta(hours=1))
    assert sorted(send(database, NOW + dt.timedelta(hours=1))) == ["deferred", "sent"]  # the refusal stands


def test_a_policy_refusal_of_all_stops_the_batch_and_blames_nobody(database: Engine, box: Postbox) -> None:
    names = [f"reader{number}" for number in range(STRIKES + 2)]
    for name in names:
        box.recipients[f"{name}@example.org"] = "550 5.7.1 relay access denied"
        store(database, name, f"{name}-event")
    assert send(database) == ["deferred"] * STRIKES
    assert send(database, NOW + dt.timedelta(minutes=4)) == []
    rows = ledger(database)
    assert {row.state for row in rows.values()} == {"queued"}
    assert {row.attempts for row in rows.values()} == {0}  # so that the next digest can tell all of it
    assert len(told(database)) == len(names)
    del box.recipients[f"{names[-1]}@example.org"]  # those before it are refused for good
    assert send(database, NOW + BLOCKED_RETRY) == ["deferred", "sent"]
    assert ledger(database)[names[-1]].state == "sent"


@pytest.mark.parametrize("status", [401, 403])
def test_a_hook_that_is_shut_rests_alone(database: Engine, status: int) -> None:
    with hookbox() as hook:
        hook.answers["/shut"] = (status, {}, b"")
        for slot, path in enumerate(("shut", "shut", "open")):
            with session(database) as opened:
                put(opened, posted(f"{hook.url}/{path}", str(slot)), ())
        assert send(database) == ["blocked", "sent"]
        assert send(database, NOW + dt.timedelta(minutes=1)) == []
        assert send(database, NOW + BLOCKED_RETRY) == ["blocked"]
        assert [path for path, *_ in hook.posted] == ["/shut", "/open", "/shut"]


def test_a_hook_whose_certificate_is_not_trusted_rests_alone(database: Engine, tmp_path: Path) -> None:
    with hookbox() as hook, hookbox(certificate(tmp_path)[1]) as sealed_hook:
        for url in (sealed_hook.url, hook.url):
            with session(database) as opened:
                put(opened, posted(url, "s"), ())
        assert send(database) == ["blocked", "sent"]
