"""What pages look like, and when they have drifted."""

import datetime as dt
import random
import time
from dataclasses import replace

import pytest

from crawler.shape import MOST, Sample, Shape, drift, packed, shapes, unpacked
from crawler.sources import Source

OUTLET = Source("outlet", "The Outlet", "UZ", "Asia/Tashkent", "family", feeds=("https://outlet.uz/rss",))
TEXT = "Uzbekistan and a partner signed a memorandum on tungsten and copper mining in the Navoi region. " * 8
PAGE = """<html><head><title>Deal</title><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "A deal on copper", "datePublished": "{date}", "author":
{{"@type": "Person", "name": "{author}"}}}}</script>
</head><body><article><h1>A deal on copper</h1><p>{text}</p></article></body></html>"""
WELL = [Shape(2000 + 50 * n) for n in range(30)]


def page(text: str = TEXT, date: str = "2026-06-01T10:20:00+05:00", author: str = "A. Karimov", pad: int = 0) -> Sample:
    body = PAGE.format(text=text, date=date, author=author) + f"<!--{'x' * pad}-->"
    return Sample(body.encode(), "utf-8", "https://outlet.uz/1", dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC))


def test_the_shape_of_a_page_tells_its_text_its_date_and_its_author() -> None:
    (well,) = shapes([page()], OUTLET)
    assert (well.titled, well.dated, well.midnight, well.unsigned) == (True, True, False, False)
    assert well.length == len(TEXT.strip())
    (odd,) = shapes([page(date="2026-06-01T00:00:00+05:00", author="THE OUTLET.")], OUTLET)
    assert (odd.dated, odd.midnight, odd.unsigned) == (True, True, True)
    (shell,) = shapes([page(text="")], OUTLET)
    assert shell.short
    assert unpacked({"pages": packed([well, odd])}) == [well, odd]
    assert unpacked({}) == []


def test_a_look_at_pages_costs_little_however_many_there_are() -> None:
    shapes([page()], OUTLET)  # what is loaded once a process
    begun = time.thread_time()
    assert len(shapes([page()] * 50, OUTLET)) <= MOST
    spent = time.thread_time() - begun
    print(f"a look at small pages: {spent * 1000:.0f} ms")
    large = page(text="".join(f"<p>{TEXT}</p>" for _ in range(300)))
    assert 3 <= len(shapes([large] * 8, OUTLET)) < MOST


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ([Shape(10)] * 8, "bodies are gone: 8 of 8"),
        ([Shape(10)] * 7 + [Shape(2500)], "bodies are gone: 7 of 8"),
        ([replace(one, titled=False) for one in WELL[:4]], "headlines are gone"),
        ([replace(one, dated=False) for one in WELL[:4]], "dates are gone"),
        ([replace(one, midnight=True) for one in WELL[:4]], "dates have drifted"),
        ([replace(one, unsigned=True) for one in WELL[:4]], "authors have drifted"),
        ([Shape(1000 + 30 * n) for n in range(8)], "bodies have shrunk: half of 8 pages have under 1105 characters"),
    ],
)
def test_a_drift_is_told_by_its_kind(now: list[Shape], said: str) -> None:
    assert said in (drift(now, WELL) or "")


@pytest.mark.parametrize(
    "now",
    [
        WELL[:8],
        [Shape(10)] * 2,
        [Shape(10)] * 4 + WELL[13:17],
        [replace(one, midnight=True) for one in WELL[:2]],
        [Shape(1000), Shape(1100), Shape(900)],  # three short news
    ],
)
def test_what_may_be_chance_is_no_drift(now: list[Shape]) -> None:
    assert drift(now, WELL) is None


def test_what_was_always_so_is_no_drift() -> None:
    odd = [replace(one, midnight=True, unsigned=True, dated=False) for one in WELL]
    assert drift(odd[:8], odd) is None
    short = [Shape(40)] * 30
    assert drift(short[:8], short) is None


def test_without_a_past_only_pages_without_text_are_told() -> None:
    assert drift([replace(one, midnight=True, unsigned=True) for one in WELL[:8]], []) is None
    assert "bodies are gone" in (drift([Shape(0)] * 4, []) or "")


def test_lengths_that_vary_as_news_do_raise_no_alarm_in_ten_years_and_halved_ones_do_within_three_runs() -> None:
    dice = random.Random(25)  # noqa: S311 - the same lengths each time

    def some(number: int, usual: float = 2000) -> list[Shape]:
        return [Shape(int(usual * dice.lognormvariate(0, 0.45))) for _ in range(number)]

    alarms = sum(drift(some(8), some(60)) is not None for _ in range(3650))
    told = sum(any(drift(some(8, 900), some(60)) for _ in range(3)) for _ in range(300)) / 300
    print(f"false alarms in 3,650 runs of eight pages: {alarms}; halved texts told within three runs: {told:.0%}")
    assert alarms <= 1
    assert told > 0.7
