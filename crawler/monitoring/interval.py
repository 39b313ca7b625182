"""When a source is polled next: its learned rhythm and how its run ended come in, a span of time goes out."""

import datetime as dt
import zlib
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from crawler.manners.measures import BACK_OFF, POLLING
from crawler.monitoring.rhythm import pace_at
from crawler.monitoring.tally import Tally
from crawler.sources import Source
from pipeline.models import SourceState
from pipeline.resolution.kinds import DISCOVERY

STEP = dt.timedelta(minutes=5)  # of the walk through the hours to come


def due_at(source: Source, state: SourceState, tally: Tally, now: dt.datetime) -> dt.datetime:
    """Return when a source is to be crawled again after a run, its host's wish to be left alone included.

    The span counts from the beginning of the run, or the time a run takes would come on top of each; after a long run
    half of it is left in peace all the same.
    """
    trouble = tally.trouble()
    if trouble == "killed":
        return max(now, tally.hold_until or now)
    if trouble == "wait" and tally.hold_until:  # the host has named the time
        return max(now + source.every, tally.hold_until)
    span = next_poll(source, state.rhythm or {}, tally.window, now, trouble, state.failures)
    begun = now if trouble else tally.started_at
    return max(begun + span, now + span / 2, tally.hold_until or now)


def next_poll(
    source: Source,
    rhythm: Mapping[str, Any],
    window: int | None,
    now: dt.datetime,
    trouble: str | None = None,
    failures: int = 0,
) -> dt.timedelta:
    """Return the span until the next poll of a source.

    ``window`` is how many entries its shortest list in the order of time shows, ``trouble`` the kind of a failure
    (a table of policy.toml), ``failures`` how many runs in a row failed.
    """
    if trouble:
        return BACK_OFF[trouble].pause(failures, source.every)
    span = source.every
    own = source.kind == DISCOVERY  # a stream runs on, whatever is in it, and searches are counted by the day
    if not own and rhythm.get("days", 0) >= POLLING.learned and rhythm.get("rate") is not None:
        span = max(span, _until_expected(_wanted(window), rhythm, now.astimezone(ZoneInfo(source.timezone))))
    return span + _jitter(source)


def _wanted(window: int | None) -> float:
    """Return how many new articles may be waited for, so that a list still shows some of those met before."""
    return min(POLLING.articles, window / POLLING.window) if window else POLLING.articles


def _until_expected(articles: float, rhythm: Mapping[str, Any], local: dt.datetime) -> dt.timedelta:
    """Return how long it takes until so many articles are expected, at the most POLLING.longest."""
    holidays = set(rhythm.get("holidays", ()))
    span, expected = dt.timedelta(0), 0.0
    while span < POLLING.longest:
        then = (local.astimezone(dt.UTC) + span).astimezone(local.tzinfo)
        here = pace_at(rhythm, then, holidays) * (STEP / dt.timedelta(days=1))
        if expected + here >= articles:
            return span + STEP * ((articles - expected) / here)
        expected += here
        span += STEP
    return POLLING.longest


def _jitter(source: Source) -> dt.timedelta:
    """Return the source's own small delay, so that a hundred sources are not due in the same second."""
    return min(POLLING.jitter, source.every / 20) * (zlib.crc32(source.name.encode()) % 1000 / 1000)
