"""What tests stand on: `database`, on SQLite and on a real PostgreSQL, and `newsstand`, a street of HTTP outlets."""

import itertools
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine, create_engine, text

from pipeline.db import connect
from tests.figures import (
    figure,
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_sessionfinish,
    pytest_terminal_summary,
)
from tests.newsstand import Newsstand
from tests.postgres import postgres
from tests.waiting import LONGEST
from tests.workers import PAGES

__all__ = [  # pytest finds them here
    "figure",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
]


HOMES = itertools.count(1)
hypothesis.settings.register_profile("konchi", deadline=None)  # a fifth of a second is long, but not on a busy machine
hypothesis.settings.load_profile("konchi")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test meet the files of whoever runs it, nor those of another test."""
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path_factory.getbasetemp() / f"konchi-home-{next(HOMES)}"))
    monkeypatch.delenv("KONCHI_DATABASE", raising=False)
    monkeypatch.setenv("KONCHI_OLDEST", "36500")  # the street's articles grow older with every day


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no page fail because the machine is busy."""
    monkeypatch.setattr("pipeline.executor.LIMIT", LONGEST)


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork the workers of pages from a process that holds the lexicon, as those of the timetable are.

    A test has threads, so that each of its workers would start from nothing, which takes a second and a half.
    """
    monkeypatch.setattr("pipeline.executor.get_context", lambda _way: PAGES)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of this test process's own and give its address."""
    with postgres() as server:
        _at(server.uri, "ALTER SYSTEM SET fsync = off")  # no test here outlives the machine; a drop took a second
        _at(server.uri, "SELECT pg_reload_conf()")
        yield server.uri


def _at(server: str, statement: str) -> None:
    admin = create_engine(server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(statement))
    admin.dispose()


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: str) -> str:
    """Give the name of a database on that server with all tables and no row, to be copied."""
    _at(postgresql, "CREATE DATABASE konchi_tables")
    connect(postgresql.replace("/postgres?", "/konchi_tables?")).dispose()
    return "konchi_tables"


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of SQLite with all tables and no row, to be copied: to make them takes a fifth of a second."""
    file = tmp_path_factory.mktemp("tables") / "konchi.db"
    connect(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def sqlite_url(sqlite_tables: Path, tmp_path: Path) -> str:
    """Give the address of a database in a file of the test's own, with all tables and no row."""
    file = tmp_path / "konchi.db"
    if not file.exists():
        shutil.copyfile(sqlite_tables, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a database with all tables and no row, once of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server, tables = (request.getfixturevalue(name) for name in ("postgresql", "postgresql_tables"))
    name = f"konchi_{uuid.uuid4().hex}"
    _at(server, f"CREATE DATABASE {name} TEMPLATE {tables}")
    yield server.replace("/postgres?", f"/{name}?")
    _at(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Give an engine on a database with all tables and no row, which is also the configured one."""
    monkeypatch.setenv("KONCHI_DATABASE", database_url)
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def newsstand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsstand]:
    """Give the street of test outlets on the morning of 24 August 2025, as the configured catalogue."""
    with Newsstand(now="2025-08-24T09:00+05:00") as stand:
        monkeypatch.setenv("KONCHI_SOURCES", str(stand.catalogue(tmp_path / "catalogue")))
        monkeypatch.setenv("KONCHI_ALLOW_HOSTS", stand.allow_hosts)
        yield stand
