"""Deals come in; who reported each of them where, copies folded under their originals, and a quote, go out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from alerts.telling.quoting import Quotable, Quote, quotes
from pipeline.models import Article, Deal, Page, Report
from pipeline.resolution.voices import Voice, voices


@dataclass(frozen=True)
class Link:
    """One report of a deal, with the outlets that copied it."""

    title: str
    address: str
    outlet: str
    publisher: str
    lang: str
    published: dt.date | None  # by the outlet's own calendar
    reprints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """Everything the sources say of one deal: the newest report first."""

    links: tuple[Link, ...]
    quote: Quote | None
    publishers: int  # that speak for themselves: a reprint speaks for its original, a family with one voice


@dataclass(frozen=True)
class _Row:
    deal_id: int
    report_id: int
    article_id: int
    copy_of: int | None
    at_stage: bool  # tells the step at which the deal stands
    link: Link


def reports(session: Session, deals: Collection[int], language: str = "en") -> dict[int, Told]:
    """Return what is told of each deal, quoted in the reader's language and script where a report is written in it.

    A deal that is only recalled in passing (background) is left out.
    """
    of_deal: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in _rows(session, deals):
        of_deal[row.deal_id].append(row)
    copies = _copies(session, [row.article_id for rows in of_deal.values() for row in rows])
    heard = voices(session, of_deal)
    quoted = quotes(session, {deal: _quotable(rows, heard[deal]) for deal, rows in of_deal.items()}, language)
    return {deal: _told(rows, heard[deal], copies, quoted.get(deal)) for deal, rows in of_deal.items()}


_ARTICLE = (
    Article.id,
    Article.copy_of,
    Article.title,
    func.coalesce(Page.final_address, Page.requested),  # the article's own address is its identity, not a link
    Article.outlet,
    Article.publisher,
    Article.lang,
    Article.published_at,
    Article.published_offset,
)


def _rows(session: Session, deals: Collection[int]) -> list[_Row]:
    query = (
        select(Report.deal_id, Report.id, Report.stage == Deal.stage, *_ARTICLE)
        .join(Report.deal)
        .join(Article, Article.id == Report.article_id)
        .join(Article.page)
        .where(Report.deal_id.in_(deals), Report.role == "primary")
        .order_by(Article.published_at.desc().nulls_last(), Report.id.desc())
    )
    found = session.execute(query)
    return [
        _Row(deal, report, article, copy, at_stage, Link(title, address, outlet, publisher, lang, _day(at, offset)))
        for deal, report, at_stage, article, copy, title, address, outlet, publisher, lang, at, offset in found
    ]


def _day(at: dt.datetime | None, offset: int | None) -> dt.date | None:
    return (at + dt.timedelta(minutes=offset or 0)).date() if at else None


def _copies(session: Session, articles: Collection[int]) -> dict[int | None, list[str]]:
    """Return the outlets that copied articles, also where the copy has no report of its own."""
    query = select(Article.copy_of, Article.outlet).where(Article.copy_of.in_(articles)).order_by(Article.id)
    copies: defaultdict[int | None, list[str]] = defaultdict(list)
    for original, outlet in session.execute(query):
        copies[original].append(outlet)
    return copies


def _quotable(rows: Sequence[_Row], heard: Mapping[int, Voice]) -> list[Quotable]:
    """Return the reports that are run by their own outlets; all, where there is none."""
    originals = [row for row in rows if not heard[row.article_id].again] or rows
    return [Quotable(row.report_id, row.link.lang, row.at_stage) for row in originals]


def _told(
    rows: Sequence[_Row], heard: Mapping[int, Voice], copies: dict[int | None, list[str]], quote: Quote | None
) -> Told:
    present = {row.article_id for row in rows}
    links: dict[int, Link] = {}
    for row in rows:
        if row.copy_of in present or row.article_id in links:
            continue  # shown under its original; or one article with two reports of the deal
        links[row.article_id] = replace(row.link, reprints=tuple(copies.get(row.article_id, ())))
    return Told(tuple(links.values()), quote, len({heard[row.article_id].publisher for row in rows}))
