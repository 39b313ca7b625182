"""Promise 3: two schedulers side by side through a day of simulated time claim each due slot once."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import BrokenBarrierError
from typing import Any

import pytest

import scheduler
from alerts.subscriptions import load
from pipeline import clock
from pipeline.workers import jobs
from pipeline.workers.children import Children
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import postbox
from tests.alerts.test_deliver import subscribe
from tests.crawler.conftest import Site
from tests.faults.killing import CONTEXT, konchi, run, start
from tests.faults.unguarded import without_leases
from tests.figures import Figure

START = dt.datetime(2026, 11, 23, 0, 2, tzinfo=dt.UTC)
TICK = dt.timedelta(minutes=10)
ZONES = ("Asia/Tashkent", "Europe/Berlin", "America/New_York", "UTC")
HOURS = ("01:00", "03:30", "08:00", "12:00", "17:30", "22:00")


class Timed(Children):
    """Children that live at the simulated moment, and are noted: when, who, what."""

    together: Any = None  # a barrier at which each scheduler waits, with what is due in its hand, for the other one

    def work(self, arguments: list[str], limit: float, *, often: bool = False) -> int | None:  # noqa: ARG002
        """Run ``konchi ARGUMENTS`` in a process of its own."""
        if self.together:
            with suppress(BrokenBarrierError):
                self.together.wait(20)
        moment = clock.now()
        for one in arguments[1:] or ["all"]:
            line = f"{moment:%d %H:%M} {arguments[0]} {one}\n"
            descriptor = os.open(f"{os.environ['KONCHI_HOME']}/claims", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.write(descriptor, line.encode())
            os.close(descriptor)
        return run(konchi, *arguments, moment=moment)


def tick_through(ticks: int, barrier: object, together: object) -> None:
    """Be a scheduler: at each tick, in step with the other one, look for what is due."""
    children = Timed()
    children.together = together
    for number in range(ticks):
        clock.set_clock(START + number * TICK)
        barrier.wait(100)  # type: ignore[attr-defined]
        for name in ("crawl", "send"):
            scheduler.leased(name, children)


@pytest.fixture
def town(newsroom: Newsroom, site: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """Give three sources and readers of many hours and zones."""
    (home / "sources").mkdir()
    for number, every in enumerate(("2h", "4h", "8h")):
        feed = site.feed(f"/rss{number}", {site.article(f"/{number}/2026/1"): ""})
        text = f'[[source]]\nname = "s{number}"\ntitle = "S"\ncountry = "UZ"\ndelay = 0\n'
        text += f'every = "{every}"\nfeeds = ["{feed}"]\n'
        (home / "sources" / f"s{number}.toml").write_text(text, encoding="utf-8")
    blocks = [(f"r{n}-{at[:2]}@example.org", zone, at) for n, zone in enumerate(ZONES) for at in HOURS]
    subscribe(home, *(f'address = "{to}"\ntimezone = "{zone}"\nat = "{at}"' for to, zone, at in blocks))
    monkeypatch.setenv("KONCHI_SOURCES", str(home / "sources"))
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", site.host)
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        yield newsroom


def claims(home: Path, ticks: int, *without: object) -> Counter[str]:
    """Let two schedulers run; return how often each slot was claimed."""
    barrier, together = CONTEXT.Barrier(2), CONTEXT.Barrier(2) if without else None
    both = [start(tick_through, ticks, barrier, together, without=without) for _ in range(2)]  # type: ignore[arg-type]
    for one in both:
        one.join(800)
        assert one.exitcode == 0, (home / "said.txt").read_text()[-3000:]
    return Counter((home / "claims").read_text().splitlines())


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param(2, id="short"),
        pytest.param(24, id="long", marks=pytest.mark.faults),
    ],
)
def test_each_due_slot_is_claimed_once(town: Newsroom, home: Path, figure: Figure, hours: int) -> None:
    found = claims(home, hours * 6)
    what = f"two schedulers, {hours} hours, {town.engine.dialect.name}"
    figure(3, f"{what}: slots claimed twice, of {len(found)}", sum(n - 1 for n in found.values()), 0, "")
    end = START + dt.timedelta(hours=hours) - TICK
    struck = {
        (reader.address, day.date().isoformat())
        for reader in load()
        for day in (START.astimezone(reader.zone), end.astimezone(reader.zone))
        if dt.datetime.combine(day, reader.clock, reader.zone) <= end
    }
    sent = Counter((row.address, row.slot) for row in town.deliveries() if row.state == "sent")
    figure(3, f"{what}: digests missing, of {len(struck)}", len(struck - set(sent)), 0, "")
    figure(3, f"{what}: digests doubled", sum(n - 1 for n in sent.values()), 0, "")
    assert {line.split()[-1] for line in found} == {"s0", "s1", "s2", "all"}


@pytest.mark.faults
def test_without_leases_slots_are_claimed_twice(town: Newsroom, home: Path, figure: Figure) -> None:
    for name in ("crawl", "send"):  # their rows are there: of two that make one, the second is refused, lease or not
        epoch = jobs.claim(town.engine, name, TICK, START)
        assert epoch
        assert jobs.finish(town.engine, name, epoch, None, START)
    found = claims(home, 3, without_leases)
    twice = sum(n - 1 for n in found.values())
    figure(10, f"without leases: slots claimed twice, of {len(found)}, {town.engine.dialect.name}", twice, None, "")
    assert twice > 0
