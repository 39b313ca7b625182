"""When a digest is due: once a local date or ISO week, at the reader's hour, in every season."""

import datetime as dt

import pytest

from alerts.sending.rhythm import following, is_due, latest
from alerts.subscriptions import Subscription


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


DAILY = Subscription("mailto:a@b.org", timezone="Asia/Tashkent", at="08:00")
WEEKLY = Subscription("mailto:a@b.org", timezone="Asia/Tashkent", frequency="weekly", day="monday", at="08:00")


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-11-23T08:00:00+05:00", "2026-11-23"),
        ("2026-11-23T07:59:59+05:00", "2026-11-22"),
        ("2026-11-23T23:59:59+05:00", "2026-11-23"),
    ],
)
def test_a_daily_slot_is_the_readers_local_date(now: str, slot: str) -> None:
    assert latest(DAILY, at(now)).name == slot


def test_a_weekly_slot_is_the_iso_week_of_its_weekday() -> None:
    assert latest(WEEKLY, at("2026-11-25T12:00+05:00")).name == "2026-W48"
    assert latest(WEEKLY, at("2026-11-23T07:00+05:00")).name == "2026-W47"
    assert following(WEEKLY, at("2026-11-25T12:00+05:00")).at == at("2026-11-30T08:00+05:00")
    assert latest(WEEKLY, at("2027-01-02T12:00+05:00")).name == "2026-W53"


def slots(reader: Subscription, begin: str, hours: int) -> list[str]:
    """Walk through the hours in steps of ten minutes as the scheduler would, and note each slot that falls due."""
    now, last, names = at(begin), at(begin), []
    for step in range(hours * 6):
        moment = now + dt.timedelta(minutes=10 * step)
        slot = latest(reader, moment)
        if is_due(reader, slot, last, moment):
            names.append(slot.name)
            last = moment
    return names


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Tashkent"])
@pytest.mark.parametrize("clock", ["01:30", "02:00", "02:30", "03:00", "08:00"])
@pytest.mark.parametrize("day", ["2026-03-07", "2026-03-28", "2026-10-24", "2026-10-31"])
def test_one_digest_a_local_date_through_every_clock_change(zone: str, clock: str, day: str) -> None:
    reader = Subscription("mailto:a@b.org", timezone=zone, at=clock)
    names = slots(reader, f"{day}T12:00+00:00", 24 * 4)
    first = dt.date.fromisoformat(names[0])
    assert names == [(first + dt.timedelta(days=n)).isoformat() for n in range(len(names))]
    assert len(names) in {3, 4}


def test_the_hour_stays_the_readers_own_in_summer_and_winter() -> None:
    berlin = Subscription("mailto:a@b.org", timezone="Europe/Berlin", at="08:00")
    assert latest(berlin, at("2026-07-01T12:00+00:00")).at == at("2026-07-01T06:00+00:00")
    assert latest(berlin, at("2026-12-01T12:00+00:00")).at == at("2026-12-01T07:00+00:00")


def test_three_days_of_downtime_ask_for_one_digest() -> None:
    now = at("2026-11-26T09:00+05:00")
    slot = latest(DAILY, now)
    assert is_due(DAILY, slot, at("2026-11-22T08:00+05:00"), now)
    assert not is_due(DAILY, slot, now, now)


def test_a_new_reader_hears_first_at_an_hour_of_the_same_day() -> None:
    before, after = at("2026-11-23T07:00+05:00"), at("2026-11-23T15:00+05:00")
    assert not is_due(DAILY, latest(DAILY, before), None, before)
    assert is_due(DAILY, latest(DAILY, after), None, after)
    assert is_due(WEEKLY, latest(WEEKLY, after), None, after)
