"""Runs are opened under leases that others respect, and lost ones are fenced, on both databases."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import Engine, select, update

from crawler.visits import closing, opening
from pipeline import clock
from pipeline.db import session
from pipeline.models import Run, SourceState
from tests.crawler.visits.runs import OUTLET, dead, ran, state_of


def test_a_source_is_held_by_one_crawl_and_given_back(database: Engine) -> None:
    first = opening.begin(database, OUTLET)
    assert first
    assert opening.begin(database, OUTLET) is None
    closing.finish(database, OUTLET, first)
    second = opening.begin(database, OUTLET)
    assert second
    assert second.epoch == first.epoch + 1


def test_a_lease_that_ran_out_or_whose_process_died_is_taken_over_and_the_old_run_is_fenced(database: Engine) -> None:
    first = opening.begin(database, OUTLET)
    assert first
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with session(database) as opened:
        opened.execute(update(SourceState).values(lease_until=past))
    second = opening.begin(database, OUTLET)
    assert second
    assert not closing.finish(database, OUTLET, first)
    assert state_of(database).lease_holder
    assert closing.finish(database, OUTLET, second)
    with session(database) as opened:
        assert [run.outcome for run in opened.scalars(select(Run).order_by(Run.id))] == ["killed", "broken"]


def test_a_source_whose_crawls_die_time_and_again_waits_longer_and_is_broken_until_one_ends(database: Engine) -> None:
    for _ in range(4):
        assert opening.begin(database, OUTLET)
        dead(database)
    found = state_of(database)
    assert (found.verdict, found.reason) == ("broken", "its crawl died 3 times in a row, and was killed or crashed")
    first = found.due_at
    assert first
    assert dt.timedelta(minutes=29) < first - clock.now() <= dt.timedelta(minutes=30)
    assert opening.begin(database, OUTLET)
    dead(database)
    second = state_of(database).due_at
    assert second
    assert second - clock.now() > dt.timedelta(minutes=59)
    found = ran(database)
    assert (found.verdict, found.reason) == ("healthy", None)
    assert found.due_at
    assert found.due_at - clock.now() < dt.timedelta(minutes=16)
    assert opening.begin(database, OUTLET)
    dead(database)
    assert opening.begin(database, OUTLET)
    assert state_of(database).verdict == "healthy"  # deaths are counted anew


def test_a_renewed_lease_lasts_and_a_lost_one_is_not_renewed(database: Engine) -> None:
    tally = opening.begin(database, OUTLET)
    assert tally
    past = dt.datetime.now(dt.UTC)
    with session(database) as opened:
        opened.execute(update(SourceState).values(lease_until=past))
    opening.renew(database, {"outlet": tally.epoch + 1})
    assert state_of(database).lease_until == past
    opening.renew(database, {"outlet": tally.epoch})
    assert (state_of(database).lease_until or past) > past


def test_the_state_carries_what_the_catalogue_says(database: Engine) -> None:
    state = ran(database, source=replace(OUTLET, reprints=("agency",)))
    assert (state.title, state.publisher, state.timezone) == ("Outlet", "family", "Asia/Tashkent")
    assert state.reprints == ["agency"]
    assert state.due_at
    assert abs(state.due_at - dt.datetime.now(dt.UTC) - OUTLET.every) < dt.timedelta(seconds=30)
