"""Promise 22: writers side by side lose no update, and a migration that is cut leaves all as it was."""

import datetime as dt
import os

import pytest
from sqlalchemy import Engine, event, inspect, select, text

from pipeline.db import MIGRATIONS, connect, migrate, newest_revision, session
from pipeline.ledger import Delivery, Job
from pipeline.models import Base
from tests.alerts.newsroom import Newsroom
from tests.faults.killing import CONTEXT, KILLED, run, start
from tests.faults.unguarded import without_immediate, without_row_locks
from tests.figures import Figure

WRITERS = 8


def count(times: int, barrier: object) -> None:
    """Read a number and write it down one higher, again and again."""
    engine = connect()
    barrier.wait(60)  # type: ignore[attr-defined]
    for _ in range(times):
        with session(engine) as opened:
            opened.get_one(Job, "counter", with_for_update=True).epoch += 1


def counted(database: Engine, times: int, *without: object) -> tuple[int, int]:
    """Let eight processes count; return how many updates are lost, and how many writers failed."""
    with session(database) as opened:
        opened.add(Job(name="counter", due_at=dt.datetime.now(dt.UTC), epoch=0))
    barrier = CONTEXT.Barrier(WRITERS)
    writers = [start(count, times, barrier, without=without) for _ in range(WRITERS)]  # type: ignore[arg-type]
    for writer in writers:
        writer.join(250)
    with session(database) as opened:
        found = opened.scalars(select(Job.epoch)).one()
    return WRITERS * times - found, sum(writer.exitcode != 0 for writer in writers)


@pytest.mark.parametrize(
    "times", [pytest.param(15, id="short"), pytest.param(300, id="long", marks=pytest.mark.faults)]
)
def test_eight_processes_lose_no_update_and_none_fails(database: Engine, figure: Figure, times: int) -> None:
    lost, failed = counted(database, times)
    what = f"{WRITERS} writers x {times} read-modify-writes, {database.dialect.name}"
    figure(22, f"{what}: lost", lost, 0, "")
    figure(22, f"{what}: writers that failed", failed, 0, "")


def test_without_its_guard_updates_are_lost_or_writers_fail(database: Engine, figure: Figure) -> None:
    guard, name = {
        "sqlite": (without_immediate, "BEGIN IMMEDIATE"),
        "postgresql": (without_row_locks, "row locks"),
    }[database.dialect.name]
    lost, failed = counted(database, 40, guard)
    figure(10, f"without {name}: updates lost of {WRITERS * 40}", lost, None, "")
    figure(10, f"without {name}: writers that failed of {WRITERS}", failed, None, "")
    assert lost + failed > 0


def fill(newsroom: Newsroom) -> None:
    """Write into the tables what a reader, a source and a deal leave there."""
    for number in range(20):
        newsroom.deal(f"deal-{number}")
    newsroom.run("kun_uz")
    newsroom.source("kun_uz", title="Kun.uz")
    with newsroom.session() as opened:
        opened.add(Job(name="crawl", due_at=newsroom.now))
        opened.add(
            Delivery(
                address="mailto:a@b.org",
                kind="daily",
                slot="s",
                message_id="m",
                subject="s",
                body=b"x",
                next_attempt_at=newsroom.now,
                created_at=newsroom.now,
            )
        )


def state(engine: Engine) -> tuple[object, ...]:
    """Return the schema and how many rows each table has."""
    found = inspect(engine)
    columns = {table: sorted(one["name"] for one in has) for (_, table), has in found.get_multi_columns().items()}
    indexes = {table: sorted(str(one["name"]) for one in has) for (_, table), has in found.get_multi_indexes().items()}
    counted = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in columns)  # noqa: S608
    with engine.begin() as connection:
        rows = dict(connection.execute(text(counted)).all())
    return columns, indexes, rows


def migrate_and_die(revision: str, statements: int) -> None:
    """Migrate, and die after so many statements."""
    done = 0

    def strike(*_: object) -> None:
        nonlocal done
        done += 1
        if done == statements:
            os.kill(os.getpid(), -KILLED)

    event.listen(Engine, "after_cursor_execute", strike)
    migrate(open_as_it_is(), revision)


def open_as_it_is() -> Engine:
    """Return an engine on the configured database, without migrating it."""
    from pipeline import db  # noqa: PLC0415 - its own steps of opening

    real, db.migrate = db.migrate, lambda _engine, _revision="head": None  # type: ignore[assignment]
    try:
        return connect()
    finally:
        db.migrate = real


def cut_on_the_way(engine: Engine, revision: str) -> tuple[int, int]:
    """Cut a migration after each of its statements, until it gets through; return cuts, damages."""
    before, cuts, damaged = state(engine), 0, 0
    while run(migrate_and_die, revision, cuts + 1) == KILLED:
        cuts += 1
        damaged += state(engine) != before
    return cuts, damaged


@pytest.mark.parametrize(
    "steps", [pytest.param(1, id="short"), pytest.param(None, id="long", marks=pytest.mark.faults)]
)
def test_a_migration_that_is_cut_after_any_statement_leaves_schema_and_rows_whole(
    database: Engine, newsroom: Newsroom, figure: Figure, steps: int | None
) -> None:
    fill(newsroom)
    revisions = sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    revisions = revisions[-steps - 1 :] if steps else revisions
    whole = state(database)
    cuts = damaged = 0
    for revision in reversed(revisions[:-1]):
        more, harmed = cut_on_the_way(database, revision)
        cuts, damaged = cuts + more, damaged + harmed
    for revision in revisions[1:]:
        more, harmed = cut_on_the_way(database, revision)
        cuts, damaged = cuts + more, damaged + harmed
    what = f"migrations down and up ({len(revisions) - 1}), {database.dialect.name}"
    figure(22, f"{what}: databases harmed by {cuts} cuts", damaged, 0, "")
    assert newest_revision() == revisions[-1]
    assert state(database)[0] == whole[0]
    now = state(database)[2]
    # What search keeps for itself is made from the articles' words, which a reprocess writes anew.
    lost = {table: n for table, n in whole[2].items() if table in Base.metadata.tables and now[table] != n}  # type: ignore[attr-defined,index]
    figure(22, f"{what}: tables that lost rows {lost or ''}".rstrip(), len(lost), 0, "")
