"""`scrapy add`, as Scrapy runs it."""

import datetime as dt
import os
import subprocess
import sys
import tomllib
from email.utils import format_datetime
from pathlib import Path

from tests.crawler.conftest import Crawl, Site
from tests.waiting import LONGEST

ROOT = Path(__file__).parents[3]


def scrapy(crawl: Crawl, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "scrapy", "add", "--delay", "0", *arguments]
    environment = {**os.environ, **crawl.environment}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )


def test_scrapy_adds_a_source_as_konchi_does(site: Site, crawl: Crawl) -> None:
    links = [site.article(f"/news/{number}") for number in (1001, 1002)]
    site.feed("/rss", dict.fromkeys(links, format_datetime(dt.datetime.now(dt.UTC))))
    site.put("/", "<title>Outlet</title><p>text</p>")
    done = scrapy(crawl, site.home, "--country", "UZ", "--name", "outlet", "--write", "--no-keep")
    assert done.returncode == 0, done.stderr
    (block,) = tomllib.loads(done.stdout)["source"]
    assert block["feeds"] == [f"{site.home}/rss"]
    assert (crawl.folder / "uz.toml").read_text(encoding="utf-8") == done.stdout


def test_a_refusal_is_one_sentence(site: Site, crawl: Crawl) -> None:
    site.put("/", "<title>Outlet</title><p>text</p>", status=403)
    done = scrapy(crawl, site.home, "--country", "UZ")
    assert done.returncode != 0
    assert "refuses us with HTTP 403" in done.stderr
    assert "Traceback" not in done.stderr
    assert "give the address of one site" in scrapy(crawl).stderr
