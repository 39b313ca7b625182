"""How Konchi fares: tables come in, the figures for a person and the checks for a machine go out."""

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.db import data_folder, database_file, reading
from pipeline.ledger import Delivery, Job, Sweep
from pipeline.maintenance.sweep import failing, summary
from pipeline.models import REACHED, WATCHED, Article, Deal, Event, Page, Run, SourceState
from pipeline.text import one_line
from pipeline.workers.leases import abandoned

HEARTBEAT_AGE = dt.timedelta(minutes=3)  # the scheduler beats every 15 s
WAITING_AGE = dt.timedelta(hours=2)  # a page that waits longer is a stuck pipeline
QUEUED_AGE = dt.timedelta(hours=6)  # a mail that waits longer has been refused again and again
REACHED_AGE = dt.timedelta(hours=24)
MEGABYTE = 1_000_000
ROOM = 100 * MEGABYTE  # less than this is soon used up: a page is stored with some 20 KB, an index grows with it
SWEPT_AGE = dt.timedelta(days=2)  # what is old is swept away every day
SILENT_SHARE = 0.25  # of the sources that may be silent or broken before the whole is in doubt
NAMED = 10  # of them
LOOKED = 10_000  # newest runs and pages whose counts are checked
COUNTED = (Run.known, Run.stored, Run.rejected, Run.failed, Run.skipped, Run.revised)


@dataclass(frozen=True)
class Check:
    """One question a watching machine asks, and its answer."""

    name: str
    passed: bool
    finding: str


def heartbeat() -> Path:
    """Return the file whose age tells another process that the scheduler lives."""
    return data_folder() / "heartbeat"


def figures(engine: Engine) -> dict[str, str]:
    """Return the lines of the status page: what there is of each thing, and when it last moved."""
    with reading(engine) as opened:
        pages = _by_state(opened, Page.state)
        sources = _by_state(opened, SourceState.verdict, WATCHED)
        deliveries = _by_state(opened, Delivery.state)
        return {
            "sources": _counted(sources) or "none crawled yet",
            "last crawl": _moment(opened.scalar(select(func.max(Run.finished_at)))),
            "pages": _counted(pages) or "none",
            "articles": (
                f"{_count(opened, Article.id)}, of them {_count(opened, Article.id, Article.relevant)} relevant and "
                f"{_count(opened, Article.id, Article.copy_of.is_not(None))} copies"
            ),
            "deals": f"{_count(opened, Deal.id)}, with {_count(opened, Event.id)} events",
            "deliveries": _counted(deliveries) or "none",
            "last delivery": _moment(opened.scalar(select(func.max(Delivery.sent_at)))),
        }


def failed_pages(engine: Engine, most: int = 20) -> list[tuple[str, str]]:
    """Return the newest pages that could not be fetched or understood, as (address, error)."""
    with reading(engine) as opened:
        rows = opened.execute(
            select(Page.address, Page.reason)
            .where(Page.state.in_(("failed", "missed")))
            .order_by(Page.id.desc())
            .limit(most)
        )
        return [(one_line(address), one_line(reason or "no reason noted")) for address, reason in rows]


def jobs(engine: Engine) -> list[Job]:
    """Return the timetable's lines as they last ran."""
    with reading(engine) as opened:
        return list(opened.scalars(select(Job).order_by(Job.name)))


def fared(job: Job, now: dt.datetime | None = None) -> str:
    """Return how a line of the timetable fares: since when it runs, that it was cut off, or how it ended last."""
    ended = _ended(job)
    if not (job.lease_holder and job.lease_until):
        return ended or "not yet"
    cut_off = abandoned(job.lease_holder) or job.lease_until <= (now or clock.now())
    begun = f"{'cut off, begun' if cut_off else 'running since'} {_moment(job.last_started_at)}"
    return f"{begun}; before: {ended}" if ended else begun


def _ended(job: Job) -> str:
    if not job.last_finished_at:
        return ""
    moment = _moment(job.last_finished_at)
    return f"failed {moment}: {one_line(job.last_error)}" if job.last_error else f"{moment}, well"


def checks(engine: Engine, now: dt.datetime | None = None) -> list[Check]:
    """Return the answers a watching machine needs; all passed means that Konchi does its work."""
    now = now or clock.now()
    with reading(engine) as opened:
        reached = opened.scalar(select(func.max(Run.finished_at)).where(Run.outcome.in_(REACHED)))
        waiting = opened.scalar(select(func.min(Page.fetched_at)).where(Page.state.in_(("waiting", "claimed"))))
        queued = opened.scalar(select(func.min(Delivery.created_at)).where(Delivery.state == "queued"))
        heard, accounted, swept = _heard_check(opened), _accounted_check(opened), _swept_check(opened, now)
    return [
        _heartbeat_check(now),
        _room_check(),
        Check("sources reached", bool(reached and now - reached < REACHED_AGE), f"last {_moment(reached)}"),
        heard,
        accounted,
        Check("pages move", not waiting or now - waiting < WAITING_AGE, _oldest("page", waiting)),
        Check("mail moves", not queued or now - queued < QUEUED_AGE, _oldest("message", queued)),
        swept,
    ]


