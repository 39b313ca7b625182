"""Dates in texts: what is read, what it counts from, and what must not mislead."""

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from pipeline.dates import dates, of_former_times

TASHKENT = dt.timezone(dt.timedelta(hours=5))
PUBLISHED = dt.datetime(2026, 2, 5, 11, 35, tzinfo=TASHKENT)  # a Thursday

DAYS = [
    ("en", "on April 5, 2024 in", "April 5, 2024", "2024-04-05"),
    ("en", "on 5 April 2024 the", "5 April 2024", "2024-04-05"),
    ("en", "Sept. 16, 2024", "Sept. 16, 2024", "2024-09-16"),
    ("en", "the 16th of September 2024", "16th of September 2024", "2024-09-16"),
    ("en", "signed on February 4.", "February 4", "2026-02-04"),
    ("en", "on May 12, 2025", "May 12, 2025", "2025-05-12"),
    ("en", "dated 2024-09-16", "2024-09-16", "2024-09-16"),
    ("en", "dated 03.04.2026", "03.04.2026", "2026-04-03"),
    ("en", "dated 03/04/2025", "03/04/2025", "2025-04-03"),
    ("en", "dated 09/16/2024", "09/16/2024", "2024-09-16"),
    ("en", "was signed yesterday", "yesterday", "2026-02-04"),
    ("en", "signed on Monday in", "Monday", "2026-02-02"),
    ("en", "next Monday they", "Monday", "2026-02-09"),
    ("en", "last Thursday they", "Thursday", "2026-01-29"),
    ("en", "two firms, 3 days ago", "3 days ago", "2026-02-02"),
    ("en", "on December 28", "December 28", "2025-12-28"),
    ("en", "on December 28 of last year", "December 28", "2025-12-28"),
    ("ru", "5 апреля", "5 апреля", "2026-04-05"),
    ("ru", "4 февраля 2026 года", "4 февраля 2026", "2026-02-04"),
    ("ru", "7 ноя в 10:15", "7 ноя", "2025-11-07"),
    ("ru", "Четвёртого февраля в Вашингтоне", "Четвёртого февраля", "2026-02-04"),
    ("ru", "двадцать первого января", "двадцать первого января", "2026-01-21"),
    ("ru", "подписано вчера", "вчера", "2026-02-04"),
    ("ru", "в понедельник стороны", "понедельник", "2026-02-02"),
    ("ru", "в среду подписали", "в среду", "2026-02-04"),
    ("ru", "16 сентября прошлого года", "16 сентября", "2025-09-16"),
    ("ru", "10 марта текущего года", "10 марта", "2026-03-10"),
    ("uz-Latn", "2024-yil 16-sentabrda", "2024-yil 16-sentabrda", "2024-09-16"),
    ("uz-Latn", "2025-yilning 7-mart kuni", "2025-yilning 7-mart", "2025-03-07"),
    ("uz-Latn", "16-sentyabr 2024", "16-sentyabr 2024", "2024-09-16"),
    ("uz-Latn", "4-fevral kuni", "4-fevral", "2026-02-04"),
    ("uz-Latn", "9-may kuni", "9-may", "2026-05-09"),
    ("uz-Latn", "kecha imzolandi", "kecha", "2026-02-04"),
    ("uz-Latn", "dushanba kuni", "dushanba", "2026-02-02"),
    ("uz-Latn", "o‘tgan yilning 5-dekabrida", "5-dekabrida", "2025-12-05"),
    ("uz-Cyrl", "2026 йил 4 февраль куни", "2026 йил 4 февраль", "2026-02-04"),
    ("uz-Cyrl", "2026 йилнинг 4 февралида", "2026 йилнинг 4 февралида", "2026-02-04"),
    ("uz-Cyrl", "17 мартгача", "17 мартгача", "2026-03-17"),
    ("uz-Cyrl", "бугун имзоланди", "бугун", "2026-02-05"),
    ("uz-Cyrl", "сешанба куни", "сешанба", "2026-02-03"),
    ("kk", "2024 жылғы 16 қыркүйекте", "2024 жылғы 16 қыркүйекте", "2024-09-16"),
    ("kk", "16 қыркүйек 2024", "16 қыркүйек 2024", "2024-09-16"),
    ("ky", "2024-жылдын 16-сентябрында", "2024-жылдын 16-сентябрында", "2024-09-16"),
    ("tg", "16 сентябри соли 2024", "16 сентябри соли 2024", "2024-09-16"),
    ("tr", "4 Şubat'ta Washington", "4 Şubat'ta", "2026-02-04"),
    ("tr", "29 Ocak 2026", "29 Ocak 2026", "2026-01-29"),
    ("az", "2024-cü il 16 sentyabr", "2024-cü il 16 sentyabr", "2024-09-16"),
    ("de", "am 18. Februar 2026", "18. Februar 2026", "2026-02-18"),
    ("de", "am Mittwoch in", "Mittwoch", "2026-02-04"),
    ("fr", "le 12 mars 2025", "12 mars 2025", "2025-03-12"),
    ("fr", "signé aujourd’hui", "aujourd’hui", "2026-02-05"),
    ("zh", "2026年2月4日签署", "2026年2月4日", "2026-02-04"),
    ("zh", "于2月4日", "2月4日", "2026-02-04"),
    ("zh", "昨天签署", "昨天", "2026-02-04"),
    ("ja", "2026年2月4日に", "2026年2月4日", "2026-02-04"),
    ("ko", "2024년 9월 16일", "2024년 9월 16일", "2024-09-16"),
    ("ko", "지난 29일 체결", "29일", "2026-01-29"),
    ("ko", "4일(현지시간)", "4일", "2026-02-04"),
    ("kk", "ақпанның 3-інде өтті", "ақпанның 3-інде", "2026-02-03"),
    ("ky", "февралдын 3үндө кол коюлду", "февралдын 3үндө", "2026-02-03"),
    ("ky", "3-февралда кол коюлду", "3-февралда", "2026-02-03"),
    ("tg", "рӯзи 3-уми феврал имзо шуд", "3-уми феврал", "2026-02-03"),
    ("tg", "парерӯз имзо шуд", "парерӯз", "2026-02-03"),
    ("az", "fevralın 3-də imzalanıb", "fevralın 3-də", "2026-02-03"),
    ("az", "iki gün əvvəl imzalanıb", "iki gün əvvəl", "2026-02-03"),
    ("uz-Latn", "fevral oyining 3-kuni", "fevral oyining 3-kuni", "2026-02-03"),
    ("uz-Cyrl", "2026 йил февралнинг 3 кунида", "2026 йил февралнинг 3 кунида", "2026-02-03"),
    ("uz-Latn", "uch kun avval", "uch kun avval", "2026-02-02"),
    ("ru", "два дня назад", "два дня назад", "2026-02-03"),
    ("ru", "от 03.02.26", "03.02.26", "2026-02-03"),
    ("ru", "от «3» февраля 2026 г.", "3» февраля 2026", "2026-02-03"),
    ("en", "the third of February", "third of February", "2026-02-03"),
    ("en", "February the 3rd", "February the 3rd", "2026-02-03"),
    ("de", "am Dienstagabend", "Dienstagabend", "2026-02-03"),
    ("de", "vor zwei Tagen", "vor zwei Tagen", "2026-02-03"),
    ("it", "1° febbraio", "1° febbraio", "2026-02-01"),
    ("tr", "geçen cuma imzalandı", "geçen cuma", "2026-01-30"),
    ("ja", "一昨日に調印", "一昨日", "2026-02-03"),
]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He arrived on 3 February. On the same day the contract was signed."),
        ("ru", "Визит начался 3 февраля. В тот же день подписан контракт."),
        ("uz-Latn", "U 3-fevralda keldi. Shu kuni shartnoma imzolandi."),
        ("de", "Er kam am 3. Februar. Am selben Tag wurde unterzeichnet."),
        ("ja", "2月3日に到着し、同日、契約に調印した。"),
    ],
)
def test_the_same_day_is_the_one_that_was_named_last(lang: str, text: str) -> None:
    assert [found.day.isoformat() for found in dates(text, lang, PUBLISHED)] == ["2026-02-03", "2026-02-03"]


