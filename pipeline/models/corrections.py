"""The tables of what readers put right, and of the reports they meant."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pipeline.models.ground import Base


class Correction(Base):
    """What a reader put right about a deal; it outlives every re-run, hence addresses and not row ids."""

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[dt.datetime]
    author: Mapped[str]
    kind: Mapped[str]
    deal: Mapped[str] = mapped_column(index=True)  # the key that was named
    other: Mapped[str | None] = mapped_column(index=True)  # the key merged with it, or split off
    field: Mapped[str | None]
    sign: Mapped[str | None]  # "+" or "-" where a value is added or removed
    value: Mapped[str | None]
    was: Mapped[str | None]  # what stood there
    undone_at: Mapped[dt.datetime | None]
    undone_by: Mapped[str | None]
    targets: Mapped[list[Target]] = relationship(back_populates="correction", cascade="all, delete-orphan")
    __table_args__ = (CheckConstraint("kind IN ('merge','split','set','reject')", name="correction_kind"),)


class Target(Base):
    """A report that a correction is about: the step of an article, known again by its facts."""

    __tablename__ = "targets"
    id: Mapped[int] = mapped_column(primary_key=True)
    correction_id: Mapped[int] = mapped_column(ForeignKey("corrections.id", ondelete="CASCADE"), index=True)
    side: Mapped[str]  # kept, apart (split off), gone (no report of this deal)
    address: Mapped[str] = mapped_column(index=True)  # of the article
    position: Mapped[int]
    facts: Mapped[list[Any]] = mapped_column(default=list)  # ["party:uztmk", "mineral:tungsten"]
    correction: Mapped[Correction] = relationship(back_populates="targets")
    __table_args__ = (CheckConstraint("side IN ('kept','apart','gone')", name="target_side"),)
