"""What is old goes, a batch a transaction, and nothing that anybody still asks for goes with it."""

import datetime as dt
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, text, update
from sqlalchemy.orm import Session

import pipeline.maintenance.sweep
from alerts.telling.coverage import coverage
from pipeline.addressing import SAME
from pipeline.db import connect, session
from pipeline.ledger import Delivery, Sweep
from pipeline.maintenance.sweep import due, summary, sweep
from pipeline.models import REACHED, Article, Page, Revision, Run
from tests.faults.killing import KILLED, Boundary, run

NOW = dt.datetime(2026, 11, 23, 3, 30, tzinfo=dt.UTC)
OLD, YOUNG = NOW - dt.timedelta(days=61), NOW - dt.timedelta(days=59)
BYTES = os.urandom(1000)


def page(address: str, *, relevant: bool | None = None, **facts: object) -> Page:
    """Return an old page whose bytes are here; with an article where it is known whether that is relevant."""
    told = {"source": "kun_uz", "requested": address, "body": BYTES, "fetched_at": OLD, "state": "done", **facts}
    made = Page(address=address, body_hash=address, **told)
    if relevant is not None:
        more = {"publisher": "p", "outlet": "o", "title": "t", "text": "x", "lang": "en"}
        made.article = Article(source="kun_uz", address=address, relevant=relevant, created_at=OLD, **more)
    return made


KEPT = {
    "news of a deal": page("deal", relevant=True),
    "another address of it": page("deal?again", reason=f"{SAME}deal"),
    "read lately": page("lately", relevant=False, fetched_at=YOUNG),
    "edited lately": page("edited", relevant=False, revised_at=YOUNG),
    "failed, so that a later version of ours may read it": page("failed", state="failed", reason="Unextractable"),
    "not yet read": page("waiting", state="waiting"),
}
SWEPT = {
    "no news": page("nothing", relevant=False),
    "another address of it": page("nothing?again", reason=f"{SAME}nothing"),
    "edited long ago": page("history", relevant=False, revised_at=OLD),
    "turned away by the gate": page("rejected", state="rejected", reason="no word of mining"),
}


def mail(slot: str, created: dt.datetime, state: str = "sent", sent: dt.datetime | None = None) -> Delivery:
    told = {"address": "mailto:a@example.org", "kind": "daily", "subject": "News", "next_attempt_at": created}
    return Delivery(
        slot=slot, message_id=slot, body=BYTES, state=state, created_at=created, sent_at=sent, reply="250", **told
    )


def a_run(source: str, days: int, outcome: str = "ok", **counts: int) -> Run:
    at = NOW - dt.timedelta(days=days)
    return Run(source=source, started_at=at, finished_at=at, outcome=outcome, **counts)


def columns(engine: Engine, of: type[Page | Delivery]) -> dict[int, tuple[object, ...]]:
    """Return every column but the bytes."""
    others = [column for column in of.__table__.columns if column.key != "body"]
    with session(engine) as opened:
        return {row.id: tuple(row) for row in opened.execute(select(*others))}


def test_only_the_bytes_of_old_useless_pages_go_and_their_rows_stay(database: Engine) -> None:
    with session(database) as opened:
        opened.add_all([*map(copied, KEPT.values()), *map(copied, SWEPT.values())])
        opened.flush()
        numbers = dict(opened.execute(select(Page.address, Page.id)).all())
        for address, title in (("history", "as it was"), ("history", None), ("deal", "as it was")):
            when = {"fetched_at": OLD, "replaced_at": OLD}
            opened.add(Revision(page_id=numbers[address], body=BYTES, body_hash="", title=title, **when))
    before = columns(database, Page)
    done = sweep(database, NOW)
    with session(database) as opened:
        here = set(opened.scalars(select(Page.address).where(Page.body.is_not(None))))
        versions = opened.execute(select(Revision.page_id, Revision.title, Revision.body.is_not(None))).all()
    assert here == {one.address for one in KEPT.values()}
    assert sorted(versions, key=str) == sorted(
        [
            (numbers["history"], "as it was", False),
            (numbers["history"], None, True),
            (numbers["deal"], "as it was", True),
        ],
        key=str,
    )
    assert columns(database, Page) == before
    assert (done.pages, done.revisions, done.freed) == (len(SWEPT), 1, (len(SWEPT) + 1) * len(BYTES))
    assert "4 pages without news of deals, 1 earlier versions and 0 mails emptied, 0 runs deleted" in summary(done)


