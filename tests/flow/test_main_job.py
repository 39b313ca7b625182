"""The main job from end to end: real sites, every command as a user types it, a real mail server, a parsed message."""

import email
import email.policy
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from pipeline.db import session
from pipeline.ledger import Delivery
from pipeline.models import Article, Deal, Event, Page
from tests.alerts.postbox import Postbox, postbox
from tests.gold.proof import unproven
from tests.newsstand import Newsstand
from tests.newsstand.stand import OWN
from tests.waiting import LONGEST, until

NOW = "2025-08-24T09:00+05:00"
READER = "analyst@example.org"
COMPLEX = "uztmk"


@dataclass
class Street:
    """The street's outlets, the database that is filled from them, and the box a reader's mail arrives in."""

    stand: Newsstand
    database: Engine
    box: Postbox

    def konchi(self, *arguments: str) -> str:
        """Run a command to its end; return what it printed."""
        done = subprocess.run([*KONCHI, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a command in a process group of its own."""
        return subprocess.Popen([*KONCHI, *arguments], start_new_session=True, stderr=subprocess.DEVNULL)

    def count(self, column: Any, *where: Any) -> int:  # noqa: ANN401 - SQLAlchemy's expressions
        """Count rows."""
        with session(self.database) as opened:
            return opened.scalar(select(func.count(column)).where(*where)) or 0

    def mails(self) -> list[EmailMessage]:
        """Return the messages that arrived."""
        return [email.message_from_bytes(body, policy=email.policy.default) for _, body in self.box.received]

    def deals(self) -> dict[frozenset[str], dict[str, Any]]:
        """Return the deals by their parties' ids, as the export tells them."""
        rows = [json.loads(line) for line in self.konchi("export", "deals").splitlines()]
        return {frozenset(party["id"] for party in row["parties"]): row for row in rows}


KONCHI = [sys.executable, "-m", "scheduler"]


@pytest.fixture
def street(database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """Open the street with the founding articles and the noise around them, and a mail server."""
    with Newsstand(OWN, now=NOW) as stand, postbox() as box:
        monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
        monkeypatch.setenv("KONCHI_SOURCES", str(stand.catalogue(tmp_path / "sources")))
        monkeypatch.setenv("KONCHI_ALLOW_HOSTS", stand.allow_hosts)
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        monkeypatch.delenv("KONCHI_SUBSCRIPTIONS", raising=False)
        yield Street(stand, database, box)


def test_from_a_news_site_to_a_readers_inbox(street: Street) -> None:
    street.konchi("crawl")
    street.konchi("process")
    street.konchi("subscribe", READER, "--timezone", "Asia/Tashkent")
    street.konchi("send", "--now")
    (mail,) = street.mails()
    assert mail["To"] == READER
    text, page = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for body in ("International Tungsten Industry Association", "European Raw Materials Alliance", "16 September 2024"):
        assert body in text
        assert body in page
    assert "Germany" not in text

    street.konchi("crawl")
    street.konchi("process")
    street.konchi("send", "--now")
    assert [mail["Subject"].startswith("Nothing new") for mail in street.mails()] == [False, True]
    street.konchi("deliveries")


def test_the_founding_articles_are_understood(street: Street) -> None:
    street.konchi("crawl")
    street.konchi("process")
    deals = street.deals()
    for association in ("reia", "itia", "ecga", "erma", "cmi"):
        joined = deals[frozenset({COMPLEX, association})]
        assert (joined["type"], joined["stage"]) == ("membership", "agreement")
    assert sum(COMPLEX in parties for parties in deals) == 5  # and the complex did nothing else
    months = {name: deals[frozenset({COMPLEX, name})]["stage_date"] for name in ("itia", "ecga")}
    assert {name: date and date[:7] for name, date in months.items()} == {"itia": "2025-03", "ecga": "2025-04"}
    memorandum = deals[frozenset({"us-gov", "uz-mingeo"})]
    assert (memorandum["stage"], memorandum["stage_date"]) == ("memorandum", "2024-09-16")
    signed = {person["name"] for person in memorandum["signatories"]}
    assert {"Jonathan Henick", "Omonullo Nasritdinkhodjaev"} <= signed
    assert not any("de-gov" in parties for parties in deals)
    with session(street.database) as opened:
        european = opened.scalars(select(Deal).where(Deal.key.contains("eu"))).all()
        told = set(opened.scalars(select(Event.deal_id)))
        assert [missing for deal in opened.scalars(select(Deal)) for missing in unproven(deal)] == []
    assert not {deal.id for deal in european if any(party["id"] == "eu" for party in deal.parties)} & told


def test_a_job_that_is_killed_at_every_step_and_run_again_loses_and_doubles_nothing(street: Street) -> None:
    crawl = street.start("crawl")
    until(lambda: street.count(Page.id) > 3)
    _kill(crawl)
    street.konchi("crawl")
    pages = street.count(Page.id, Page.state == "waiting")
    process = street.start("process")
    until(lambda: street.count(Article.id) > 3)
    _kill(process)
    street.konchi("process")
    assert street.count(Page.id, Page.state.in_(("waiting", "claimed"))) == 0
    assert street.count(Article.id) + street.count(Page.id, Page.state == "failed") == pages
    street.konchi("subscribe", READER, "--timezone", "Asia/Tashkent")
    street.box.data[READER] = "hang"
    send = street.start("send", "--now")
    assert street.box.arrived.wait(LONGEST)
    _kill(send)
    street.box.data.clear()
    street.konchi("send")
    first, again = street.box.received
    assert first == again  # the server had taken it: the twin is the same to the byte
    assert street.count(Delivery.id, Delivery.state == "sent") == street.count(Delivery.id) == 1


def _kill(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
