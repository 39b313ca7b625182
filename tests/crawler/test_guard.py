"""Internal addresses are refused in every spelling and place; names are judged by what they resolve to."""

import ipaddress
import socket

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.guard import Forbidden, Guard, Unguarded, check, internal, resolve
from crawler.spiders.source import SourceSpider
from tests.crawler.conftest import Crawl, Site
from tests.figures import Figure

SPELLINGS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://127%2e0%2e0%2e1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://router/",
    "http://news.uz@127.0.0.1/",
    "http://user:word@news.uz/",
    "file:///etc/passwd",
    "data:text/html,x",
    "ftp://news.uz/a",
    "gopher://news.uz/",
    "http://news.uz:22/",
    "http://news.uz:25/",
    "http://news.uz:99999/",
    "http:///path",
    "//news.uz/a",
]


@pytest.mark.parametrize("address", SPELLINGS)
def test_an_internal_or_strange_address_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_ALLOW_HOSTS", raising=False)
    with pytest.raises(Forbidden):
        check(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://kun.uz/",
        "http://8.8.8.8/a",
        "https://news.uz:8443/a",
        "http://[2606:4700::1111]/",
        "https://президент.рф/",
    ],
)
def test_a_public_address_passes(address: str) -> None:
    check(address)


def test_only_the_exact_host_and_port_can_be_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", "127.0.0.1:8001, [::1]:8002,outlet.localhost:80")
    for allowed in ("http://127.0.0.1:8001/a", "http://[::1]:8002/", "http://outlet.localhost/"):
        check(allowed)
    for refused in ("http://127.0.0.1:8002/", "http://127.0.0.1/", "http://127.1:8003/", "https://outlet.localhost/"):
        with pytest.raises(Forbidden):
            check(refused)


def test_a_name_that_resolves_to_an_internal_address_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_ALLOW_HOSTS", raising=False)
    with pytest.raises(socket.gaierror, match="internal"):
        resolve("localhost", 80)
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", "localhost:80")
    assert resolve("localhost", 80)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"])
def test_addresses_of_the_internet_are_not_internal(address: str) -> None:
    assert not internal(ipaddress.ip_address(address))


PAST_THE_GUARD: list[tuple[str, object]] = [
    ("HTTPPROXY_ENABLED", True),
    ("TWISTED_REACTOR_ENABLED", False),
    ("TWISTED_DNS_RESOLVER", "scrapy.resolver.CachingThreadedResolver"),
    ("DOWNLOAD_HANDLERS", {"http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"}),
    ("DOWNLOAD_HANDLERS", {"file": "scrapy.core.downloader.handlers.file.FileDownloadHandler"}),
    ("DOWNLOADER_MIDDLEWARES", {}),
    ("DOWNLOADER_MIDDLEWARES", {"crawler.guard.Guard": None}),
]


def settings_with(name: str, value: object) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.set(name, value)
    return settings


def refused(name: str, value: object) -> bool:
    """Tell whether neither the guard nor a spider starts with such a setting, and both say why."""
    refusals = 0
    for one in (Guard, SourceSpider):
        spider = SourceSpider if one is SourceSpider else Spider
        try:
            one.from_crawler(Crawler(spider, settings_with(name, value)))  # type: ignore[attr-defined]
        except Unguarded as error:
            refusals += name in str(error)
    return refusals == 2


def test_a_crawl_past_the_guard_does_not_start(figure: Figure) -> None:
    started = [setting for setting in PAST_THE_GUARD if not refused(*setting)]
    figure(17, f"{len(PAST_THE_GUARD)} settings that lead past the guard: started all the same", len(started), 0, "")
    Guard.from_crawler(Crawler(Spider, settings_with("DOWNLOAD_TIMEOUT", 60)))  # another is let through


def test_no_internal_request_leaves_a_crawl(site: Site, crawl: Crawl) -> None:
    """Feed links, start addresses, redirects, robots.txt, sitemaps and meta refreshes lead inside; none is followed."""
    inside = Site()
    bare = f"http://localhost:{inside.server.server_port}"
    hidden = f"http://2130706433:{inside.server.server_port}"
    redirected = site.put("/hop", status=302, Location=f"{inside.home}/secret")
    renamed = site.put("/hop2", status=302, Location=f"{bare}/secret")
    refreshed = site.put("/refresh", f'<meta http-equiv="refresh" content="0;url={inside.home}/secret"><p>Uzbekistan')
    links = [f"{inside.home}/link", f"{bare}/link", f"{hidden}/link", redirected, renamed, refreshed]
    crawl.source("feed", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    crawl.source("start", feeds=[f"{inside.home}/rss"])
    index = f"<sitemapindex><sitemap><loc>{inside.home}/map</loc></sitemap></sitemapindex>"
    crawl.source("map", sitemaps=[site.put("/index.xml", index, "application/xml")])
    crawl.source("hop", feeds=[redirected])
    said = crawl.run()
    inside.server.shutdown()
    inside.server.server_close()
    assert not inside.asked
    assert "internal address 127.0.0.1" in said
    reasons = {path: page.reason or "" for path, page in crawl.pages().items()}
    assert reasons["hop"] == "internal address 127.0.0.1"
    assert reasons["hop2"] == "internal address localhost"
    assert all(page.attempts == 5 for path, page in crawl.pages().items() if "internal" in reasons[path])