def test_the_same_day_is_none_where_none_was_named() -> None:
    assert not dates("On the same day the contract was signed.", "en", PUBLISHED)


@pytest.mark.parametrize(("lang", "text", "quote", "day"), DAYS)
def test_a_day_is_read_with_its_exact_words(lang: str, text: str, quote: str, day: str) -> None:
    (found,) = dates(text, lang, PUBLISHED)
    assert (text[found.start : found.end], found.day.isoformat(), found.precision) == (quote, day, "day")


@pytest.mark.parametrize(
    ("lang", "text", "day", "precision"),
    [
        ("en", "in September 2024", "2024-09-01", "month"),
        ("en", "in September", "2025-09-01", "month"),
        ("en", "by 2028", "2028-01-01", "year"),
        ("en", "in the first quarter of 2025", "2025-01-01", "year"),
        ("en", "January–September 2025", "2025-01-01", "year"),
        ("ru", "в сентябре 2024 года", "2024-09-01", "month"),
        ("ru", "до 2028 года", "2028-01-01", "year"),
        ("ru", "за январь–сентябрь 2025 года", "2025-01-01", "year"),
        ("ru", "в I квартале 2025 года", "2025-01-01", "year"),
        ("uz-Latn", "2028-yilga qadar", "2028-01-01", "year"),
        ("uz-Latn", "2028-yilgacha", "2028-01-01", "year"),
        ("uz-Latn", "2024-yil aprelda", "2024-04-01", "month"),
        ("uz-Latn", "aprelda esa", "2026-04-01", "month"),
        ("uz-Latn", "2025-yil 9 oyi", "2025-01-01", "year"),
        ("uz-Latn", "may oyida", "2026-05-01", "month"),
        ("uz-Cyrl", "2028 йилгача", "2028-01-01", "year"),
        ("kk", "2028 жылы", "2028-01-01", "year"),
        ("ja", "2028年までに", "2028-01-01", "year"),
        ("ko", "2028년까지", "2028-01-01", "year"),
    ],
)
def test_months_years_periods_and_deadlines_keep_their_precision(
    lang: str, text: str, day: str, precision: str
) -> None:
    assert [(found.day.isoformat(), found.precision) for found in dates(text, lang, PUBLISHED)] == [(day, precision)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "they may 10 times march on"),
        ("en", "The ministry may sign it"),
        ("en", "Mar del Plata"),
        ("en", "2,024 tonnes in 2,025 bags"),
        ("en", "version 2.10.3 at 14:05"),
        ("en", "section 01.02.26.4"),
        ("en", "U3O8 and C5+1"),
        ("en", "on 31.02.2025"),
        ("ru", "окружающую среду"),
        ("ru", "5 мартеновских печей"),
        ("ru", "накопано 12 тысяч"),
        ("uz-Latn", "5 marta ko‘p"),  # five times
        ("uz-Latn", "2 martaga oshdi"),
        ("uz-Latn", "kecha-kunduz"),  # day and night
        ("uz-Latn", "5 maydon"),  # five squares
        ("uz-Latn", "bugungi kunda"),  # nowadays
        ("uz-Cyrl", "5 марта кўп"),  # five times
        ("tr", "5 ocak işletiyor"),  # five quarries
        ("ko", "3일간 열린다"),  # for three days
    ],
)
def test_other_words_are_no_dates(lang: str, text: str) -> None:
    assert dates(text, lang, PUBLISHED) == []


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        ("ru", "24–26 сентября 2024", ["2024-09-24", "2024-09-26"]),
        ("en", "September 24-26, 2024", ["2024-09-24", "2024-09-26"]),
        ("ru", "с 4 по 6 февраля", ["2026-02-04", "2026-02-06"]),
        ("en", "on Wednesday, 4 February", ["2026-02-04"]),
        ("en", "on Monday, February 2, and on Tuesday", ["2026-02-02", "2026-02-03"]),
    ],
)
def test_spans_of_days_give_both_ends_and_a_weekday_beside_its_date_is_no_second(
    lang: str, text: str, days: list[str]
) -> None:
    assert [found.day.isoformat() for found in dates(text, lang, PUBLISHED)] == days


