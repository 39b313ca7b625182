"""The tables of what the news tells: deals, the facts they are found by, their reports, evidence and changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pipeline.models.ground import Base
from pipeline.models.news import Article


class Deal(Base):
    """One undertaking between parties about minerals; every field is derived from the evidence of its reports."""

    __tablename__ = "deals"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    deal_type: Mapped[str]
    stage: Mapped[str]
    stage_date: Mapped[dt.date | None]
    stage_precision: Mapped[str | None]
    parties: Mapped[list[Any]] = mapped_column(default=list)  # [{id, name, role}]
    minerals: Mapped[list[Any]] = mapped_column(default=list)
    countries: Mapped[list[Any]] = mapped_column(default=list)
    places: Mapped[list[Any]] = mapped_column(default=list)
    values: Mapped[list[Any]] = mapped_column(default=list)  # [{amount, currency, kind, text}]
    signatories: Mapped[list[Any]] = mapped_column(default=list)  # [{id, name}]
    conflicts: Mapped[list[Any]] = mapped_column(default=list)  # [{field, values: [{value, publishers}]}]
    fixed: Mapped[list[Any]] = mapped_column(default=list)  # [{id, field, sign, value, author, on}]: set by readers
    rejected: Mapped[bool] = mapped_column(default=False)  # by a reader: it is kept, and shown to nobody
    first_seen_at: Mapped[dt.datetime]  # the first report that is news of it, and the last; of a deal that is only
    updated_at: Mapped[dt.datetime]  # recalled both are when that was done first
    words: Mapped[str] = mapped_column(default="", deferred=True)  # what a search finds it by, see wording.py
    shown: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)  # to the matcher, see view.py
    reports: Mapped[list[Report]] = relationship(back_populates="deal")
    events: Mapped[list[Event]] = relationship(back_populates="deal", cascade="all, delete-orphan")


class Anchor(Base):
    """A fact by which a deal is found again: the index of its evidence."""

    __tablename__ = "anchors"
    field: Mapped[str] = mapped_column(primary_key=True)  # party, name, mineral, country, place, value
    value: Mapped[str] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_at: Mapped[dt.datetime]  # the deal's last report, also one that recalls it: what is near comes first
    __table_args__ = (Index("ix_anchors_near", "field", "value", "seen_at"), {"sqlite_with_rowid": False})


class Report(Base):
    """One article's report of one step of one deal."""

    __tablename__ = "reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), index=True)
    position: Mapped[int]  # order in the article
    role: Mapped[str]
    deal_type: Mapped[str]
    types: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {type: how likely it is, as a natural logarithm}
    stage: Mapped[str]
    event_date: Mapped[dt.date | None]
    date_precision: Mapped[str | None]
    margin: Mapped[float | None]  # how far the chosen deal was ahead of the next one
    signals: Mapped[dict[str, Any]] = mapped_column(default=dict)
    article: Mapped[Article] = relationship(back_populates="reports")
    deal: Mapped[Deal] = relationship(back_populates="reports")
    evidence: Mapped[list[Evidence]] = relationship(back_populates="report", cascade="all, delete-orphan")
    __table_args__ = (
        CheckConstraint("role IN ('primary','background')", name="report_role"),
        UniqueConstraint("article_id", "position"),
    )


DEADLINE = text("field = 'deadline'")


class Evidence(Base):
    """The words one fact of a deal was read from."""

    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    # party, mineral, country, place, stage, deal_type, event_date, value, signatory, deadline, follows, beside
    field: Mapped[str]
    value: Mapped[str]  # canonical id, ISO date, stage, "146000000 EUR"
    detail: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  # a party's role; an amount's number, currency and kind
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]  # the sentence around the span
    report: Mapped[Report] = relationship(back_populates="evidence")
    __table_args__ = (
        UniqueConstraint("report_id", "field", "value", "start"),
        Index("ix_evidence_deadlines", "report_id", sqlite_where=DEADLINE, postgresql_where=DEADLINE),
    )


class Event(Base):
    """Something about a deal that changed, once."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # deal key, kind and value: the same again after any re-run
    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id", ondelete="CASCADE"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="SET NULL"))
    kind: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    happened_on: Mapped[dt.date | None]
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
    deal: Mapped[Deal] = relationship(back_populates="events")
    __table_args__ = (
        CheckConstraint(
            "kind IN ('new','stage','value','date','party','conflict','joined','corrected')", name="event_kind"
        ),
    )
