"""What filling in from a web archive costs a page, beside reading the archive alone and trafilatura on some pages."""

import argparse
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from fastwarc.warc import ArchiveIterator, WarcRecordType

from benchmarks.measure import Cost, child_cost, cost, line, machine
from benchmarks.pages import mix, street
from benchmarks.understand import PEER, peer
from pipeline.extract import Raw
from pipeline.gate import gate
from tests.crawler.archives.warc import Capture, written

PAGES, FEW = 6000, 600  # of a long archive and of a short one: what is beyond it is not the start of the command
SHARE = 0.005  # of the pages are relevant
HOSTS = 200
KNOWN = "kun.uz"  # a host of the catalogue, whose pages are kept account of one by one
SAMPLE = 20
TARGET = 2000  # pages of a CPU-second
REPEAT = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=REPEAT, help=f"measure so often, default {REPEAT}")
    asked = parser.parse_args()
    machine()
    relevant = [raw.body for raw in street() if gate(raw.body, raw.charset).passes]
    bodies = mix(PAGES, relevant, SHARE, random.Random(1))  # noqa: S311 - made-up pages
    size = sum(map(len, bodies)) // PAGES
    print(f"\n{PAGES:,} pages of {size:,} bytes in a WARC file, {SHARE:.1%} relevant (target: {TARGET:,} a CPU-second)")
    raws = [Raw(body, "utf-8", "https://mix.example/news/1", None, "UTC", {}) for body in bodies[1 :: PAGES // SAMPLE]]
    slow = cost(peer, raws)
    line(f"{PEER}, alone, on every {PAGES // SAMPLE}th page", slow)
    with tempfile.TemporaryDirectory() as folder:
        for name, hosts in (("of other hosts", [f"h{n}.example" for n in range(HOSTS)]), ("of the catalogue", [KNOWN])):
            measured(Path(folder), name, list(captured(bodies, hosts)), slow, asked.repeat)


def captured(bodies: list[bytes], hosts: list[str]) -> Iterator[Capture]:
    """Yield the pages as captures of so many hosts, at addresses of articles."""
    for number, body in enumerate(bodies):
        yield Capture(f"https://{hosts[number % len(hosts)]}/news/2024/05/01/report-{number}", body)


def measured(folder: Path, name: str, captures: list[Capture], slow: Cost, repeat: int) -> None:
    """Print what a further page costs, and how many of the relevant ones of the long archive were stored."""
    long, short = written(folder / "long.warc.gz", captures), written(folder / "short.warc.gz", captures[:FEW])
    reading = [cost(lambda _: alone(long), [0]) for _ in range(repeat)]
    read = Cost(PAGES, median(one.cpu for one in reading), 0.0)
    few = [filled(folder, short, FEW) for _ in range(repeat)]
    found = [filled(folder, long, PAGES) - short_one for short_one in few]  # the long one last: its pages are counted
    ours = sorted(found, key=lambda one: one.cpu)[repeat // 2]
    line("reading the archive alone", read)
    line(f"konchi backfill, pages {name}", ours, slow, PEER)
    with sqlite3.connect(folder / "konchi.db") as opened:
        stored = opened.execute("SELECT count(*) FROM pages WHERE state = 'waiting'").fetchone()[0]
    rates = ", ".join(f"{one.rate:,.0f}" for one in found)
    print(f"    {rates} a CPU-second in turns; of {round(PAGES * SHARE)} relevant pages {stored} stored")


def alone(archive: Path) -> None:
    """Read every answer of an archive."""
    with archive.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            record.reader.read()


def filled(folder: Path, archive: Path, pages: int) -> Cost:
    """Fill an empty database, whose tables are laid, from an archive; return what it cost, start included."""
    for left in folder.glob("konchi.db*"):
        left.unlink()
    environment = {"KONCHI_HOME": str(folder), "KONCHI_DATABASE": f"sqlite:///{folder / 'konchi.db'}"}
    child_cost(1, [sys.executable, "-m", "scheduler", "status"], environment)
    return child_cost(pages, [sys.executable, "-m", "scheduler", "backfill", str(archive)], environment)


if __name__ == "__main__":
    os.environ.pop("KONCHI_SOURCES", None)  # the catalogue that comes with Konchi
    main()
