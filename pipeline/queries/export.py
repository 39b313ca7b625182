"""The database comes in; its articles or deals go out as dictionaries, JSON Lines or CSV."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TextIO, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, selectinload
from sqlalchemy.sql.base import ExecutableOption

from pipeline import clock
from pipeline.lexicon import lexicon
from pipeline.models import Article, Deal, Evidence, Page, Report, Revision
from pipeline.queries.written import write_csv, write_lines
from pipeline.resolution.deals import timeline
from pipeline.resolution.parties import name_of
from pipeline.resolution.pledges import pledges
from pipeline.resolution.view import GENERIC
from pipeline.resolution.voices import voices

_AT_ONCE = 200  # rows held in memory

DOCUMENT = "{title}\n\n{text}"  # of an article, whose characters the start and end of evidence count
READABLE = func.coalesce(Page.final_address, Page.requested)  # an article's own address is its identity, not a link

Record = dict[str, Any]
Row = TypeVar("Row", Article, Deal)


def export(session: Session, what: str, out: TextIO, *, as_csv: bool = False) -> None:
    """Write all ``articles`` or all ``deals``, oldest first, one JSON object or one CSV row each."""
    records = {"articles": articles, "deals": deals}[what](session)
    (write_csv if as_csv else write_lines)(records, out)


def articles(session: Session) -> Iterator[Record]:
    """Yield every stored article with what was read from it; the facts are those of its news, not of the past."""
    reports = selectinload(Article.reports)
    told = (reports.joinedload(Report.deal), reports.selectinload(Report.evidence), selectinload(Article.mentions))
    for some in _all(session, Article, *told):
        known, edits, gone = links(session, some), revisions(session, some), withdrawals(session, some)
        for article in some:
            page = {"revisions": edits.get(article.page_id, 0), "withdrawn_at": gone.get(article.page_id)}
            yield article_record(article, known) | page


def links(session: Session, some: Iterable[Article]) -> dict[int, str]:
    """Return where each article, and each that one of them copies, can be read, by its number."""
    wanted = {number for article in some for number in (article.id, article.copy_of) if number}
    query = select(Article.id, READABLE).join(Article.page).where(Article.id.in_(wanted))
    return dict(session.execute(query).all())


def revisions(session: Session, some: Iterable[Article]) -> dict[int, int]:
    """Return how many versions of each article its outlet has replaced, by the number of its page."""
    edited = Revision.page_id.in_([article.page_id for article in some]) & Revision.title.is_not(None)
    query = select(Revision.page_id, func.count()).where(edited).group_by(Revision.page_id)
    return dict(session.execute(query).all())


def withdrawals(session: Session, some: Iterable[Article]) -> dict[int, str]:
    """Return when each of the articles that their outlets withdrew was missed, by the number of its page."""
    withdrawn = Page.id.in_([article.page_id for article in some]) & Page.withdrawn_at.is_not(None)
    found = session.execute(select(Page.id, Page.withdrawn_at).where(withdrawn))
    return {page: at.isoformat() for page, at in found if at}


def _all(session: Session, table: type[Row], *options: ExecutableOption) -> Iterator[Sequence[Row]]:
    """Yield all rows of a table in the order of their numbers, few of them in memory at a time."""
    last = 0
    while rows := session.scalars(
        select(table).where(table.id > last).order_by(table.id).limit(_AT_ONCE).options(*options)
    ).all():
        yield rows
        last = rows[-1].id
        session.expunge_all()


def article_record(article: Article, known: Mapping[int, str]) -> Record:
    """Return one article as a dictionary; ``known`` holds the links of the article and of the one it copies."""
    news = [report for report in article.reports if report.role == "primary"]
    first = news[0] if news else None
    exact = first is not None and first.date_precision in {None, "day"}
    return {
        "url": known[article.id],
        "title": article.title,
        "text": article.text,
        "author": article.author,
        "outlet": article.outlet,
        "publisher": article.publisher,
        "lang": article.lang,
        "published_at": _local(article),
        "published_precision": article.published_precision,
        "relevant": article.relevant,
        "relevance": article.relevance,
        "reasons": article.reasons,
        "near_duplicate_of": known[article.copy_of] if article.copy_of else None,
        "deals": _deals_of(article),
        "minerals": named_minerals(_values(news, "mineral")),
        "parties": _parties_of(article, news),
        "deal_type": first.deal.deal_type if first else None,
        "stage": first.stage if first else None,
        "event_date": first.event_date.isoformat() if first and first.event_date and exact else None,
        "value": _sums(article, news),
        "countries": _values(news, "country"),
    }


def _local(article: Article) -> str | None:
    """Return the moment of publication on the outlet's own clock."""
    if article.published_at is None:
        return None
    zone = dt.timezone(dt.timedelta(minutes=article.published_offset or 0))
    return article.published_at.astimezone(zone).isoformat()


def _deals_of(article: Article) -> list[Record]:
    """Return the deals in the order of reporting; one that is both news and recalled is news."""
    roles: dict[str, str] = {}
    for report in article.reports:
        if report.role == "primary" or report.deal.key not in roles:
            roles[report.deal.key] = report.role
    return [{"deal": key, "role": role} for key, role in roles.items()]


