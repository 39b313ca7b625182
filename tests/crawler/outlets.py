"""Made-up outlets that are well, and what befalls them: their pages go out run by run, and what was said of them."""

import asyncio
import random
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from crawler.monitoring.days import ENOUGH, LONG_SHAPES, SHAPES
from crawler.monitoring.drift import compare
from crawler.monitoring.shape import KEPT, MOST, Shape
from crawler.visits import turned
from crawler.visits.turned import Look

YEAR = 365
HABITS = {  # what share of an outlet's pages may be so for years
    "short": (0.0, 0.0, 0.02, 0.1),
    "untitled": (0.0, 0.0, 0.02),
    "undated": (0.0, 0.0, 0.1),
    "midnight": (0.0, 0.0, 0.1, 0.4, 0.9),
    "unsigned": (0.0, 0.0, 0.1, 0.3, 0.6, 0.95),
}
OF_DAY = 8.0  # how near a day's share is to the usual one: Beta(8 p, 8 (1 - p))
SATURDAY = 5
Fault = Callable[[Shape], Shape]
FAULTS: dict[str, tuple[str, Fault]] = {  # what is to be said: the habit it goes against, what becomes of a page
    "bodies are gone": ("short", lambda page: replace(page, length=30)),
    "dates have drifted": ("midnight", lambda page: replace(page, dated=True, midnight=True)),
    "authors have drifted": ("unsigned", lambda page: replace(page, unsigned=True)),
    "bodies have shrunk": ("", lambda page: replace(page, length=page.length // 2)),
}


@dataclass
class Outlet:
    """An outlet: its days and weekends differ in how much there is, how long it is, and what is undated or unsigned."""

    dice: random.Random
    a_day: float
    habits: dict[str, float] = field(default_factory=dict)  # the usual share of pages that are so
    uneven: float = 0.5  # deviation of the lengths' logarithm within a day
    weekend: float = 1.0  # of a working day's pages at weekends ...
    brief: float = 1.0  # ... of their length ...
    wire: float = 0.0  # ... and what share of them the outlet signs itself
    pages: int = 0

    @classmethod
    def drawn(cls, dice: random.Random, a_day: float) -> "Outlet":
        """Return some outlet."""
        habits = {name: dice.choice(usual) for name, usual in HABITS.items()}
        uneven, weekend, brief = dice.uniform(0.3, 0.7), dice.uniform(0.3, 1), dice.uniform(0.6, 1)
        return cls(dice, a_day, habits, uneven, weekend, brief, dice.choice((0.0, 0.0, 0.5)))

    def days(self) -> Iterator[list[list[Shape]]]:
        """Give the pages of each run of each day."""
        number = 0
        while True:
            resting = number % 7 >= SATURDAY
            odds = self.habits.items()
            shares = {name: self.dice.betavariate(OF_DAY * one + 0.01, OF_DAY * (1 - one)) for name, one in odds}
            shares["unsigned"] = max(shares["unsigned"], self.wire * resting)
            usual = 2000 * self.dice.lognormvariate(0, 0.2) * (self.brief if resting else 1)
            pace = self.a_day * 7 / (5 + 2 * self.weekend) * (self.weekend if resting else 1)
            pages = poisson(self.dice, pace * self.dice.gammavariate(6, 1 / 6))
            yield list(self.runs([self.page(shares, usual) for _ in range(pages)]))
            number += 1

    def runs(self, pages: list[Shape]) -> Iterator[list[Shape]]:
        """Give a day's pages as runs come to them."""
        while pages:
            size = self.dice.randint(1, max(4, round(self.a_day / 4)))
            yield pages[: min(size, MOST)]
            pages = pages[size:]

    def page(self, shares: dict[str, float], usual: float) -> Shape:
        """Return what one page looks like."""
        so = {name: self.dice.random() < share for name, share in shares.items()}
        length = 30 if so["short"] else int(usual * self.dice.lognormvariate(0, self.uneven))
        dated = not so["undated"]
        self.pages += 1
        address = f"https://outlet.uz/{self.pages}"
        return Shape(length, not so["untitled"], dated, dated and so["midnight"], so["unsigned"], address=address)


def poisson(dice: random.Random, mean: float) -> int:
    """Return how often something happens that happens so often on average."""
    number, at = 0, dice.expovariate(1)
    while at < mean:
        number, at = number + 1, at + dice.expovariate(1)
    return number


class Watch:
    """What is said of an outlet's pages, compared as they are when they come, and known ones looked at where asked."""

    def __init__(self, a_day: float, look: Look | None = None) -> None:
        """Compare with as many days as a source of this pace is compared with."""
        self.kept: deque[tuple[list[Shape], bool]] = deque(maxlen=int(min(max(ENOUGH / a_day, SHAPES), LONG_SHAPES)))
        self.look = look
        self.drifted: str | None = None
        self.alarms: list[str] = []
        self.pages, self.runs = 0, 0

    def see(self, runs: list[list[Shape]], until: int | None = None) -> None:
        """See the runs of a day, or only until so many alarms."""
        today: list[Shape] = []
        for found in runs:
            if until is not None and len(self.alarms) >= until:
                return
            self.pages, self.runs = self.pages + len(found), self.runs + 1
            before, self.drifted = self.drifted, self._said(found, today)
            today = (today + found)[-KEPT:]
            if self.drifted and not before:
                self.alarms.append(self.drifted)
        self.kept.append((today, bool(self.drifted)))

    def _said(self, found: list[Shape], today: list[Shape]) -> str | None:
        said = None
        if self.look:
            known = turned.past([*self.kept, (today, bool(today and self.drifted))], drifted=bool(self.drifted))
            said = asyncio.run(turned.compare(found, known, self.look, self.runs))
        return said or compare(found, [*self.kept, (today, False)], self.drifted)


def lived(outlet: Outlet) -> list[str]:
    """Return what was said in the first year of an outlet that was well."""
    watch = Watch(outlet.a_day)
    for _, runs in zip(range(YEAR), outlet.days(), strict=False):
        watch.see(runs)
    return watch.alarms


def told_after(outlet: Outlet, fault: Fault, most: int) -> int:
    """Return after how many faulty pages something was said, or that it never was."""
    watch = Watch(outlet.a_day)
    days = outlet.days()
    for _, runs in zip(range(watch.kept.maxlen or 0), days, strict=False):
        watch.see(runs)
    watch.alarms, watch.pages, watch.drifted = [], 0, None
    for runs in days:
        watch.see([[fault(one) for one in found] for found in runs], until=1)
        if watch.alarms or watch.pages >= most:
            break
    return watch.pages if watch.alarms else most
