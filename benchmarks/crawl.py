"""What crawling a page costs beside bare Scrapy on the same loopback site, and what a poll costs that finds nothing."""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost, child_cost, line, machine

HOSTS, PAGES = 2, 1000  # a source gives up to a thousand pages a run
SOURCES = 1000
BATCH = 25  # sources in a child of the timetable
REPEAT = 5
KONCHI, SCRAPY = [sys.executable, "-m", "scheduler"], [sys.executable, "-m", "scrapy"]
MEGABYTE = 1024 * 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=REPEAT, help=f"measure so often, default {REPEAT}")
    parser.add_argument("--sources", type=int, default=SOURCES, help=f"of the poll, default {SOURCES}")
    asked = parser.parse_args()
    machine()
    crawls(asked.repeat)
    polls(asked.repeat, asked.sources)
    for name, command in (("konchi --help", [*KONCHI, "--help"]), ("scrapy list", [*SCRAPY, "list"])):
        starts = [child_cost(1, command, {}) for _ in range(asked.repeat)]
        seconds = median(start.cpu for start in starts)
        print(f"start of {name}: {seconds:.2f} s CPU, {median(start.wall for start in starts):.2f} s on the clock")


def crawls(repeat: int) -> None:
    """Crawl the same pages with bare Scrapy and with konchi in turns; print both, and the median of the ratios."""
    print(f"\n{HOSTS * PAGES:,} pages of 60 KB from {HOSTS} hosts, starts included, tables laid before")
    ratios = []
    with site(HOSTS, PAGES) as homes:
        addresses = "\n".join(f"{home}/page/{number}" for home in homes for number in range(PAGES))
        for _ in range(repeat):
            bare = child_cost(HOSTS * PAGES, [sys.executable, "-m", "benchmarks.bare"], {}, addresses)
            show("bare Scrapy, empty callback", bare)
            with tempfile.TemporaryDirectory() as folder:
                ours = crawl(Path(folder), homes, HOSTS * PAGES)
            show("konchi crawl: gate and database included", ours, bare)
            ratios.append(bare.cpu / ours.cpu)
    print(f"  median of {repeat}: {median(ratios):.2f} x bare Scrapy ({min(ratios):.2f} to {max(ratios):.2f})")


def polls(repeat: int, sources: int) -> None:
    """Poll so many sources where nothing is new, in one process and a batch in a child; print what it costs."""
    print(f"\na poll of {sources:,} sources with nothing new: a page here is a source, start included")
    with site(sources, 1) as homes, tempfile.TemporaryDirectory() as folder:
        crawl(Path(folder), homes, sources)
        found = [crawl(Path(folder), homes, sources) for _ in range(repeat)]
        batches = [crawl(Path(folder), homes, BATCH, homes[:BATCH]) for _ in range(repeat)]
    for poll in found:
        show("konchi crawl, one process", poll)
    print(f"  median of {repeat}: {median(poll.cpu for poll in found):.1f} s CPU in all")
    batch = min(batches, key=lambda poll: abs(poll.cpu - median(each.cpu for each in batches)))
    show(f"konchi crawl, {BATCH} sources a process", batch)
    print(f"  {batch.cpu * sources / BATCH:.1f} s CPU for all of them in such batches")


def show(name: str, found: Cost, peer: Cost | None = None) -> None:
    """Print a figure with its speed on the clock and the memory it took."""
    line(name, found, peer, "bare Scrapy")
    print(f"    {found.pages / found.wall:,.0f} a second on the clock, at most {found.peak / MEGABYTE:.0f} MB")


@contextlib.contextmanager
def site(hosts: int, pages: int) -> Iterator[list[str]]:
    """Serve so many hosts with as many pages each from a process of its own; give their addresses."""
    command = [sys.executable, "-m", "benchmarks.site", str(hosts), str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None  # noqa: S101 - it is a pipe
        yield [f"http://127.0.0.1:{port}" for port in server.stdout.readline().split()]


def crawl(folder: Path, homes: list[str], pages: int, chosen: list[str] | None = None) -> Cost:
    """Crawl the hosts, or only those chosen, with konchi, each as a source of its own; return what it cost."""
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "street.toml").write_text("\n".join(map(_block, homes)), encoding="utf-8")
    environment = {
        "KONCHI_HOME": str(folder),
        "KONCHI_DATABASE": f"sqlite:///{folder / 'konchi.db'}",
        "KONCHI_SOURCES": str(sources),
        "KONCHI_ALLOW_HOSTS": ",".join(home.removeprefix("http://") for home in homes),
    }
    child_cost(1, [*KONCHI, "timetable"], environment)  # the tables are laid once in a database's life
    return child_cost(pages, [*KONCHI, "crawl", *map(_name, chosen or ())], environment)


def _name(home: str) -> str:
    return f"outlet_{home.rpartition(':')[2]}"


def _block(home: str) -> str:
    told = f'name = "{_name(home)}"\ntitle = "Outlet"\nkind = "news"\ncountry = "UZ"\ntimezone = "Asia/Tashkent"\n'
    return f'[[source]]\n{told}languages = ["en"]\nfeeds = ["{home}/feed.xml"]\ndelay = 0\nevery = "1m"\n'


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()
