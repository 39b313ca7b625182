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

from benchmarks.measure import NEWSPLEASE, Cost, child_cost, line, machine
from benchmarks.secure import AUTHORITY

HOSTS, PAGES = 2, 1000  # a source gives up to a thousand pages a run
FEW = 50  # pages of a short crawl, from each host: it has all that a crawl costs once, and what is beyond it are pages
SOURCES = 1000
REPEAT = 5
SAMPLE = 60  # pages that news-please's crawler reads: it takes as long for them as we for thousands
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
    """Crawl the same pages with bare Scrapy, konchi and news-please in turns; print all, and the medians of ratios."""
    print(f"\n{HOSTS * PAGES:,} pages of 60 KB from {HOSTS} hosts, starts included, tables laid before")
    bares, ours, others = list[Cost](), list[Cost](), list[Cost]()  # the costs of further pages
    ratios = []
    with site(HOSTS, PAGES) as long, site(HOSTS, FEW) as short:
        for _ in range(repeat):
            bare, whole = bare_crawl(long, PAGES), our_crawl(long, PAGES)
            show("bare Scrapy, empty callback", bare)
            show("konchi crawl: gate and database included", whole, bare)
            ratios.append(bare.cpu / whole.cpu)
            bares.append(bare - bare_crawl(short, FEW))
            ours.append(whole - our_crawl(short, FEW))
            if found := other(long[0]):
                others.append(found)
    print(f"  median of {repeat}: {spread(ratios)} x bare Scrapy")
    further(bares, ours, others)


def further(bares: list[Cost], ours: list[Cost], others: list[Cost]) -> None:
    """Print what a further page costs each crawler, and how they compare in turns."""
    print(f"\na further page: what {HOSTS * PAGES:,} cost more than {HOSTS * FEW}, news-please's {SAMPLE + 1} than 1")
    line("bare Scrapy, empty callback", middle(bares))
    line("konchi crawl: gate and database included", middle(ours), middle(bares), "bare Scrapy")
    print(f"  median of {len(ours)}: {beside(ours, bares)} x bare Scrapy")
    if others:
        line("news-please's own crawler", middle(others))
        for name, costs in (("konchi crawl", ours), ("bare Scrapy", bares)):
            print(f"  median of {len(others)}: {name} is {beside(costs, others)} x news-please's crawler")


def beside(costs: list[Cost], peers: list[Cost]) -> str:
    """Return how many times a peer's rate is reached, turn by turn."""
    return spread([peer.each / cost.each for cost, peer in zip(costs, peers, strict=False)])


def spread(ratios: list[float]) -> str:
    """Return the median of ratios, and from where to where they go."""
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def bare_crawl(homes: list[str], pages: int) -> Cost:
    """Fetch so many pages of each host with bare Scrapy; return what it cost."""
    addresses = "\n".join(f"{home}/page/{number}" for home in homes for number in range(pages))
    return child_cost(len(homes) * pages, [sys.executable, "-m", "benchmarks.bare"], {}, addresses)


def our_crawl(homes: list[str], pages: int) -> Cost:
    """Crawl so many pages of each host with konchi and an empty database; return what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        return crawl(Path(folder), homes, len(homes) * pages)


def other(home: str) -> Cost | None:
    """Let news-please's own crawler read some of the pages, and one; return what the others cost, or say why not."""
    command = [str(NEWSPLEASE), "-W", "ignore", "-m", "benchmarks.newspleasecrawl"]
    addresses = [f"{home}/page/{number}" for number in range(SAMPLE + 1)]
    try:
        one = child_cost(1, command, {}, addresses[0])
        return child_cost(len(addresses), command, {}, "\n".join(addresses)) - one
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"  news-please is left out: it is not installed here, or failed ({type(error).__name__}); see README.md")
        return None


