"""Made-up sources: how much one publishes comes in, a year and a half of it goes out, and what of it is chance."""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from crawler.monitoring import rhythm, silence
from crawler.monitoring.calendars import public_holidays
from crawler.monitoring.testimony import FEWEST, SOONEST
from crawler.monitoring.verdict import QUIET, Evidence, Verdict, verdict

Numbers = npt.NDArray[np.float64]
ZONE, COUNTRY = "Asia/Tashkent", "UZ"
START = dt.datetime(2024, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5)))
YEAR = 365
AFTER = 60  # days that are known beyond the year that is watched
POLL = 0.125  # of a day between two polls, the longest there is
HORIZON = 800  # polls after which a source that died has long been told


@cache
def holidays() -> frozenset[dt.date]:
    """Return the public holidays of all the time in which sources live."""
    return frozenset(public_holidays(COUNTRY, START.date() - rhythm.LONG_BASELINE, START.date() + 1000 * rhythm.DAY))


@dataclass
class Life:
    """A source by the day and the hour: how much it is inclined to publish, and what it published; times are days."""

    rate: float  # articles a day in the year that is watched
    past: int  # days before it
    pace: Numbers  # articles an hour, as they are to be expected
    shape: float  # of the gamma distribution of a day's own pace; infinite where there is only chance
    moments: Numbers
    polled: float  # when the first poll was
    days: list[rhythm.Past] = field(default_factory=list)
    sums: Numbers = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        counts = np.zeros(self.pace.shape)
        np.add.at(counts, (self.moments.astype(int), (self.moments % 1 * 24).astype(int)), 1)
        dates = (START.date() + n * rhythm.DAY for n in range(len(counts)))
        self.days = [rhythm.Past(day, hours) for day, hours in zip(dates, counts.tolist(), strict=True)]
        self.sums = np.concatenate([[0.0], np.cumsum(self.pace)])

    def watched(self) -> Numbers:
        """Return the articles of the year that is watched."""
        return self.moments[(self.moments >= self.past) & (self.moments < self.past + YEAR)]

    def expected(self, until: npt.ArrayLike) -> Numbers:
        """Return how many articles were to be expected from the beginning to some moments."""
        return np.interp(np.asarray(until) * 24, np.arange(len(self.sums)), self.sums)

    def lasting(self, last: float, moments: Numbers) -> Numbers:
        """Return how likely no article follows one until some moments: exactly, for it is known how it was made."""
        moments = np.minimum(moments, len(self.pace) - 1.001)
        first, day = int(last), moments.astype(int)
        since, total = self.expected(last), self.expected(moments)
        if self.shape == math.inf:
            return np.exp(since - total)
        begin = self.expected(np.arange(len(self.pace) + 1))
        whole = np.concatenate([[0.0], np.cumsum(self.shape * np.log1p(np.diff(begin) / self.shape))])
        seen = np.sum((self.moments >= first) & (self.moments <= last))
        known = self.shape + since - begin[first]  # the day of the article is inclined to more
        today = np.where(day == first, total, begin[first + 1]) - since
        later = whole[day] - whole[first + 1] + self.shape * np.log1p(np.maximum(total - begin[day], 0) / self.shape)
        return np.exp(-(self.shape + seen) * np.log1p(today / known) - np.where(day == first, 0.0, later))

    def poll(self, moment: float) -> float:
        """Return when the source is polled next."""
        return math.ceil((moment - self.polled) / POLL) * POLL + self.polled

    def learned(self, last: float, now: float) -> dict[str, Any]:
        """Return what is known of the source on the day of a moment, its last article being that one."""
        today = START.date() + int(now) * rhythm.DAY
        first, until = today - rhythm.LONG_BASELINE, today + dt.timedelta(days=60)
        known = [day for day in holidays() if first <= day <= until]
        learned = rhythm.learn(self.days[: int(last) + 1], today, self.rate, known)
        return {**learned, **silence.limits(learned, today)}

    def told(self, last: float, *, doubt: bool = False) -> float:
        """Return the poll at which the source is called silent, or said to be in doubt, if no article follows one."""
        return self._first(last, lambda said, _: said.name == "silent" or (doubt and "died" in (said.reason or "")))

    def looked(self, last: float) -> float:
        """Return the poll at which a witness is asked first, if no article follows one."""
        soonest = SOONEST / rhythm.DAY
        return POLL + self._first(last, lambda said, gap: gap >= soonest and (said.probability or 1.0) < QUIET)

    def shown(self, last: float) -> float:
        """Return the poll at which a witness shows articles enough that follow one and that the list does not name."""
        look = self.looked(last)
        following = self.moments[self.moments > last]
        while look < len(self.pace) and np.sum(following <= look) < FEWEST:
            look += 1
        return look

    def _first(self, last: float, is_told: Callable[[Verdict, float], bool]) -> float:
        known = self.learned(last, last + 1)
        begin = self.poll(last)
        few, many = 0, HORIZON
        while many - few > 1:
            middle = (few + many) // 2
            now = begin + middle * POLL
            few, many = (few, middle) if is_told(judged(known, last, now), now - last) else (middle, many)
        return begin + many * POLL


def silent(known: dict[str, Any], last: float, now: float) -> bool:
    """Tell whether a source is called silent at a moment."""
    return judged(known, last, now).name == "silent"


def judged(known: dict[str, Any], last: float, now: float) -> Verdict:
    """Judge a source at a moment, as a run that finds nothing new would."""
    waited = silence.waited(known, ZONE, START + last * rhythm.DAY, START + now * rhythm.DAY)
    return verdict(Evidence("unchanged", before="healthy", **waited))


def live(rate: float, *, uneven: bool, dice: np.random.Generator, past: int = 182) -> Life:
    """Return a source with hours, weekends, holidays and a rate that drifts; its days uneven beyond chance, or not."""
    number = past + YEAR + AFTER
    days = [START.date() + n * rhythm.DAY for n in range(number)]
    begin, length = dice.integers(6, 10), dice.integers(9, 16)
    hours = np.full(24, dice.uniform(0.02, 0.25))
    hours[begin : begin + length] = 1
    hours *= dice.gamma(8, 1 / 8, 24)
    weekend, feast = dice.uniform(0.3, 1.0), dice.uniform(0.1, 0.6)
    level = np.array([(weekend if day.weekday() >= 5 else 1.0) * (feast if day in holidays() else 1.0) for day in days])
    season = dice.uniform(0, 0.18) * np.sin(2 * np.pi * (np.arange(number) / YEAR + dice.uniform()))
    months = np.cumsum(dice.normal(0, 0.04, number // 28 + 1))
    level *= np.exp(season + np.repeat(months, 28)[:number])
    level *= rate / level[past : past + YEAR].mean()
    pace = level[:, None] * hours[None] / hours.sum()
    shape = dice.uniform(0.05, 0.45) ** -2 if uneven else math.inf  # by the deviation of a day's own pace
    own = dice.gamma(shape, 1 / shape, number) if uneven else np.ones(number)
    counts = dice.poisson(pace * own[:, None]).ravel()
    moments = np.sort((np.repeat(np.arange(number * 24), counts) + dice.uniform(size=counts.sum())) / 24)
    return Life(rate, past, pace, shape, moments, dice.uniform(0, POLL))
