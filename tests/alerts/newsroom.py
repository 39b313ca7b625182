"""A newsroom for the tests of alerts, which writes articles, deals and events straight into the tables."""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from pipeline.db import session
from pipeline.ledger import Delivery
from pipeline.models import Article, Base, Deal, Event, Evidence, Page, Report, Run, SourceState


class Newsroom:
    """Writes rows as the crawl and the pipeline would; every method commits and gives the row back."""

    now = dt.datetime(2026, 11, 23, 3, 30, tzinfo=dt.UTC)  # a Monday, 08:30 in Tashkent
    yesterday = now - dt.timedelta(days=1)
    noon = now - dt.timedelta(hours=12)

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._numbers = itertools.count(1)
        self._opened: Session | None = None

    def session(self) -> Any:  # noqa: ANN401 - a context manager
        """Open a session."""
        return session(self.engine)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Commit all that is written in the block at its end: many rows, one write to the disk."""
        with self.session() as self._opened:
            yield
        self._opened = None

    def _add(self, row: Base) -> Any:  # noqa: ANN401 - the row that came in
        if self._opened:
            self._opened.add(row)
            self._opened.flush()
            return row
        with self.session() as opened:
            opened.add(row)
        return row

    def article(self, **facts: Any) -> Article:  # noqa: ANN401 - any column
        """Write an article and its page."""
        number = next(self._numbers)
        fetched, source = facts.pop("fetched_at", self.noon), facts.pop("source", "gazeta_uz")
        address = facts.pop("address", f"https://news.example/{number}")
        page = Page(source=source, address=f"page:{number}", requested=address, fetched_at=fetched, state="done")
        defaults: dict[str, Any] = {
            "publisher": "gazeta.uz",
            "outlet": "Gazeta.uz",
            "title": f"Headline {number}",
            "text": "Text.",
            "lang": "en",
            "published_at": self.yesterday,
            "relevant": True,
            "created_at": fetched,
        }
        article: Article = self._add(Article(page=page, source=source, address=address, **(defaults | facts)))
        return article

    def page(self, state: str, **facts: Any) -> None:  # noqa: ANN401
        """Write a page without an article."""
        address = f"https://news.example/{next(self._numbers)}"
        defaults = {"source": "gazeta_uz", "fetched_at": self.noon}
        self._add(Page(address=address, requested=address, state=state, **(defaults | facts)))

    def report(self, deal: Deal, article: Article, quote: str = "", role: str = "primary", **evidence: str) -> Report:
        """Let an article report a deal, with the quote as evidence of its stage, and more quotes by field."""
        report = Report(
            article_id=article.id,
            deal_id=deal.id,
            position=next(self._numbers),
            role=role,
            deal_type=deal.deal_type,
            stage=deal.stage,
        )
        for field, words in (({"stage": quote} if quote else {}) | evidence).items():
            report.evidence.append(Evidence(field=field, value=deal.stage, start=0, end=1, quote=words))
        self._add(report)
        return report

    def event(self, deal: Deal, kind: str = "new", **facts: Any) -> Event:  # noqa: ANN401
        """Note that a deal changed."""
        key = f"{deal.key}:{kind}:{facts.get('after')}"
        event: Event = self._add(
            Event(**{"key": key, "deal_id": deal.id, "kind": kind, "created_at": self.noon, **facts})
        )
        return event

    def deal(self, key: str = "uztmk-itia", *, bare: bool = False, **facts: Any) -> Deal:  # noqa: ANN401
        """Write a deal; unless ``bare``, with one report and the event that it is new."""
        parties = [{"id": "uztmk", "name": "TMK", "role": "party"}, {"id": "itia", "name": "ITIA", "role": "party"}]
        defaults: dict[str, Any] = {
            "title": "A deal",
            "deal_type": "membership",
            "stage": "agreement",
            "stage_date": dt.date(2026, 11, 20),
            "stage_precision": "day",
            "parties": parties,
            "minerals": ["tungsten"],
            "first_seen_at": self.yesterday,
            "updated_at": self.yesterday,
        }
        deal: Deal = self._add(Deal(key=key, **(defaults | facts)))
        if not bare:
            self.report(deal, self.article(), quote="The complex was accepted as a member on Friday.")
            self.event(deal, after=deal.stage)
        return deal

    def run(self, source: str, outcome: str = "ok", at: dt.datetime | None = None) -> None:
        """Note a crawl of a source."""
        self._add(Run(source=source, started_at=at or self.noon, outcome=outcome))

    def source(self, name: str, **facts: Any) -> None:  # noqa: ANN401
        """Note what is known of a source."""
        self._add(SourceState(name=name, **facts))

    def deliveries(self) -> list[Delivery]:
        """Return the ledger, oldest first."""
        with self.session() as opened:
            return list(opened.query(Delivery).order_by(Delivery.id))
