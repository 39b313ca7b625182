"""Work comes in; what it costs goes out: CPU and wall time a page, and one printed line with its peer's ratio."""

import gc
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

NEWSPLEASE = Path(".score/newsplease/bin/python")  # a peer in an environment of its own, made by the Makefile


@dataclass(frozen=True)
class Cost:
    """What some pages cost in seconds; ratios are taken of CPU time, which other programs disturb least."""

    pages: int
    cpu: float
    wall: float
    peak: int = 0  # bytes of memory, of a child

    @property
    def each(self) -> float:
        """Return the CPU time of one page in milliseconds."""
        return 1000 * self.cpu / self.pages

    @property
    def rate(self) -> float:
        """Return the pages of one CPU-second."""
        return self.pages / self.cpu

    def __add__(self, other: "Cost") -> "Cost":
        """Return the cost of both steps over the same pages."""
        return Cost(self.pages, self.cpu + other.cpu, self.wall + other.wall)

    def __sub__(self, other: "Cost") -> "Cost":
        """Return the cost of the pages by which a run is longer than another: what both cost once is in neither."""
        return Cost(self.pages - other.pages, self.cpu - other.cpu, self.wall - other.wall, self.peak)


def cost(work: Callable[[Any], object], items: Iterable[Any]) -> Cost:
    """Do the work on every item in this process and return its cost, without the garbage of what was done before."""
    items = list(items)
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    for item in items:
        work(item)
    return Cost(len(items), time.process_time() - cpu, time.perf_counter() - wall)


def child_cost(pages: int, arguments: list[str], environment: dict[str, str], told: str = "") -> Cost:
    """Run a command to its end, with what it is told on standard input; return its cost, its own start included."""
    wall = time.perf_counter()
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(arguments, env=os.environ | environment, **pipes) as child:  # noqa: S603 - our own commands
        assert child.stdin is not None  # noqa: S101 - it is a pipe
        child.stdin.write(told)
        child.stdin.close()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, arguments)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(pages, used.ru_utime + used.ru_stime, time.perf_counter() - wall, used.ru_maxrss * unit)


def machine() -> None:
    """Print what the figures were measured on."""
    libraries = ("trafilatura", "Scrapy", "Twisted", "SQLAlchemy", "lxml", "numpy")
    versions = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in libraries)]
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}; {', '.join(versions)}")


def line(name: str, found: Cost, peer: Cost | None = None, peer_name: str = "") -> None:
    """Print one figure, and how many times its peer's rate it reaches."""
    beside = f"   {peer.each / found.each:7.2f} x {peer_name}" if peer else ""
    print(f"  {name:48} {found.rate:9,.0f} pages/CPU-s  {found.each:8.3f} ms CPU a page{beside}", flush=True)
