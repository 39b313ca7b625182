"""How Konchi fares: figures for a person, checks for a machine."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from pipeline.db import session
from pipeline.ledger import Delivery, Job
from pipeline.maintenance import status
from pipeline.maintenance.status import checks, failed_pages, fared, figures, heartbeat, jobs
from pipeline.models import Page, Run, SourceState
from pipeline.workers.jobs import claim, finish

NOW = dt.datetime(2025, 4, 10, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def running(database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Give a database and a heartbeat such as a healthy installation has at NOW."""
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
    heartbeat().touch()
    os.utime(heartbeat(), (NOW.timestamp(), NOW.timestamp()))
    with session(database) as opened:
        opened.add(SourceState(name="kun_uz", verdict="healthy", last_healthy_at=NOW - HOUR))
        opened.add(Run(source="kun_uz", started_at=NOW - HOUR, finished_at=NOW - HOUR, outcome="ok"))
    return database


def page(state: str, fetched_at: dt.datetime, reason: str | None = None) -> Page:
    address = f"https://kun.example/{state}"
    return Page(source="kun_uz", address=address, requested=address, fetched_at=fetched_at, state=state, reason=reason)


def failing(engine: Engine) -> set[str]:
    return {check.name for check in checks(engine, NOW) if not check.passed}


def test_a_healthy_installation_passes_every_check(running: Engine) -> None:
    assert failing(running) == set()
    findings = {check.name: check.finding for check in checks(running, NOW)}
    assert (findings["pages move"], findings["mail moves"]) == ("no page waits", "no message waits")


def test_an_old_heartbeat_means_a_dead_scheduler(running: Engine) -> None:
    os.utime(heartbeat(), ((NOW - HOUR).timestamp(),) * 2)
    assert failing(running) == {"scheduler alive"}


def test_a_disk_without_room_is_an_alarm(running: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "ROOM", shutil.disk_usage(heartbeat().parent).total + 1)
    assert failing(running) == {"room on the disk"}


def test_no_source_reached_for_a_day_is_an_alarm(running: Engine) -> None:
    with session(running) as opened:
        opened.execute(update(Run).values(finished_at=NOW - 25 * HOUR))
        opened.add(Run(source="kun_uz", started_at=NOW, finished_at=NOW, outcome="unreachable"))
    assert failing(running) == {"sources reached"}


def test_sources_that_answer_without_news_are_reached(running: Engine) -> None:
    with session(running) as opened:
        opened.get_one(SourceState, "kun_uz").last_healthy_at = NOW - 72 * HOUR
        opened.execute(update(Run).values(outcome="unchanged"))
    assert failing(running) == set()


def test_sources_not_heard_are_named_and_above_a_quarter_of_all_an_alarm(running: Engine) -> None:
    with session(running) as opened:
        opened.add_all(SourceState(name=f"well{n}", verdict="quiet") for n in range(5))
        opened.add(SourceState(name="dead", verdict="silent"))
        opened.get_one(SourceState, "kun_uz").verdict = "broken"
    assert failing(running) == {"sources heard"}
    (heard,) = [check.finding for check in checks(running, NOW) if check.name == "sources heard"]
    assert heard == "5 of 7; not heard: dead (silent), kun_uz (broken)"
    with session(running) as opened:
        for name in ("well3", "well1"):
            opened.get_one(SourceState, name).doubtful = True
    (heard,) = [check.finding for check in checks(running, NOW) if check.name == "sources heard"]
    assert heard == "5 of 7; not heard: dead (silent), kun_uz (broken); quiet, may have stopped: well1, well3"
    with session(running) as opened:
        opened.get_one(SourceState, "dead").verdict = "healthy"
    assert failing(running) == set()


def test_an_address_in_no_count_or_a_drop_without_a_reason_is_an_alarm(running: Engine) -> None:
    counts = {"listed": 21, "known": 1, "stored": 2, "rejected": 3, "failed": 4, "skipped": 5, "revised": 6}
    with session(running) as opened:
        opened.add(Run(source="kun_uz", started_at=NOW, finished_at=NOW, outcome="ok", **counts))
        opened.add(page("rejected", NOW, "no word of Uzbekistan"))
    assert failing(running) == set()
    with session(running) as opened:
        opened.add(Run(source="kun_uz", started_at=NOW, finished_at=NOW, outcome="ok", **{**counts, "listed": 23}))
    assert failing(running) == {"pages accounted for"}
    with session(running) as opened:
        opened.execute(update(Run).where(Run.listed == 23).values(listed=21))
        opened.execute(update(Page).values(reason=None))
    assert failing(running) == {"pages accounted for"}


def test_a_page_that_waits_for_hours_is_an_alarm(running: Engine) -> None:
    with session(running) as opened:
        opened.add(page("waiting", NOW - 3 * HOUR))
    assert failing(running) == {"pages move"}


def test_a_mail_that_cannot_be_delivered_for_hours_is_an_alarm(running: Engine) -> None:
    with session(running) as opened:
        opened.add(
            Delivery(
                address="mailto:a@example.org", kind="daily", slot="2025-04-10", message_id="<1@konchi>", subject="s",
                body=b"b", created_at=NOW - 7 * HOUR, next_attempt_at=NOW,
            )
        )  # fmt: skip
    assert failing(running) == {"mail moves"}


def test_failed_pages_are_named_with_their_errors_and_cannot_write_to_the_terminal(running: Engine) -> None:
    with session(running) as opened:
        opened.add(page("failed", NOW, "Unextractable: \x1b[2Ja list page"))
        opened.add(page("done", NOW))
    assert failed_pages(running) == [("https://kun.example/failed", "Unextractable: [2Ja list page")]


def test_the_figures_count_every_page_by_its_state(running: Engine) -> None:
    with session(running) as opened:
        opened.add(page("failed", NOW, "no body"))
        opened.add(page("done", NOW))
    shown = figures(running)
    assert shown["pages"] == "1 done, 1 failed"
    assert shown["sources"] == "1 healthy"


def test_a_job_tells_since_when_it_runs_that_it_was_cut_off_and_how_it_ended_last(database: Engine) -> None:
    def shown(now: dt.datetime) -> str:
        (job,) = jobs(database)
        return fared(job, now)

    began, later = (f"{moment.astimezone():%Y-%m-%d %H:%M %Z}" for moment in (NOW, NOW + HOUR))
    epoch = claim(database, "crawl", HOUR, NOW)
    assert epoch
    assert shown(NOW) == f"running since {began}"
    assert shown(NOW + 2 * HOUR) == f"cut off, begun {began}"
    assert finish(database, "crawl", epoch, None, NOW)
    ended = shown(NOW)
    assert ended.endswith(", well")
    again = claim(database, "crawl", HOUR, NOW + HOUR)
    assert again
    assert shown(NOW + HOUR) == f"running since {later}; before: {ended}"
    with session(database) as opened:
        job = opened.get_one(Job, "crawl")
        job.lease_holder = f"{(job.lease_holder or '').rpartition(':')[0]}:999999999"  # a process that there is not
    assert shown(NOW + HOUR) == f"cut off, begun {later}; before: {ended}"
    assert finish(database, "crawl", again, "OSError: disk \x1b[2Jfull", NOW)
    failed = shown(NOW + HOUR)
    assert failed.startswith("failed ")
    assert failed.endswith(": OSError: disk [2Jfull")
