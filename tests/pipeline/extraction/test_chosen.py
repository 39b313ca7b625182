"""A source's own selectors: what they choose is the article, and where they rot the page is read as any other."""

import datetime as dt

from pipeline.extract import Extracted, Raw, extract

PAGE = """<!doctype html><html><head><title>Portal</title></head><body>
<div class="x1">Weather and rates of the day, as on every page of this portal</div>
<div class="x2">Tungsten memorandum signed</div><div class="x3">18.03.2025, 14:05</div><div class="x4">A. Karimov</div>
<div class="x5"><div>The ministry and a Korean company signed a memorandum on tungsten in Tashkent on Tuesday.</div>
<div>They will study a plant for powder.</div>
<div><a href="/other">Another headline of the portal altogether</a></div></div>
<div class="x6">Subscribe to the portal and read the news before your neighbours do, every day and at no cost</div>
</body></html>"""
SELECTORS = {"title": ".x2", "text": ".x5", "date": "div.x3", "author": ".x4"}


def read(selectors: dict[str, str]) -> Extracted:
    fetched = dt.datetime(2025, 3, 20, tzinfo=dt.UTC)
    return extract(Raw(PAGE.encode(), "utf-8", "https://portal.example/n/417", fetched, "Asia/Tashkent", {}, selectors))


def test_what_the_selectors_choose_is_the_article() -> None:
    found = read(SELECTORS)
    assert found.title == "Tungsten memorandum signed"
    assert found.text == (
        "The ministry and a Korean company signed a memorandum on tungsten in Tashkent on Tuesday.\n"
        "They will study a plant for powder."
    )
    assert found.author == "A. Karimov"
    assert found.published is not None
    assert found.published.at.isoformat() == "2025-03-18T14:05:00+05:00"
    assert "selectors_without_match" not in found.notes


def test_a_selector_that_chooses_nothing_is_noted_and_the_page_read_without_it() -> None:
    found = read({**SELECTORS, "text": ".gone"})
    assert "signed a memorandum on tungsten" in found.text
    assert found.notes["selectors_without_match"] == ["text"]
