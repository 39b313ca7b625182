"""The reader of dates: precision, kind and characters of what it finds, in the order of the text."""

import datetime as dt

from pipeline.words.almanac import PAGE
from pipeline.words.datereader import When, read_dates

THURSDAY = dt.date(2026, 2, 5)


def test_dates_come_in_the_order_of_the_text_with_their_kind() -> None:
    text = "Yesterday, after the talks of 16 September 2024, they met; on Monday they had agreed to start by 2028."
    assert [(when.day.isoformat(), when.precision, when.kind) for when in read_dates(text, "en", THURSDAY)] == [
        ("2026-02-04", "day", "relative"),
        ("2024-09-16", "day", "explicit"),
        ("2026-02-02", "day", "weekday"),
        ("2028-01-01", "year", "explicit"),
    ]


def test_a_date_string_is_read_in_any_language_and_without_capitals() -> None:
    assert read_dates("5 may 2024", PAGE, THURSDAY) == [When(dt.date(2024, 5, 5), "day", 0, 10, "explicit")]
    assert read_dates("16 қыркүйек 2024", PAGE, THURSDAY)[0].day == dt.date(2024, 9, 16)


def test_what_one_rule_took_no_other_rule_reads_again() -> None:
    assert len(read_dates("2024-yil 16-sentabrda, 04.02.2026", "uz-Latn", THURSDAY)) == 2


def test_a_text_without_dates_gives_none() -> None:
    assert read_dates("", "en", THURSDAY) == []
    assert read_dates("Tungsten and molybdenum", "en", None) == []


def test_a_month_that_dates_a_paper_is_read_and_the_last_one_of_its_name_is_over() -> None:
    told = [
        ("en", "under the May contract, a March agreement", ["2026-05-01", "2026-03-01"]),
        ("ru", "в рамках майского контракта и мартовских соглашений", ["2026-05-01", "2026-03-01"]),
        ("uz-Latn", "noyabrdagi memorandum", ["2025-11-01"]),
        ("de", "im Memorandum vom vergangenen März", ["2025-03-01"]),
        ("en", "last March they agreed; next March they meet", ["2025-03-01", "2026-03-01"]),
    ]
    for lang, text, days in told:
        assert [when.day.isoformat() for when in read_dates(text, lang, THURSDAY)] == days
