"""The database: migrations up and down, moments in UTC, clean text, and no lost update."""

import datetime as dt
import re
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from pipeline.db import BadDatabase, BadFolder, connect, data_folder, known_revisions, migrate, reading, session
from pipeline.ledger import Job
from pipeline.models import Base


def test_migrations_make_every_table_of_the_models_and_unmake_them(database: Engine) -> None:
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())
    migrate(database, "base")
    assert not set(Base.metadata.tables) & set(inspect(database).get_table_names())
    migrate(database)
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())


def test_migrated_columns_are_those_of_the_models(database: Engine) -> None:
    for name, table in Base.metadata.tables.items():
        assert {c["name"] for c in inspect(database).get_columns(name)} == set(table.columns.keys())


def test_migrated_indexes_are_those_of_the_models(database: Engine) -> None:
    for name, table in Base.metadata.tables.items():
        assert {str(i.name) for i in table.indexes} <= {str(i["name"]) for i in inspect(database).get_indexes(name)}


def test_nothing_is_left_to_migrate_but_the_search_that_no_model_has(database: Engine) -> None:
    with database.connect() as connection:
        left = compare_metadata(MigrationContext.configure(connection), Job.metadata)
    names = {change[1].name for change in left if isinstance(change, tuple)}
    assert all(isinstance(change, tuple) for change in left), left
    assert all(re.match("(?:ix_)?(?:articles|deals)_(?:index|words)", name) for name in names), left


def test_each_migration_is_undone_and_made_again_by_itself(database: Engine) -> None:
    known = sorted(known_revisions())
    for revision in [*reversed(known[:-1]), "base", *known]:
        migrate(database, revision)
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())


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


def test_who_reads_sees_one_moment_and_lets_others_write(database: Engine) -> None:
    with reading(database) as reader:
        assert reader.scalars(select(Job.name)).all() == []
        with session(database) as writer:
            writer.add(Job(name="crawl", due_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC)))
        assert reader.scalars(select(Job.name)).all() == []
    with reading(database) as reader:
        assert reader.scalars(select(Job.name)).all() == ["crawl"]


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


@pytest.mark.parametrize(
    "url",
    [
        "not a url",
        "mysql://user:secret@host/name",
        "postgresql://user:secret@host:port/name",
        "postgresql://user:secret@127.0.0.1:1/name",
        "postgresql://user@127.0.0.1:1/name?password=secret",
        "sqlite:////dev/null/nowhere/konchi.db",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_an_unusable_address_is_refused_with_advice_and_without_its_password(url: str) -> None:
    with pytest.raises(BadDatabase, match=r"sqlite:////") as refused:
        connect(url)
    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, " * 100)
    with pytest.raises(BadDatabase, match="not a database"):
        connect(f"sqlite:///{letter}")
    assert letter.read_text() == "Dear reader, " * 100


def test_tables_of_another_program_are_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE pages (number INTEGER)")
    with pytest.raises(BadDatabase, match="already exists"):
        connect(f"sqlite:///{tmp_path / 'other.db'}")


def test_tables_of_a_newer_version_are_refused(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    with pytest.raises(BadDatabase, match="newer Konchi"):
        migrate(database)


def test_a_new_data_folder_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "new"))
    assert data_folder().stat().st_mode & 0o777 == 0o700


def test_a_data_folder_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "rare? 100 %41 #1 ўзбек"
    monkeypatch.setenv("KONCHI_HOME", str(home))
    monkeypatch.delenv("KONCHI_DATABASE", raising=False)
    connect().dispose()
    assert (home / "konchi.db").exists()
    assert list(tmp_path.iterdir()) == [home]


def test_a_data_folder_that_cannot_be_made_is_refused_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(BadFolder, match="KONCHI_HOME must name a folder"):
        data_folder()
