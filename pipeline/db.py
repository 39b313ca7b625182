"""The database: an address comes in, an engine with its migrations applied and sessions go out."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from pipeline.text import one_line

MIGRATIONS = Path(__file__).parent / "migrations"
READS = "konchi_reads"  # an execution option: the transaction writes nothing
PATIENCE = 30_000  # milliseconds that SQLite waits for another writer


_ADVICE = "KONCHI_DATABASE must be e.g. sqlite:////path/konchi.db or postgresql://user:password@host/name"


class BadDatabase(Exception):
    """The database cannot be used; the message says why, and never the password."""


class BadFolder(Exception):
    """The folder of Konchi's files cannot be used; give another one in KONCHI_HOME."""


def data_folder() -> Path:
    """Return the folder of Konchi's files, made if missing: KONCHI_HOME or the platform's place for data.

    A new one is its owner's alone, for it holds readers' addresses. Raises BadFolder.
    """
    folder = Path(os.environ.get("KONCHI_HOME") or user_data_path("konchi", appauthor=False))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = one_line(f"{folder}: {error.strerror}")
        raise BadFolder(f"{reason}; KONCHI_HOME must name a folder that can be written") from error
    return folder


def database_url() -> str:
    """Return the address of the database: KONCHI_DATABASE, or a SQLite file in the data folder."""
    configured = os.environ.get("KONCHI_DATABASE")
    return configured or URL.create("sqlite", database=str(data_folder() / "konchi.db")).render_as_string()


def shown_url() -> str:
    """Return the address of the database as it may be shown: without its password."""
    return _shown(make_url(database_url()))


def database_file() -> Path | None:
    """Return the file of the database; None where a server has it."""
    url = make_url(database_url())
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _shown(url: URL) -> str:
    return url.set(query={}).render_as_string(hide_password=True)  # a query may hold a password as well


def connect(url: str | None = None) -> Engine:
    """Return an engine for the address (default: ``database_url()``), its tables brought up to date.

    Raises BadDatabase where the address cannot be read, nothing usable answers there, or a newer Konchi was there.
    """
    return _connect(url or database_url())


@lru_cache(maxsize=8)
def _connect(url: str) -> Engine:
    address = _checked(url)
    engine = create_engine(address, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    try:
        migrate(engine)
    except DBAPIError as error:
        engine.dispose()
        said = one_line(f"{_shown(address)} cannot be used: {error.orig}")
        raise BadDatabase(f"{said}; {_ADVICE}") from error
    return engine


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except Exception as error:  # not shown: it may hold a password
        raise BadDatabase(f"the address of the database cannot be read; {_ADVICE}") from error
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise BadDatabase(f"databases of the kind {one_line(parsed.drivername)!r} are not supported; {_ADVICE}")
    if parsed.database in (None, "", ":memory:"):
        raise BadDatabase(f"a database in memory forgets everything at the end of each command; {_ADVICE}")
    return parsed


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins no transaction by itself; _begin_immediate does
    for pragma in (f"busy_timeout = {PATIENCE}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    if connection.get_execution_options().get(READS):
        connection.exec_driver_sql("BEGIN")  # and lets others write meanwhile
        return
    # A deferred transaction that reads, then writes, loses updates under WAL (measured: 1,445 of 2,400).
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables of the database to the given Alembic revision (default: the newest).

    Raises BadDatabase where a newer Konchi has changed them already.
    """
    with engine.execution_options(**{READS: True}).begin() as connection:  # whoever writes meanwhile is not waited for
        if revision == "head" and _revision(connection) == newest_revision():
            return
    with engine.begin() as connection:
        present = _revision(connection)
        if present and present not in known_revisions():
            raise BadDatabase(
                f"the tables of the database are those of a newer Konchi ({one_line(present)}); install it here too"
            )
        if engine.dialect.name == "postgresql":
            connection.execute(
                text("SELECT pg_advisory_xact_lock(7351002)")
            )  # two starts at once migrate one after the other
        from alembic import command  # noqa: PLC0415 - Alembic costs 0.1 s, and most starts find nothing to do
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        if revision == "base" or (present and revision < present):  # "head" is after every number
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def newest_revision() -> str:
    """Return the name of the newest migration: files are numbered, their stem is the revision."""
    return max(known_revisions())


def known_revisions() -> set[str]:
    """Return the names of all migrations."""
    return {path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _revision(connection: Connection) -> str | None:
    from sqlalchemy import inspect  # noqa: PLC0415 - only at start

    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def session(engine: Engine | None = None) -> Iterator[Session]:
    """Open a session on the engine (default: the configured database); commit at the end, roll back on an error."""
    with Session(engine or connect(), expire_on_commit=False) as opened, opened.begin():
        yield opened


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that only reads, as everything stands at one moment, while others go on writing."""
    postgres = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    options = postgres if engine.dialect.name == "postgresql" else {READS: True}
    with Session(engine.execution_options(**options), expire_on_commit=False) as opened, opened.begin():
        yield opened


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open a connection that sees the database as it stands at one moment, while others go on writing."""
    if engine.dialect.name == "postgresql":
        with engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).begin() as opened:
            yield opened
        return
    reader = create_engine(engine.url, poolclass=NullPool)
    event.listen(reader, "connect", _prepare_sqlite)
    event.listen(reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with reader.begin() as opened:
        yield opened
