"""Runs are closed with a verdict and the time of the next run, on both databases."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, update

from crawler.monitoring.tally import Polled
from crawler.visits import closing, opening
from pipeline import clock
from pipeline.db import session
from pipeline.models import Poll, SourceState
from tests.crawler.visits.runs import OUTLET, ran, state_of


@pytest.fixture(autouse=True)
def _own_time() -> Iterator[None]:
    """Go back to the machine's own time after a test."""
    yield
    clock.set_clock(None)


def poll_of(engine: Engine) -> Poll:
    with session(engine) as opened:
        return opened.get_one(Poll, OUTLET.feeds[0])


def test_validators_are_kept_only_of_lists_that_are_accounted_for(database: Engine) -> None:
    ran(database, fate=None)
    assert poll_of(database).etag is None
    ran(database, fate="stored")
    assert poll_of(database).etag == '"1"'
    ran(database, "unchanged", None)
    assert poll_of(database).etag == '"1"'
    ran(database, "broken", None)
    poll = poll_of(database)
    assert (poll.etag, poll.last_modified, poll.body_hash) == (None, None, None)


@pytest.mark.parametrize(
    ("states", "verdict"),
    [
        (["ok"], "healthy"),
        (["ok", "unchanged"], "healthy"),
        (["broken"], "broken"),
        (["blocked"], "broken"),
        (["ok", "unreachable", "unreachable"], "healthy"),
        (["ok", "unreachable", "unreachable", "unreachable"], "broken"),
        (["ok", "empty", "empty"], "healthy"),
        (["empty", "empty", "empty"], "broken"),
        (["broken", "ok"], "healthy"),
    ],
)
def test_the_verdict_follows_the_runs(database: Engine, states: list[str], verdict: str) -> None:
    for hours, state in enumerate(states):
        clock.set_clock(dt.datetime(2026, 6, 1, 3 * hours, tzinfo=dt.UTC))
        ran(database, state, "stored" if state == "ok" else None)
    assert state_of(database).verdict == verdict


@pytest.mark.parametrize(("days", "verdict"), [(1, "healthy"), (6, "quiet"), (30, "silent")])
def test_a_source_that_brings_nothing_grows_quiet_and_silent(database: Engine, days: int, verdict: str) -> None:
    ran(database)
    with session(database) as opened:
        before = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
        opened.execute(update(SourceState).values(last_healthy_at=before))
    assert ran(database, "unchanged", None).verdict == verdict


def test_a_list_whose_newest_entry_is_old_stands_still(database: Engine) -> None:
    tally = opening.begin(database, OUTLET)
    assert tally
    tally.polled = [Polled(OUTLET.feeds[0], "feeds", "ok")]
    tally.newest = dt.datetime.now(dt.UTC) - dt.timedelta(days=400)
    tally.count("https://outlet.uz/1", "known")
    closing.finish(database, OUTLET, tally)
    assert state_of(database).verdict == "broken"
    assert "names nothing newer than" in (state_of(database).reason or "")


def test_failures_are_tried_again_later_each_time(database: Engine) -> None:
    pauses = []
    for _ in range(10):
        due = ran(database, "broken", None).due_at
        assert due
        pauses.append((due - dt.datetime.now(dt.UTC)).total_seconds() / 60)
    assert [round(pause) for pause in pauses[:4]] == [30, 60, 120, 240]
    assert round(pauses[-1]) == 24 * 60
