"""Promise 17 again: no setting of Scrapy's and no proxy of the environment leads past the guard."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.conftest import Crawl, Site
from tests.waiting import LONGEST

BYPASSES = {
    "HTTPPROXY_ENABLED": "True",
    "TWISTED_REACTOR_ENABLED": "False",
    "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingThreadedResolver",
    "DOWNLOAD_HANDLERS": '{"http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"}',
    "DOWNLOADER_MIDDLEWARES": "{}",
}


@pytest.mark.parametrize("name", BYPASSES)
def test_scrapy_does_not_start_where_a_setting_leads_past_the_guard(name: str, site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[site.feed("/rss", {})])
    said = scrapy(crawl, "-s", f"{name}={BYPASSES[name]}")
    assert said.returncode == 1
    assert f"{name} must" in said.stderr
    assert said.stderr.count("\n") == 1
    assert not site.asked


def test_a_proxy_of_the_environment_is_not_used(site: Site, crawl: Crawl) -> None:
    proxy = Site()
    crawl.environment |= dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"), proxy.home)
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    assert scrapy(crawl).returncode == 0
    assert site.visits()["/a"] == 1
    assert not proxy.asked
    proxy.server.shutdown()
    proxy.server.server_close()


def scrapy(crawl: Crawl, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Scrapy's own command."""
    command = [Path(sys.executable).with_name("scrapy"), "crawl", "outlet", *arguments]
    return subprocess.run(command, env=crawl.environment, capture_output=True, text=True, timeout=LONGEST, check=False)
