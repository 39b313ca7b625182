"""The tables of where news comes from: sources, hosts, runs, lists, and headlines whose articles are looked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.models.ground import Base


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


# What only web archives brought pages of was never crawled: nothing is expected of it, and nobody judges it.
WATCHED = (SourceState.epoch > 0) | (SourceState.verdict != "new")


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
