"""Verdicts by what a run and a rhythm tell, and how often they are wrong over many years of made-up sources."""

import datetime as dt
import math
import random
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from crawler import rhythm
from crawler.verdict import Evidence, Verdict, allowed, odds, probability, verdict

EXPIRED = "its certificate has expired"
DAY = dt.timedelta(days=1)
WELL = Evidence("unchanged", before="healthy", articles=500, rate=10)
DEAD = replace(WELL, gap=3 * DAY, expected=30.0)
ZONE = "Asia/Tashkent"


def test_a_gap_is_healthy_quiet_or_silent_by_its_probability() -> None:
    assert verdict(replace(WELL, gap=DAY / 12, expected=0.8)).name == "healthy"
    assert verdict(replace(WELL, gap=DAY / 2, expected=5)).name == "quiet"
    silent = verdict(DEAD)
    assert (silent.name, silent.reason) == (
        "silent", "nothing for 3.0 days, which happens by chance less than once in 1,000,000"
    )  # fmt: skip
    assert silent.probability == probability(30, 500)
    assert verdict(replace(DEAD, outcome="ok", fresh=True)) == Verdict("healthy", None, 1.0)


def test_a_rate_that_is_hardly_known_proves_little() -> None:
    assert probability(10, 10_000) == pytest.approx(4.6e-5, rel=0.02)
    assert probability(10, 4) == pytest.approx(1 / 3.5**4)
    assert verdict(replace(DEAD, expected=10, articles=4, rate=1.0)).name == "quiet"
    assert verdict(replace(DEAD, expected=10, articles=400, rate=1.0)).name == "silent"
    assert allowed(10) < allowed(0.5) < allowed(0.0) == 0.05


def test_a_gap_that_is_rare_and_no_silence_yet_is_told_as_a_doubt() -> None:
    doubt = verdict(replace(DEAD, expected=6, gap=2 * DAY))
    assert (doubt.name, doubt.reason) == ("quiet", "nothing for 2.0 days, which happens once in 390: it may have died")
    assert "died" not in (verdict(replace(DEAD, expected=4, gap=2 * DAY)).reason or "")
    assert "died" not in (verdict(replace(DEAD, expected=6, gap=DAY)).reason or "")


def test_what_is_rewritten_or_very_old_and_names_nothing_new_is_frozen() -> None:
    newest = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)
    said = "its list names nothing newer than 2026-05-04, though it is written anew"
    assert said in (verdict(replace(DEAD, newest=newest, rewritten=True)).reason or "")
    old = verdict(replace(DEAD, newest=newest, gap=400 * DAY))
    assert old.name == "broken"
    assert "frozen: its list names nothing newer than" in (old.reason or "")
    assert verdict(replace(DEAD, rewritten=True)).name == "silent"  # it dates nothing
    assert verdict(replace(WELL, newest=newest, rewritten=True)).name == "healthy"


@pytest.mark.parametrize(
    ("seen", "name", "said"),
    [
        (Evidence("broken", "an HTML page instead of a feed"), "broken", "an HTML page instead of a feed"),
        (Evidence("blocked", "refused with HTTP 403"), "broken", "blocked: refused with HTTP 403"),
        (Evidence("broken", "HTTP 502", "healthy", 2), "healthy", "HTTP 502"),
        (Evidence("broken", "HTTP 502", "healthy", 3), "broken", "HTTP 502"),
        (Evidence("empty", "nothing is listed", "healthy", 2), "healthy", "nothing is listed"),
        (Evidence("empty", "nothing is listed", "healthy", 3), "broken", "its list is empty, 3 times in a row"),
        (Evidence("unreachable", "no answer", "healthy", 3, unreached=DAY / 24), "healthy", "unreachable from here"),
        (Evidence("unreachable", "no answer", "healthy", 3, unreached=DAY), "broken", "unreachable from here"),
        (Evidence("unreachable", "no answer", "quiet", 9, unreached=DAY, ours=True), "quiet", "our own connection"),
        (Evidence("unreachable", EXPIRED, "healthy", 2, uncertified=True), "healthy", EXPIRED),
        (Evidence("unreachable", EXPIRED, "healthy", 3, uncertified=True), "broken", EXPIRED),
        (Evidence("unreachable", EXPIRED, "healthy", 9, uncertified=True, ours=True), "healthy", "our own clock"),
        (Evidence("ok", None, drift="bodies are gone", fresh=True), "broken", "bodies are gone"),
    ],
)
def test_a_failure_has_its_reason_and_a_passing_one_its_patience(seen: Evidence, name: str, said: str) -> None:
    judged = verdict(seen)
    assert judged.name == name
    assert said in (judged.reason or "")
    assert judged.probability is None


