"""When a source publishes how much: its days come in, a rhythm goes out, and what it lets one expect of a time."""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

BASELINE = dt.timedelta(weeks=8)  # of a source's past that are learned from ...
LONG_BASELINE = dt.timedelta(weeks=52)  # ... and further back until they hold enough articles
ENOUGH = 400  # articles
HOLIDAY = 0.3  # of an ordinary day's articles on a public holiday of its country ...
FEAST = 0.1  # ... that can be counted on: some sources keep silent for days
PRIOR = 1.0  # articles a day of a source of which nothing is known
PRIOR_DAYS = 1.0  # that this guess weighs as much as
PRIOR_ARTICLES = 4.0  # that any guess weighs as much as, when its uncertainty is counted
PROFILE_WEIGHT = 0.5  # articles added to each hour, so that none is impossible
WEEKEND_WEIGHT = 10.0  # articles that an even week weighs as much as
UNEVEN = 0.05  # variance of a day's own pace, its mean being 1: what is guessed of a source ...
UNEVEN_WEIGHT = 100.0  # ... and how much the guess weighs
LEAST_UNEVEN = 0.001  # nothing divides by zero
DRIFT = 0.012  # variance by which a rate drifts in a year
CERTAIN = 100.0  # articles expected: enough for every verdict
SATURDAY = 5
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Past:
    """One day of a source: the fresh articles of each of its hours, whether it was reached, how it was judged."""

    day: dt.date
    hours: Sequence[float]
    reached: int = 1
    verdict: str = "healthy"

    @property
    def articles(self) -> float:
        """How many there were."""
        return sum(self.hours)


def learn(
    past: Iterable[Past], today: dt.date, prior: float = PRIOR, holidays: Collection[dt.date] = ()
) -> dict[str, Any]:
    """Return the rhythm of the days before today: articles a working day, weights of the hours, factor of the weekend.

    A silent gap is no part of it, back to its last article, nor is the source's first day, which brings a backlog.
    ``uneven`` is by how much its days differ more than chance lets them, ``share`` how many of its articles come by
    themselves and not with others, ``articles`` of how many such ones its rate is known.
    """
    holidays = frozenset(holidays)
    days = _baseline([one for one in sorted(past, key=lambda one: one.day) if one.day < today], today)
    working, weekend = [0.0, 0.0], [0.0, 0.0]  # articles, and days that count as much as an ordinary one
    for one in days:
        side = weekend if one.day.weekday() >= SATURDAY else working
        side[0] += one.articles
        side[1] += HOLIDAY if one.day in holidays else 1.0
    rate = (working[0] + prior * PRIOR_DAYS) / (working[1] + PRIOR_DAYS)
    factor = (weekend[0] + WEEKEND_WEIGHT) / (weekend[1] * rate + WEEKEND_WEIGHT)
    articles = working[0] + weekend[0] + prior * PRIOR_DAYS
    learned = {"rate": articles / (working[1] + weekend[1] * factor + PRIOR_DAYS), "weekend": factor}
    uneven = _unevenness(days, learned, holidays)
    of_a_day = average(learned) * uneven
    known = max(articles, PRIOR_ARTICLES) / (1 + of_a_day)
    return {
        **learned,
        "hours": _profile(days),
        "days": len(days),
        "uneven": uneven,
        "share": math.log1p(of_a_day) / of_a_day,
        "articles": 1 / (1 / known + DRIFT * len(days) / 365),
        "holidays": sorted(day.isoformat() for day in holidays),
    }


def _baseline(days: Sequence[Past], today: dt.date) -> list[Past]:
    """Return the days to learn from: those on which the source was there, the newest weeks, more where it is slow."""
    kept: list[Past] = []
    articles = 0.0
    for one in reversed(_without_gaps(days[1:])):
        if one.day < today - LONG_BASELINE or (one.day < today - BASELINE and articles >= ENOUGH):
            break
        kept.append(one)
        articles += one.articles
    return kept[::-1]


