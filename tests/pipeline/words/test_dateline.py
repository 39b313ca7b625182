"""Date strings of pages: the moment they tell, and those that are never guessed."""

import datetime as dt

import pytest

from pipeline.words.dateline import published_date

TASHKENT = dt.timezone(dt.timedelta(hours=5))
FETCHED = dt.datetime(2026, 2, 5, 9, 30, tzinfo=dt.UTC)  # 14:30 in Tashkent


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Bugun, 14:05", "2026-02-05T14:05"),
        ("Бугун, 14:05", "2026-02-05T14:05"),
        ("Сегодня, 09:10", "2026-02-05T09:10"),
        ("Кеча, 18:20", "2026-02-04T18:20"),
        ("Вчера 23:59", "2026-02-04T23:59"),
        ("14:05", "2026-02-05T14:05"),
        ("14:05 / 10.04.2025", "2025-04-10T14:05"),
        ("05 февраля, 2026 13:55", "2026-02-05T13:55"),
        ("04 май 2024, 07:50", "2024-05-04T07:50"),
        ("16 сен. 2024, 10:15", "2024-09-16T10:15"),
        ("28 dekabr, 10:00", "2025-12-28T10:00"),
        ("Feb 5, 2026, 1:55 PM", "2026-02-05T13:55"),
        ("2026年2月5日 11:35", "2026-02-05T11:35"),
        ("2026.02.05 오후 2:05", "2026-02-05T14:05"),
        ("2026-02-05T11:35:00+05:00", "2026-02-05T11:35"),
        ("Thu, 05 Feb 2026 06:35:00 GMT", "2026-02-05T11:35"),
        ("05.02.2026 09:35 МСК", "2026-02-05T11:35"),
        ("05.02.2026 11:35 - 06.02.2026 12:00", "2026-02-05T11:35"),
        ("11:35 05.02.2026 - 12:00 06.02.2026", "2026-02-05T11:35"),
        ("2 hours ago", "2026-02-05T12:30"),
        ("5 daqiqa oldin", "2026-02-05T14:25"),
    ],
)
def test_a_visible_date_with_a_clock_is_a_moment_of_the_outlets_zone(text: str, moment: str) -> None:
    found = published_date(text, "Asia/Tashkent", FETCHED)
    assert found == (dt.datetime.fromisoformat(moment).replace(tzinfo=TASHKENT), "minute")


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2024-yil 16-sentabr", "2024-09-16", "day"),
        ("04.02.2026", "2026-02-04", "day"),
        ("03/04/2025", "2025-04-03", "day"),
        ("25-3-2022", "2022-03-25", "day"),
        ("7 май 2024visibility 1234", "2024-05-07", "day"),
        ("7 майvisibility1234", "2025-05-07", "day"),
        ("10 sentyabr 2025", "2025-09-10", "day"),
        ("3 Şubat 2026", "2026-02-03", "day"),
        ("вчера", "2026-02-04", "day"),
        ("1 день назад", "2026-02-04", "day"),
        ("September 2024", "2024-09-01", "month"),
        ("Updated: 5 May 2024, Published: 4 May 2024", "2024-05-04", "day"),
        ("04.02.2026 - Güncelleme : 05.02.2026", "2026-02-04", "day"),
    ],
)
def test_a_visible_date_without_a_clock_is_noon_and_says_so(text: str, day: str, precision: str) -> None:
    found = published_date(text, "Asia/Tashkent", FETCHED)
    assert found == (dt.datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=TASHKENT), precision)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("", "Asia/Tashkent"),
        ("Tungsten prices", "Asia/Tashkent"),
        ("12 300", "Asia/Tashkent"),
        ("2026", "Asia/Tashkent"),
        ("Monday", "Asia/Tashkent"),
        ("31.02.2026", "Asia/Tashkent"),
        ("11-3-2022", "Asia/Tashkent"),  # day and month could change places
        ("03/04/2025", "America/New_York"),
        ("Updated: 5 May 2024", "Asia/Tashkent"),
        ("7 February 2026", "Asia/Tashkent"),  # of the future
        ("Bugun, 18:12", "Asia/Tashkent"),
        ("views 14:05 of 300", "Asia/Tashkent"),
        ("5 May 2024 " * 50, "Asia/Tashkent"),  # a text, not a date string
    ],
)
def test_an_ambiguous_date_string_is_never_guessed(text: str, zone: str) -> None:
    assert published_date(text, zone, FETCHED) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Bugun, 00:05", "2026-02-05T00:05"),
        ("Бугун, 23:50", "2026-02-04T23:50"),  # the page was rendered before midnight
        ("23:50", "2026-02-04T23:50"),
        ("Кеча, 18:20", "2026-02-04T18:20"),
    ],
)
def test_a_page_fetched_just_after_midnight_is_read_in_the_outlets_day(text: str, moment: str) -> None:
    fetched = dt.datetime(2026, 2, 4, 19, 10, tzinfo=dt.UTC)  # 00:10 in Tashkent
    found = published_date(text, "Asia/Tashkent", fetched)
    assert found
    assert found[0] == dt.datetime.fromisoformat(moment).replace(tzinfo=TASHKENT)
