"""Runs, leases, verdicts and the time of the next run, on both databases."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from crawler import health
from crawler.lists.listing import Entry
from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source
from pipeline import clock
from pipeline.db import session
from pipeline.models import Poll, Run, SourceState

OUTLET = Source("outlet", "Outlet", "UZ", "Asia/Tashkent", "family", feeds=("https://outlet.uz/rss",))


@pytest.fixture(autouse=True)
def _own_time() -> Iterator[None]:
    """Go back to the machine's own time after a test."""
    yield
    clock.set_clock(None)


def ran(engine: Engine, state: str = "ok", fate: str | None = "stored", source: Source = OUTLET) -> SourceState:
    """Run the source once, its list in a state and its one link in a count; return the source's state."""
    tally = health.begin(engine, source)
    assert tally
    entries = [Entry("https://outlet.uz/1")] if state == "ok" else []
    tally.polled = [Polled(source.feeds[0], "feeds", state, None, 200, '"1"', "then", "hash", entries)]
    if fate:
        tally.count("https://outlet.uz/1", fate)
    assert health.finish(engine, source, tally)
    return state_of(engine)


def dead(engine: Engine) -> None:
    """Let whoever holds the source's lease have died."""
    with session(engine) as opened:
        opened.execute(update(SourceState).values(lease_until=clock.now() - dt.timedelta(seconds=1)))


def state_of(engine: Engine) -> SourceState:
    with session(engine) as opened:
        return opened.get_one(SourceState, "outlet")


def test_a_source_is_held_by_one_crawl_and_given_back(database: Engine) -> None:
    first = health.begin(database, OUTLET)
    assert first
    assert health.begin(database, OUTLET) is None
    health.finish(database, OUTLET, first)
    second = health.begin(database, OUTLET)
    assert second
    assert second.epoch == first.epoch + 1


def test_a_lease_that_ran_out_or_whose_process_died_is_taken_over_and_the_old_run_is_fenced(database: Engine) -> None:
    first = health.begin(database, OUTLET)
    assert first
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with session(database) as opened:
        opened.execute(update(SourceState).values(lease_until=past))
    second = health.begin(database, OUTLET)
    assert second
    assert not health.finish(database, OUTLET, first)
    assert state_of(database).lease_holder
    assert health.finish(database, OUTLET, second)
    with session(database) as opened:
        assert [run.outcome for run in opened.scalars(select(Run).order_by(Run.id))] == ["killed", "broken"]


def test_a_source_whose_crawl_died_is_known_until_it_is_crawled(database: Engine) -> None:
    assert health.begin(database, OUTLET)
    assert health.left_open(database) == set()
    dead(database)
    assert health.left_open(database) == {"outlet"}
    ran(database)
    assert health.left_open(database) == set()


def test_a_source_whose_crawls_die_time_and_again_waits_longer_and_is_broken_until_one_ends(database: Engine) -> None:
    for _ in range(4):
        assert health.begin(database, OUTLET)
        dead(database)
    found = state_of(database)
    assert (found.verdict, found.reason) == ("broken", "its crawl died 3 times in a row, and was killed or crashed")
    first = found.due_at
    assert first
    assert dt.timedelta(minutes=29) < first - clock.now() <= dt.timedelta(minutes=30)
    assert health.begin(database, OUTLET)
    dead(database)
    second = state_of(database).due_at
    assert second
    assert second - clock.now() > dt.timedelta(minutes=59)
    found = ran(database)
    assert (found.verdict, found.reason) == ("healthy", None)
    assert found.due_at
    assert found.due_at - clock.now() < dt.timedelta(minutes=16)
    assert health.begin(database, OUTLET)
    dead(database)
    assert health.begin(database, OUTLET)
    assert state_of(database).verdict == "healthy"  # deaths are counted anew


def test_a_renewed_lease_lasts_and_a_lost_one_is_not_renewed(database: Engine) -> None:
    tally = health.begin(database, OUTLET)
    assert tally
    past = dt.datetime.now(dt.UTC)
    with session(database) as opened:
        opened.execute(update(SourceState).values(lease_until=past))
    health.renew(database, {"outlet": tally.epoch + 1})
    assert state_of(database).lease_until == past
    health.renew(database, {"outlet": tally.epoch})
    assert (state_of(database).lease_until or past) > past


def test_the_state_carries_what_the_catalogue_says(database: Engine) -> None:
    state = ran(database, source=replace(OUTLET, reprints=("agency",)))
    assert (state.title, state.publisher, state.timezone) == ("Outlet", "family", "Asia/Tashkent")
    assert state.reprints == ["agency"]
    assert state.due_at
    assert abs(state.due_at - dt.datetime.now(dt.UTC) - OUTLET.every) < dt.timedelta(seconds=30)


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
    tally = health.begin(database, OUTLET)
    assert tally
    tally.polled = [Polled(OUTLET.feeds[0], "feeds", "ok")]
    tally.newest = dt.datetime.now(dt.UTC) - dt.timedelta(days=400)
    tally.count("https://outlet.uz/1", "known")
    health.finish(database, OUTLET, tally)
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


def test_due_are_new_sources_and_those_whose_time_has_come(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = "".join(
        f'[[source]]\nname = "{name}"\ntitle = "T"\ncountry = "UZ"\nfeeds = "https://{name}.uz/rss"\n'
        for name in ("outlet", "fresh", "other", "off")
    )
    (tmp_path / "uz.toml").write_text(blocks + "enabled = false\n", encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    ran(database)
    held = health.begin(database, Source("other", "O", "UZ", "UTC", "o", feeds=("https://other.uz/rss",)))
    assert isinstance(held, Tally)
    now = dt.datetime.now(dt.UTC)
    assert health.due_names(database) == ["fresh"]
    assert health.due_names(database, now + dt.timedelta(hours=1)) == ["fresh", "other", "outlet"]
    assert [name for name, *_ in health.next_crawls(database, now)] == ["outlet", "fresh", "other"]
    assert {row[0] for row in health.next_crawls(database, now)} == {"outlet", "fresh", "other"}