def _oldest(kind: str, since: dt.datetime | None) -> str:
    return f"the oldest {kind} has waited since {_moment(since)}" if since else f"no {kind} waits"


def _heard_check(opened: Session) -> Check:
    """Tell which sources are not heard from: some always are, too many are a fault of ours."""
    lost = opened.execute(
        select(SourceState.name, SourceState.verdict)
        .where(SourceState.verdict.in_(("silent", "broken")))
        .order_by(SourceState.verdict.desc(), SourceState.name)
    ).all()
    doubted = (SourceState.verdict == "quiet") & SourceState.doubtful
    quiet = opened.scalars(select(SourceState.name).where(doubted).order_by(SourceState.name)).all()
    known = _count(opened, SourceState.name, WATCHED)
    not_heard = _named("; not heard: ", [f"{one_line(name)} ({verdict})" for name, verdict in lost])
    in_doubt = _named("; quiet, may have stopped: ", [one_line(name) for name in quiet])
    finding = f"{known - len(lost)} of {known}{not_heard}{in_doubt}"
    return Check("sources heard", len(lost) <= SILENT_SHARE * known, finding)


def _named(said: str, names: Sequence[str]) -> str:
    """Return what is said of sources, the first of them by name; nothing where there is none."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{said}{', '.join(names[:NAMED])}{more}" if names else ""


def _accounted_check(opened: Session) -> Check:
    """Tell whether every address that a run met is in one of its counts, and every page dropped has a reason."""
    runs = select(Run).where(Run.outcome != "running").order_by(Run.id.desc()).limit(LOOKED).subquery()
    counted = sum((runs.c[column.key] for column in COUNTED[1:]), start=runs.c[COUNTED[0].key])
    lost = opened.scalar(select(func.coalesce(func.sum(runs.c.listed - counted), 0)).where(runs.c.listed != counted))
    pages = select(Page.state, Page.reason).order_by(Page.id.desc()).limit(LOOKED).subquery()
    dropped = pages.c.state.in_(("rejected", "failed", "missed")) & pages.c.reason.is_(None)
    silent = opened.scalar(select(func.count()).select_from(pages).where(dropped))
    finding = f"{lost or 0} addresses in no count, {silent or 0} pages dropped without a reason"
    return Check("pages accounted for", not lost and not silent, finding)


def _swept_check(opened: Session, now: dt.datetime) -> Check:
    """Tell when what is old was last swept away, and what that freed; why not, where it failed."""
    failed, begun = one_line(failing(opened)), opened.scalar(select(func.min(Sweep.begun_at)))
    done = select(Sweep).where(Sweep.finished_at.is_not(None)).order_by(Sweep.day.desc())
    last = opened.scalars(done.limit(1)).first()
    finding = f"last {_moment(last.finished_at)}: {summary(last)}" if last else "not yet"
    since = last.finished_at if last else begun
    told = f"{finding}; then it failed: {failed}" if failed else finding
    return Check("old data swept", not failed and (since is None or now - since < SWEPT_AGE), told)


def _heartbeat_check(now: dt.datetime) -> Check:
    try:
        beat = dt.datetime.fromtimestamp(heartbeat().stat().st_mtime, dt.UTC)
    except FileNotFoundError:
        return Check("scheduler alive", passed=False, finding="it has never run here; start it with: konchi run")
    return Check("scheduler alive", now - beat < HEARTBEAT_AGE, f"last heartbeat {_moment(beat)}")


def _room_check() -> Check:
    """Tell whether the disk has room for what comes next: where there is none, nothing new is stored."""
    folders = {data_folder()}
    if file := database_file():
        folders.add(file.parent)
    free = min(shutil.disk_usage(folder).free for folder in folders)
    return Check("room on the disk", free >= ROOM, f"{free // MEGABYTE:,} MB are free")


def _by_state(opened: Session, column: object, *where: object) -> dict[str, int]:
    counted = select(column, func.count()).where(*where).group_by(column)  # type: ignore[call-overload]
    return {str(state): count for state, count in opened.execute(counted)}


def _count(opened: Session, column: object, *where: object) -> int:
    return opened.scalar(select(func.count(column)).where(*where)) or 0  # type: ignore[arg-type]


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))


def _moment(moment: dt.datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M %Z") if moment else "never"