def _stated(reports: Iterable[Report], field: str) -> list[Evidence]:
    stated = chain.from_iterable(sorted(report.evidence, key=lambda one: one.id) for report in reports)
    return [one for one in stated if one.field == field]


def _values(reports: Iterable[Report], field: str) -> list[str]:
    return list(dict.fromkeys(one.value for one in _stated(reports, field)))


def named_minerals(minerals: list[str]) -> list[str]:
    """Return the minerals, the class of critical minerals only where none is named."""
    named = [mineral for mineral in minerals if mineral not in GENERIC]
    return named or (["critical-minerals"] if minerals else [])


def _parties_of(article: Article, reports: Sequence[Report]) -> list[Record]:
    """Return the parties of the deals that an article tells, as far as it names them, in the order of naming."""
    document, stated = article.document, _stated(reports, "party")
    names = [(one.start, one.value, document[one.start : one.end]) for one in stated]
    told = {one.value for one in stated}
    of_deals = {party["id"] for report in reports for party in report.deal.parties}
    names += [(one.start, one.term, one.surface) for one in article.mentions if one.term in of_deals - told]
    kept = of_deals & {party for _, party, _ in names} or told  # a deal of many reports may leave out what one says
    found: dict[str, dict[str, None]] = {}
    for _, party, surface in sorted(names):
        if party in kept:
            found.setdefault(party, {})[surface] = None
    return [{"id": party, "names": list(surfaces)} for party, surfaces in found.items()]


def _sums(article: Article, reports: Iterable[Report]) -> list[Record]:
    document = article.document
    sums: dict[str, Record] = {}
    for one in _stated(reports, "value"):
        amount, _, currency = one.value.partition(" ")
        sums.setdefault(
            one.value, {"amount": _number(amount), "currency": currency, "text": document[one.start : one.end]}
        )
    return list(sums.values())


def _number(text: str) -> float | int:
    number = float(text)
    return int(number) if number.is_integer() else number


def deals(session: Session) -> Iterator[Record]:
    """Yield every deal that no reader rejected, with its timeline, its conflicts and the evidence of each field."""
    for some in _all(session, Deal):
        yield from (deal_record(session, deal) for deal in some if not deal.rejected)


def deal_record(session: Session, deal: Deal) -> Record:
    """Return one deal as a dictionary."""
    return {
        "key": deal.key,
        "title": deal.title,
        "type": deal.deal_type,
        "stage": deal.stage,
        "stage_date": deal.stage_date.isoformat() if deal.stage_date else None,
        "stage_precision": deal.stage_precision,
        "parties": [party | {"name": name_of(party["id"], party["name"])} for party in deal.parties],
        "signatories": [person | {"name": lexicon().name(person["id"], "en")} for person in deal.signatories],
        "minerals": named_minerals(deal.minerals),
        "countries": deal.countries,
        "places": deal.places,
        "values": deal.values,
        "timeline": timeline(session, deal),
        "promises": _promises(session, deal),
        "conflicts": deal.conflicts,
        "corrections": deal.fixed,
        "rejected": deal.rejected,
        **_reported(session, deal),
        "first_seen_at": deal.first_seen_at.isoformat(),
        "updated_at": deal.updated_at.isoformat(),
        "document": DOCUMENT,
        "evidence": list(_evidence(session, deal)),
    }


def _promises(session: Session, deal: Deal) -> list[Record]:
    """Return what reports promise of the deal, and whether its time has passed without a word of it."""
    today = clock.now().date()
    return [
        {"stage": one.stage, "by": one.by.isoformat(), "precision": one.precision, "missed": one.missed(today)}
        for one in pledges(session, [deal.id])
    ]


def _reported(session: Session, deal: Deal) -> Record:
    """Return how many articles report the deal as news, and the publishers among them that speak for themselves."""
    query = select(Report.article_id).where(Report.deal_id == deal.id, Report.role == "primary").distinct()
    reporting = session.scalars(query).all()
    heard = voices(session, [deal.id]).get(deal.id, {})
    return {"articles": len(reporting), "publishers": sorted({heard[article].publisher for article in reporting})}


def _evidence(session: Session, deal: Deal) -> Iterator[Record]:
    query = (
        select(Evidence, READABLE, Page.withdrawn_at)
        .join(Evidence.report)
        .join(Report.article)
        .join(Article.page)
        .options(contains_eager(Evidence.report).contains_eager(Report.article))
        .where(Report.deal_id == deal.id)
        .order_by(Evidence.field, Evidence.value, Evidence.id)
    )
    for one, link, withdrawn_at in session.execute(query):
        article = one.report.article
        yield {
            "field": one.field,
            "value": one.value,
            "role": one.report.role,
            "article": link,
            "outlet": article.outlet,
            "published_at": _local(article),
            "withdrawn_at": withdrawn_at.isoformat() if withdrawn_at else None,
            "start": one.start,
            "end": one.end,
            "quote": one.quote,
        }
