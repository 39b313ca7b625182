"""Lists in JSON: of a government's portal, of WordPress, of a bank; and what only looks like one."""

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import select

from crawler.lists.listing import Entry, Unreadable
from crawler.lists.portal import field, read_api
from crawler.sources.ways import Api
from pipeline.db import session
from pipeline.models import Article
from pipeline.process import process
from tests.crawler.conftest import Crawl, Site

PORTAL = Api("https://api.uz/news?page=1", "https://gov.uz/oz/mingeo/news/view/{id}", headers={"language": "uz"})


def read(answer: Any, api: Api = PORTAL) -> list[Entry]:  # noqa: ANN401 - any JSON
    return read_api(json.dumps(answer).encode(), None, api.page, api, "Asia/Tashkent").entries


def test_the_portals_items_are_found_wherever_they_stand_and_local_time_is_the_sources() -> None:
    answer = {
        "meta": [1, 2],
        "data": {"news": [{"id": 27197, "title": "A <b>memorandum</b>", "date": "2024-11-12 10:05:00"}]},
    }
    (entry,) = read(answer)
    assert (entry.address, entry.title) == ("https://gov.uz/oz/mingeo/news/view/27197", "A memorandum")
    assert entry.moment == dt.datetime(2024, 11, 12, 5, 5, tzinfo=dt.UTC)
    assert (entry.published, entry.language) == ("2024-11-12T10:05:00+05:00", "uz")
    assert entry.content is None


def test_items_may_stand_in_an_object_by_their_numbers_beside_what_is_none() -> None:
    bank = Api("https://bank.org/api", "{url}", items="documents", title="title", date="lnchdt")
    documents = {"D1": {"url": "http://bank.org/a", "title": {"cdata!": "A loan"}, "lnchdt": "2025-06-01T00:00:00Z"}}
    (entry,) = read({"documents": {**documents, "facets": {}}}, bank)
    assert (entry.address, entry.title) == ("http://bank.org/a", "A loan")


def test_a_text_that_is_whole_makes_the_page_and_a_short_one_does_not() -> None:
    wordpress = Api("https://a.uz/wp-json/wp/v2/posts", "{link}", title="title.rendered", text="content.rendered")
    posts = [
        {"link": "https://a.uz/1/", "title": {"rendered": "One"}, "content": {"rendered": "<p>word word</p>" * 40}},
        {"link": "https://a.uz/2/", "title": {"rendered": "Two"}, "content": {"rendered": "<p>short</p>"}},
    ]
    whole, short = read(posts, wordpress)
    assert whole.content
    assert b"<h1>One</h1>" in whole.content
    assert short.content is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!doctype html><title>x", "an HTML page instead of JSON"),
        (b"", "an empty body instead of JSON"),
        (b"plain", "no JSON"),
        (b'{"error": "no\\u0000 such\\ncode"}', "no list of articles in the answer: no such code"),
        (b'{"data": [{"name": "no number"}]}', "no list of articles in the answer"),
        (b"[" * 100_000, "no JSON"),
        (b"12", "no list of articles in the answer"),
    ],
)
def test_what_is_no_list_is_named(body: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_api(body, None, PORTAL.page, PORTAL, "UTC")


def test_an_empty_list_is_a_list() -> None:
    assert read({"data": []}) == []


@pytest.mark.parametrize("value", [{"x": 1}, [1], None, ""])
def test_an_item_without_what_its_link_needs_is_left_out(value: object) -> None:
    assert [entry.address[-1] for entry in read([{"id": value}, {"id": 7}])] == ["7"]


@pytest.mark.parametrize("date", ["soon", "99999999999999999", "2999-01-01", ""])
def test_a_date_that_cannot_be_is_no_moment(date: str) -> None:
    (entry,) = read([{"id": 1, "date": date}])
    assert entry.moment is None


def test_a_path_leads_through_objects_and_lists() -> None:
    assert field({"a": [{"b": 1}, {"b": 2}]}, "a.1.b") == 2
    assert field({"a": 1}, "a.b") is None


def test_a_portal_is_asked_with_its_headers_and_its_texts_are_not_fetched_again(site: Site, crawl: Crawl) -> None:
    text = (
        "<p>Oʻzbekiston geologiya vazirligi va Norsk Wolfram kompaniyasi volfram boʻyicha memorandum imzoladi.</p>" * 3
    )
    item = {"id": 5, "title": "Volfram boʻyicha memorandum", "created_at": "2025-03-03 10:00:00", "body": text}
    site.put("/api?page=1", json.dumps({"data": [item]}), "application/json")
    api = {"page": f"{site.home}/api?page=1", "link": f"{site.home}/view/{{id}}", "date": "created_at", "text": "body"}
    crawl.source("ministry", apis=[{**api, "headers": {"code": "mingeo", "language": "uz"}}])
    crawl.run()
    (asked,) = [headers for path, headers in site.asked if path == "/api?page=1"]
    assert (asked["Code"], asked["Language"]) == ("mingeo", "uz")
    assert not site.visits()["/view/5"]
    assert crawl.pages()["view/5"].state == "waiting"
    assert crawl.polls()[f"{site.home}/api?page=1#code=mingeo&language=uz"].status == 200
    process(crawl.engine)
    with session(crawl.engine) as opened:
        (article,) = opened.scalars(select(Article))
    assert (article.title, article.lang, article.relevant) == ("Volfram boʻyicha memorandum", "uz-Latn", True)
    assert article.published_at == dt.datetime(2025, 3, 3, 5, tzinfo=dt.UTC)
