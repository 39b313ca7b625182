"""A desk for the tests of corrections: real pages become deals, readers are told by real mail, and the news changes."""

import datetime as dt
import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import Engine, select, update

from alerts.deliver import send_due
from pipeline import corrections
from pipeline.db import session
from pipeline.models import Deal, Page, Run, SourceState
from pipeline.process import process
from tests.alerts.postbox import Postbox
from tests.pipeline.test_process import BODY, NOW, article, page
from tests.pipeline.test_revise import edit

TITLE = "Tungsten memorandum signed in Tashkent"
AGAIN = BODY.replace("The deputy minister", "Our reporter says the deputy minister")
GRAPHITE = (
    BODY.replace("tungsten", "graphite")
    .replace("Daegu Tungsten Ltd", "Norsk Grafitt AS")
    .replace("Korean company", "Norwegian company")
)
DENIAL = """<p>The Uzbekistan Technological Metals Complex denied reports that it had signed a memorandum on tungsten
processing with Daegu Tungsten Ltd of Korea. No such memorandum exists, the press service of the complex said.</p>
<p>The press service called the reports about a tungsten plant untrue.</p>"""
DAY = dt.timedelta(days=1)


class Desk:
    """Everything between a page and a mailbox, with the hour under the test's hand."""

    def __init__(self, engine: Engine, box: Postbox, home: Path) -> None:
        self.engine, self.box, self.home = engine, box, home
        self.now = NOW
        with session(engine) as opened:
            for name in ("example", "other"):
                opened.add(SourceState(name=name, title=name.title(), publisher=name.title(), timezone="Asia/Tashkent"))

    def subscribe(self, frequency: str = "daily", language: str = "en") -> None:
        """Let one reader follow everything."""
        block = f'[[subscription]]\naddress = "reader@example.org"\nfrequency = "{frequency}"\n'
        (self.home / "subscriptions.toml").write_text(f'{block}language = "{language}"\nat = "08:00"\n', "utf-8")

    def publish(self, number: int, title: str = TITLE, body: str = BODY, source: str = "example") -> None:
        """Let an outlet publish an article today, and understand it."""
        day = (self.now - dt.timedelta(hours=3)).astimezone(dt.UTC).isoformat()
        text = article(title, body, day if self.now > NOW else "2025-03-19T10:00:00+05:00")
        with session(self.engine) as opened:
            opened.add(page(number, text, body_hash=str(number), source=source, fetched_at=self.now))
        process(self.engine)

    def edit(self, number: int, body: str, title: str = TITLE) -> None:
        """Let an outlet edit its article a minute later."""
        self.now += dt.timedelta(minutes=1)
        edit(self.engine, article(title, body), number, (self.now - NOW).total_seconds() / 3600)
        process(self.engine)

    def withdraw(self, number: int) -> None:
        """Let an outlet take its article away."""
        with session(self.engine) as opened:
            gone = update(Page).where(Page.address.endswith(f"-{number}"))
            opened.execute(gone.values(gone_at=self.now, withdrawn_at=self.now))

    def correct(self, kind: str, *words: str | list[str]) -> None:
        """Let a reader put a deal right."""
        with session(self.engine) as opened:
            getattr(corrections, kind)(opened, "dilnoza", *words)

    def key(self, mineral: str = "tungsten") -> str:
        """Return the key of the deal about a mineral."""
        with session(self.engine) as opened:
            return next(deal.key for deal in opened.scalars(select(Deal)) if mineral in deal.minerals)

    def mail(self, after: dt.timedelta = DAY) -> EmailMessage | None:
        """Let time pass, send what is due, and return what came."""
        self.now += after
        before = len(self.box.received)
        with session(self.engine) as opened:
            opened.add(Run(source="example", started_at=self.now, outcome="ok"))
        send_due(self.engine, self.now)
        arrived = [email.message_from_bytes(body, policy=email.policy.default) for _, body in self.box.received]
        assert len(arrived) <= before + 1
        return arrived[-1] if len(arrived) > before else None

    def read(self, after: dt.timedelta = DAY) -> tuple[str, str]:
        """Return subject and text of the mail that comes, the text on one line."""
        came = self.mail(after)
        return (came["Subject"], " ".join(came.get_body(("plain",)).get_content().split())) if came else ("", "")
