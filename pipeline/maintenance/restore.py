"""A backup comes in; a database of either kind, brought up to date, and Konchi's files, go out."""

import itertools
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, column, func, inspect, select, table, text, update

from pipeline import clock
from pipeline.db import known_revisions, migrate
from pipeline.files import replace
from pipeline.ledger import Job  # whose metadata know every table
from pipeline.maintenance.backup import AT_ONCE, Backup, BadBackup, checked, file, lines
from pipeline.maintenance.kept import place
from pipeline.maintenance.portable import clause, row
from pipeline.maintenance.status import HEARTBEAT_AGE, heartbeat


class NotEmpty(Exception):
    """There is something already where a backup would be restored; --overwrite takes it away."""


def restore(engine: Engine, path: Path, *, overwrite: bool = False) -> Backup:
    """Put a backup into an empty database (``overwrite``: into any, whose rows are lost); return what it held.

    Raises BadBackup, and changes nothing, where it is not whole or comes from a newer Konchi; NotEmpty.
    """
    held = checked(path)
    if held.revision not in known_revisions():
        raise BadBackup(f"{path} has the tables of a newer Konchi ({held.revision}); install that one here")
    with zipfile.ZipFile(path) as archive:
        bodies = {name: file(archive, name) for name in held.files}
        _refuse(engine, bodies, overwrite=overwrite)
        with engine.begin() as emptying:
            for each in reversed(Job.metadata.sorted_tables):
                emptying.execute(each.delete())
        migrate(engine, "base")
        migrate(engine, held.revision)
        with engine.begin() as writing:
            for name in held.tables:
                _fill(writing, archive, name, held.tables[name]["columns"])
    migrate(engine)
    for name, body in bodies.items():
        place(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace(place(name), body, 0o600)
    return held


def _refuse(engine: Engine, bodies: Mapping[str, bytes], *, overwrite: bool) -> None:
    """Refuse where a scheduler is at work, or something stands in the way that may not be overwritten."""
    beat = heartbeat()
    if beat.exists() and clock.now().timestamp() - beat.stat().st_mtime < HEARTBEAT_AGE.total_seconds():
        raise NotEmpty(f"konchi run is at work here, or was {HEARTBEAT_AGE.seconds // 60} minutes ago; stop it first")
    with engine.begin() as connection:
        filled = [each.name for each in Job.metadata.sorted_tables if connection.scalar(_any_row(each.name))]
        if filled and not overwrite:
            raise NotEmpty(f"the database holds {', '.join(filled[:3])} already; {NotEmpty.__doc__}")
    for name, body in bodies.items():
        if not overwrite and place(name).exists() and place(name).read_bytes() != body:
            raise NotEmpty(f"{place(name)} is another one; {NotEmpty.__doc__}")


def _any_row(name: str) -> Any:  # noqa: ANN401 - a query
    return select(func.count()).select_from(select(text("1")).select_from(table(name)).limit(1).subquery())


def _fill(writing: Connection, archive: zipfile.ZipFile, name: str, of: Mapping[str, str]) -> None:
    """Insert the rows of a table; what points into the same table is set when all of it stands there."""
    into, later = clause(name, of), _pointers(writing, name)
    waiting = []
    for rows in _batches(row(told, of) for told in lines(archive, name)):
        waiting += [
            {"number": each["id"], **{key: each[key] for key in later}} for each in rows if _points(each, later)
        ]
        writing.execute(into.insert(), [each | dict.fromkeys(later) for each in rows])
    if waiting:
        change = update(into).where(into.c.id == bindparam("number"))
        writing.execute(change.values({key: bindparam(key) for key in later}), waiting)
    _count_on(writing, name, of)


def _pointers(writing: Connection, name: str) -> list[str]:
    found = inspect(writing).get_foreign_keys(name)
    return [key["constrained_columns"][0] for key in found if key["referred_table"] == name]


def _points(each: Mapping[str, Any], later: list[str]) -> bool:
    return any(each[key] is not None for key in later)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(itertools.islice(rows, AT_ONCE)):
        yield batch


def _count_on(writing: Connection, name: str, of: Mapping[str, str]) -> None:
    """Let PostgreSQL number new rows behind those that came with their numbers; SQLite does by itself."""
    if writing.dialect.name == "postgresql" and "id" in of:
        last = select(func.max(column("id"))).select_from(table(name)).scalar_subquery()
        writing.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), func.coalesce(last, 1), True)))
