"""Deals come in; what their reports promise of them and by when, the latest word on each stage, goes out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from pipeline.models import Article, Deal, Evidence, Page, Report
from pipeline.resolution.ladder import ENDS, rung


@dataclass(frozen=True)
class Pledge:
    """A stage that a report promises, the last day of the time it names, and the words it was read from."""

    deal: int
    stage: str
    by: dt.date
    precision: str  # day, month, year: how exactly the text names it
    quote: str
    address: str
    outlet: str
    lang: str
    said_at: dt.datetime
    reached: bool  # the deal came to that stage, or to an end, or further

    @property
    def value(self) -> str:
        """Return the value of its evidence: "2026-06-30 operation"."""
        return f"{self.by.isoformat()} {self.stage}"

    def missed(self, today: dt.date) -> bool:
        """Tell whether its day has passed and no report says that the deal came so far."""
        return self.by < today and not self.reached


def pledges(session: Session, deals: Sequence[int] | None = None) -> list[Pledge]:
    """Return what these deals promise (None: all that no reader rejected), by deal and time.

    Of several reports on one stage the one published last holds: a time that was put off is no time any more.
    """
    query = _query() if deals is None else _query().where(Report.deal_id.in_(deals))
    latest = {(one.deal, one.stage): one for one in _read(session, query)}
    return sorted(latest.values(), key=lambda one: (one.deal, one.by, one.stage))


def _query() -> Select[*tuple[Any, ...]]:
    said_at = func.coalesce(Article.published_at, Article.created_at)
    link = func.coalesce(Page.final_address, Page.requested)
    article = (link, Article.outlet, Article.lang, said_at)
    return (
        select(Deal.id, Deal.stage, Evidence.detail, Evidence.quote, *article)
        .join(Evidence.report)
        .join(Report.deal)
        .join(Report.article)
        .join(Article.page)
        .where(text("evidence.field = 'deadline'"), Report.role == "primary")  # in letters: the index is of these rows
        .where(Page.withdrawn_at.is_(None), Deal.rejected.is_(False))
        .order_by(said_at, Evidence.id)
    )


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Pledge]:
    for deal, now, detail, quote, address, outlet, lang, said_at in session.execute(query):
        stage = detail["stage"]
        by = dt.date.fromisoformat(detail["by"])
        reached = now in ENDS or rung(now) >= rung(stage)
        yield Pledge(deal, stage, by, detail["precision"], quote, address, outlet, lang, said_at, reached)


def missed(promised: Iterable[Pledge], today: dt.date) -> list[Pledge]:
    """Return those whose day has passed without a report that the deal came so far, the latest first."""
    late = [one for one in promised if one.missed(today)]
    return sorted(late, key=lambda one: (-one.by.toordinal(), one.deal, one.stage))
