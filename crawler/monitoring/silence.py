"""When a gap is silence: a learned rhythm comes in, what it allows of a year's gaps goes out, and what a gap proves."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from crawler.manners.measures import POLLING
from crawler.monitoring.rhythm import DAY, FEAST, SATURDAY, average, expected
from crawler.monitoring.verdict import QUIET, Limits, probability

BUDGET = 0.17  # false alarms a year of any source, by its own rhythm
EARLY = 0.5  # of them, may come before the days in which a death is to be told are over
DEADLINES = ((10.0, 2.0), (2.0, 4.0), (0.5, 14.0))  # articles a day, and those days; slower ones wait in proportion
PARTS, FEW_DAYS = 4, 3.0  # of a day, in which a gap may begin that is due in so few days; else days are looked at
YEAR = 364  # days: whole weeks


def limits(rhythm: Mapping[str, Any], today: dt.date) -> dict[str, float]:
    """Return from which probability on a gap is silence, at any time and after how many days.

    A rate times 365 is no measure of the gaps that may be mistaken: most have proven enough long before they are due.
    So the gaps of the year before today, were it as this rhythm has it, are gone through one by one, and just as many
    may be called silence as the budget allows. What need not be told yet is not, unless it is certain.
    """
    days = max(deadline(average(rhythm)) - POLLING.longest / DAY, 0.0)
    bursts = 365 * average(rhythm) * float(rhythm["share"])
    certain = EARLY * BUDGET / bursts
    return {"certain": certain, "after": days, "allowed": _allowed(_year(rhythm, today, days), certain)}


def deadline(rate: float) -> float:
    """Return the days in which a death is to be told of a source of so many articles a day."""
    (quickest, shortest), *_, (slowest, longest) = DEADLINES
    if rate >= quickest:
        return shortest
    for (quick, short), (slow, long) in pairwise(DEADLINES):
        if rate >= slow:
            return short * math.pow(long / short, math.log(quick / rate) / math.log(quick / slow))
    return longest * slowest / rate


def _year(rhythm: Mapping[str, Any], today: dt.date, days: float) -> list[tuple[float, float]]:
    """Return of the gaps that begin in a year how likely they last so many days, and how many are as likely."""
    parts = PARTS if days < FEW_DAYS else 1
    paces = _paces(rhythm, today, parts)
    whole, part = divmod(days * parts, 1)
    sums = list(accumulate(paces * (2 + int(days) // YEAR), initial=0.0))
    until = int(whole)
    gaps: defaultdict[float, float] = defaultdict(float)  # how many, by the articles to be expected in them
    for n, pace in enumerate(paces):
        end = sums[n + until]
        gaps[round(end - sums[n] + (sums[n + until + 1] - end) * part, 2)] += pace * 365 / YEAR
    known = float(rhythm["articles"])
    return sorted((probability(gap, known), number) for gap, number in gaps.items())


def _paces(rhythm: Mapping[str, Any], today: dt.date, parts: int) -> list[float]:
    """Return the articles that come by themselves in each part of each day of the year before today."""
    holidays, hours = set(rhythm["holidays"]), 24 // parts
    profile = [sum(rhythm["hours"][n : n + hours]) / 24 for n in range(0, 24, hours)]
    working = [float(rhythm["rate"]) * float(rhythm["share"]) * part for part in profile]
    resting = [float(rhythm["weekend"]) * part for part in working]
    found: list[float] = []
    for n in range(YEAR, 0, -1):
        day = today - dt.timedelta(days=n)
        of_day = resting if day.weekday() >= SATURDAY else working
        found += [FEAST * part for part in of_day] if day.isoformat() in holidays else of_day
    return found


def _allowed(gaps: list[tuple[float, float]], certain: float) -> float:
    """Return the probability below which gaps that are due may be called silence, so that the budget is kept."""
    spent, left = 0.0, sum(number for _, number in gaps)
    for chance, number in gaps:
        if spent + left * max(chance, certain) >= BUDGET:
            return min(max((BUDGET - spent) / left, certain), QUIET)
        spent += number * max(chance, certain)  # of those that are certain earlier, so many are mistaken too
        left -= number
    return QUIET


def waited(rhythm: Mapping[str, Any], zone: str, since: dt.datetime, until: dt.datetime) -> dict[str, Any]:
    """Return what is to be known of a gap between two moments for a verdict, the names being those of Evidence."""
    first, last = (moment.astimezone(ZoneInfo(zone)).date().isoformat() for moment in (since, until))
    resting = sum(first < day <= last for day in rhythm["holidays"])  # days that make hardly anything due
    after = dt.timedelta(days=float(rhythm["after"]) + resting * (1 - FEAST))
    return {
        "gap": until - since,
        "expected": expected(rhythm, zone, since, until) * float(rhythm["share"]),
        "articles": float(rhythm["articles"]),
        "limits": Limits(float(rhythm["certain"]), float(rhythm["allowed"]), after),
    }
