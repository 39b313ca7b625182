"""What is old goes out of the database, a batch a transaction; what was understood, told and sent stays known."""

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, TextClause, delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from pipeline import clock, ledger, models
from pipeline.addressing import SAME
from pipeline.db import session
from pipeline.ledger import Delivery, Job, Sweep
from pipeline.maintenance.retention import retention
from pipeline.models import REACHED, Article, Page, Revision, Run

READ = ("done", "rejected")  # what failed may be read by a later version of ours
BATCH = 100  # rows with bytes: a megabyte or two, written in hundredths of a second
RUNS = 1000
REST = 0.02  # seconds at least between two batches, and as long as the last one took: others write as well
Place = tuple[dt.datetime | None, int]  # the moment and number of the row up to which a batch looked


class Unswept(Exception):
    """What is old could not be taken away; konchi sweep says why."""


@dataclass
class Batch:
    """What a transaction did: its counts by column of the day's row, and where the next one begins, if one does."""

    counts: Mapping[str, int] = field(default_factory=dict)
    after: Place | None = None


Work = Callable[[Session, dt.datetime, Place], Batch]


def due(engine: Engine, now: dt.datetime) -> bool:
    """Tell whether today's sweep (the day of UTC) is still to be done, or to be finished."""
    with session(engine) as opened:
        today = opened.get(Sweep, now.date())
        return today is None or today.finished_at is None


def failing(opened: Session) -> str:
    """Return why the timetable's last sweep failed; nothing where it did not, or one was done since, by whomever."""
    job, done = opened.get(Job, "sweep"), opened.scalar(select(func.max(Sweep.finished_at)))
    if job is None or not job.last_error or not job.last_finished_at or (done and done >= job.last_finished_at):
        return ""
    return job.last_error


def sweep(engine: Engine, now: dt.datetime | None = None) -> Sweep:
    """Take away what is older than the settings allow; return the row of the day, with what all its sweeps did.

    Each batch is a short transaction that also writes its figures: whoever is killed has lost nothing, and the next one
    goes on. ``now`` stands still where it is given.
    """
    keep, moment = retention(), now or clock.now()
    day = _begun(engine, moment)
    for days, work in ((keep.pages, _pages), (keep.mails, _mails), (keep.runs, _runs)):
        if days:
            _through(engine, day, work, moment - dt.timedelta(days=days))
    with session(engine) as opened:
        row = opened.get_one(Sweep, day, with_for_update=True)
        row.finished_at = now or clock.now()
        return row


def summary(row: Sweep) -> str:
    """Return what a sweep did, in words."""
    return (
        f"{row.pages} pages without news of deals, {row.revisions} earlier versions and {row.mails} mails emptied, "
        f"{row.runs} runs deleted; {row.freed / 1_000_000:.1f} MB freed"
    )


def _begun(engine: Engine, now: dt.datetime) -> dt.date:
    with suppress(IntegrityError), session(engine) as opened:  # another may begin in the same moment
        if opened.get(Sweep, now.date()) is None:
            opened.add(Sweep(day=now.date(), begun_at=now))
    return now.date()


def _through(engine: Engine, day: dt.date, work: Work, cut: dt.datetime) -> None:
    """Do the work batch by batch, and let others write in between."""
    after: Place | None = (None, 0)
    while after:
        began = time.monotonic()
        with session(engine) as opened:
            batch = work(opened, cut, after)
            if any(batch.counts.values()):
                more = {name: getattr(Sweep, name) + count for name, count in batch.counts.items()}
                opened.execute(update(Sweep).where(Sweep.day == day).values(more))
        after = batch.after
        if after:
            time.sleep(max(REST, time.monotonic() - began))


def _pages(opened: Session, cut: dt.datetime, after: Place) -> Batch:
    """Empty pages that were read long ago and brought no news of a deal, with their earlier versions."""
    numbers, place = _next(opened, Page, Page.fetched_at, models.KEPT, cut, after)
    read_at = func.coalesce(Page.revised_at, Page.fetched_at)
    useless = ~exists().where(Article.page_id == Page.id, Article.relevant)
    twin = exists().where(Article.address == func.substr(Page.reason, len(SAME) + 1), Article.relevant)
    old = (models.KEPT, Page.state.in_(READ), read_at < cut, useless, ~twin)
    query = select(Page.id, func.length(Page.body)).where(Page.id.in_(numbers), *old)
    found: dict[int, int] = dict(opened.execute(query.with_for_update(skip_locked=True)).all())
    if not found:
        return Batch(after=place)
    earlier = (Revision.page_id.in_(found)) & Revision.title.is_not(None) & Revision.body.is_not(None)
    versions = opened.execute(select(func.count(), func.sum(func.length(Revision.body))).where(earlier)).one()
    opened.execute(update(Page).where(Page.id.in_(found)).values(body=None))
    opened.execute(update(Revision).where(earlier).values(body=None))
    freed = sum(found.values()) + (versions[1] or 0)
    return Batch({"pages": len(found), "revisions": versions[0], "freed": freed}, place)


def _mails(opened: Session, cut: dt.datetime, after: Place) -> Batch:
    """Empty messages that were sent, or given up, long ago; to whom, when and with which answer stays."""
    numbers, place = _next(opened, Delivery, Delivery.created_at, ledger.KEPT, cut, after)
    ended = (Delivery.state != "queued") & (func.coalesce(Delivery.sent_at, Delivery.created_at) < cut)
    old = select(Delivery.id, func.length(Delivery.body)).where(Delivery.id.in_(numbers), ended)
    found: dict[int, int] = dict(opened.execute(old.with_for_update(skip_locked=True)).all())
    opened.execute(update(Delivery).where(Delivery.id.in_(found)).values(body=b""))
    return Batch({"mails": len(found), "freed": sum(found.values())}, place)


def _next(
    opened: Session,
    of: type[Page | Delivery],
    moment: InstrumentedAttribute[dt.datetime],
    kept: TextClause,
    cut: dt.datetime,
    after: Place,
) -> tuple[Sequence[int], Place | None]:
    """Return the numbers of the next old rows whose bytes are kept, and where those behind them begin."""
    since, number = after
    behind = [] if since is None else [moment >= since, (moment > since) | (of.id > number)]
    query = select(of.id, moment).where(kept, moment < cut, *behind).order_by(moment, of.id).limit(BATCH)
    rows: Sequence[Any] = opened.execute(query).all()
    place = (rows[-1][1], rows[-1][0]) if len(rows) == BATCH else None
    return [row[0] for row in rows], place


def _runs(opened: Session, cut: dt.datetime, after: Place) -> Batch:
    """Delete old runs of sources that were reached since; a gap that was not filled is told to new readers as well.

    Who asks how long a source has not been reached, or whether it was in a period that ends now, is answered as before.
    """
    query = select(Run.id, Run.started_at).where(Run.id > after[1]).order_by(Run.id).limit(RUNS)
    rows = opened.execute(query).all()
    numbers = [row.id for row in rows if row.started_at < cut]
    later = aliased(Run)
    reached = exists().where(later.source == Run.source, later.id > Run.id, later.outcome.in_(REACHED))
    unfilled = (Run.gaps > 0) & (Run.backfilled == 0)
    old = delete(Run).where(Run.id.in_(numbers), reached, ~unfilled).returning(Run.id)
    deleted = opened.scalars(old, execution_options={"synchronize_session": False}).all()
    return Batch({"runs": len(deleted)}, (None, rows[-1].id) if len(numbers) == RUNS else None)
