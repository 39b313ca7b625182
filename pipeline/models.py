"""The tables of the news, read top to bottom as an article passes through them; pipeline/ledger.py has the others."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, MetaData, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from pipeline.columns import Clean, CleanJSON, Instant


class Base(DeclarativeBase):
    """The common ground of all tables."""

    metadata = MetaData(  # every constraint has a name, so that a migration can change it
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's declared interface
        str: Clean,
        dt.datetime: Instant,
        dict[str, Any]: CleanJSON,
        list[Any]: CleanJSON,
        bytes: LargeBinary,
    }


class SourceState(Base):
    """What the machine knows of one source of the catalogue: when it is due, who holds it, how it fared."""

    __tablename__ = "source_states"
    name: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="")  # title to identity: as the catalogue said at the last crawl
    publisher: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str] = mapped_column(default="UTC")
    languages: Mapped[list[Any]] = mapped_column(default=list)
    selectors: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reprints: Mapped[list[Any]] = mapped_column(default=list)  # names of the sources whose reports it runs again
    identity: Mapped[list[Any]] = mapped_column(default=list)  # [[pattern, replacement]]: what its addresses stand for
    due_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    lease_holder: Mapped[str | None]
    lease_until: Mapped[dt.datetime | None]
    epoch: Mapped[int] = mapped_column(default=0)  # fencing: work of an older epoch is refused
    last_run_at: Mapped[dt.datetime | None]
    last_healthy_at: Mapped[dt.datetime | None]  # its last article, or since when it is watched
    verdict: Mapped[str] = mapped_column(default="new")
    reason: Mapped[str | None]
    probability: Mapped[float | None]  # of bringing nothing for so long while well, by its own rhythm
    doubtful: Mapped[bool] = mapped_column(default=False)  # quiet for so long that it may have died
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    drift: Mapped[str | None]  # what is wrong with its pages, until newer ones are well, see shape.py
    rhythm: Mapped[dict[str, Any]] = mapped_column(default=dict)  # learned: when it publishes how much, see rhythm.py
    witness: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what its site showed in a gap, see testimony.py
    __table_args__ = (CheckConstraint("verdict IN ('new','healthy','quiet','silent','broken')", name="source_verdict"),)


class SourceDay(Base):
    """One source on one day of its own time zone: what it brought, what was expected, how it was judged."""

    __tablename__ = "source_days"
    source: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    verdict: Mapped[str]
    reason: Mapped[str | None]
    probability: Mapped[float | None]
    polls: Mapped[int] = mapped_column(default=0)  # runs of the day ...
    reached: Mapped[int] = mapped_column(default=0)  # ... and those whose source answered with a list
    fresh: Mapped[int] = mapped_column(default=0)  # articles first met
    gaps: Mapped[int] = mapped_column(default=0)  # polls of which no address was known before
    backfilled: Mapped[int] = mapped_column(default=0)  # articles found behind a gap
    failed: Mapped[int] = mapped_column(default=0)  # pages that could not be fetched
    hours: Mapped[list[Any]] = mapped_column(default=list)  # fresh articles by hour of publication, 24 counts
    shape: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what its pages look like, see shape.py
    __table_args__ = (CheckConstraint("verdict IN ('new','healthy','quiet','silent','broken')", name="day_verdict"),)


class Host(Base):
    """What is known of one host, whoever of the catalogue's sources asked it: its rules, its rights, its manners."""

    __tablename__ = "hosts"
    name: Mapped[str] = mapped_column(primary_key=True)  # host, with its port where it is not the web's own
    robots: Mapped[str | None]  # what its robots.txt said when last asked: rules, none, refused, unreachable
    crawl_delay: Mapped[float | None]  # seconds, as it asks
    rights: Mapped[list[Any]] = mapped_column(default=list)  # [{signal, value, where}]: RSL, TDM, Content-Usage
    hold_until: Mapped[dt.datetime | None]  # it asked for a pause
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    failure: Mapped[str | None]  # the kind of the last one
    distrusted_at: Mapped[dt.datetime | None]  # its validators were caught lying
    rights_at: Mapped[dt.datetime | None]  # when its /.well-known/tdmrep.json was last asked for
    checked_at: Mapped[dt.datetime]
    lease_holder: Mapped[str | None]  # the crawl that is at it
    lease_until: Mapped[dt.datetime | None]


REACHED = ("ok", "unchanged", "empty")  # outcomes of a run whose source answered, with news or without


class Run(Base):
    """One crawl of one source, with its counts: every link seen is in exactly one of them."""

    __tablename__ = "runs"
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    outcome: Mapped[str] = mapped_column(default="running")
    reason: Mapped[str | None]
    listed: Mapped[int] = mapped_column(default=0)  # addresses met on feeds, sitemaps and sections
    known: Mapped[int] = mapped_column(default=0)  # of these: seen before
    stored: Mapped[int] = mapped_column(default=0)  # pages that passed the gate
    rejected: Mapped[int] = mapped_column(default=0)  # pages the gate turned away, noted with the reason
    failed: Mapped[int] = mapped_column(default=0)  # pages that could not be fetched, noted with the error
    skipped: Mapped[int] = mapped_column(default=0)  # over --limit, older than --since, refused by robots.txt
    revised: Mapped[int] = mapped_column(default=0)  # pages read before that have changed since
    gaps: Mapped[int] = mapped_column(default=0)  # lists of which no address was known before
    backfilled: Mapped[int] = mapped_column(default=0)  # addresses found behind those gaps
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)  # skipped and failed by reason, entries by state
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('running','ok','unchanged','empty','broken','blocked','unreachable','killed')",
            name="run_outcome",
        ),
    )


class Poll(Base):
    """What a feed, sitemap or section page said of itself when last asked: the validators of a conditional GET."""

    __tablename__ = "polls"
    address: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body_hash: Mapped[str | None]
    status: Mapped[int | None]
    checked_at: Mapped[dt.datetime]
    error: Mapped[str | None]
    whole_at: Mapped[dt.datetime | None]  # when it was last asked for without conditions
    listed: Mapped[int] = mapped_column(default=0)  # addresses on it when it was last read whole ...
    known: Mapped[int] = mapped_column(default=0)  # ... and how many of them had been met before
    newest: Mapped[dt.datetime | None]  # the latest moment it ever named
    empties: Mapped[int] = mapped_column(default=0)  # in a row
    addresses: Mapped[str | None]  # a hash of those it named when it was last read whole
    agreed: Mapped[int] = mapped_column(default=0)  # times in a row it was as unchanged as its validators claimed


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


class Lead(Base):
    """A headline at a host, of which only a search result is known; the article is looked for at its publisher."""

    __tablename__ = "leads"
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)  # the discovery source that named it
    host: Mapped[str]
    title: Mapped[str]
    language: Mapped[str | None]
    published: Mapped[str | None]  # as it was written
    seen_at: Mapped[dt.datetime]
    state: Mapped[str] = mapped_column(default="new")
    reason: Mapped[str | None]
    address: Mapped[str | None]  # where the article was found
    attempts: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        CheckConstraint("state IN ('new','found','catalogued','lost')", name="lead_state"),
        UniqueConstraint("source", "host", "title"),
    )


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
    first_seen_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
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
    seen_at: Mapped[dt.datetime]  # the deal's last report: what is near in time is looked up first
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
    field: Mapped[str]  # party, mineral, country, place, stage, deal_type, event_date, value, deadline
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
