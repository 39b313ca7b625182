"""Whoever runs Konchi hears by another channel that mail does not go out, once a day."""

import datetime as dt
from pathlib import Path

import pytest

from alerts.channels import UnknownChannel
from alerts.deliver import anything_due, send_due
from alerts.sending.alarm import PATIENCE
from pipeline.ledger import Job, Sweep
from tests.alerts.newsroom import Newsroom

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def reader(home: Path) -> None:
    (home / "subscriptions.toml").write_text('[[subscription]]\naddress = "reader@example.org"\n', encoding="utf-8")


def alarms(home: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((home / "alarm").glob("new/*"))]


def test_mail_that_waits_for_hours_raises_one_alarm_a_day_elsewhere(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONCHI_ALARM", f"maildir:{home / 'alarm'}")
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "blocked": 1}
    send_due(newsroom.engine, newsroom.now + PATIENCE - MINUTE)
    assert alarms(home) == []
    assert send_due(newsroom.engine, newsroom.now + PATIENCE)["sent"] == 1
    send_due(newsroom.engine, newsroom.now + PATIENCE + MINUTE)
    (said,) = alarms(home)
    assert "Subject: Konchi cannot send: 1 waiting since 2026-11-23 03:30 UTC" in said
    assert "KONCHI_SMTP is not set" in said
    send_due(newsroom.engine, newsroom.now + dt.timedelta(days=1))  # the day's digest tells what the first one was to
    assert len(alarms(home)) == 1
    send_due(newsroom.engine, newsroom.now + dt.timedelta(days=1) + PATIENCE)
    assert len(alarms(home)) == 2


def test_without_an_address_nobody_is_told_and_mail_still_waits(newsroom: Newsroom, home: Path) -> None:
    send_due(newsroom.engine, newsroom.now)
    assert "sent" not in send_due(newsroom.engine, newsroom.now + PATIENCE)
    assert [row.state for row in newsroom.deliveries()] == ["queued"]
    assert alarms(home) == []


def test_an_address_of_no_channel_is_refused_with_the_nearest(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONCHI_ALARM", "maildr:/tmp/x")
    with pytest.raises(UnknownChannel, match="maildir"):
        send_due(newsroom.engine, newsroom.now)


def ended(newsroom: Newsroom, error: str | None, at: dt.datetime | None = None) -> None:
    """Let the timetable's line of sweeps have ended with this error, or well."""
    at = at or newsroom.now
    with newsroom.session() as opened:
        opened.merge(Job(name="sweep", due_at=at, last_finished_at=at, last_error=error))


def test_sweeps_that_fail_are_told_once_and_again_only_after_one_was_done(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "subscriptions.toml").unlink()  # nobody else is to be told anything
    monkeypatch.setenv("KONCHI_ALARM", f"maildir:{home / 'alarm'}")
    ended(newsroom, None)
    assert not anything_due(newsroom.engine, newsroom.now)
    ended(newsroom, "OperationalError: database\r\nBcc: x@y.org is locked")
    assert anything_due(newsroom.engine, newsroom.now)
    assert send_due(newsroom.engine, newsroom.now)["sent"] == 1
    later = newsroom.now + dt.timedelta(days=3)
    assert not anything_due(newsroom.engine, later)
    assert send_due(newsroom.engine, later)["sent"] == 0
    (said,) = alarms(home)
    assert "Subject: Konchi cannot sweep: what is old is not taken away" in said
    assert "OperationalError: database Bcc: x@y.org is locked" in said
    with newsroom.session() as opened:
        opened.add(Sweep(day=later.date(), begun_at=later, finished_at=later))
    assert not anything_due(newsroom.engine, later)  # somebody has swept by hand since
    ended(newsroom, None, later)
    assert not anything_due(newsroom.engine, later)
    ended(newsroom, "Unswept: again", later + MINUTE)
    assert send_due(newsroom.engine, later + MINUTE)["sent"] == 1
    assert len(alarms(home)) == 2


def test_whoever_names_no_address_is_not_told_of_sweeps(newsroom: Newsroom, home: Path) -> None:
    (home / "subscriptions.toml").unlink()
    ended(newsroom, "OSError: disk full")
    assert not anything_due(newsroom.engine, newsroom.now)
    assert alarms(home) == []