def copied(one: Page) -> Page:
    """Return a new row with the same columns, for one row belongs to one database."""
    again = Page(**{c.key: getattr(one, c.key) for c in Page.__table__.columns if c.key != "id"})
    if one.article:
        kept = [c.key for c in Article.__table__.columns if c.key not in ("id", "page_id")]
        again.article = Article(**{key: getattr(one.article, key) for key in kept if key in one.article.__dict__})
    return again


def test_old_mails_are_emptied_once_they_are_over_and_the_ledger_stays(database: Engine) -> None:
    long_ago, lately = NOW - dt.timedelta(days=181), NOW - dt.timedelta(days=179)
    with session(database) as opened:
        opened.add_all([mail("old", long_ago, sent=long_ago), mail("refused", long_ago, "refused")])
        opened.add_all(
            [mail("young", lately), mail("waiting", long_ago, "queued"), mail("late", long_ago, sent=lately)]
        )
    before = columns(database, Delivery)
    done = sweep(database, NOW)
    with session(database) as opened:
        emptied = set(opened.scalars(select(Delivery.slot).where(Delivery.body == b"")))
    assert emptied == {"old", "refused"}
    assert columns(database, Delivery) == before
    assert (done.mails, done.freed) == (2, 2 * len(BYTES))


def test_runs_go_as_far_as_nobody_looks_back(database: Engine) -> None:
    with session(database) as opened:
        opened.add_all([a_run("well", days) for days in (90, 60, 31, 29, 1)])
        opened.add_all(
            [a_run("dead", 90), a_run("dead", 80), a_run("dead", 70, "unreachable"), a_run("dead", 2, "blocked")]
        )
        opened.add_all([a_run("gaps", 50, gaps=1), a_run("gaps", 49, gaps=1, backfilled=3), a_run("gaps", 1)])
    asked = {days: asking(database, days) for days in (1, 7, 29, 45, 65, 85, 10_000)}
    assert sweep(database, NOW).runs == 3 + 1 + 1
    assert {days: asking(database, days) for days in asked} == asked
    with session(database) as opened:
        left = opened.execute(select(Run.source, func.count()).group_by(Run.source)).all()
    assert dict(left) == {"well": 2, "dead": 3, "gaps": 2}


def asking(engine: Engine, days: int) -> tuple[object, ...]:
    """Return what a digest of so many days says of the runs, and since when each source has not been reached."""
    reached = select(Run.source, func.max(Run.finished_at)).where(Run.outcome.in_(REACHED)).group_by(Run.source)
    with Session(engine) as opened:
        told = coverage(opened, NOW - dt.timedelta(days=days), NOW)
        return (told.due, told.reached, told.gaps, sorted(opened.execute(reached).all()))


