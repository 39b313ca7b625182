"""The tables of what was read: pages as they came, their articles, what is alike in them and the terms they name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pipeline.models.ground import Base

if TYPE_CHECKING:
    from pipeline.models.deals import Report  # SQLAlchemy finds it by its name

KEPT = text("body IS NOT NULL")  # pages whose bytes are here


class Page(Base):
    """A fetched page, untouched and compressed, or the note why there is none."""

    __tablename__ = "pages"
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(unique=True)  # canonical form of the address that was met
    requested: Mapped[str]  # the address as it was met
    final_address: Mapped[str | None]  # after redirects
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    body: Mapped[bytes | None]  # zlib; None where it was of no use, or is old, see sweep.py
    body_hash: Mapped[str | None]
    fetched_at: Mapped[dt.datetime]  # the first time: an edit makes nothing new
    hints: Mapped[dict[str, Any]] = mapped_column(default=dict)  # title, published, summary as the feed gave them
    state: Mapped[str] = mapped_column(default="waiting")
    reason: Mapped[str | None]  # why rejected, or the error
    attempts: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[dt.datetime | None]  # when it was last looked at again for changes ...
    looks: Mapped[int] = mapped_column(default=0)  # ... and how often
    revised_at: Mapped[dt.datetime | None]  # when the body that is stored was read, if it is not the first one
    gone_at: Mapped[dt.datetime | None]  # since when it is not found at its address ...
    withdrawn_at: Mapped[dt.datetime | None]  # ... and when another look said so: its outlet has withdrawn it
    lease_holder: Mapped[str | None]
    lease_until: Mapped[dt.datetime | None]
    article: Mapped[Article | None] = relationship(back_populates="page")
    __table_args__ = (
        CheckConstraint("state IN ('waiting','claimed','done','rejected','failed','missed')", name="page_state"),
        Index("ix_pages_state", "state", "id"),
        Index("ix_pages_kept", "fetched_at", sqlite_where=KEPT, postgresql_where=KEPT),
    )


class Revision(Base):
    """What a page said before its outlet edited it."""

    __tablename__ = "revisions"
    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), index=True)
    fetched_at: Mapped[dt.datetime]  # when this version was read
    replaced_at: Mapped[dt.datetime]  # when the next one was
    body: Mapped[bytes | None]  # zlib
    body_hash: Mapped[str]
    title: Mapped[str | None]  # title and text: None until the next version is understood
    text: Mapped[str | None]
    changes: Mapped[list[Any]] = mapped_column(default=list)  # [{before, after}]: what the next version says otherwise


class Article(Base):
    """What a page says without boilerplate, when, in which language, and whether it is news of a deal."""

    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), unique=True)
    source: Mapped[str] = mapped_column(index=True)
    publisher: Mapped[str]  # the family: one voice in four languages is one publisher
    outlet: Mapped[str]  # the source's title, for readers
    address: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    text: Mapped[str]
    author: Mapped[str | None]
    lang: Mapped[str]  # en, ru, uz-Latn, uz-Cyrl ...; und
    published_at: Mapped[dt.datetime | None]
    published_offset: Mapped[int | None]  # minutes east of UTC at the outlet
    published_precision: Mapped[str | None]  # minute, day, month
    published_from: Mapped[str | None]  # json-ld, meta, visible, address, feed
    sketch: Mapped[list[Any]] = mapped_column(default=list)  # fingerprint for near duplicates, see dedupe.py
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    copy_score: Mapped[float | None]
    relevant: Mapped[bool] = mapped_column(default=False, index=True)
    relevance: Mapped[float] = mapped_column(default=0.0)
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    notes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # truncated, sponsored, ...
    created_at: Mapped[dt.datetime]
    words: Mapped[str] = mapped_column(default="", deferred=True)  # what a search finds it by, see wording.py
    page: Mapped[Page] = relationship(back_populates="article")
    mentions: Mapped[list[Mention]] = relationship(back_populates="article", cascade="all, delete-orphan")
    reports: Mapped[list[Report]] = relationship(
        back_populates="article", cascade="all, delete-orphan", order_by="Report.position"
    )

    @property
    def document(self) -> str:
        """Title and text as one string: the text into which every span of a mention or an evidence points."""
        return f"{self.title}\n\n{self.text}"


class Band(Base):
    """The near-duplicate index: an article's locality-sensitive hashes, by when it was published."""

    __tablename__ = "bands"
    period: Mapped[int] = mapped_column(primary_key=True)  # of publication, see dedupe.py: what comes together is near
    band: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True)
    __table_args__ = ({"sqlite_with_rowid": False},)


class Sentence(Base):
    """A sentence that a source repeats from article to article, and is therefore no sign of a copy."""

    __tablename__ = "sentences"
    source: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    count: Mapped[int] = mapped_column(default=1)


class Mention(Base):
    """A term found in an article, with the characters it was found in."""

    __tablename__ = "mentions"
    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    kind: Mapped[str]  # mineral, organisation, place, person, country
    term: Mapped[str]  # canonical id
    surface: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    modality: Mapped[str] = mapped_column(default="stated")
    article: Mapped[Article] = relationship(back_populates="mentions")
    __table_args__ = (
        CheckConstraint("modality IN ('stated','negated','planned','recalled')", name="mention_modality"),
        UniqueConstraint("article_id", "kind", "term", "start"),
    )
