"""A town whose news is watched: a site, a folder and a database come in, what is published, due and stored goes out."""

import datetime as dt
import email
import secrets
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from pipeline.db import connect, session
from pipeline.ledger import Delivery, Job
from pipeline.models import Article, Page, SourceState
from tests.alerts.postbox import Postbox, postbox
from tests.alerts.sending.test_outbox import store
from tests.crawler.conftest import Answer, Site
from tests.faults.pages import article
from tests.faults.running import Running
from tests.waiting import until

SOURCES, PAGES, MAILS = 3, 4, 30  # of each batch


def ages(database: Engine) -> dict[str, dt.datetime | None]:
    """Return when each line of the timetable last ended."""
    with session(database) as opened:
        return dict(opened.execute(select(Job.name, Job.last_finished_at)).all())


def back(scheduler: Running, database: Engine) -> float:
    """Wait until every line of the timetable has run again; return the seconds that it took."""
    free, moment = time.monotonic(), dt.datetime.now(dt.UTC)

    def goes_on() -> bool:
        ended = ages(database)
        return scheduler.process.poll() is not None or all(one and one > moment for one in ended.values())

    until(goes_on)
    return time.monotonic() - free


class Town:
    """Sources whose lists grow, a page that keeps a crawl waiting, readers with mail, and a database on a server."""

    def __init__(self, site: Site, folder: Path, engine: Engine, box: Postbox) -> None:
        self.site, self.engine, self.box = site, engine, box
        self.links: dict[int, list[str]] = defaultdict(list)
        self.mails = 0
        blocks = [
            f'[[source]]\nname = "s{n}"\ntitle = "S{n}"\ncountry = "UZ"\ndelay = 0\nfeeds = ["{site.home}/rss{n}"]\n'
            for n in range(SOURCES)
        ]
        folder.mkdir()
        (folder / "all.toml").write_text("\n".join(blocks), encoding="utf-8")
        self.publish(0)

    def publish(self, batch: int, more: int = 0) -> None:
        """Let every list grow by some articles, whose pages are longer by so many bytes that cannot be compressed."""
        for source in range(SOURCES):
            for number in range(PAGES):
                count = (batch * SOURCES + source) * PAGES + number
                said = article(f"Firm{source}x{batch}x{number}", source, 1 + count % 22, count)
                said += f"<!-- {secrets.token_hex(more)} -->"
                self.links[source].append(self.site.put(f"/{source}/2026/{batch}-{number}", said))
            self.site.feed(f"/rss{source}", dict.fromkeys(self.links[source], ""))

    def hold(self, path: str) -> tuple[threading.Event, threading.Event]:
        """Let a page's answer wait; return what tells that it was asked for, and what lets it go."""
        asked, free, said = threading.Event(), threading.Event(), self.site.answers[path]
        assert isinstance(said, Answer)

        def answer(_: object) -> Answer:
            asked.set()
            free.wait(120)
            return said

        self.site.answers[path] = answer
        return asked, free

    def write(self, slot: str) -> None:
        """Put mail for every reader into the outbox."""
        for number in range(MAILS):
            assert store(self.engine, f"r{number}", slot=slot, at=dt.datetime.now(dt.UTC))
        self.mails += MAILS

    def due(self) -> None:
        """Let every source that no crawl is at be due."""
        with session(self.engine) as opened:
            opened.execute(update(SourceState).where(SourceState.lease_holder.is_(None)).values(due_at=None))

    def acknowledged(self) -> set[tuple[str, ...]]:
        """Return what is stored for good: pages, pages understood, mail sent."""
        with session(self.engine) as opened:
            pages = {("page", address) for address in opened.scalars(select(Page.address))}
            done = {("done", address) for address in opened.scalars(select(Page.address).where(Page.state == "done"))}
            sent = select(Delivery.address, Delivery.slot).where(Delivery.state == "sent")
            return {*pages, *done, *(("sent", *row) for row in opened.execute(sent))}

    def finished(self) -> bool:
        """Tell whether every page is understood and every mail sent."""
        done = Counter(one[0] for one in self.acknowledged())
        return done["done"] == sum(map(len, self.links.values())) and done["sent"] == self.mails

    def strays(self) -> int:
        """Count the articles that were lost or are doubled."""
        with session(self.engine) as opened:
            there = opened.scalar(select(func.count(Article.id))) or 0
        return abs(there - sum(map(len, self.links.values())))

    def twins_that_differ(self) -> int:
        """Count the messages that did not come, and those that came again and not as they were."""
        bodies = defaultdict(set)
        for to, body in self.box.received:
            bodies[to, email.message_from_bytes(body)["Message-ID"]].add(body)
        return sum(len(each) - 1 for each in bodies.values()) + self.mails - len(bodies)


@contextmanager
def watched(url: str, site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Give a town that the configured database is of, until the end of the block."""
    monkeypatch.setenv("KONCHI_DATABASE", url)
    monkeypatch.setenv("KONCHI_SOURCES", str(folder))
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", site.host)
    engine = connect(url)
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        yield Town(site, folder, engine, box)
    engine.dispose()
