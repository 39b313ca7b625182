"""Scrapy's log names addresses and carries no page and no control character."""

import logging

from scrapy import Request, Spider
from scrapy.http import Response

from crawler.batches.log import PlainLog
from crawler.lists.listing import Entry
from crawler.visits.fetched import Fetched


def test_a_page_is_named_not_printed() -> None:
    address = "https://outlet.uz/\x1b[2Jnews"
    line = PlainLog().scraped(Fetched(Entry(address), body=b"secret"), None, Spider("outlet"))
    assert line
    assert line["level"] == logging.DEBUG
    said = str(line["msg"]) % line["args"]
    assert said.isprintable()
    assert "secret" not in said


def test_an_answer_is_named_with_its_status() -> None:
    line = PlainLog().crawled(Request("https://outlet.uz/a"), Response("https://outlet.uz/a"), Spider("outlet"))
    assert line
    assert str(line["msg"]) % line["args"] == "200 https://outlet.uz/a"
