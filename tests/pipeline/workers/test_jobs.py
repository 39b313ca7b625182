"""The timetable's memory: one holder at a time, fenced by an epoch."""

import datetime as dt
import threading

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import DBAPIError

from pipeline.db import session
from pipeline.ledger import Job
from pipeline.workers.jobs import claim, finish, renew

MINUTE = dt.timedelta(minutes=1)


def test_a_held_job_is_not_given_to_another(database: Engine) -> None:
    assert claim(database, "crawl", MINUTE) == 1
    assert claim(database, "crawl", MINUTE) is None


def test_a_finished_job_is_free_again_and_keeps_its_error(database: Engine) -> None:
    due = dt.datetime(2025, 4, 10, tzinfo=dt.UTC)
    epoch = claim(database, "crawl", MINUTE)
    assert epoch is not None
    assert finish(database, "crawl", epoch, "OSError: disk full", due)
    with session(database) as opened:
        job = opened.get_one(Job, "crawl")
        assert (job.last_error, job.due_at, job.lease_holder) == ("OSError: disk full", due, None)
    assert claim(database, "crawl", MINUTE) == 2


def test_a_lease_that_ran_out_is_taken_over_and_its_old_holder_is_fenced_off(database: Engine) -> None:
    now = dt.datetime.now(dt.UTC)
    old = claim(database, "crawl", MINUTE, now)
    new = claim(database, "crawl", MINUTE, now + 2 * MINUTE)
    assert (old, new) == (1, 2)
    assert not finish(database, "crawl", 1, None, now)
    assert finish(database, "crawl", 2, None, now)


def test_a_job_of_a_dead_process_is_taken_over_at_once(database: Engine) -> None:
    claim(database, "crawl", MINUTE)
    with session(database) as opened:
        number = Job.lease_holder
        dead = opened.get_one(Job, "crawl").lease_holder
        assert dead is not None
        opened.execute(update(Job).values({number: dead.rpartition(":")[0] + ":999999999"}))
    assert claim(database, "crawl", MINUTE) == 2


def test_a_job_whose_end_could_not_be_written_down_is_free_for_the_process_that_ended_it(database: Engine) -> None:
    epoch = claim(database, "crawl", MINUTE)
    assert epoch is not None
    with session(database) as opened:
        opened.execute(text("ALTER TABLE jobs RENAME TO gone"))
    with pytest.raises(DBAPIError):
        finish(database, "crawl", epoch, None, dt.datetime.now(dt.UTC))
    with session(database) as opened:
        opened.execute(text("ALTER TABLE gone RENAME TO jobs"))
    assert claim(database, "crawl", MINUTE) == 2
    assert claim(database, "crawl", MINUTE) is None


def test_of_many_claims_at_once_one_succeeds(database: Engine) -> None:
    won: list[int | None] = []
    claims = [threading.Thread(target=lambda: won.append(claim(database, "send", MINUTE))) for _ in range(8)]
    for thread in claims:
        thread.start()
    for thread in claims:
        thread.join()
    assert sorted(epoch for epoch in won if epoch) == [1]
    assert len(won) == 8


def test_a_lease_is_renewed_by_its_holder_alone(database: Engine) -> None:
    claim(database, "crawl", MINUTE)
    renew(database, "crawl", 90 * MINUTE)
    with session(database) as opened:
        job = opened.get_one(Job, "crawl")
        assert job.lease_until is not None
        assert job.lease_until > dt.datetime.now(dt.UTC) + 60 * MINUTE
        job.lease_holder, job.lease_until = "elsewhere/pid:1", dt.datetime.now(dt.UTC)
    renew(database, "crawl", 90 * MINUTE)
    assert claim(database, "crawl", MINUTE) == 2
