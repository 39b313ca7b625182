"""The most trusted voice that nothing contradicts tells when an article was published; silence is never "now"."""

import datetime as dt
import json

import pytest

from pipeline.extract import Extracted, Raw, extract

FETCHED = dt.datetime(2025, 4, 12, 6, 0, tzinfo=dt.UTC)  # 11:00 in Tashkent
TITLE = "Copper plant orders new furnaces"
TEXT = "<p>The copper plant at the foot of the hills has signed a contract for new furnaces with a maker.</p>"


def read(
    body: str = "", head: str = "", path: str = "/furnaces-17", before: str = "", feed: str | dt.datetime | None = None
) -> tuple[str, str, str, int] | None:
    page = f"<html><head>{head}</head><body>{before}<h1>{TITLE}</h1>{body}<div>{TEXT}</div></body></html>"
    hints = {"published": feed} if feed else {}
    found: Extracted = extract(
        Raw(page.encode(), "utf-8", f"https://example.uz{path}", FETCHED, "Asia/Tashkent", hints)
    )
    when = found.published
    return when and (f"{when.at:%Y-%m-%d %H:%M %z}", when.precision, when.source, when.offset)


def linked(published: str) -> str:
    data = {"@type": "NewsArticle", "datePublished": published}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2025-04-10T14:05:00+05:00", "2025-04-10 14:05 +0500"),
        ("2025-04-10T09:05:00Z", "2025-04-10 14:05 +0500"),
        ("2025-04-10T14:05:00", "2025-04-10 14:05 +0500"),
        ("2025-04-10 14:05", "2025-04-10 14:05 +0500"),
        ("2025-04-09T22:05:00.000-08:00", "2025-04-10 11:05 +0500"),
    ],
)
def test_linked_data_is_read_in_the_outlets_zone(stated: str, moment: str) -> None:
    assert read(head=linked(stated)) == (moment, "minute", "json-ld", 300)


@pytest.mark.parametrize("stated", ["2025-04-10", "2025-04-10T00:00:00", "20250410"])
def test_a_day_without_an_hour_is_a_day(stated: str) -> None:
    assert read(head=linked(stated)) == ("2025-04-10 12:00 +0500", "day", "json-ld", 300)


def test_a_meta_tag_is_read_where_linked_data_is_silent() -> None:
    meta = '<meta property="article:published_time" content="2025-04-10T14:05:00+05:00">'
    assert read(head=meta) == ("2025-04-10 14:05 +0500", "minute", "meta", 300)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("<time datetime='2025-04-10T14:05:00+05:00' itemprop=datePublished>x</time>", "2025-04-10 14:05 +0500"),
        ("<div>10.04.2025, 14:05</div>", "2025-04-10 14:05 +0500"),
        ("<div>14:05 / 10.04.2025</div>", "2025-04-10 14:05 +0500"),
        ("<div>Kecha, 14:05</div>", "2025-04-11 14:05 +0500"),
        ("<div>Сегодня, 09:05</div>", "2025-04-12 09:05 +0500"),
        ("<div>09:05</div>", "2025-04-12 09:05 +0500"),
        ("<li>05 февраля, 2025</li><li>13:55</li>", "2025-02-05 13:55 +0500"),
    ],
)
def test_a_date_shown_by_the_headline_is_read(shown: str, expected: str) -> None:
    assert read(shown) == (expected, "minute", "visible", 300)


def test_the_date_of_the_visit_in_the_header_is_not_the_articles() -> None:
    header = "<div>Saturday, April 12, 2025</div>"
    assert read("<div>10.04.2025</div>", before=header) == ("2025-04-10 12:00 +0500", "day", "visible", 300)


def test_dates_of_the_future_are_distrusted() -> None:
    shown = "<div>10.04.2025, 14:05</div>"
    assert read(shown, linked("2041-01-01T00:00:00Z")) == ("2025-04-10 14:05 +0500", "minute", "visible", 300)


def test_a_date_that_the_address_contradicts_is_distrusted() -> None:
    found = read(head=linked("2024-01-02T08:00:00Z"), path="/2025/04/10/furnaces")
    assert found == ("2025-04-10 12:00 +0500", "day", "address", 300)


@pytest.mark.parametrize("shown", ["", "<div>12.04.2025, 10:05</div>"])
def test_local_time_labelled_gmt_is_noticed(shown: str) -> None:
    feed = dt.datetime(2025, 4, 12, 10, 5, tzinfo=dt.UTC)  # five hours ahead of the clock
    assert read(shown, feed=feed) == ("2025-04-12 10:05 +0500", "minute", "visible" if shown else "feed", 300)
    assert read(shown, linked("2025-04-12T10:05:00Z")) == ("2025-04-12 10:05 +0500", "minute", "json-ld", 300)


def test_the_feed_gives_the_minute_of_a_day_that_the_page_shows() -> None:
    feed = "2025-04-10T14:05:00+05:00"
    assert read("<div>10.04.2025</div>", feed=feed) == ("2025-04-10 14:05 +0500", "minute", "feed", 300)


def test_a_shown_date_far_from_the_feeds_is_another_articles() -> None:
    feed = "2025-04-10T14:05:00+05:00"
    assert read("<div>02.01.2024</div>", feed=feed) == ("2025-04-10 14:05 +0500", "minute", "feed", 300)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/news/ru02042025-7", ("2025-04-02 12:00 +0500", "day", "address", 300)),
        ("/2025/03/furnaces", ("2025-03-01 12:00 +0500", "month", "address", 300)),
        ("/2022/novembre/fours", ("2022-11-01 12:00 +0500", "month", "address", 300)),
    ],
)
def test_the_address_is_asked_last(path: str, expected: tuple[str, str, str, int]) -> None:
    assert read(path=path) == expected


def test_silence_is_not_now() -> None:
    assert read() is None


def test_the_day_of_the_visit_above_the_headline_gives_way_to_every_other_voice() -> None:
    assert read(before="<div>12 April 2025</div>", path="/2025/04/10/furnaces-17/") == (
        "2025-04-10 12:00 +0500",
        "day",
        "address",
        300,
    )
    assert read(before="<div>12 April 2025</div>") == ("2025-04-12 12:00 +0500", "day", "visible", 300)
    assert read(before="<div>12 April 2025</div>", feed="2025-04-11T16:00:00+05:00") == (
        "2025-04-11 16:00 +0500",
        "minute",
        "feed",
        300,
    )


def test_a_page_fetched_in_the_morning_may_be_of_that_day() -> None:
    assert read("<div>12.04.2025</div>") == ("2025-04-12 12:00 +0500", "day", "visible", 300)
    assert read("<div>13.04.2025</div>") is None