def test_nothing_goes_where_everything_is_to_be_kept(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KONCHI_KEEP_PAGES", "KONCHI_KEEP_MAILS", "KONCHI_KEEP_RUNS"):
        monkeypatch.setenv(name, "0")
    long_ago = NOW - dt.timedelta(days=4000)
    with session(database) as opened:
        opened.add_all([page("nothing", relevant=False, fetched_at=long_ago), mail("old", long_ago, sent=long_ago)])
        opened.add_all([a_run("well", 4000), a_run("well", 1)])
    done = sweep(database, NOW)
    assert (done.pages, done.mails, done.runs, done.freed) == (0, 0, 0, 0)
    assert done.finished_at == NOW


def test_a_day_is_due_until_its_sweep_is_finished(database: Engine) -> None:
    assert due(database, NOW)
    with session(database) as opened:
        opened.add(Sweep(day=NOW.date(), begun_at=NOW))  # one that was killed
    assert due(database, NOW)
    sweep(database, NOW)
    assert not due(database, NOW)
    assert due(database, NOW + dt.timedelta(days=1))


def small_batches() -> None:
    """Let a batch be two rows."""
    pipeline.maintenance.sweep.BATCH = pipeline.maintenance.sweep.RUNS = 2


@pytest.mark.parametrize(
    "at",
    [Boundary("pipeline.maintenance.sweep:update", "after", 4), Boundary("pipeline.maintenance.sweep:_mails", "after")],
)
def test_whoever_is_killed_has_lost_nothing_and_counted_nothing_twice(
    database: Engine, at: Boundary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
    long_ago = NOW - dt.timedelta(days=181)
    with session(database) as opened:
        opened.add_all([page(f"p{number}", relevant=number == 3, reason=None) for number in range(7)])
        opened.add_all([mail(f"m{number}", long_ago, sent=long_ago) for number in range(5)])
        opened.add_all([a_run("well", 90 - number) for number in range(5)])
    database.dispose()
    assert run(swept, at=at, without=[small_batches]) == KILLED
    halfway = counted(database)
    assert 0 < halfway[0] < 6 + 5
    assert run(swept, without=[small_batches]) == 0
    with session(database) as opened:
        row = opened.scalars(select(Sweep)).one()
        assert (row.pages, row.mails, row.runs, row.freed) == (6, 5, 4, 11 * len(BYTES))
        assert opened.scalars(select(Page.address).where(Page.body.is_not(None))).all() == ["p3"]


def swept() -> None:
    """Sweep the configured database."""
    sweep(connect(), NOW)


def counted(engine: Engine) -> tuple[int, int]:
    """Return how much is gone, having seen that the day's row says the same."""
    with session(engine) as opened:
        row = opened.scalars(select(Sweep)).one()
        pages = opened.scalar(select(func.count()).where(Page.body.is_(None))) or 0
        mails = opened.scalar(select(func.count()).where(Delivery.body == b"")) or 0
        assert (row.pages, row.mails, row.finished_at) == (pages, mails, None)
        return pages + mails, row.runs


def test_what_is_old_is_found_by_an_index_of_what_is_kept(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'konchi.db'}")
    heard: dict[str, Any] = {}

    @event.listens_for(engine, "before_cursor_execute")
    def hear(_c: object, _k: object, statement: str, values: object, _x: object, _m: object) -> None:
        heard[statement] = values

    sweep(engine, NOW)
    asked = [(statement, values) for statement, values in heard.items() if "ORDER BY" in statement]
    with engine.begin() as connection:
        said = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values).all() for one, values in asked]
    engine.dispose()
    ways = [row[-1] for rows in said for row in rows]
    assert [way.split(" (")[0] for way in ways] == [
        "SEARCH pages USING INDEX ix_pages_kept",
        "SEARCH deliveries USING INDEX ix_deliveries_kept",
        "SEARCH runs USING INTEGER PRIMARY KEY",
    ]


def test_sqlite_uses_the_room_again_and_others_write_beside_a_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages go, as many come, and most of the room is used again; a writer waits for one batch at most."""
    path = tmp_path / "konchi.db"
    engine = connect(f"sqlite:///{path}")
    monkeypatch.setattr(pipeline.maintenance.sweep, "BATCH", 50)
    fill(engine, 0)
    before = size(engine, path)
    waits: list[float] = []
    sweeping = threading.Thread(target=lambda: sweep(engine, NOW))
    sweeping.start()
    while sweeping.is_alive():
        began = time.monotonic()
        with session(engine) as opened:
            opened.execute(update(Sweep).values(begun_at=NOW))
        waits.append(time.monotonic() - began)
        time.sleep(0.005)
    sweeping.join()
    fill(engine, 1000)
    after = size(engine, path)
    with session(engine) as opened:
        done = opened.scalars(select(Sweep)).one()
        assert opened.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()
    with capsys.disabled():
        print(f"\n  {before / 1e6:.1f} MB; swept {summary(done)}; as many pages later {after / 1e6:.1f} MB; ")
        print(f"  {len(waits)} writes beside it, the longest waited {max(waits) * 1000:.0f} ms")
    assert done.pages == 400
    assert len(waits) > 3
    assert after < 1.3 * before  # without the sweep it is twice as large


def fill(engine: Engine, first: int) -> None:
    """Write 400 old pages of 10 to 30 KB."""
    with session(engine) as opened:
        for number in range(400):
            opened.add(page(str(first + number), relevant=False, body=os.urandom(10_000 + number * 50)))


def size(engine: Engine, path: Path) -> int:
    """Return how large the file is when all is written into it."""
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size