def polls(repeat: int, sources: int) -> None:
    """Poll so many sources where nothing is new, beside bare Scrapy's asking the same hosts; print what it costs."""
    print(f"\na poll of {sources:,} sources with nothing new: a page here is a source, start included")
    names = (
        "bare Scrapy, the same two requests",
        "konchi crawl, one process",
        "konchi run, batches in children",
    )
    found: dict[str, list[Cost]] = {name: [] for name in names}
    with site(sources, 1) as homes, tempfile.TemporaryDirectory() as folder:
        crawl(Path(folder), homes, sources)
        asked = "\n".join(f"{home}/{path}" for home in homes for path in ("robots.txt", "feed.xml"))
        environment = prepared(Path(folder), homes)
        for _ in range(repeat):
            found[names[0]].append(child_cost(sources, [sys.executable, "-m", "benchmarks.bare"], {}, asked))
            found[names[1]].append(crawl(Path(folder), homes, sources))
            found[names[2]].append(child_cost(sources, [sys.executable, "-m", "benchmarks.due"], environment))
    peer = middle(found[names[0]])
    for name, costs in found.items():
        show(name, middle(costs), peer)
        print(f"    median of {repeat}: {middle(costs).cpu:.1f} s CPU in all")
    secured(repeat, sources, middle(found[names[1]]))


def secured(repeat: int, sources: int, plain: Cost) -> None:
    """Poll as many sources over TLS, under an authority of our own; print it beside the same over plain HTTP."""
    with tempfile.TemporaryDirectory() as folder, site(sources, 1, Path(folder)) as homes:
        trust = {"SSL_CERT_FILE": str(Path(folder) / AUTHORITY)}
        crawl(Path(folder), homes, sources, trust)
        found = middle([crawl(Path(folder), homes, sources, trust) for _ in range(repeat)])
    show("konchi crawl, one process, over TLS", found)
    print(f"    median of {repeat}: {found.cpu:.1f} s CPU in all, {found.cpu / plain.cpu:.2f} x plain HTTP")


def middle(costs: list[Cost]) -> Cost:
    """Return the one whose CPU time is the median."""
    return sorted(costs, key=lambda cost: cost.cpu)[len(costs) // 2]


def show(name: str, found: Cost, peer: Cost | None = None) -> None:
    """Print a figure with its speed on the clock and the memory it took."""
    line(name, found, peer, "bare Scrapy")
    print(f"    {found.pages / found.wall:,.0f} a second on the clock, at most {found.peak / MEGABYTE:.0f} MB")


@contextlib.contextmanager
def site(hosts: int, pages: int, folder: Path | None = None) -> Iterator[list[str]]:
    """Serve so many hosts with as many pages each from a process of its own, over TLS with a folder; give addresses."""
    command = [sys.executable, "-m", "benchmarks.site", str(hosts), str(pages), *([str(folder)] if folder else ())]
    scheme = "https" if folder else "http"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None  # noqa: S101 - it is a pipe
        yield [f"{scheme}://127.0.0.1:{port}" for port in server.stdout.readline().split()]


def crawl(folder: Path, homes: list[str], pages: int, more: dict[str, str] | None = None) -> Cost:
    """Crawl the hosts with konchi, each as a source of its own; return what it cost."""
    environment = prepared(folder, homes) | (more or {})
    child_cost(1, [*KONCHI, "timetable"], environment)  # the tables are laid once in a database's life
    return child_cost(pages, [*KONCHI, "crawl"], environment)


def prepared(folder: Path, homes: list[str]) -> dict[str, str]:
    """Write the catalogue of the hosts, and return the environment of what reads it."""
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "street.toml").write_text("\n".join(map(_block, homes)), encoding="utf-8")
    return {
        "KONCHI_HOME": str(folder),
        "KONCHI_DATABASE": f"sqlite:///{folder / 'konchi.db'}",
        "KONCHI_SOURCES": str(sources),
        "KONCHI_ALLOW_HOSTS": ",".join(home.partition("//")[2] for home in homes),
    }


def _name(home: str) -> str:
    return f"outlet_{home.rpartition(':')[2]}"


def _block(home: str) -> str:
    told = f'name = "{_name(home)}"\ntitle = "Outlet"\ncountry = "UZ"\ntimezone = "Asia/Tashkent"\n'
    return f'[[source]]\n{told}languages = ["en"]\nfeeds = ["{home}/feed.xml"]\ndelay = 0\nevery = "1m"\n'


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()