def test_today_is_the_day_of_the_outlet_not_of_greenwich() -> None:
    after_midnight = dt.datetime(2026, 2, 5, 0, 10, tzinfo=TASHKENT)  # the 4th in UTC
    assert dates("Bugun imzolandi", "uz-Latn", after_midnight)[0].day == dt.date(2026, 2, 5)


def test_a_date_without_a_year_is_of_the_nearest_year() -> None:
    january = dt.datetime(2026, 1, 3, tzinfo=dt.UTC)
    december = dt.datetime(2025, 12, 30, tzinfo=dt.UTC)
    assert dates("28 декабря", "ru", january)[0].day == dt.date(2025, 12, 28)
    assert dates("5 января", "ru", december)[0].day == dt.date(2026, 1, 5)


@pytest.mark.parametrize(("text", "day"), [
    ("signed in October", "2025-10-01"), ("signed in January", "2026-01-01"), ("signed in October 2026", "2026-10-01"),
    ("signed on 29 November", "2025-11-29"), ("signed on 4 February", "2026-02-04"),
])  # fmt: skip
def test_a_date_of_former_times_without_a_year_never_lies_ahead(text: str, day: str) -> None:
    found = dates(text, "en", PUBLISHED)[0]
    assert str(of_former_times(found, text, PUBLISHED.date()).day) == day


