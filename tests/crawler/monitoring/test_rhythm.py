"""What is learned from a source's days, and what it lets one expect."""

import datetime as dt

import pytest

from crawler.monitoring.rhythm import FEAST, Past, average, expected, learn, pace

MONDAY = dt.date(2026, 6, 1)
ZONE = "Asia/Tashkent"


def days(counts: list[float], verdicts: dict[int, str] | None = None, hour: int = 12) -> list[Past]:
    """Return days from MONDAY on with so many articles each, all of them in one hour."""
    return [
        Past(
            MONDAY + dt.timedelta(days=n),
            [0] * hour + [count] + [0] * (23 - hour),
            1,
            (verdicts or {}).get(n, "healthy"),
        )
        for n, count in enumerate(counts)
    ]


def after(past: list[Past], **more: object) -> dict[str, object]:
    return learn(past, past[-1].day + dt.timedelta(days=1), **more)  # type: ignore[arg-type]


def test_the_rate_of_a_source_is_that_of_its_days_and_a_new_one_is_guessed() -> None:
    assert average(after(days([10] * 57))) == pytest.approx(10, rel=0.06)
    assert average(learn([], MONDAY, 3)) == 3
    assert average(learn([], MONDAY)) == 1


def test_the_backlog_of_the_first_day_is_no_rhythm() -> None:
    assert average(after(days([500] + [2] * 56))) == pytest.approx(2, rel=0.1)


def test_a_weekend_is_told_from_working_days() -> None:
    rhythm = after(days([8, 8, 8, 8, 8, 2, 2] * 8))
    assert rhythm["rate"] == pytest.approx(8, rel=0.1)
    assert rhythm["weekend"] == pytest.approx(0.28, abs=0.06)
    assert average(rhythm) == pytest.approx(44 / 7, rel=0.07)


def test_the_hours_have_a_mean_of_one_and_the_busy_one_stands_out() -> None:
    rhythm = after(days([5] * 40, hour=9))
    hours: list[float] = rhythm["hours"]  # type: ignore[assignment]
    assert sum(hours) == pytest.approx(24, abs=0.05)
    assert hours.index(max(hours)) == 9
    assert min(hours) > 0


def test_a_silent_gap_is_left_out_back_to_the_last_article() -> None:
    gone = dict.fromkeys(range(34, 50), "silent")
    rhythm = after(days([5] * 30 + [0] * 20 + [5] * 10, gone))
    assert average(rhythm) == pytest.approx(5, rel=0.06)
    assert rhythm["days"] == 39  # without the first and the gap of twenty


def test_the_gap_that_lasts_until_today_is_left_out_before_it_is_judged() -> None:
    assert average(after(days([5] * 30 + [0] * 20))) == pytest.approx(5, rel=0.08)


def test_a_day_on_which_the_source_was_not_reached_says_nothing() -> None:
    past = days([4] * 40)
    lost = [Past(one.day, [0] * 24, 0) if n in range(10, 20) else one for n, one in enumerate(past)]
    assert average(after(lost)) == pytest.approx(4, rel=0.08)


def test_only_the_last_weeks_count_of_a_quick_source_and_up_to_a_year_of_a_slow_one() -> None:
    assert average(after(days([20] * 100 + [10] * 57))) == pytest.approx(10, rel=0.08)
    assert after(days([2] * 300))["days"] == 200  # that have four hundred articles
    assert after(days([0, 1] * 300))["days"] == 364


def test_articles_that_come_together_count_as_fewer_and_a_rate_that_may_drift_is_never_known_for_certain() -> None:
    even, uneven = after(days([1] * 300)), after(days([0, 0, 0, 4] * 75))
    assert average(even) == pytest.approx(average(uneven), rel=0.02)
    assert even["share"] > 0.99  # type: ignore[operator]
    assert 0.4 < uneven["share"] < 0.8  # type: ignore[operator]
    assert uneven["articles"] < even["articles"]  # type: ignore[operator]
    assert after(days([500] * 57))["articles"] < 600  # type: ignore[operator]


def test_a_public_holiday_counts_as_a_day_of_low_expectation_in_learning_and_in_judging() -> None:
    off = [MONDAY + dt.timedelta(days=n) for n in (1, 2, 3)]
    past = days([6] + [2, 2, 2] + [6] * 40)
    assert average(after(past, holidays=off)) > average(after(past))
    noon = dt.datetime(2026, 6, 2, tzinfo=dt.UTC)
    even = {"rate": 4.0, "weekend": 1.0, "hours": [1.0] * 24}
    usual = expected(even, "UTC", noon, noon + dt.timedelta(days=1))
    low = expected({**even, "holidays": ["2026-06-02"]}, "UTC", noon, noon + dt.timedelta(days=1))
    assert (usual, low) == (pytest.approx(4), pytest.approx(4 * FEAST))


def test_expectation_follows_the_hours_of_the_sources_own_zone() -> None:
    night = {"rate": 24.0, "weekend": 1.0, "hours": [0.0] * 8 + [1.5] * 16}
    begin = dt.datetime(2026, 6, 1, 19, tzinfo=dt.UTC)  # midnight in Tashkent
    assert expected(night, ZONE, begin, begin + dt.timedelta(hours=8)) == 0
    assert expected(night, ZONE, begin, begin + dt.timedelta(hours=24)) == pytest.approx(24)
    assert expected(night, ZONE, begin, begin + dt.timedelta(hours=8, minutes=30)) == pytest.approx(0.75)
    assert expected({"rate": 10}, ZONE, begin, begin + dt.timedelta(days=4000)) == 100


def test_a_lists_own_dates_tell_the_pace_of_a_source_that_is_new() -> None:
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert pace(start + dt.timedelta(days=10 * n) for n in range(20)) == pytest.approx(0.1)
    assert pace([start] * 20) is None
    assert pace([start, start + dt.timedelta(days=1)]) is None