def test_odds_are_told_in_two_digits() -> None:
    assert [odds(chance) for chance in (0.04, 0.00025, 0.0000123, 1e-9)] == [
        "once in 25", "once in 4,000", "once in 81,000", "less than once in 1,000,000"
    ]  # fmt: skip


# Made-up sources: half a year to learn from, a year to watch, then they die.
PAST, YEAR = 182, 365
START = dt.datetime(2024, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5)))
HOURS = [0.2] * 7 + [1.5] * 15 + [0.2] * 2
WEEKEND = 0.8
WITHIN = {10.0: 2, 2.0: 4, 0.5: 14}  # days in which the death of a source of so many articles a day is told
SOURCES = 150  # of each rate
STEP = dt.timedelta(hours=4)  # between two polls


def articles(rate: float, days: int, dice: random.Random) -> list[dt.datetime]:
    """Return the moments of a Poisson process that sleeps at night and rests at the weekend."""
    working = rate * 7 / (5 + 2 * WEEKEND)
    peak = working * max(HOURS) * 24 / sum(HOURS)
    found, moment = [], START
    while True:
        moment += dt.timedelta(days=dice.expovariate(peak))
        if moment >= START + days * DAY:
            return found
        chance = HOURS[moment.hour] / max(HOURS) * (WEEKEND if moment.weekday() >= 5 else 1)
        if dice.random() < chance:
            found.append(moment)


def learned(moments: list[dt.datetime]) -> dict[str, Any]:
    hours = {(START + n * DAY).date(): [0] * 24 for n in range(PAST)}
    for moment in moments:
        if moment.date() in hours:
            hours[moment.date()][moment.hour] += 1
    return rhythm.learn([rhythm.Past(day, counts) for day, counts in hours.items()], (START + PAST * DAY).date())


def silent(known: dict[str, Any], last: dt.datetime, now: dt.datetime) -> bool:
    expects = rhythm.expected(known, ZONE, last, now)
    seen = Evidence("unchanged", None, "healthy", gap=now - last, expected=expects, articles=known["articles"])
    return verdict(replace(seen, rate=rhythm.average(known))).name == "silent"


def life(rate: float, dice: random.Random) -> tuple[int, dt.timedelta]:
    """Return how often a source that was well was called silent in a year, and how long after its death it was."""
    moments = articles(rate, PAST + YEAR, dice)
    known = learned(moments)
    watched = [moment for moment in moments if moment >= START + PAST * DAY]
    long = [(last, now) for last, now in pairwise(watched) if (now - last) / DAY * rate > 3 and now - last > DAY]
    alarms = sum(silent(known, last, now) for last, now in long)
    death = now = START + (PAST + YEAR) * DAY
    while not silent(known, moments[-1], now):
        now += STEP
    return alarms, now - death


def least(rate: float) -> float:
    """Return the gaps a year as long as the days within which a death is to be told, the rate known exactly."""
    return 365 * rate * math.exp(-rate * WITHIN[rate])


@pytest.fixture(scope="module")
def lives() -> dict[float, list[tuple[int, dt.timedelta]]]:
    dice = random.Random(24)  # noqa: S311 - the same lives each time
    return {rate: [life(rate, dice) for _ in range(SOURCES)] for rate in WITHIN}


def test_false_alarms_stay_below_one_in_five_years_of_a_source(
    lives: dict[float, list[tuple[int, dt.timedelta]]],
) -> None:
    alarms = {rate: sum(one for one, _ in lived) / SOURCES for rate, lived in lives.items()}
    bounds = {rate: least(rate) for rate in WITHIN}
    print("false alarms a source and year, by articles a day:", alarms)
    print("the fewest that anybody can have who tells every death in time:", bounds)
    assert sum(alarms.values()) / len(alarms) <= 0.2
    assert all(alarms[rate] <= min(0.3, max(0.2, 1.3 * bounds[rate])) for rate in WITHIN)


@pytest.mark.parametrize(("rate", "days"), WITHIN.items())
def test_a_dead_source_is_told_in_time(
    lives: dict[float, list[tuple[int, dt.timedelta]]], rate: float, days: int
) -> None:
    after = sorted(late / DAY for _, late in lives[rate])
    share = sum(one <= days for one in after) / SOURCES
    print(f"{rate} a day: median {after[SOURCES // 2]:.1f} days, {share:.0%} within {days}")
    assert after[SOURCES // 2] <= days
    assert share >= 0.8


def test_without_a_learned_rhythm_the_same_sources_raise_false_alarms() -> None:
    dice = random.Random(24)  # noqa: S311 - the same lives each time
    guess = {**rhythm.learn([], START.date(), 10), "articles": 500.0}  # ten articles a day, taken for granted
    gaps = [pair for _ in range(20) for pair in pairwise(articles(0.5, YEAR, dice))]
    assert sum(silent(guess, last, now) for last, now in gaps) / 20 > 10
