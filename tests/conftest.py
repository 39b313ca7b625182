"""What tests stand on: `database`, on SQLite and on a real PostgreSQL, and `newsstand`, a street of HTTP outlets."""

import uuid
from collections.abc import Iterator
from pathlib import Path

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

__all__ = [  # pytest finds them here
    "figure",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test meet the files of whoever runs it."""
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path_factory.getbasetemp() / "konchi-home"))
    monkeypatch.delenv("KONCHI_DATABASE", raising=False)
    monkeypatch.setenv("KONCHI_OLDEST", "36500")  # the street's articles grow older with every day


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of this test process's own and give its address."""
    with postgres() as server:
        yield server.uri


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'konchi.db'}"
        return
    server = request.getfixturevalue("postgresql")
    name = f"konchi_{uuid.uuid4().hex}"
    admin = create_engine(server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Give an engine on an empty, migrated database, which is also the configured one."""
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
