"""Deals, events and readers for the tests of alerts, written straight into the tables."""

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from pipeline.db import session
from pipeline.models import Article, Deal, Event, Evidence, Page, Report, Run, SourceState

NOW = dt.datetime(2026, 11, 23, 3, 30, tzinfo=dt.UTC)  # a Monday, 08:30 in Tashkent
YESTERDAY = NOW - dt.timedelta(days=1)
MakeDeal = Callable[..., Deal]
MakeArticle = Callable[..., Article]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder of the test's own, and no setting of the machine's."""
    for name in ("KONCHI_SMTP", "KONCHI_SMTP_CA", "KONCHI_SUBSCRIPTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
    monkeypatch.setenv("KONCHI_FROM", "Konchi <digest@konchi.example>")
    return tmp_path


@pytest.fixture
def opened(database: Engine) -> Any:  # noqa: ANN401 - an iterator of one session
    """Give a session whose work is committed at the end of the test."""
    with session(database) as current:
        yield current


_numbers = itertools.count(1)


def write_article(opened: Session, **facts: Any) -> Article:  # noqa: ANN401 - any column
    """Store an article and its page."""
    number = next(_numbers)
    fetched = facts.pop("fetched_at", YESTERDAY + dt.timedelta(hours=1))
    source = facts.pop("source", "gazeta_uz")
    address = facts.pop("address", f"https://news.example/{number}")
    page = Page(source=source, address=f"{address}#{number}", requested=address, fetched_at=fetched, state="done")
    defaults: dict[str, Any] = {
        "publisher": "gazeta.uz",
        "outlet": "Gazeta.uz",
        "title": f"Headline {number}",
        "text": "Text.",
        "lang": "en",
        "published_at": YESTERDAY,
        "content_hash": str(number),
        "relevant": True,
        "created_at": fetched,
    }
    article = Article(page=page, source=source, address=address, **(defaults | facts))
    opened.add(article)
    opened.flush()
    return article


def write_report(opened: Session, deal: Deal, article: Article, quote: str = "", role: str = "primary") -> Report:
    """Let an article report a deal, with the quote as evidence of its stage."""
    report = Report(
        article=article, deal=deal, position=0, role=role, deal_type=deal.deal_type, stage=deal.stage,
        event_date=deal.stage_date, date_precision="day",
    )  # fmt: skip
    if quote:
        report.evidence.append(Evidence(field="stage", value=deal.stage, start=0, end=1, quote=quote))
    opened.add(report)
    opened.flush()
    return report


def write_event(opened: Session, deal: Deal, kind: str = "new", **facts: Any) -> Event:  # noqa: ANN401
    """Note that a deal changed."""
    key = facts.pop("key", f"{deal.key}:{kind}:{facts.get('after') or deal.key}")
    event = Event(key=key, deal=deal, kind=kind, **{"created_at": YESTERDAY + dt.timedelta(hours=2), **facts})
    opened.add(event)
    opened.flush()
    return event


def write_deal(opened: Session, key: str = "uztmk-itia", *, bare: bool = False, **facts: Any) -> Deal:  # noqa: ANN401
    """Store a deal; unless ``bare``, with one report and the event that it is new."""
    defaults: dict[str, Any] = {
        "title": "A deal",
        "deal_type": "membership",
        "stage": "agreement",
        "stage_date": dt.date(2026, 11, 20),
        "stage_precision": "day",
        "parties": [{"id": "uztmk", "name": "TMK", "role": "party"}, {"id": "itia", "name": "ITIA", "role": "party"}],
        "minerals": ["tungsten"],
        "first_seen_at": YESTERDAY,
        "updated_at": YESTERDAY,
    }
    deal = Deal(key=key, **(defaults | facts))
    opened.add(deal)
    opened.flush()
    if not bare:
        write_report(opened, deal, write_article(opened), quote="The complex was accepted as a member on Friday.")
        write_event(opened, deal, after=deal.stage)
    return deal


def write_run(opened: Session, source: str, outcome: str = "ok", at: dt.datetime = YESTERDAY) -> None:
    """Note a crawl of a source an hour after the given moment."""
    opened.add(Run(source=source, started_at=at + dt.timedelta(hours=1), outcome=outcome))


def write_source(opened: Session, name: str, **facts: Any) -> None:  # noqa: ANN401
    """Note what is known of a source."""
    opened.add(SourceState(name=name, **facts))
