"""The timetable's memory: a job's name comes in, a lease that no second scheduler can hold goes out."""

import datetime as dt

from sqlalchemy import URL, Engine, update
from sqlalchemy.exc import IntegrityError

from pipeline import clock
from pipeline.db import session
from pipeline.ledger import Job
from pipeline.workers.leases import abandoned, holder

_ended: dict[tuple[URL, str], int] = {}  # the epoch of each job that this process ended last, written down or not


def claim(engine: Engine, name: str, lasting: dt.timedelta, now: dt.datetime | None = None) -> int | None:
    """Lease the job for ``lasting``; return the fencing epoch, or None while another scheduler holds it."""
    now = now or clock.now()
    try:
        with session(engine) as opened:
            job = opened.get(Job, name, with_for_update=True)
            if job is None:
                job = Job(name=name, due_at=now, epoch=0)
                opened.add(job)
            elif job.lease_until and job.lease_until > now and not _left(engine, job):
                return None
            job.epoch += 1
            job.lease_holder, job.lease_until, job.last_started_at = holder(), now + lasting, now
            return job.epoch
    except IntegrityError:
        return None  # another scheduler made the job's row in the same moment


def _left(engine: Engine, job: Job) -> bool:
    """Tell whether nobody works under the lease: its holder is dead, or is this process and could not give it back."""
    return _ended.get((engine.url, job.name)) == job.epoch or abandoned(job.lease_holder or "")


def renew(engine: Engine, name: str, lasting: dt.timedelta) -> None:
    """Prolong the lease that this process holds on the job, if it does."""
    ours = (Job.name == name) & (Job.lease_holder == holder())
    with session(engine) as opened:
        opened.execute(update(Job).where(ours).values(lease_until=clock.now() + lasting))


def finish(engine: Engine, name: str, epoch: int, error: str | None, due_at: dt.datetime) -> bool:
    """Give the lease back and note how the job ended; return False where it has meanwhile passed to another."""
    _ended[engine.url, name] = epoch
    with session(engine) as opened:
        job = opened.get_one(Job, name, with_for_update=True)
        if job.epoch != epoch:
            return False
        job.lease_holder = job.lease_until = None
        job.last_finished_at, job.last_error, job.due_at = clock.now(), error, due_at
        return True
