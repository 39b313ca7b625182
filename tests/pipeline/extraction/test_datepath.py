"""Dates in addresses are read where they can be nothing else."""

import datetime as dt

import pytest

from pipeline.extraction.datepath import glued_day, month, named_month, parted_day

DAY = dt.date(2025, 10, 2)


@pytest.mark.parametrize(
    "path",
    ["/2025/10/02/ore", "/2025-10-02-ore", "/news/2025/10/2/", "/2025/10-02-ore", "/a_2025_10_02", "/2025/1002/a"],
)
def test_a_day_in_parts_is_read(path: str) -> None:
    assert parted_day(f"https://2024-01-01.example.uz{path}") == DAY


@pytest.mark.parametrize(
    "path",
    ["/20251002/ore-1.html", "/news/ru02102025-1", "/view/20251002143000123", "/?ud=20251002000841", "/ore-02.10.2025"],
)
def test_a_day_in_one_piece_is_read_last(path: str) -> None:
    assert parted_day(f"https://example.uz{path}") is None
    assert glued_day(f"https://example.uz{path}") == DAY


@pytest.mark.parametrize(
    "path",
    [
        "/news/2001820-devB.html",
        "/news/20259902",
        "/a-11-3-2022",
        "/12025100299",
        "/2025100",
        "/202510021234567",
        "/2025/13/45/",
        "/2025/10/5-things-to-know",
    ],
)
def test_numbers_that_only_look_like_days_are_not(path: str) -> None:
    assert parted_day(f"https://example.uz{path}") is None
    assert glued_day(f"https://example.uz{path}") is None


def test_a_day_first_date_is_read_where_it_can_be_no_other() -> None:
    assert glued_day("https://example.uz/ore-25-3-2022") == dt.date(2022, 3, 25)


def test_months_are_read_as_numbers_and_words() -> None:
    assert month("https://example.uz/2025/10/ore") == dt.date(2025, 10, 1)
    assert named_month("https://example.fr/2022/novembre/uranium") == "novembre 2022"
    assert named_month("https://example.uz/2022/november/5/uranium") == "5 november 2022"
