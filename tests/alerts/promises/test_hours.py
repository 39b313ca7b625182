"""Promises 5 and 6: after days of silence one digest a reader, and one a local date through every clock change."""

import datetime as dt
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

from alerts.deliver import send_due
from alerts.sending.rhythm import is_due, latest
from alerts.subscriptions import Subscription
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import postbox
from tests.alerts.test_deliver import subscribe
from tests.figures import Figure

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tashkent")
CHANGES = ("2026-03-07", "2026-03-28", "2026-10-24", "2026-10-31")  # the day before New York's and Berlin's clocks move
ODD_HOURS = ("01:00", "01:30", "02:00", "02:30", "03:00")  # skipped in spring, doubled in autumn
QUARTER = dt.timedelta(minutes=15)
READERS = 20


@pytest.mark.parametrize("frequency", ["daily", "weekly", "at once"])
def test_after_three_days_down_every_reader_gets_one_message(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure, frequency: str
) -> None:
    block = f'frequency = "{frequency}"\nday = "{newsroom.now:%A}"'.lower()
    subscribe(home, *(f'address = "reader{number}@example.org"\n{block}' for number in range(READERS)))
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        send_due(newsroom.engine, newsroom.now)
        box.received.clear()
        with newsroom.together():
            for number in range(12):
                newsroom.deal(f"deal-{number}", parties=[{"id": f"x:{number}", "name": f"Firm {number}"}])
        back = newsroom.now + dt.timedelta(days=7 if frequency == "weekly" else 3, hours=2)
        for minute in range(4):  # ticks of the timetable
            send_due(newsroom.engine, back + dt.timedelta(minutes=minute))
        messages = Counter(to for to, _ in box.received)
    what = f"{frequency}, {READERS} readers, {newsroom.engine.dialect.name}"
    assert len(messages) == READERS
    figure(5, f"messages a reader after days down: {what}", max(messages.values()), 1, "")


@pytest.mark.parametrize("frequency", ["daily", "weekly"])
def test_after_days_without_a_mail_server_every_reader_gets_one_digest(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure, frequency: str
) -> None:
    block = f'frequency = "{frequency}"\nday = "{newsroom.now:%A}"'.lower()
    subscribe(home, *(f'address = "reader{number}@example.org"\n{block}' for number in range(READERS)))
    periods, period = 3, dt.timedelta(days=7 if frequency == "weekly" else 1)
    for number in range(periods):
        newsroom.deal(f"deal-{number}")
        send_due(newsroom.engine, newsroom.now + number * period)
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        for minute in range(4):
            send_due(newsroom.engine, newsroom.now + periods * period + dt.timedelta(minutes=minute))
        messages = Counter(to for to, _ in box.received)
        told = {body.count(b"X-Konchi-Deal:") for _, body in box.received}
    what = f"{frequency}, {READERS} readers, {newsroom.engine.dialect.name}"
    assert len(messages) == READERS
    assert told == {periods}
    figure(5, f"messages a reader after days without a mail server: {what}", max(messages.values()), 1, "")


def dates_wrong(zone: str, at: str, day: str) -> int:
    """Let four days pass in quarters of an hour; count the local dates that have no digest, or more than one."""
    reader = Subscription("mailto:a@b.org", timezone=zone, at=at)
    begin = dt.datetime.fromisoformat(f"{day}T12:00+00:00")
    last, told = begin, []
    for step in range(4 * 24 * 4):
        now = begin + step * QUARTER
        slot = latest(reader, now)
        if is_due(reader, slot, last, now):
            told.append(dt.date.fromisoformat(slot.name))
            last = now
    whole = {told[0] + dt.timedelta(days=number) for number in range((told[-1] - told[0]).days + 1)}
    return sum(count != 1 for count in (Counter(told) | Counter(dict.fromkeys(whole, 0))).values()) + len(
        whole - set(told)
    )


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_of_the_day_strikes_once_a_date_through_every_clock_change(figure: Figure, zone: str) -> None:
    hours = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]
    wrong = sum(dates_wrong(zone, at, day) for at in hours for day in CHANGES)
    figure(6, f"{zone}: local dates without their one digest, {len(hours)} hours, {len(CHANGES)} changes", wrong, 0, "")


def test_a_job_of_a_scheduler_at_such_an_hour_fires_twice(figure: Figure) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    job, fired = CronTrigger(hour=2, minute=30, timezone=berlin), list[dt.datetime]()
    now = dt.datetime(2026, 10, 24, 12, tzinfo=berlin)
    while len(fired) < 4:
        now = job.get_next_fire_time(fired[-1] if fired else None, now)
        fired.append(now)
        now = (now.astimezone(dt.UTC) + dt.timedelta(seconds=1)).astimezone(berlin)
    most = max(Counter(moment.date() for moment in fired).values())
    figure(10, "a job of APScheduler at 02:30 in Berlin: most runs a date when the clocks go back", most, None, "")
    assert most == 2


@pytest.mark.faults
@pytest.mark.parametrize("change", [CHANGES[1], CHANGES[2]])
def test_the_digests_of_such_a_night_arrive_once(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure, change: str
) -> None:
    readers = [(f"r{number}-{zone[:4]}@example.org", zone, at) for zone in ZONES for number, at in enumerate(ODD_HOURS)]
    subscribe(home, *(f'address = "{to}"\ntimezone = "{zone}"\nat = "{at}"' for to, zone, at in readers))
    begin = dt.datetime.fromisoformat(f"{change}T12:00+00:00")
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        for step in (0, *range(20, 44), *range(68, 92)):  # half hours: the start, and the nights of all three zones
            send_due(newsroom.engine, begin + step * 2 * QUARTER)
    rows = Counter((row.address, row.slot) for row in newsroom.deliveries())
    missing = len(readers) * 3 - len(rows)  # the day it began on, and the two mornings after
    figure(
        6,
        f"digests missing or doubled, {change}, {newsroom.engine.dialect.name}",
        missing + sum(rows.values()) - len(rows),
        0,
        "",
    )
    assert len(box.received) == len(rows)
