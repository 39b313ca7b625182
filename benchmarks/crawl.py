"""What crawling a page costs beside bare Scrapy on the same loopback site, and what a poll costs that finds nothing."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Cost, child_cost, line, machine

HOSTS, PAGES = 2, 1000  # a source gives up to a thousand pages a run
SOURCES = 200
PEER = "bare Scrapy"


def main() -> None:
    """Print the figures."""
    machine()
    with site(HOSTS, PAGES) as homes, tempfile.TemporaryDirectory() as folder:
        addresses = "\n".join(f"{home}/page/{number}" for home in homes for number in range(PAGES))
        print(f"\n{HOSTS * PAGES:,} pages of 60 KB from {HOSTS} hosts, starts included")
        bare = child_cost(HOSTS * PAGES, [sys.executable, "-m", "benchmarks.bare"], {}, addresses)
        line(PEER, bare)
        ours = crawl(Path(folder), homes, HOSTS * PAGES)
        line("konchi crawl: gate and database included", ours, bare, PEER)
        print(f"  on the clock {bare.pages / bare.wall:,.0f} and {ours.pages / ours.wall:,.0f} pages a second")
    with site(SOURCES, 1) as homes, tempfile.TemporaryDirectory() as folder:
        crawl(Path(folder), homes, SOURCES)
        nothing = crawl(Path(folder), homes, SOURCES)
        start = child_cost(1, [sys.executable, "-m", "scheduler", "--help"], {})
        print(f"\na poll of {SOURCES} sources with nothing new")
        line("konchi crawl", nothing)
        print(f"  {nothing.cpu:.1f} s CPU in all; a start of konchi {start.cpu:.2f} s CPU")


@contextlib.contextmanager
def site(hosts: int, pages: int) -> Iterator[list[str]]:
    """Serve so many hosts with as many pages each from a process of its own; give their addresses."""
    command = [sys.executable, "-m", "benchmarks.site", str(hosts), str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None  # noqa: S101 - it is a pipe
        yield [f"http://127.0.0.1:{port}" for port in server.stdout.readline().split()]


def crawl(folder: Path, homes: list[str], pages: int) -> Cost:
    """Crawl the hosts with konchi, each as a source of its own, and return what it cost."""
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "street.toml").write_text("\n".join(map(_block, homes)), encoding="utf-8")
    environment = {
        "KONCHI_HOME": str(folder),
        "KONCHI_DATABASE": f"sqlite:///{folder / 'konchi.db'}",
        "KONCHI_SOURCES": str(sources),
        "KONCHI_ALLOW_HOSTS": ",".join(home.removeprefix("http://") for home in homes),
    }
    return child_cost(pages, [sys.executable, "-m", "scheduler", "crawl"], environment)


def _block(home: str) -> str:
    port = home.rpartition(":")[2]
    told = f'name = "outlet_{port}"\ntitle = "Outlet"\nkind = "news"\ncountry = "UZ"\ntimezone = "Asia/Tashkent"\n'
    return f'[[source]]\n{told}languages = ["en"]\nfeeds = ["{home}/feed.xml"]\ndelay = 0\nevery = "1m"\n'


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()
