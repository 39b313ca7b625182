"""Every request has our headers, our name and a limit of time; what it has of its own stays."""

from scrapy import Request
from scrapy.spiders import Spider
from scrapy.utils.test import get_crawler

from crawler.manners.dress import Dress

SETTINGS = {
    "USER_AGENT": "Konchi/1",
    "DOWNLOAD_TIMEOUT": 30,
    "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html", "Accept-Language": None},
}


def dressed(request: Request) -> Request:
    Dress.from_crawler(get_crawler(Spider, SETTINGS)).process_request(request)
    return request


def test_a_request_goes_out_with_what_all_have() -> None:
    request = dressed(Request("https://outlet.uz/a"))
    assert request.headers.to_unicode_dict() == {"Accept": "text/html", "User-Agent": "Konchi/1"}
    assert request.meta["download_timeout"] == 30


def test_what_a_request_has_of_its_own_stays() -> None:
    own = Request("https://outlet.uz/a", headers={"accept": "application/zip"}, meta={"download_timeout": 10})
    assert dressed(own).headers["Accept"] == b"application/zip"
    assert own.meta["download_timeout"] == 10


def test_two_requests_share_no_header() -> None:
    dress = Dress.from_crawler(get_crawler(Spider, SETTINGS))
    one, other = Request("https://outlet.uz/a"), Request("https://outlet.uz/b")
    for request in (one, other):
        dress.process_request(request)
    one.headers.appendlist("Accept", "application/xml")
    assert other.headers.getlist("Accept") == [b"text/html"]
