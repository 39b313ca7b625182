"""Dates as the outlets of the field notes write them."""

import datetime as dt

import pytest

from tests.newsstand.visible_dates import FORMS, visible

MOMENT = dt.datetime.fromisoformat("2025-04-03T14:05+05:00")
LATER = dt.datetime.fromisoformat("2025-05-01T09:00+05:00")
SAME_DAY = dt.datetime.fromisoformat("2025-04-03T18:59+00:00")  # one minute before midnight in Tashkent
NEXT_DAY = dt.datetime.fromisoformat("2025-04-03T19:01+00:00")


@pytest.mark.parametrize(
    ("form", "lang", "now", "shown"),
    [
        ("relative", "uz-Latn", SAME_DAY, "Bugun, 14:05"),
        ("relative", "uz-Cyrl", NEXT_DAY, "Кеча, 14:05"),
        ("relative", "uz-Latn", LATER, "2025-yil 3-aprel, 14:05"),
        ("clock-or-slash", "en", SAME_DAY, "14:05"),
        ("clock-or-slash", "en", LATER, "14:05 / 03.04.2025"),
        ("without-year", "uz-Latn", LATER, "3-aprel, 14:05"),
        ("nominative", "ru", LATER, "3 апрель 2025"),
        ("comma-year", "ru", LATER, "03 апреля, 2025"),
        ("slashes", "en", LATER, "03/04/2025"),
        ("dots", "ru", LATER, "03.04.2025"),
        ("published-updated", "tr", LATER, "03.04.2025 14:05 - 04.04.2025 16:12"),
        ("long", "en", LATER, "April 3, 2025 14:05"),
        ("long-day", "ja", LATER, "2025年4月3日"),
    ],
)
def test_date_is_shown_as_the_outlet_writes_it(form: str, lang: str, now: dt.datetime, shown: str) -> None:
    assert visible(form, MOMENT, now, lang) == shown


def test_every_form_shows_something_but_none() -> None:
    assert [form for form in FORMS if not visible(form, MOMENT, LATER, "xx")] == ["none"]
