"""Deals come in; who reported each of them where, copies folded under their originals, and a quote, go out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipeline.models import Article, Evidence, Page, Report
from pipeline.resolution.voices import Voice, voices

# Evidence a reader is shown, best first; of a date, a sum and a party the first, for reports begin with the news.
QUOTED = {"stage": 0, "deal_type": 1, "event_date": 2, "value": 2, "party": 2, "mineral": 3}


@dataclass(frozen=True)
class Quote:
    """The words a deal's newest step was read from."""

    text: str
    lang: str
    outlet: str


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
    link: Link


def reports(session: Session, deals: Collection[int], language: str = "en") -> dict[int, Told]:
    """Return what is told of each deal, quoted in the reader's language where a report is written in it.

    A deal that is only recalled in passing (background) is left out.
    """
    of_deal: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in _rows(session, deals):
        of_deal[row.deal_id].append(row)
    copies = _copies(session, [row.article_id for rows in of_deal.values() for row in rows])
    heard = voices(session, of_deal)
    newest = {deal: _quotable(rows, heard[deal], language).report_id for deal, rows in of_deal.items()}
    quotes = _quotes(session, newest.values())
    return {deal: _told(rows, heard[deal], copies, quotes.get(newest[deal])) for deal, rows in of_deal.items()}


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
        select(Report.deal_id, Report.id, *_ARTICLE)
        .join(Article, Article.id == Report.article_id)
        .join(Article.page)
        .where(Report.deal_id.in_(deals), Report.role == "primary")
        .order_by(Article.published_at.desc().nulls_last(), Report.id.desc())
    )
    return [
        _Row(deal, report, article, copy, Link(title, address, outlet, publisher, lang, _day(at, offset)))
        for deal, report, article, copy, title, address, outlet, publisher, lang, at, offset in session.execute(query)
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


def _quotable(rows: Sequence[_Row], heard: Mapping[int, Voice], language: str) -> _Row:
    """Return the report to quote: the newest that is run by its own outlet, one the reader can read if there is any."""
    originals = [row for row in rows if not heard[row.article_id].again] or list(rows)
    return next((row for row in originals if row.link.lang.partition("-")[0] == language), originals[0])


def _quotes(session: Session, report_ids: Iterable[int]) -> dict[int, Quote]:
    query = (
        select(Evidence.report_id, Evidence.field, Evidence.quote, Article.title, Article.lang, Article.outlet)
        .join(Report, Report.id == Evidence.report_id)
        .join(Article, Article.id == Report.article_id)
        .where(Evidence.report_id.in_(list(report_ids)), Evidence.field.in_(QUOTED), Evidence.quote != "")
        .order_by(Evidence.start, Evidence.id)
    )
    best: dict[int, tuple[tuple[bool, int], Quote]] = {}
    for report, field, quote, title, lang, outlet in session.execute(query):
        rank = (quote in title or quote.endswith("?"), QUOTED[field])  # headlines are linked, questions tell nothing
        if report not in best or rank < best[report][0]:
            best[report] = (rank, Quote(quote, lang, outlet))
    return {report: quote for report, (_, quote) in best.items()}


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
