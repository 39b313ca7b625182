"""Times to come, by their last day: days, months, quarters, halves, years, told before or behind the year."""

import datetime as dt

import pytest

from pipeline.dates import dates
from pipeline.understanding.periods import last_day, periods, terms

PUBLISHED = dt.datetime(2025, 3, 19, 10, tzinfo=dt.UTC)


def found(lang: str, text: str) -> list[tuple[str, str, str]]:
    read = periods(text, 0, dates(text, lang, PUBLISHED), lang, PUBLISHED.date())
    return [(one.last.isoformat(), one.precision, text[one.start : one.end]) for one in read]


@pytest.mark.parametrize(
    ("lang", "text", "last", "precision"),
    [
        ("en", "It will start in Q2 2026.", "2026-06-30", "month"),
        ("en", "It will start in 2026 Q3.", "2026-09-30", "month"),
        ("en", "It will start in the fourth quarter of 2026.", "2026-12-31", "month"),
        ("en", "It will start in the first half of 2026.", "2026-06-30", "month"),
        ("en", "It will start by mid-2026.", "2026-06-30", "month"),
        ("en", "It will start by the end of 2026.", "2026-12-31", "year"),
        ("en", "It will start before 2027.", "2026-12-31", "year"),
        ("en", "It will start by June 2026.", "2026-06-30", "month"),
        ("en", "It will start on 1 September 2026.", "2026-09-01", "day"),
        ("en", "It will start by the end of the year.", "2025-12-31", "year"),
        ("en", "It will start next year.", "2026-12-31", "year"),
        ("en", "It will start in the third quarter of next year.", "2026-09-30", "month"),
        ("ru", "Запуск ожидается во II квартале 2026 года.", "2026-06-30", "month"),
        ("ru", "Запуск ожидается во втором полугодии 2026 года.", "2026-12-31", "month"),
        ("ru", "Запуск ожидается до конца 2026 года.", "2026-12-31", "year"),
        ("ru", "Запуск ожидается до конца года.", "2025-12-31", "year"),
        ("ru", "Запуск ожидается в июне 2026 года.", "2026-06-30", "month"),
        ("uz-Latn", "2026-yilning ikkinchi choragida ishga tushadi.", "2026-06-30", "month"),
        ("uz-Latn", "2026 yil oxirigacha ishga tushadi.", "2026-12-31", "year"),
        ("uz-Latn", "Yil oxirigacha ishga tushadi.", "2025-12-31", "year"),
        ("uz-Cyrl", "2026 йилнинг биринчи ярмида ишга тушади.", "2026-06-30", "month"),
        ("uz-Cyrl", "Йил охиригача ишга тушади.", "2025-12-31", "year"),
    ],
)
def test_a_time_to_come_is_read_with_its_last_day(lang: str, text: str, last: str, precision: str) -> None:
    ((day, exact, words),) = found(lang, text)
    assert (day, exact) == (last, precision)
    assert words in text


@pytest.mark.parametrize(
    "text",
    ["It started in 2024.", "It started in February 2025.", "Over 2025-2030 it grows.", "Yesterday it started."],
)
def test_what_is_over_and_what_goes_on_for_years_is_no_such_time(text: str) -> None:
    assert found("en", text) == []


def test_a_language_without_words_has_none() -> None:
    assert terms("ja") is None
    assert found("ja", "2026年に開始する。") == []


def test_the_last_day_of_a_month_is_that_of_its_year() -> None:
    assert [last_day(2028, month).day for month in (2, 4, 12)] == [29, 30, 31]
