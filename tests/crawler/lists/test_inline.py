"""The page that stands for what a list carried holds its words and nothing that a browser or a parser would run."""

import datetime as dt

from crawler.lists.inline import page, paragraphs
from pipeline.extract import Raw, extract


def test_the_text_is_that_of_the_markup_without_its_tags_and_scripts() -> None:
    marked = "<p>One &amp; two</p><div>Three<br/>four</div><script>alert('five')</script><ul><li>six</li></ul>"
    assert paragraphs(marked) == ["One & two", "Three", "four", "six"]
    assert paragraphs("no tags\n\n at   all") == ["no tags", "at all"]
    assert paragraphs("") == []


def test_what_is_hostile_is_escaped() -> None:
    made = page('https://a.uz/?x="><b>', '</title><script>x</script>"', ["<img src=x onerror=y>"], '"><i>', '"><u>')
    text = made.decode()
    assert "<script" not in text
    assert "<img" not in text
    assert not {"<b>", "<i>", "<u>"} & {text[place : place + 3] for place in range(len(text))}


def test_the_page_is_read_as_any_other() -> None:
    body = page(
        "https://gov.uz/oz/mingeo/news/view/7",
        "Vazirlik memorandum imzoladi",
        ["Tog‘-kon sanoati va geologiya vazirligi volfram bo‘yicha memorandum imzoladi, deya xabar berdi vazirlik."]
        * 2,
        "2024-11-12T10:05:00+05:00",
        "uz",
    )
    seen = dt.datetime(2024, 11, 13, tzinfo=dt.UTC)
    read = extract(Raw(body, "utf-8", "https://gov.uz/oz/mingeo/news/view/7", seen, "Asia/Tashkent", {}))
    assert read.title == "Vazirlik memorandum imzoladi"
    assert read.text.startswith("Tog‘-kon sanoati")
    assert read.published
    assert read.published.at == dt.datetime(2024, 11, 12, 5, 5, tzinfo=dt.UTC)
