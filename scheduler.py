"""The composition root: the timetable, and the konchi command put together from each folder's own cli.py."""

import datetime as dt
import logging
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

import click

from pipeline.commands import Commands
from pipeline.workers.children import Children
from pipeline.workers.forking import Nursery
from pipeline.workers.warden import Warden

log = logging.getLogger("konchi")

HELP = "Watch the news for deals on Uzbekistan's critical minerals and tell readers, once, what changed."
COMMANDS = {
    "crawl": "crawler.cli",
    "backfill": "crawler.cli",
    "sources": "crawler.cli",
    "process": "pipeline.cli",
    "reprocess": "pipeline.cli",
    "deals": "pipeline.deals_cli",
    "search": "pipeline.cli",
    "explain": "pipeline.cli",
    "lexicon": "pipeline.queries.terms",
    "export": "pipeline.cli",
    "subscribe": "alerts.cli",
    "unsubscribe": "alerts.cli",
    "pause": "alerts.cli",
    "subscriptions": "alerts.cli",
    "digest": "alerts.cli",
    "send": "alerts.cli",
    "deliveries": "alerts.cli",
    "suppressions": "alerts.cli",
    "channels": "alerts.cli",
    "serve": "alerts.cli",
    "run": __name__,
    "timetable": __name__,
    "backup": "pipeline.maintenance.keeping_cli",
    "restore": "pipeline.maintenance.keeping_cli",
    "sweep": "pipeline.maintenance.keeping_cli",
    "status": "pipeline.cli",
    "health": "pipeline.cli",
}

BATCH = 50  # sources a child crawls, as many as are visited at once: what hangs or dies takes no more along
CRAWL_EVERY = 5  # seconds between two looks for due sources; what is looked at seldom comes late
PROCESS_EVERY = 3
SEND_EVERY = 60  # and at once when pages were processed
BEAT_EVERY = 15
SWEEP_EVERY = 3600  # between two looks whether today's sweep is done
CRAWL_LIMIT = 900  # seconds of wall time for a batch; KONCHI_CRAWL_LIMIT
PROCESS_LIMIT = 3600
SEND_LIMIT = 600
SWEEP_LIMIT = 3000
LEASE = dt.timedelta(seconds=PROCESS_LIMIT)  # of a line, as long as the longest can take

Work = Callable[[Children], bool]  # a line of the timetable: does what is due and says whether anything was


