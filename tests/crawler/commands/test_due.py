"""Scrapy's own commands and ours, as Scrapy runs them."""

import os
import subprocess
import sys
from pathlib import Path

from tests.crawler.conftest import Crawl, Site

ROOT = Path(__file__).parents[3]


def scrapy(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "scrapy", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_scrapys_own_commands_work(site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/news/1"): "", site.article("/news/2"): ""})])
    crawl.source("other", feeds=[site.feed("/rss2", {site.article("/news/3"): ""})])
    assert scrapy({**os.environ, **crawl.environment}, "list") == "other\noutlet\n"
    scrapy(crawl.environment, "crawl", "outlet", "-a", "limit=1")
    assert len(crawl.pages()) == 1
    assert "1 of 1 sources reached" in scrapy(crawl.environment, "due")
    assert len(crawl.pages()) == 2
    assert "nothing is due" in scrapy(crawl.environment, "due")
