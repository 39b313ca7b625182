"""Scrapy's own commands and ours, as Scrapy runs them."""

import os
import subprocess
import sys
from pathlib import Path

from tests.crawler.conftest import Crawl, Site
from tests.waiting import LONGEST

ROOT = Path(__file__).parents[3]


def scrapy(environment: dict[str, str], *arguments: str, well: bool = True) -> str:
    command = [sys.executable, "-m", "scrapy", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert (done.returncode == 0) == well, done.stderr
    return done.stdout if well else done.stderr


def test_scrapys_own_commands_work(site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/news/1"): "", site.article("/news/2"): ""})])
    crawl.source("other", feeds=[site.feed("/rss2", {site.article("/news/3"): ""})])
    assert scrapy({**os.environ, **crawl.environment}, "list") == "other\noutlet\n"
    scrapy(crawl.environment, "crawl", "outlet", "-a", "limit=1")
    assert len(crawl.pages()) == 1
    assert "1 of 1 sources reached" in scrapy(crawl.environment, "due")
    assert len(crawl.pages()) == 2
    assert "nothing is due" in scrapy(crawl.environment, "due")


def test_a_mistake_is_told_without_a_traceback(site: Site, crawl: Crawl, tmp_path: Path) -> None:
    crawl.source("outlet", feeds=[site.feed("/rss", {})])
    unknown = scrapy(crawl.environment, "crawl", "outlett", well=False)
    no_database = scrapy({**crawl.environment, "KONCHI_DATABASE": "mysql://host/name"}, "due", well=False)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "uz.toml").write_text("[[source")
    broken = scrapy({**crawl.environment, "KONCHI_SOURCES": str(tmp_path / "broken")}, "list", well=False)
    assert "no source is called 'outlett'; near: outlet" in unknown
    assert "'mysql' are not supported" in no_database
    assert "uz.toml is not readable TOML" in broken
    assert "Traceback" not in unknown + no_database + broken