def _unevenness(days: Iterable[Past], learned: Mapping[str, Any], holidays: Collection[dt.date]) -> float:
    """Return the variance of a day's own pace: by how much counts vary more than chance lets them, with a guess."""
    more, weight = UNEVEN * UNEVEN_WEIGHT, UNEVEN_WEIGHT
    for one in days:
        if one.day not in holidays:  # on which a source does as it likes
            usual = learned["rate"] * (learned["weekend"] if one.day.weekday() >= SATURDAY else 1.0)
            more += ((one.articles - usual) ** 2 - one.articles) / 2
            weight += usual**2 / 2
    return max(more / weight, LEAST_UNEVEN)


def _without_gaps(days: Sequence[Past]) -> list[Past]:
    """Leave out days not reached, silent or broken ones, and those without an article that led to silence or today."""
    kept: list[Past] = []
    gap: list[Past] = []  # days without an article, of which it is not yet known whether they are a silence
    for one in days:
        if one.verdict in ("silent", "broken"):
            gap = []
        elif one.reached and one.articles:
            kept += [*gap, one]
            gap = []
        elif one.reached:
            gap.append(one)
    return kept


def _profile(days: Iterable[Past]) -> list[float]:
    """Return the weight of each hour of the day; their mean is 1."""
    counts = [PROFILE_WEIGHT] * 24
    for one in days:
        for hour, number in enumerate(one.hours):
            counts[hour] += number
    mean = sum(counts) / 24
    return [round(number / mean, 3) for number in counts]


def average(rhythm: Mapping[str, Any]) -> float:
    """Return how many articles a day of the week a source brings on average."""
    return float(rhythm.get("rate", PRIOR)) * (SATURDAY + 2 * float(rhythm.get("weekend", 1.0))) / 7


def expected(rhythm: Mapping[str, Any], zone: str, since: dt.datetime, until: dt.datetime) -> float:
    """Return how many articles a source of this rhythm brings between two moments; CERTAIN where there are more."""
    holidays = set(rhythm.get("holidays", ()))
    clock, begin, total = ZoneInfo(zone), since, 0.0
    while begin < until and total < CERTAIN:
        local = begin.astimezone(clock)
        whole = local.hour == 0 and begin + DAY <= until  # a day at once; on a day of a clock change by an hour's error
        end = begin + DAY if whole else min(_next_hour(begin), until)
        a_day = _of_day(rhythm, local, holidays) if whole else pace_at(rhythm, local, holidays)
        feast = FEAST / HOLIDAY if local.date().isoformat() in holidays else 1.0
        total += a_day * feast * ((end - begin) / DAY)
        begin = end
    return min(total, CERTAIN)


def pace_at(rhythm: Mapping[str, Any], local: dt.datetime, holidays: Collection[str]) -> float:
    """Return how many articles a day a source brings at the pace of one hour of its own time; holidays are ISO days."""
    hours = rhythm.get("hours") or [1.0] * 24
    return float(hours[local.hour]) * _of_day(rhythm, local, holidays)


def _next_hour(moment: dt.datetime) -> dt.datetime:
    return moment.replace(minute=0, second=0, microsecond=0) + HOUR


def _of_day(rhythm: Mapping[str, Any], local: dt.datetime, holidays: Collection[str]) -> float:
    a_day = float(rhythm.get("rate", PRIOR))
    a_day *= float(rhythm.get("weekend", 1.0)) if local.weekday() >= SATURDAY else 1.0
    return a_day * HOLIDAY if holidays and local.date().isoformat() in holidays else a_day


def pace(moments: Iterable[dt.datetime]) -> float | None:
    """Return the articles a day that the dates in a list tell, without the gap since its newest; None where few do."""
    dated = sorted(moments)[-50:]
    if len(dated) < 5 or dated[-1] - dated[0] < HOUR:  # noqa: PLR2004 - fewer say nothing
        return None
    steps = sorted(later - earlier for earlier, later in pairwise(dated))
    usual = (dated[-1] - dated[0]) / len(steps)
    return dt.timedelta(days=1) / max(usual, steps[len(steps) // 2])
