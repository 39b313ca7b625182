"""What pages look like."""

import datetime as dt
import time

from crawler.monitoring.shape import MOST, Sample, packed, shapes, unpacked
from crawler.sources import Source

OUTLET = Source("outlet", "The Outlet", "UZ", "Asia/Tashkent", "family", feeds=("https://outlet.uz/rss",))
TEXT = "Uzbekistan and a partner signed a memorandum on tungsten and copper mining in the Navoi region. " * 8
PAGE = """<html><head><title>Deal</title><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "A deal on copper", "datePublished": "{date}", "author":
{{"@type": "Person", "name": "{author}"}}}}</script>
</head><body><article><h1>A deal on copper</h1><p>{text}</p></article></body></html>"""


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
