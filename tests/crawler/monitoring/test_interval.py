"""The interval follows each source's own rhythm in its own time zone, within bounds; failures are waited out."""

import datetime as dt
from typing import Any

import pytest

from crawler.manners.measures import POLLING
from crawler.monitoring.interval import due_at, next_poll
from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source
from pipeline.models import SourceState

TUESDAY = dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
EVERY = dt.timedelta(minutes=15)
EVENLY = [1.0] * 24


def span(rhythm: dict[str, Any], now: dt.datetime, window: int | None = 30, zone: str = "Asia/Tashkent") -> float:
    """Return the minutes until the next poll, without the source's own jitter."""
    source = Source("a", "A", "UZ", zone, "a", feeds=("https://a.uz/rss",), every=EVERY)
    plain = next_poll(source, {}, None, now) - EVERY
    assert dt.timedelta(0) <= plain < POLLING.jitter
    return round((next_poll(source, rhythm, window, now) - plain) / dt.timedelta(minutes=1), 1)


def rhythm(rate: float, hours: list[float] = EVENLY, weekend: float = 1.0, days: int = 30) -> dict[str, Any]:
    return {"rate": rate, "hours": hours, "weekend": weekend, "days": days}


def test_a_source_that_is_not_yet_known_is_polled_as_its_block_says() -> None:
    assert span({}, TUESDAY) == 15
    assert span(rhythm(0.1, days=6), TUESDAY) == 15


def test_one_new_article_is_waited_for() -> None:
    assert span(rhythm(40), TUESDAY, window=15) == 36
    assert span(rhythm(1000), TUESDAY) == 15
    assert span(rhythm(2 / 7), TUESDAY) == 180


@pytest.mark.parametrize(("window", "minutes"), [(30, 144), (3, 144), (2, 96), (1, 48), (None, 144)])
def test_no_more_is_waited_for_than_a_third_of_what_the_list_shows(window: int | None, minutes: float) -> None:
    assert span(rhythm(10), TUESDAY, window) == minutes


def test_a_daily_paper_is_asked_often_when_it_comes_out_and_rarely_at_other_times() -> None:
    out_at_six = [24.0 if hour == 6 else 0.0 for hour in range(24)]
    six = TUESDAY.replace(hour=1)  # in Tashkent
    assert span(rhythm(30, out_at_six), six) == 15
    assert span(rhythm(30, out_at_six), six + dt.timedelta(hours=1)) == 180
    assert span(rhythm(30, out_at_six), six - dt.timedelta(minutes=60)) == 62


def test_nights_and_weekends_are_those_of_its_own_zone() -> None:
    by_day = [0.0 if hour < 8 else 1.5 for hour in range(24)]
    noon = TUESDAY.replace(hour=12)
    assert span(rhythm(40, by_day), noon) == 24
    assert span(rhythm(40, by_day), noon, zone="America/Los_Angeles") == 180
    saturday = noon + dt.timedelta(days=4)
    assert span(rhythm(40, by_day, weekend=0.5), saturday) == 48


def test_the_last_hour_of_a_summer_changes_nothing() -> None:
    before = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)  # Berlin's clocks go back half an hour later
    assert span(rhythm(24), before, zone="Europe/Berlin") == 60


def test_failures_are_waited_out_each_kind_in_its_own_way() -> None:
    source = Source("a", "A", "UZ", "UTC", "a", feeds=("https://a.uz/rss",), every=EVERY)

    def minutes(trouble: str) -> list[float]:
        spans = (next_poll(source, rhythm(1), 30, TUESDAY, trouble, failures) for failures in (1, 2, 3, 50))
        return [found / dt.timedelta(minutes=1) for found in spans]

    assert minutes("unreachable") == [15, 30, 60, 60]
    assert minutes("refused") == [60, 120, 240, 1440]
    assert minutes("server") == [15, 30, 60, 180]
    assert minutes("broken") == [30, 60, 120, 1440]


def test_a_stream_that_others_write_is_read_at_its_blocks_own_pace() -> None:
    stream = Source("s", "S", "INT", "UTC", "s", kind="discovery", gdelt=("https://s.example/last.txt",), every=EVERY)
    assert next_poll(stream, rhythm(0.1), None, TUESDAY) == next_poll(stream, {}, None, TUESDAY)


@pytest.mark.parametrize(("took", "minutes"), [(0, 15), (5, 10), (10, 7.5), (60, 7.5)])
def test_the_interval_counts_from_the_beginning_of_a_run_and_half_of_it_is_peace(took: float, minutes: float) -> None:
    source = Source("a", "A", "UZ", "Asia/Tashkent", "a", feeds=("https://a.uz/rss",), every=EVERY)
    tally = Tally("a", started_at=TUESDAY - dt.timedelta(minutes=took), polled=[Polled("a", "feeds", "unchanged")])
    due = due_at(source, SourceState(name="a", failures=0), tally, TUESDAY)
    assert dt.timedelta(0) <= due - TUESDAY - dt.timedelta(minutes=minutes) < POLLING.jitter


def test_what_is_asked_every_minute_is_not_put_off_by_much() -> None:
    waits = [
        next_poll(Source(name, "A", "UZ", "UTC", "a", every=dt.timedelta(minutes=1)), {}, None, TUESDAY).total_seconds()
        for name in map(str, range(100))
    ]
    assert 60 <= min(waits) < max(waits) <= 63
