"""Public holidays by country, and what it takes to know them."""

import datetime as dt
import subprocess
import sys

import holidays
import pytest

from crawler.monitoring.calendars import days_off, public_holidays

FIRST, LAST = dt.date(2025, 6, 1), dt.date(2026, 8, 1)
LOADED = """
import datetime as dt, sys
from crawler.monitoring.calendars import public_holidays
print(len(public_holidays("UZ", dt.date(2026, 1, 1), dt.date(2026, 12, 31))))
print(sum(name.startswith("holidays.countries.") for name in sys.modules))
"""


def test_holidays_are_those_of_the_country_and_none_of_no_country() -> None:
    assert dt.date(2026, 3, 21) in public_holidays("UZ", FIRST, LAST)
    assert dt.date(2026, 3, 21) not in public_holidays("DE", FIRST, LAST)
    assert public_holidays("INT", FIRST, LAST) == public_holidays("EU", FIRST, LAST) == []


@pytest.mark.parametrize("country", ["UZ", "US", "GB", "KR", "CN", "RU", "KZ", "TR", "JP", "HK"])
def test_they_are_those_that_the_package_itself_gives(country: str) -> None:
    known = holidays.country_holidays(country, years=(2025, 2026))
    assert public_holidays(country, FIRST, LAST) == sorted(day for day in known if FIRST <= day <= LAST)


def test_a_weekend_with_a_holiday_on_both_its_sides_is_part_of_the_feast() -> None:
    march = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
    assert [day.day for day in public_holidays("UZ", *march)] == [8, 9, 20, 21, 23]
    assert [day.day for day in days_off("UZ", *march)] == [8, 9, 20, 21, 22, 23]  # the 22nd is a Sunday
    easter = [day for day in days_off("DE", dt.date(2026, 4, 1), dt.date(2026, 4, 30)) if day.month == 4]
    assert [day.day for day in easter] == [3, 4, 5, 6]
    assert days_off("INT", *march) == []


def test_the_calendar_of_one_country_loads_no_other() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    found, loaded = map(int, done.stdout.split())
    assert found > 5
    assert loaded == 0
