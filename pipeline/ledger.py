"""The tables of the work itself: what goes out to whom, what readers were told, and what is due."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.models import Base

KEPT = text("length(body) > 0")  # messages whose bytes are here


class Delivery(Base):
    """The outbox: one message to one address, its bytes stored before anything is sent."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)  # with its scheme: mailto:, maildir: ...
    kind: Mapped[str]  # daily, weekly, instant, correction
    slot: Mapped[str]  # the local date, the ISO week, or the event keys' digest: unique with address and kind
    message_id: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    body: Mapped[bytes]  # empty where it was sent long ago, see sweep.py
    state: Mapped[str] = mapped_column(default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[dt.datetime] = mapped_column(index=True)
    lease_holder: Mapped[str | None]
    lease_until: Mapped[dt.datetime | None]
    reply: Mapped[str | None]  # what the server said last
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    __table_args__ = (
        UniqueConstraint("address", "kind", "slot"),
        CheckConstraint("state IN ('queued','sent','refused','failed')", name="delivery_state"),
        Index("ix_deliveries_kept", "created_at", sqlite_where=KEPT, postgresql_where=KEPT),
    )


class Record(Base):
    """What a mail told of a deal: its facts, and the pages that stated them. Readers told the same share one."""

    __tablename__ = "records"
    id: Mapped[int] = mapped_column(primary_key=True)
    deal: Mapped[str] = mapped_column(index=True)  # its key: a re-run gives the deal another number
    hash: Mapped[str]  # of the facts: one record for all who were told them
    facts: Mapped[dict[str, Any]]  # as they were shown, see alerts/sending/records.py; "gone": of a deal taken back
    sources: Mapped[dict[str, Any]]  # pages by fact: {"stage": [1], "value:146000000 EUR": [1, 7], "": [all of them]}
    noted_at: Mapped[dt.datetime]
    __table_args__ = (UniqueConstraint("deal", "hash"),)


class Told(Base):
    """Which event which reader has been told of; it outlives a re-run of the pipeline, hence keys and not row ids."""

    __tablename__ = "told"
    address: Mapped[str] = mapped_column(primary_key=True)
    event_key: Mapped[str] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"), index=True)  # how the deal was told


class Suppression(Base):
    """An address that nothing is sent to any more, because its server said that nobody is there."""

    __tablename__ = "suppressions"
    address: Mapped[str] = mapped_column(primary_key=True)
    reply: Mapped[str]  # what the server said
    since: Mapped[dt.datetime]


class Job(Base):
    """A line of the timetable: due work under a lease with a fencing epoch."""

    __tablename__ = "jobs"
    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[dt.datetime]
    lease_holder: Mapped[str | None]
    lease_until: Mapped[dt.datetime | None]
    epoch: Mapped[int] = mapped_column(default=0)
    last_started_at: Mapped[dt.datetime | None]
    last_finished_at: Mapped[dt.datetime | None]
    last_error: Mapped[str | None]


class Sweep(Base):
    """One day's sweep: what was emptied and deleted because it is old; its figures are written with each batch."""

    __tablename__ = "sweeps"
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    begun_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    pages: Mapped[int] = mapped_column(default=0)  # whose bytes went
    revisions: Mapped[int] = mapped_column(default=0)
    mails: Mapped[int] = mapped_column(default=0)
    runs: Mapped[int] = mapped_column(default=0)  # that were deleted
    freed: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes of pages, revisions and mails
