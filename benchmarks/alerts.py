"""What readers feel: the time from an article's publication to the alert's arrival, and digests queued a second."""

import argparse
import contextlib
import datetime as dt
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine, select

from benchmarks.measure import machine
from pipeline.db import connect, session
from pipeline.ledger import Delivery, Told
from pipeline.models import Article, Event, Page, Report
from tests.alerts.postbox import free_port
from tests.newsstand.stand import Newsstand

ARTICLES = 50
OUTLETS = 25
MINUTES = 10.0
LEAD = 60  # seconds in which the street is met for the first time: what is found then is no news
PATIENCE = 300  # seconds after the last publication
KONCHI = [sys.executable, "-m", "scheduler"]
FACTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
STEPS = ("published", "fetched", "understood", "composed", "arrived")


@dataclass
class Box:
    """A mail server that notes when a message for each reader arrived."""

    arrived: dict[str, float] = field(default_factory=dict)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Take every message."""
        for to in envelope.rcpt_tos:
            self.arrived.setdefault(to, time.time())
        return "250 2.0.0 taken"


@dataclass(frozen=True)
class Piece:
    """One made-up article, and the reader who waits for it."""

    number: int
    mineral: str
    country: str
    at: dt.datetime

    @property
    def reader(self) -> str:
        """Return the address of whoever follows this mineral and country, and nothing else."""
        return f"reader-{self.number}@example.org"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"at most and by default {ARTICLES}")
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"in which they come out, default {MINUTES:g}")
    asked = parser.parse_args()
    machine()
    latency(asked.articles, asked.minutes)


def latency(articles: int, minutes: float, outlets: int = OUTLETS, lead: float = LEAD) -> list[float]:
    """Publish so many articles at random moments while the timetable runs; print how long each alert took."""
    print(f"\n{articles} articles of {outlets} outlets, each polled every 60 s, come out within {minutes:g} minutes")
    pieces = list(_pieces(articles, minutes, lead))
    with tempfile.TemporaryDirectory() as name, _street(Path(name), pieces, outlets) as box:
        deadline = pieces[-1].at.timestamp() + PATIENCE
        while len(box.arrived) < articles and time.time() < deadline:
            time.sleep(0.5)
        times = _times(connect(), pieces, box)
    for first, last in itertools.pairwise(STEPS):
        legs = [moments[last] - moments[first] for moments in times]
        print(f"  {first:>10} -> {last:10} median {median(legs):5.1f} s, worst {max(legs):5.1f} s")
    whole = [moments["arrived"] - moments["published"] for moments in times]
    print(f"  publication to arrival: median {median(whole):.1f} s, worst {max(whole):.1f} s of {len(whole)} alerts")
    if len(whole) < articles:
        sys.exit(f"{articles - len(whole)} alerts never came")
    return whole


def _pieces(articles: int, minutes: float, lead: float) -> Iterator[Piece]:
    """Yield articles in the order in which they come out; no two are about one mineral and country."""
    chance = random.Random(1)  # noqa: S311 - made-up moments
    begin = dt.datetime.now(dt.timezone(dt.timedelta(hours=5))) + dt.timedelta(seconds=lead)
    moments = sorted(chance.uniform(0, minutes * 60) for _ in range(articles))
    about = [(mineral, country) for mineral in FACTS["minerals"] for country in FACTS["companies"]]
    for number, (seconds, (mineral, country)) in enumerate(zip(moments, about, strict=False)):
        yield Piece(number, mineral, country, begin + dt.timedelta(seconds=seconds))


@contextlib.contextmanager
def _street(folder: Path, pieces: Sequence[Piece], outlets: int) -> Iterator[Box]:
    """Open the outlets, the mail server and the timetable; the street is crawled once before anything comes out."""
    articles = folder / "made.articles.jsonl"
    articles.write_text("\n".join(json.dumps(record) for record in _records(pieces, outlets)), encoding="utf-8")
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    with Newsstand([articles]) as stand, patch.dict(os.environ, _settings(folder, stand, server.port)):
        (folder / "subscriptions.toml").write_text("\n".join(map(_subscription, pieces)), encoding="utf-8")
        server.start()
        for command in ("crawl", "process"):
            subprocess.run([*KONCHI, command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        with _timetable(folder / "log"):
            yield box
        server.stop()


@contextlib.contextmanager
def _timetable(log: Path) -> Iterator[None]:
    command = [*KONCHI, "run"]
    with log.open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told, start_new_session=True) as running:  # noqa: S603
        try:
            yield
        finally:
            running.send_signal(signal.SIGTERM)


def _settings(folder: Path, stand: Newsstand, port: int) -> dict[str, str]:
    return {
        "KONCHI_HOME": str(folder),
        "KONCHI_DATABASE": f"sqlite:///{folder / 'konchi.db'}",
        "KONCHI_SUBSCRIPTIONS": str(folder / "subscriptions.toml"),
        "KONCHI_SOURCES": str(stand.catalogue(folder / "sources")),
        "KONCHI_ALLOW_HOSTS": stand.allow_hosts,
        "KONCHI_SMTP": f"smtp://127.0.0.1:{port}",
    }


def _records(pieces: Sequence[Piece], outlets: int) -> Iterator[dict[str, Any]]:
    """Yield the articles as the newsstand reads them, and an old one of each outlet."""
    chance = random.Random(2)  # noqa: S311 - made-up words
    for number in range(outlets):
        told = {"title": f"School year begins in district {number}", "paragraphs": ["Lessons begin at eight."]}
        yield _record(f"old-{number}", number, pieces[0].at - dt.timedelta(days=2), told)
    for piece in pieces:
        land, *companies = FACTS["companies"][piece.country]
        of = FACTS["minerals"].index(piece.mineral)
        company, body = companies[of], FACTS["bodies"][of]
        about = f"signed an agreement on {piece.mineral} on {piece.at.day} {piece.at:%B %Y}"
        first = f"{company} of {land} and {body} {about}."
        around = chance.sample(FACTS["text"]["said"], 8)
        told = {
            "title": f"{company} signs agreement on {piece.mineral} in Uzbekistan",
            "paragraphs": [first, " ".join(around[:4]), " ".join(around[4:])],
        }
        yield _record(f"new-{piece.number}", piece.number % outlets, piece.at, told)


def _record(name: str, outlet: int, at: dt.datetime, told: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "outlet": f"made-{outlet}", "lang": "en", "published": at.isoformat(), **told}


def _subscription(piece: Piece) -> str:
    wishes = f'minerals = ["{piece.mineral}"]\ncountries = ["{piece.country}"]'
    return f'[[subscription]]\naddress = "{piece.reader}"\nfrequency = "at once"\n{wishes}\n'


def _times(engine: Engine, pieces: Sequence[Piece], box: Box) -> list[dict[str, float]]:
    """Return the moments of each article that was told, by step."""
    query = (
        select(Delivery.address, Page.fetched_at, Event.created_at, Delivery.created_at)
        .join(Told, Told.delivery_id == Delivery.id)
        .join(Event, Event.key == Told.event_key)
        .join(Report, Report.id == Event.report_id)
        .join(Report.article)
        .join(Article.page)
        .where(Event.kind == "new")
    )
    with session(engine) as opened:
        known = {address.removeprefix("mailto:"): steps for address, *steps in opened.execute(query)}
    times = []
    for piece in pieces:
        if piece.reader in known and piece.reader in box.arrived:
            inner = [moment.timestamp() for moment in known[piece.reader]]
            whole = (piece.at.timestamp(), *inner, box.arrived[piece.reader])
            times.append(dict(zip(STEPS, whole, strict=True)))
    return times


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()
