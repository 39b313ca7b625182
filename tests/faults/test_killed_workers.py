"""Promises 2 and 9: crawl, pipeline and mail side by side, each killed again and again, lose and double nothing."""

import datetime as dt
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from pipeline import process
from pipeline.db import session
from pipeline.ledger import Delivery, Told
from pipeline.models import Article, Deal, Event, Page, Report, Run, SourceState
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import Postbox, postbox
from tests.alerts.test_deliver import subscribe
from tests.crawler.conftest import Site
from tests.faults.killing import KILLED, LONGEST, Boundary, konchi, located, start
from tests.faults.pages import article
from tests.faults.unguarded import elsewhere, in_one_process
from tests.figures import Figure

WORK: dict[str, list[tuple[str, str]]] = {
    "crawl": [
        ("crawler.visits.opening:_begun", "after"),  # under a lease that is not committed
        ("crawler.visits.books:begin_all", "after"),
        ("crawler.visits.writer:Writer._write", "before"),
        ("crawler.visits.writer:put", "after"),  # written, not committed
        ("crawler.visits.writer:Writer._write", "after"),
        ("crawler.visits.books:finish_all", "before"),
        ("crawler.visits.closing:_close", "after"),  # being closed
        ("crawler.visits.books:finish_all", "after"),
    ],
    "process": [
        ("pipeline.process:claim", "after"),  # claimed, not committed
        ("pipeline.process:understand", "before"),
        ("pipeline.process:store", "before"),
        ("pipeline.store:dedupe", "after"),
        ("pipeline.store:resolve", "after"),
        ("pipeline.process:store", "after"),  # stored, not committed
        ("pipeline.process:stored", "after"),
    ],
    "send": [
        ("alerts.deliver:compose", "after"),
        ("alerts.sending.composing:put_all", "after"),
        ("alerts.sending.outbox:_claim", "after"),
        ("smtplib:SMTP.data", "after"),
        ("alerts.sending.outbox:_record", "before"),
        ("alerts.sending.outbox:_record", "after"),
    ],
}
START = dt.datetime(2026, 11, 23, 0, 30, tzinfo=dt.UTC)
TICK = process.LEASE + dt.timedelta(seconds=1)  # between two rounds: the longest lease has run out


@dataclass(frozen=True)
class Acknowledged:
    """Notes in a file what a committed step has promised to be there, the moment it returns."""

    place: str
    path: str

    def __call__(self) -> None:
        """Lay it."""
        owner, name = located(self.place)
        real, file = getattr(owner, name), os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

        def note(*arguments: object, **named: object) -> object:
            result = real(*arguments, **named)
            for what in _promised(self.place, arguments):
                os.write(file, f"{what}\n".encode())
            return result

        setattr(owner, name, note)


def _promised(place: str, arguments: Sequence[object]) -> Iterator[str]:
    if place == "crawler.visits.writer:Writer._write":
        for make, *_ in arguments[1]:  # type: ignore[attr-defined]
            yield f"page {make()['address']}"
    elif place == "pipeline.process:stored":
        yield from (f"done {number}" for number, _ in arguments[1])  # type: ignore[attr-defined]
    else:
        claim, outcome = arguments[1:3]
        yield f"{outcome.state} {claim.address}"  # type: ignore[attr-defined]


class Office:
    """A site with sources, a database and readers, and the workers on them."""

    def __init__(self, newsroom: Newsroom, site: Site, home: Path, sources: int) -> None:
        self.engine, self.site, self.home, self.sources = newsroom.engine, site, home, sources
        self.pages = 0
        blocks = []
        for source in range(sources):
            links = [self._page(source, number) for number in range(4)]
            blocks.append(
                f'[[source]]\nname = "s{source}"\ntitle = "S{source}"\ncountry = "UZ"\ndelay = 0\n'
                f'feeds = ["{site.feed(f"/rss{source}", dict.fromkeys(links, ""))}"]\n'
            )
        (home / "sources").mkdir()
        (home / "sources" / "all.toml").write_text("\n".join(blocks), encoding="utf-8")
        reader = 'timezone = "UTC"\nat = "00:00"\nfrequency = "{}"'
        subscribe(
            home, *(f'address = "r{n}@example.org"\n{reader.format(("daily", "at once")[n % 2])}' for n in range(40))
        )

    def _page(self, source: int, number: int) -> str:
        self.pages += 1
        said = article(f"Firm{source}x{number}", source, 1 + (source + number) % 22, self.pages)
        return self.site.put(f"/{source}/2026/{number}", said)

    def round(self, number: int, dice: random.Random, names: Sequence[str] = tuple(WORK)) -> int:
        """Let the workers begin side by side, each with a boundary ahead at which it dies; return how many did."""
        workers = []
        for name in names:
            place, when = WORK[name][number % len(WORK[name])]
            nth = 1 if place.endswith(":put_all") else dice.randint(1, 3)  # which stores many together
            workers.append(self.begin(name, number, Boundary(place, when, nth)))
        for worker in workers:
            worker.join(LONGEST)
        return [worker.exitcode for worker in workers].count(KILLED)

    def begin(self, name: str, number: int, boundary: Boundary | None) -> object:
        """Start a worker; every second one is of another machine, of whose death only its lease tells."""
        without: list[Callable[[], None]] = [in_one_process]
        without += [Acknowledged(place, str(self.home / "acknowledged")) for place in ACKNOWLEDGING]
        without += [elsewhere] if number % 2 else []
        arguments = ["crawl", "--due"] if name == "crawl" else [name]
        return start(konchi, *arguments, at=boundary, moment=START + number * TICK, without=without)

    def end(self, number: int) -> None:
        """Let the work be ended, one lease after the last death."""
        for name in WORK:
            worker = self.begin(name, number, None)
            worker.join(LONGEST)  # type: ignore[attr-defined]
            assert worker.exitcode == 0, (self.home / "said.txt").read_text()[-2000:]  # type: ignore[attr-defined]

    def acknowledged(self) -> set[str]:
        """Return what was promised to be there."""
        path = self.home / "acknowledged"
        return set(path.read_text().splitlines()) if path.exists() else set()


