"""What every test of alerts stands on: a data folder of its own and a newsroom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.alerts.newsroom import Newsroom

SETTINGS = (
    "KONCHI_SMTP",
    "KONCHI_SMTP_CA",
    "KONCHI_SUBSCRIPTIONS",
    "KONCHI_ALARM",
    "KONCHI_URL",
    "KONCHI_SECRET",
    "KONCHI_WEBHOOK_SECRET",
    "KONCHI_TELEGRAM_TOKEN",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder of the test's own, and no setting of the machine's."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
    monkeypatch.setenv("KONCHI_FROM", "Konchi <digest@konchi.example>")
    return tmp_path


@pytest.fixture
def newsroom(database: Engine) -> Newsroom:
    """Give a newsroom on an empty database."""
    return Newsroom(database)


@pytest.fixture
def opened(database: Engine) -> Iterator[Session]:
    """Give a session that reads what the newsroom has written so far."""
    with Session(database, expire_on_commit=False) as current:
        yield current
