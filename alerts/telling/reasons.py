"""A fact that was told and holds no more comes in; why, and by whose doing, goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from alerts.telling.told import WHOLE, Facts, facts_of
from pipeline.ledger import Record
from pipeline.models import Article, Correction, Deal, Event, Evidence, Page, Report

DONE = "action.cancel"  # the words of a stage that ends a deal; by any other words it is denied


@dataclass(frozen=True)
class Reason:
    """Why something holds no more; ``kind`` names the sentence that says so."""

    kind: str  # edited, withdrawn, denied, reader, misread, moved, outvoted, reread, rejected, merged, restored
    outlet: str = ""
    address: str = ""  # of the article that can be read about it
    other: Facts | None = None  # the deal to which it belongs


def why(session: Session, record: Record, fact: str, deal: int | None) -> Reason:
    """Return what became of the articles that stated a fact of a record, or of those of the whole deal."""
    numbers = record.sources.get(fact) or record.sources.get(WHOLE, [])
    pages = sorted(_pages(session, numbers), key=lambda row: numbers.index(row.id))
    for row in pages:
        if row.article and _taken_out(session, row.article_address):
            return Reason("misread", row.outlet, row.link)
    for row in pages:
        if row.withdrawn_at:
            return Reason("withdrawn", row.outlet or row.source, row.link)
    for row in pages:
        if row.revised_at and row.revised_at > record.noted_at:
            return Reason("edited", row.outlet or row.source, row.link)
    other = _elsewhere(session, [row.article for row in pages if row.article], deal)
    return Reason("moved", other=facts_of(other)) if other else Reason("reread")


def _pages(session: Session, numbers: Sequence[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    link = func.coalesce(Page.final_address, Page.requested).label("link")
    article = (Article.id.label("article"), Article.address.label("article_address"), Article.outlet)
    columns = (Page.id, Page.source, Page.withdrawn_at, Page.revised_at, link, *article)
    return session.execute(select(*columns).outerjoin(Page.article).where(Page.id.in_(numbers))).all()


def _taken_out(session: Session, address: str) -> bool:
    """Tell whether a reader found that an article does not report a deal."""
    made = (Correction.kind == "reject") & (Correction.value == address) & Correction.undone_at.is_(None)
    return session.scalar(select(Correction.id).where(made).limit(1)) is not None


def _elsewhere(session: Session, articles: Sequence[int], deal: int | None) -> Deal | None:
    """Return the deal that has reports of these articles now, and is not the one they were told of."""
    query = select(Deal).join(Deal.reports).where(Report.article_id.in_(articles), Deal.rejected.is_(False))
    found = query.where(Deal.id != deal) if deal else query
    return session.scalars(found.order_by(Report.id).limit(1)).first()


def successor(session: Session, record: Record) -> tuple[Deal | None, bool]:
    """Return the deal that a record is of, and whether it was joined with another one.

    One whose key changed is known by its articles.
    """
    deal = session.scalars(select(Deal).where(Deal.key == record.deal)).one_or_none()
    if deal:
        return deal, False
    mine = record.sources.get(WHOLE, [])
    most = func.count().desc()
    query = select(Report.deal_id).join(Report.article).where(Article.page_id.in_(mine)).group_by(Report.deal_id)
    number = session.scalar(query.order_by(most, Report.deal_id).limit(1))
    if number is None:
        return None, False
    heir = session.get_one(Deal, number)
    return heir, _joined(session, heir.key, record.deal)


def _joined(session: Session, kept: str, lost: str) -> bool:
    merged = or_(
        (Correction.deal == kept) & (Correction.other == lost), (Correction.deal == lost) & (Correction.other == kept)
    )
    made = select(Correction.id).where(Correction.kind == "merge", merged, Correction.undone_at.is_(None))
    noted = select(Event.id).where(Event.key == f"{kept}:joined:{lost}")
    return bool(session.scalar(made.limit(1)) or session.scalar(noted.limit(1)))


def denial(session: Session, deal: int) -> Reason | None:
    """Return who denied a deal, where its newest report that ends it does so by denying it."""
    link = func.coalesce(Page.final_address, Page.requested)
    query = (
        select(Evidence.detail, Article.outlet, link)
        .join(Evidence.report)
        .join(Report.article)
        .join(Article.page)
        .where(Report.deal_id == deal, Report.stage == "terminated", Report.role == "primary")
        .where(Evidence.field == "stage", Page.withdrawn_at.is_(None))
        .order_by(func.coalesce(Article.published_at, Article.created_at).desc(), Report.id.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    if row is None or row[0].get("words") == DONE:
        return None
    return Reason("denied", row[1], row[2])
