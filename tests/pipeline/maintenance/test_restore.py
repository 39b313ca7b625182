"""What was kept comes back as it was, on either database, also from an older version."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select, text

from pipeline.db import data_folder, migrate, newest_revision, session
from pipeline.maintenance.backup import BadBackup, backup
from pipeline.maintenance.restore import NotEmpty, restore
from pipeline.maintenance.status import heartbeat
from pipeline.models import Deal
from pipeline.queries.query import parse
from pipeline.queries.search import Hunt, articles
from tests.alerts.newsroom import Newsroom
from tests.pipeline.belongings import fill, other, own_home, rows

__all__ = ["other", "own_home"]  # pytest finds them here


def test_a_backup_comes_back_as_it_was(database: Engine, tmp_path: Path) -> None:
    fill(database)
    before = rows(database)
    made = backup(database, tmp_path / "konchi.backup")
    assert made.rows == sum(map(len, before.values())) > 10
    assert (tmp_path / "konchi.backup").stat().st_mode & 0o777 == 0o600
    with session(database) as opened:
        opened.execute(text("DELETE FROM told"))
    (data_folder() / "secret").write_text("another")
    with pytest.raises(NotEmpty, match="--overwrite"):
        restore(database, tmp_path / "konchi.backup")
    restore(database, tmp_path / "konchi.backup", overwrite=True)
    assert rows(database) == before
    assert (data_folder() / "secret").read_text() == "not to be told"
    Newsroom(database).deal("another", bare=True)  # new rows get numbers of their own


def test_a_backup_moves_to_the_other_kind_of_database(database: Engine, other: Engine, tmp_path: Path) -> None:
    fill(database)
    backup(database, tmp_path / "there.backup")
    restore(other, tmp_path / "there.backup")
    assert rows(other) == rows(database)
    with session(other) as opened:
        assert [found.title.text for found in articles(opened, Hunt(parse("вольфрам")))] == ["Вольфрам 钨 O‘zbek"]
    fill_back = backup(other, tmp_path / "back.backup")
    restore(database, tmp_path / "back.backup", overwrite=True)
    assert rows(database) == rows(other)
    assert fill_back.revision == newest_revision()


def aged(path: Path, engine: Engine) -> Path:
    """Return the backup as the first version would have written it: with the tables and columns of its time."""
    migrate(engine, "base")
    migrate(engine, "0001_first_tables")
    looked = inspect(engine)
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(path.with_suffix(".old"), "w") as older:
        manifest = json.loads(whole.read("manifest.json"))
        manifest |= {"revision": "0001_first_tables", "files": {}}
        manifest["tables"] = {name: of for name, of in manifest["tables"].items() if looked.has_table(name)}
        for name, of in manifest["tables"].items():
            then = {column["name"] for column in looked.get_columns(name)}
            kept = [place for place, column in enumerate(of["columns"]) if column in then]
            gone = {"content_hash": "plain"} if name == "articles" else {}  # columns that are no longer
            lines = [json.loads(told) for told in whole.read(f"tables/{name}.jsonl").splitlines()]
            body = "".join(
                json.dumps([*(line[place] for place in kept), *("" for _ in gone)]) + "\n" for line in lines
            ).encode()
            of["columns"] = {column: kind for column, kind in of["columns"].items() if column in then} | gone
            of["sha256"] = hashlib.sha256(body).hexdigest()
            older.writestr(f"tables/{name}.jsonl", body)
        older.writestr("manifest.json", json.dumps(manifest))
    migrate(engine)
    return path.with_suffix(".old")


def test_an_older_backup_is_brought_up_to_date(other: Engine, database: Engine, tmp_path: Path) -> None:
    fill(database)
    backup(database, tmp_path / "konchi.backup")
    old = aged(tmp_path / "konchi.backup", other)
    for engine in (other, database):
        restore(engine, old, overwrite=True)
        with session(engine) as opened:
            assert opened.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_revision()
            assert [found.title.text for found in articles(opened, Hunt(parse("вольфрам")))] == ["Вольфрам 钨 O‘zbek"]
            assert opened.scalars(select(Deal.key)).all() == ["uztmk-itia"]


def test_a_backup_of_a_newer_version_is_refused(database: Engine, tmp_path: Path) -> None:
    path = tmp_path / "konchi.backup"
    backup(database, path)
    with zipfile.ZipFile(path, "a") as whole:
        told = whole.read("manifest.json").replace(newest_revision().encode(), b"9999_later")
        with pytest.warns(UserWarning, match="Duplicate name"):
            whole.writestr("manifest.json", told)
    with pytest.raises(BadBackup, match="newer Konchi"):
        restore(database, path)


def test_nothing_is_restored_under_a_scheduler_at_work(database: Engine, tmp_path: Path) -> None:
    backup(database, tmp_path / "konchi.backup")
    heartbeat().touch()
    with pytest.raises(NotEmpty, match="stop it first"):
        restore(database, tmp_path / "konchi.backup", overwrite=True)
