"""Promise 29: a process that crawls again and again, or reads page after page, does not grow."""

import itertools
import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest

from tests.crawler.conftest import ARTICLE, Answer, Crawl, Site
from tests.figures import Figure

MOST_GROWTH = 5  # MB from the tenth crawl to the hundredth
MOST_MEMORY = 250  # MB, however many pages
AGAIN = """
import asyncio, gc, logging, sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from crawler.batches.batch import Batch, _stop_reactor
from crawler.batches.progress import display
from crawler.sources import load_catalogue

def resident():
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))

async def crawl(show, kept=[]):
    for number in range(1, int(sys.argv[1]) + 1):
        batch = Batch(process, show, {"since": None, "limit": None})
        await batch.crawl(load_catalogue().values())
        exec(sys.argv[3])
        if number % int(sys.argv[2]) == 0:
            gc.collect()
            print("resident", resident(), sum(len(tally.fates) for tally in batch.tallies), flush=True)

settings = Settings()
settings.setmodule("crawler.settings", priority="project")
logging.disable(logging.WARNING)
process = AsyncCrawlerProcess(settings)
with display(1) as show:
    task = asyncio.get_event_loop().create_task(crawl(show))
    task.add_done_callback(_stop_reactor)
    process.start(stop_after_crawl=False)
task.result()
"""


def changing(site: Site, name: str, pages: int) -> Callable[[Mapping[str, str]], Answer]:
    """Return a feed that lists other pages at each request."""
    numbers = itertools.count()

    def say(_: Mapping[str, str]) -> Answer:
        links = [f"{site.home}/{name}/{next(numbers)}" for _ in range(pages)]
        listed = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
        body = f'<rss version="2.0"><channel><title>News</title>{listed}</channel></rss>'
        return Answer(body.encode(), headers={"Content-Type": "application/rss+xml"})

    return say


class Everywhere(dict[str, object]):
    """Answers of a site where every unknown path is an article."""

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        """Return the answer of a path, a new article of 60 KB where none is set."""
        article = ARTICLE.format(title="A deal", number=f"{path} {'x' * 60_000}").encode()
        return super().get(path, Answer(article, headers={"Content-Type": "text/html"})) or default


def again(site: Site, crawl: Crawl, pages: int, times: int, every: int, extra: str = "pass") -> list[float]:
    """Crawl three sources again and again in one process; return the resident memory after every so many times."""
    site.answers = Everywhere(site.answers)  # type: ignore[assignment]
    for name in ("a", "b", "c"):
        site.answers[f"/{name}/rss"] = changing(site, name, pages)
        crawl.source(name, feeds=[f"{site.home}/{name}/rss"])
    command = [sys.executable, "-c", AGAIN, str(times), str(every), extra]
    done = subprocess.run(command, env=crawl.environment, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("resident")]
    assert [int(line[2]) for line in lines] == [3 * pages] * (times // every)
    return [float(line[1]) for line in lines]


@pytest.mark.faults
def test_a_hundred_crawls_in_a_row_hold_memory_flat(site: Site, crawl: Crawl, figure: Figure) -> None:
    resident = again(site, crawl, pages=5, times=100, every=10)
    figure(29, "memory after the 10th of 100 crawls in a row", resident[0], MOST_MEMORY, "MB")
    figure(29, "growth from the 10th to the 100th crawl", max(0.0, resident[-1] - resident[0]), MOST_GROWTH, "MB")


@pytest.mark.faults
def test_crawls_that_keep_something_would_be_seen(site: Site, crawl: Crawl, figure: Figure) -> None:
    resident = again(site, crawl, pages=1, times=30, every=10, extra="kept.append(bytes(range(256)) * 2000)")
    figure(29, "control: growth over 20 crawls that keep 0.5 MB each", resident[-1] - resident[0], None, "MB")
    assert resident[-1] - resident[0] > MOST_GROWTH


@pytest.mark.faults
def test_page_after_page_holds_memory_flat(site: Site, crawl: Crawl, figure: Figure) -> None:
    resident = again(site, crawl, pages=300, times=4, every=1)
    figure(29, "memory after 3,600 pages of 60 KB", resident[-1], MOST_MEMORY, "MB")
    figure(29, "growth over the last 1,800 of them", max(0.0, resident[-1] - resident[1]), MOST_GROWTH, "MB")