ACKNOWLEDGING = ("crawler.visits.writer:Writer._write", "pipeline.process:stored", "alerts.sending.outbox:_record")


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as opened:
        monkeypatch.setenv("KONCHI_SMTP", opened.address)
        yield opened


def office(newsroom: Newsroom, site: Site, home: Path, monkeypatch: pytest.MonkeyPatch, sources: int) -> Office:
    """Open an office whose settings are those of the workers."""
    monkeypatch.setenv("KONCHI_SOURCES", str(home / "sources"))
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", site.host)
    return Office(newsroom, site, home, sources)


def missing(office: Office) -> set[str]:
    """Return what was acknowledged and is not there."""
    with session(office.engine) as opened:
        there = {f"page {address}" for address in opened.scalars(select(Page.address))}
        there |= {
            f"done {number}" for number in opened.scalars(select(Page.id).where(Page.state.in_(("done", "failed"))))
        }
        there |= {
            f"sent {address}" for address in opened.scalars(select(Delivery.address).where(Delivery.state == "sent"))
        }
    return office.acknowledged() - there


def orphans(engine: Engine) -> int:
    """Count rows that lack what they belong to, and what the database itself finds wrong."""
    with session(engine) as opened:
        found = [
            select(func.count(Article.id)).where(Article.page_id.not_in(select(Page.id))),
            select(func.count(Report.id)).where(Report.article_id.not_in(select(Article.id))),
            select(func.count(Report.id)).where(Report.deal_id.not_in(select(Deal.id))),
            select(func.count(Event.id)).where(Event.deal_id.not_in(select(Deal.id))),
            select(func.count()).select_from(Told).where(Told.delivery_id.not_in(select(Delivery.id))),
            select(func.count(Deal.id)).where(
                Deal.id.not_in(select(Report.deal_id).where(Report.deal_id.is_not(None)))
            ),
        ]
        count = sum(opened.scalar(query) or 0 for query in found)
        if engine.dialect.name == "sqlite":
            count += opened.execute(text("PRAGMA integrity_check")).scalar() != "ok"
            count += len(opened.execute(text("PRAGMA foreign_key_check")).all())
    return count


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(
    ("rounds", "sources", "kills"),
    [
        pytest.param(3, 4, 4, id="short"),
        pytest.param(28, 28, 60, id="long", marks=[pytest.mark.faults, pytest.mark.timeout(1800)]),
    ],
)
def test_workers_killed_side_by_side_lose_and_double_nothing(  # noqa: PLR0913, PLR0917
    newsroom: Newsroom, site: Site, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure,
    rounds: int, sources: int, kills: int,
) -> None:  # fmt: skip
    ours = office(newsroom, site, home, monkeypatch, sources)
    dice = random.Random(1)  # noqa: S311 - no secret
    dead = sum(ours.round(number, dice) for number in range(rounds))
    assert dead >= kills
    ours.end(rounds)
    what = f"{dead} kills of three workers at once, {newsroom.engine.dialect.name}"
    with session(ours.engine) as opened:
        done = set(opened.scalars(select(Run.source).where(Run.outcome.in_(("ok", "unchanged")))))
        states = Counter(opened.scalars(select(Page.state)))
        left = opened.scalars(select(SourceState.name).where(SourceState.lease_holder.is_not(None))).all()
        articles, deals = (opened.scalar(select(func.count(table.id))) or 0 for table in (Article, Deal))
        told = opened.execute(select(Told.address, Told.event_key)).all()
    figure(2, f"{what}: sources not done, of {sources}", sources - len(done), 0, "")
    figure(2, f"{what}: pages not done, of {ours.pages}", ours.pages - states["done"], 0, "")
    figure(2, f"{what}: events told twice, of {len(told)}", len(told) - len(set(told)), 0, "")
    figure(2, f"{what}: left under a lease one lease later", len(left) + states["claimed"], 0, "")
    figure(2, f"{what}: articles lost or doubled", abs(articles - ours.pages), 0, "")
    acknowledged = ours.acknowledged()
    assert {line.split()[0] for line in acknowledged} >= {"page", "done", "sent"}
    figure(9, f"{what}: acknowledged and missing, of {len(acknowledged)}", len(missing(ours)), 0, "")
    figure(9, f"{what}: orphans and faults of integrity", orphans(ours.engine), 0, "")
    assert deals