@click.group(cls=Commands, modules=COMMANDS, help=HELP)
@click.version_option(package_name="konchi")
def konchi() -> None:
    """Set up what every command shares: one log line per thing that happened, to standard error."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO, stream=sys.stderr)
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so that what is under way is given back
    for library in ("alembic", "scrapy"):  # plugins and versions are no news ...
        logging.getLogger(library).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # ... nor that a line is at work when it is looked at


def crawl_due(children: Children) -> bool:
    """Crawl every source that is due, in batches, each batch in a child; sources of one host are in one batch."""
    from crawler.batches.rounds import Round
    from crawler.due import due_names, left_open
    from crawler.sources import load_catalogue
    from pipeline.db import connect
    from pipeline.workers import jobs

    limit = _crawl_limit()

    def due() -> list[str]:
        jobs.renew(connect(), "crawl", LEASE)  # a round may last as long as its slowest batches
        return [] if children.stopping else due_names(connect())

    def crawl(names: Sequence[str]) -> bool:
        code = children.work(["crawl", *names], limit, often=True)
        return code is not None and code >= 0

    return bool(Round(due, crawl, load_catalogue(), BATCH, CRAWL_EVERY, lambda: left_open(connect())).run())


def _crawl_limit() -> int:
    from pipeline.whole import whole

    return whole("KONCHI_CRAWL_LIMIT", CRAWL_LIMIT, "seconds")


def process_waiting(children: Children) -> bool:
    """Process waiting pages, if any, in a child."""
    from pipeline.db import connect
    from pipeline.process import waiting

    if not waiting(connect()):
        return False
    children.work(["process"], PROCESS_LIMIT, often=True)
    return True


def send_due(children: Children) -> bool:
    """Compose and send what is due to readers, if anything is, in a child."""
    from alerts.deliver import anything_due
    from pipeline import clock
    from pipeline.db import connect

    if not anything_due(connect(), clock.now()):
        return False
    children.work(["send"], SEND_LIMIT, often=True)
    return True


def sweep_due(children: Children) -> bool:
    """Take away what is old, once a day, in a child. Raises Unswept where that fails."""
    from pipeline import clock
    from pipeline.db import connect
    from pipeline.maintenance.sweep import Unswept, due

    if not due(connect(), clock.now()):
        return False
    code = children.work(["sweep"], SWEEP_LIMIT, often=True)
    if code != 0 and not children.stopping:
        raise Unswept(Unswept.__doc__)
    return True


def beat(_: Children) -> bool:
    """Touch the file whose age tells another process that the scheduler lives."""
    from pipeline.maintenance.status import heartbeat

    heartbeat().touch()
    return True


TIMETABLE: dict[str, tuple[Work, int]] = {
    "beat": (beat, BEAT_EVERY),
    "crawl": (crawl_due, CRAWL_EVERY),
    "process": (process_waiting, PROCESS_EVERY),
    "send": (send_due, SEND_EVERY),
    "sweep": (sweep_due, SWEEP_EVERY),
}
NEXT = {"process": "send"}  # what is done at once when a line had something to do: news does not wait for its tick


def ticked(name: str, children: Children) -> None:
    """Run one line of the timetable; what is foreseen to go wrong is logged, and tried again at the next tick."""
    from pipeline.foreseen import foreseen

    try:
        if leased(name, children) and name in NEXT:
            leased(NEXT[name], children)
    except Exception as error:
        sentence = foreseen(error)
        if sentence is None:
            raise
        log.error("%s: %s", name, sentence)  # noqa: TRY400 - a sentence, no traceback


def leased(name: str, children: Children) -> bool | None:
    """Run one line of the timetable under its lease, so that two schedulers do no work twice.

    Return whether there was anything to do; None where another scheduler has the lease.
    """
    from pipeline import clock
    from pipeline.db import connect
    from pipeline.workers import jobs

    work, every = TIMETABLE[name]
    if name == "beat":
        return work(children)
    epoch = jobs.claim(connect(), name, LEASE)
    if epoch is None:
        return None
    error = None
    try:
        return work(children)
    except Exception as problem:
        error = f"{type(problem).__name__}: {problem}"
        raise
    finally:
        jobs.finish(connect(), name, epoch, error, clock.now() + dt.timedelta(seconds=every))


@click.command()
@click.option("--once", is_flag=True, help="Crawl what is due, process, send what is due, and end.")
def run(*, once: bool) -> None:
    """Run the timetable until SIGTERM or Ctrl-C: crawl, process and send what is due, and once a day sweep."""
    nursery = Nursery("crawler.ready", "pipeline.ready", "alerts.ready")
    children = Children(nursery=nursery, warden=Warden())
    _check_settings()
    if once:
        try:
            _run_once(children)
        finally:
            children.close()
        return
    from apscheduler.executors.pool import ThreadPoolExecutor as Threads
    from apscheduler.schedulers import SchedulerNotRunningError
    from apscheduler.schedulers.blocking import BlockingScheduler

    timetable_runner = BlockingScheduler(
        executors={"default": Threads(len(TIMETABLE))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone=dt.UTC,
    )
    for name, (_, every) in TIMETABLE.items():
        timetable_runner.add_job(
            ticked, "interval", seconds=every, args=[name, children], id=name, next_run_time=dt.datetime.now(dt.UTC)
        )

    def end(number: int) -> None:
        log.info("stopping on %s", signal.Signals(number).name)
        with suppress(SchedulerNotRunningError):  # asked twice
            timetable_runner.shutdown(wait=False)

    def stop(number: int, _frame: object) -> None:
        # In a thread: the handler interrupts the main thread, which may hold the very lock that a shutdown takes.
        threading.Thread(target=end, args=(number,)).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("started; next: konchi timetable")
    timetable_runner.start()
    children.stop()
    log.info("stopped")


def _run_once(children: Children) -> None:
    def stop(number: int, _frame: object) -> None:  # the children do not hear a terminal's Ctrl-C; a second one kills
        children.ask(signal.SIGKILL if children.stopping else signal.SIGTERM)
        asked.append(number)

    asked: list[int] = []
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for name in ("crawl", "process", "send", "sweep"):
        if not asked and leased(name, children) is None:
            click.echo(f"{name}: left alone, another konchi run is at it", err=True)
    if asked:
        sys.exit(128 + asked[0])


def _check_settings() -> None:
    """Refuse to start with settings that no line of the timetable could work with."""
    from alerts.sending.envelope import sender
    from alerts.sending.signing import signed
    from alerts.subscriptions import load
    from crawler.age import oldest
    from crawler.sources import load_catalogue
    from pipeline.db import connect
    from pipeline.maintenance.retention import retention

    connect()
    load_catalogue()
    oldest()
    retention()
    load()
    signed(b"From: x\r\n\r\n", sender()[1])
    _crawl_limit()


@click.command()
def timetable() -> None:
    """Show what will run next, and when: jobs, sources and readers."""
    from alerts.deliver import next_digests
    from crawler.due import next_crawls
    from pipeline.db import connect
    from pipeline.maintenance.status import jobs

    now = dt.datetime.now(dt.UTC)
    known = {job.name: job.due_at for job in jobs(connect())}
    rows = [("job", name, known.get(name, now), f"every {every} s") for name, (_, every) in TIMETABLE.items()]
    rows += [("source", *row) for row in next_crawls(connect(), now)]
    rows += [("reader", *row) for row in next_digests(connect(), now)]
    for what, name, due, rhythm in sorted(rows, key=lambda row: (row[0], row[2], row[1])):
        click.echo(f"{max(due, now).astimezone():%Y-%m-%d %H:%M %Z}  {what:7} {name:36} {rhythm}")


def main() -> None:
    """Run the konchi command; without arguments as a script, the timetable."""
    konchi(prog_name="konchi")


if __name__ == "__main__":
    konchi(args=sys.argv[1:] or ["run"], prog_name="konchi")
