"""Dates on pages as the field notes found them (3.3); the numbers count that table's rows from the top."""

import datetime as dt
import re

import pytest

from tests.newsstand.asking import get
from tests.quirks.conftest import Street
from tests.quirks.street import TASHKENT

FORMS = {  # row: outlet, what stands on its page, and how exactly the moment can be known from there
    "d01 today and yesterday": ("gazeta-uz", r"(?:Сегодня|Вчера), \d\d:\d\d", "minute"),
    "d02 the time alone, or time and date with a slash": ("kun-uz", r"\d\d:\d\d / \d\d\.\d\d\.\d{4}", "minute"),
    "d03 no year": ("daryo", r"[A-Za-z]+ \d{1,2}|\d{1,2}-[A-Za-z]+, \d\d:\d\d", "minute"),
    "d04 nominative month glued to an icon's name": ("qalampir-uz", "visibility", "minute"),
    "d06 day and time in two nodes": ("report-az", r"\d\d [а-я]+, \d{4}", "minute"),
    "d08 day before month": ("uzdaily", r"03/04/\d{4}", "minute"),
    "d09 no time": ("uztmk", r"\d\d\.\d\d\.\d{4}", "day"),
    "d10 published and updated in one string": ("sondakika", r"\d{4} \d\d:\d\d - \d\d\.\d\d\.\d{4}", "minute"),
    "d12 in the address only": ("navoiyuran", r"/news/ru\d{8}-", "day"),
    "d13 month in words in the address": ("orano", r"/\d{4}/[a-zéû%C3A9B]+/", "day"),
    "d15 the day of the visit in the head": ("tashkent-times", r"class=\"header-date\"", "minute"),
    "d18 local time without a zone": ("intellinews", r"\"datePublished\": \"[\d-]+T[\d:]+\"", "minute"),
}


@pytest.mark.parametrize("row", FORMS)
def test_the_moment_of_publication_is_read_right(street: Street, row: str) -> None:
    slug, shown, precision = FORMS[row]
    stories, articles = street.stories(slug), street.articles(slug)
    pages = "".join(
        street.stand.address(story.id) + get(street.stand.address(story.id))[2].decode() for story in stories
    )
    assert re.search(shown, pages)
    assert {article.published_precision for article in articles} == {precision}
    for story, article in zip(stories, articles, strict=True):
        assert article.published_at
        if precision == "minute":
            assert article.published_at == story.published
        assert article.published_at.astimezone(story.published.tzinfo).date() == story.published.date()


def test_d11_of_two_clocks_on_a_page_the_structured_one_decides(street: Street) -> None:
    assert street.article("sondakika").published_from == "json-ld"


def test_d16_a_constant_old_date_in_the_head_is_not_believed(street: Street) -> None:
    pages = [get(street.stand.address(story.id))[2] for story in street.stories("tashkent-times")]
    assert any(b"Tuesday, January 2, 2024" in page for page in pages)
    years = {article.published_at and article.published_at.year for article in street.articles("tashkent-times")}
    assert 2024 not in years


def test_d03_a_day_without_a_year_lies_in_the_past(street: Street) -> None:
    old = street.articles("daryo")[1]
    assert old.published_at
    assert dt.datetime.now(dt.UTC) - old.published_at > dt.timedelta(days=299)


def test_d01_today_is_the_outlets_day_and_not_that_of_utc(street: Street) -> None:
    newest = street.articles("xabar-uz")[0]
    assert newest.published_at
    assert newest.published_at.astimezone(TASHKENT) == street.stories("xabar-uz")[0].published
    assert newest.published_offset == 300
