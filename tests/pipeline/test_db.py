"""The database: migrations up and down, moments in UTC, clean text, and no lost update."""

import datetime as dt
import threading

import pytest
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from pipeline.db import BadDatabase, connect, migrate, session
from pipeline.models import Base, Job


def test_migrations_make_every_table_of_the_models_and_unmake_them(database: Engine) -> None:
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())
    migrate(database, "base")
    assert not set(Base.metadata.tables) & set(inspect(database).get_table_names())
    migrate(database)
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())


def test_migrated_columns_are_those_of_the_models(database: Engine) -> None:
    for name, table in Base.metadata.tables.items():
        assert {c["name"] for c in inspect(database).get_columns(name)} == set(table.columns.keys())


def test_a_moment_comes_back_aware_and_in_utc(database: Engine) -> None:
    tashkent = dt.timezone(dt.timedelta(hours=5))
    with session(database) as s:
        s.add(Job(name="a", due_at=dt.datetime(2025, 4, 10, 14, 5, tzinfo=tashkent)))
    with session(database) as s:
        assert s.scalars(select(Job.due_at)).one() == dt.datetime(2025, 4, 10, 9, 5, tzinfo=dt.UTC)
        assert s.scalars(select(Job.due_at)).one().utcoffset() == dt.timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Engine) -> None:
    with pytest.raises(Exception, match="without a time zone"), session(database) as s:
        s.add(Job(name="a", due_at=dt.datetime(2025, 4, 10)))  # noqa: DTZ001 - the point of the test


def test_hostile_characters_pass_through_every_database_the_same(database: Engine) -> None:
    now = dt.datetime.now(dt.UTC)
    with session(database) as s:
        s.add(Job(name="a\x00\ud800b\u2028c", due_at=now))
    with session(database) as s:
        assert s.scalars(select(Job.name)).one() == "ab\nc"


def test_eight_writers_lose_no_update(database: Engine) -> None:
    with session(database) as s:
        s.add(Job(name="counter", due_at=dt.datetime.now(dt.UTC), epoch=0))

    def count() -> None:
        for _ in range(20):
            with session(database) as s:
                job = s.get(Job, "counter", with_for_update=True)
                assert job is not None
                job.epoch += 1

    writers = [threading.Thread(target=count) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Session(database) as s:
        assert s.scalars(select(Job.epoch)).one() == 160


@pytest.mark.parametrize("url", ["not a url", "mysql://host/name"])
def test_an_unusable_address_is_refused_with_advice(url: str) -> None:
    with pytest.raises(BadDatabase, match=r"sqlite:////"):
        connect(url)