def test_29_february_of_the_year_before_is_the_28th() -> None:
    published = dt.datetime(2024, 2, 5, 11, 35, tzinfo=TASHKENT)
    found = dates("signed on 29 February", "en", published)[0]
    assert of_former_times(found, "signed on 29 February", published.date()).day == dt.date(2023, 2, 28)


def test_without_a_publication_time_only_full_dates_are_known() -> None:
    found = dates("Today, on 5 April and on 6 April 2025", "en", None)
    assert [when.day for when in found] == [dt.date(2025, 4, 6)]


GOLD = Path(__file__).parents[1] / "gold"


def test_the_event_dates_of_the_gold_set_are_found() -> None:
    files = [path.read_bytes() for path in GOLD.glob("dev*.articles.jsonl")]
    articles = [json.loads(line) for lines in files for line in lines.splitlines()]
    dated = [article for article in articles if article["event_date"]]
    missed = [
        article["id"]
        for article in dated
        if article["event_date"]
        not in {
            when.day.isoformat()
            for when in dates(
                "\n".join((article["title"], "", *article["paragraphs"])),
                article["lang"],
                dt.datetime.fromisoformat(article["published"]),
            )
        }
    ]
    assert len(dated) > 50
    assert len(missed) <= len(dated) // 50, missed


@pytest.mark.parametrize("unit", ["1", "5 мая ", "Monday ", "2024-yil ", "04.02.", "5 апреля 4 "])
def test_a_hostile_megabyte_costs_no_more_than_a_long_article(unit: str) -> None:
    dates("1 May", "und", PUBLISHED)
    started = time.process_time()
    dates(unit * (1_000_000 // len(unit)), "und", PUBLISHED)
    assert time.process_time() - started < 5  # about 0.3 s on an idle machine
