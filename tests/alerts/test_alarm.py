"""Whoever runs Konchi hears by another channel that mail does not go out, once a day."""

import datetime as dt
from pathlib import Path

import pytest

from alerts.alarm import PATIENCE
from alerts.channels import UnknownChannel
from alerts.deliver import send_due
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
    send_due(newsroom.engine, newsroom.now + dt.timedelta(days=1))
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
