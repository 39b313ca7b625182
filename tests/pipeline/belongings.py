"""Everything that a backup must keep: a database filled with some of each thing, and the files beside it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from pipeline.db import connect, data_folder, session
from pipeline.ledger import Delivery, Job, Told
from pipeline.models import Article
from pipeline.words import wording
from tests.alerts.newsroom import Newsroom


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a data folder of its own, with a reader and a secret."""
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KONCHI_SUBSCRIPTIONS", raising=False)
    monkeypatch.delenv("KONCHI_SOURCES", raising=False)
    (data_folder() / "secret").write_text("not to be told")
    (data_folder() / "subscriptions.toml").write_text('[[subscription]]\naddress = "reader@example.org"\n')


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Give an empty SQLite database on another machine."""
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "other"))
    return connect(f"sqlite:///{tmp_path / 'other.db'}")


def fill(engine: Engine) -> None:
    """Write a deal with its articles, a copy that stands before its original, and a message."""
    newsroom = Newsroom(engine)
    deal = newsroom.deal()
    title = "Вольфрам 钨 O‘zbek"
    first = newsroom.article(title=title, words=wording.line(title, "", "ru", []), notes={"truncated": True})
    second = newsroom.article(published_offset=300)
    with session(engine) as opened:
        opened.get_one(Article, first.id).copy_of = second.id
        opened.get_one(Article, second.id).page.body = bytes(range(256))
        sent = {"address": "mailto:reader@example.org", "kind": "daily", "slot": "2026-11-23", "subject": "News"}
        delivery = Delivery(
            **sent, message_id="<1@x>", body=b"\0\xff", next_attempt_at=newsroom.now, created_at=newsroom.now
        )
        opened.add(delivery)
        opened.flush()
        opened.add(Told(address=delivery.address, event_key=f"{deal.key}:new:agreement", delivery_id=delivery.id))


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return everything there is."""
    with session(engine) as opened:
        return {
            table.name: sorted((tuple(row) for row in opened.execute(select(table))), key=repr)
            for table in Job.metadata.sorted_tables
        }
