"""One value may be written in several ways, and every way means the same."""

import datetime as dt

import pytest

from crawler.sources import values


@pytest.mark.parametrize(("written", "seconds"), [(15, 900), ("15m", 900), ("1h", 3600), ("90 s", 90), ("1d", 86400)])
def test_a_duration_is_minutes_or_a_number_with_a_unit(written: object, seconds: int) -> None:
    assert values.duration(written) == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize("written", [0, "0m", -5, True, "often", "1w", None])
def test_a_duration_that_is_none_is_refused(written: object) -> None:
    with pytest.raises(values.Wrong):
        values.duration(written)


@pytest.mark.parametrize("written", [5, [5, 90], {"min": 5}, 5.0])
def test_expectations_are_a_number_a_pair_or_a_table(written: object) -> None:
    assert values.expect(written).min == 5


@pytest.mark.parametrize(("written", "code"), [("uz", "UZ"), ("UK", "GB"), ("eu", "EU"), ("int", "INT")])
def test_a_country_is_read_as_people_write_it(written: str, code: str) -> None:
    assert values.country(written) == code


@pytest.mark.parametrize("zone", ["../etc/passwd", "", 5, "Tashkent", "."])
def test_a_zone_that_does_not_exist_is_refused(zone: object) -> None:
    with pytest.raises(values.Wrong):
        values.zone(zone)


@pytest.mark.parametrize(
    "address", ["https:///x", "https://a b.uz/", "javascript:1", "https://[", "https://a.uz:99999/", 5]
)
def test_an_address_that_is_none_is_refused(address: object) -> None:
    with pytest.raises(values.Wrong):
        values.address(address)


def test_patterns_in_a_list_are_alternatives() -> None:
    found = values.pattern(["/a/", "/b/"])
    assert found.search("/x/b/")
    with pytest.raises(values.Wrong):
        values.pattern([])
