"""Every source keeps its own distance to hosts, however many share one crawl."""

import itertools
import threading
import time
from collections.abc import Callable, Mapping

from tests.crawler.conftest import Answer, Crawl, Site


def timed(site: Site, path: str, moments: list[float]) -> Callable[[Mapping[str, str]], Answer]:
    """Return what the path answers already, with the moment of each request noted."""
    said = site.answers[path]

    def answer(_: Mapping[str, str]) -> Answer:
        moments.append(time.monotonic())
        return said  # type: ignore[return-value]

    return answer


def test_each_source_of_a_crawl_keeps_its_own_delay(crawl: Crawl) -> None:
    sites = {"slow": Site(), "quick": Site()}
    moments: dict[str, list[float]] = {}
    for name, site in sites.items():
        feed = site.feed("/rss", {site.article(f"/{number}"): "" for number in range(3)})
        moments[name] = []
        for path in list(site.answers):
            site.answers[path] = timed(site, path, moments[name])
        crawl.source(name, feeds=[feed], delay=0.5 if name == "slow" else 0)
    crawl.environment["KONCHI_ALLOW_HOSTS"] = ",".join(site.host for site in sites.values())
    crawl.run()
    between = {name: [b - a for a, b in itertools.pairwise(found)] for name, found in moments.items()}
    assert len(between["slow"]) == len(between["quick"]) == 4
    assert min(between["slow"]) > 0.45
    assert sum(between["quick"]) < min(between["slow"]) * 4
    for site in sites.values():
        site.server.shutdown()
        site.server.server_close()


def test_hosts_are_remembered_with_the_source_that_asked_them(site: Site, crawl: Crawl) -> None:
    other = Site()
    other.put("/robots.txt", status=503, Retry_After="3600")
    crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{other.host}"
    crawl.source("well", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    crawl.source("held", feeds=[other.feed("/rss", {other.article("/a"): ""})])
    said = crawl.run()
    assert "asked for a pause" in said or "blocked" in said
    well, held = crawl.state("well").due_at, crawl.state("held").due_at
    assert well
    assert held
    assert (held - well).total_seconds() > 1800
    threading.Thread(target=other.server.shutdown).start()
    other.server.server_close()
