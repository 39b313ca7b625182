"""The tables of the work itself: what goes out to whom, what readers were told, and what is due."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.models import Base


class Delivery(Base):
    """The outbox: one message to one address, its bytes stored before anything is sent."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)  # with its scheme: mailto:, maildir: ...
    kind: Mapped[str]  # daily, weekly, instant
    slot: Mapped[str]  # the local date, the ISO week, or the event keys' digest: unique with address and kind
    message_id: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    body: Mapped[bytes]
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
    )


class Told(Base):
    """Which event which reader has been told of; it outlives a re-run of the pipeline, hence keys and not row ids."""

    __tablename__ = "told"
    address: Mapped[str] = mapped_column(primary_key=True)
    event_key: Mapped[str] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)


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
