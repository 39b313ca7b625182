"""Known pages that have turned: how soon it is told, how seldom wrongly, and what it costs the sites."""

import asyncio
import datetime as dt
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from crawler.monitoring.shape import Sample, Shape, packed, shapes
from crawler.sources import Source
from crawler.visits.turned import MOST, PAGES, Past, compare, past
from pipeline.db import session
from pipeline.models import SourceDay
from tests.crawler.conftest import Crawl, Site
from tests.crawler.outlets import FAULTS, YEAR, Fault, Outlet, Watch
from tests.figures import Figure

WELL = [Shape(2000 + 50 * n, address=f"https://outlet.uz/{n}") for n in range(24)]
KNOWN = Past(WELL)
ALARMS = 0.05  # a source and year, beside those of test_drift.py
MISSED = 10.0  # %: of outlets whose articles differ most in length
LEARNED = 30  # days of an outlet before its pages turn


@dataclass
class Pages:
    """The known pages of a site, as they are when they are looked at."""

    known: dict[str, Shape] = field(default_factory=dict)
    fault: Fault = lambda page: page
    changed: Callable[[Shape], Shape | None] = lambda page: page  # since it was met
    asked: list[str] = field(default_factory=list)

    def meet(self, runs: Iterable[list[Shape]]) -> list[list[Shape]]:
        """Return the pages of runs as they are met, and know them."""
        self.known |= {page.address: page for found in runs for page in found}
        return [[self.fault(page) for page in found] for found in runs]

    async def look(self, address: str) -> Shape | None:
        """Return what a page looks like now."""
        self.asked.append(address)
        page = self.known.get(address)
        seen = page and self.changed(page)
        return seen and self.fault(seen)


def said(found: list[Shape], known: Past = KNOWN, turn: int = 0, **now: object) -> tuple[str | None, int]:
    """Return what is said where every known page looks so now, and how many were asked for."""
    pages = Pages({one.address: replace(one, **now) for one in known.well})  # type: ignore[arg-type]
    return asyncio.run(compare(found, known, pages.look, turn)), len(pages.asked)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"length": 20}, "bodies are gone: 5 of 5 pages have hardly any text, 4 only now"),
        ({"midnight": True}, "dates have drifted: 5 of 5 pages are dated 00:00, 4 only now"),
        ({"unsigned": True}, "authors have drifted: 5 of 5 pages are signed by the outlet"),
        ({"titled": False}, "headlines are gone"),
        ({"dated": False}, "dates are gone"),
        ({"length": 900}, "bodies have shrunk: 4 of 4 known pages have lost two fifths of their text"),
    ],
)
def test_one_page_of_a_run_is_enough_where_known_ones_have_turned_as_well(
    change: dict[str, object], words: str
) -> None:
    found = [replace(WELL[3], address="new", **change)]  # type: ignore[arg-type]
    told, asked = said(found, **change)
    assert words in (told or "")
    assert asked == PAGES
    assert said(found) == (None, 1)  # it alone is so
    assert said([replace(WELL[3], length=9000, address="new")], **change) == (None, 0)  # it speaks against it


def test_what_was_always_so_and_what_cannot_be_had_or_is_behind_a_wall_proves_nothing() -> None:
    odd = Past([replace(one, midnight=True, unsigned=True) for one in WELL])
    assert said([replace(odd.well[0], length=9000)], odd) == (None, 0)
    assert said([Shape(900)], KNOWN, cut=True, length=900) == (None, MOST)
    assert said([Shape(900)], KNOWN, length=500)[0]
    assert said([Shape(900)], Past([Shape(2000)] * 9)) == (None, 0)
    assert said([Shape(900)], Past()) == (None, 0)
    assert asyncio.run(compare([Shape(900)], KNOWN, Pages().look, 0)) is None


def test_pages_of_days_that_were_well_are_looked_at_in_turns_and_each_once() -> None:
    days = [(WELL[:4], False), (WELL[4:8], True), (WELL[8:12], False), (WELL[10:13], False), (WELL[13:20], False)]
    known = past(days, drifted=False)
    assert [one.address[-2:].strip("/") for one in known.well] == ["0", "1", "2", "3", "8", "9", "10", "11", "12"]
    assert len(known.since) == 4 + 4 + 3 + 7
    asked = set()
    for turn in range(9):
        pages = Pages({one.address: one for one in known.well})
        asyncio.run(compare([Shape(900, midnight=True)], known, pages.look, turn))
        asked |= set(pages.asked)
    assert asked == {one.address for one in known.well}


def test_what_is_said_to_have_turned_needs_one_page_to_stay_and_newer_pages_of_the_usual_length_to_end() -> None:
    drifted = replace(KNOWN, drifted=True, since=[Shape(1100)] * 9)
    assert said([Shape(1000)], drifted, length=1000) == (
        "bodies have shrunk: 1 of 1 known pages have lost two fifths of their text", 1
    )  # fmt: skip
    assert said([Shape(1000)], replace(drifted, since=[Shape(2500)] * 40), length=1000) == (None, 0)


def outlets(a_day: float, habit: str = "") -> Iterable[Outlet]:
    """Give made-up outlets of which something would be news."""
    dice = random.Random(27)  # noqa: S311 - the same outlets each time
    while True:
        outlet = Outlet.drawn(dice, a_day)
        if outlet.habits.get(habit, 0) <= 0.1 and not (habit == "unsigned" and outlet.wire):
            yield outlet


def at_once(outlet: Outlet, fault: Fault) -> bool:
    """Tell whether it is said on the first run after a fault that all pages of an outlet have it."""
    pages = Pages()
    watch, days = Watch(outlet.a_day, pages.look), outlet.days()
    for _, runs in zip(range(LEARNED), days, strict=False):
        watch.see(pages.meet(runs))
    watch.alarms, watch.drifted, pages.fault = [], None, fault
    watch.see(pages.meet(next(runs for runs in days if runs))[:1])
    return bool(watch.alarms)


def told_at_once(figure: Figure, words: str, a_day: float, number: int) -> None:
    """Count of how many outlets a fault is told on the first run."""
    habit, fault = FAULTS[words]
    told = [at_once(outlet, fault) for outlet, _ in zip(outlets(a_day, habit), range(number), strict=False)]
    share = 100 * told.count(False) / number
    figure(25, f"{words}, {a_day} pages a day: of {number} not told on the first run", share, MISSED, "%")


@pytest.mark.parametrize("words", FAULTS)
def test_what_befalls_all_pages_is_told_on_the_first_run(figure: Figure, words: str) -> None:
    told_at_once(figure, words, 3, 20)


@pytest.mark.faults
@pytest.mark.parametrize("words", FAULTS)
@pytest.mark.parametrize("a_day", [0.5, 1, 10, 30])
def test_so_it_is_of_many_outlets(figure: Figure, words: str, a_day: float) -> None:
    told_at_once(figure, words, a_day, 100)


def test_what_has_turned_for_good_is_usual_in_the_end() -> None:
    outlet = next(iter(outlets(10)))
    pages = Pages()
    watch, days, told = Watch(outlet.a_day, pages.look), outlet.days(), []
    for number, runs in zip(range(80), days, strict=False):
        if number == LEARNED:
            pages.fault = FAULTS["bodies have shrunk"][1]
        watch.see(pages.meet(runs))
        told.append(bool(watch.drifted))
    assert all(told[LEARNED : LEARNED + 10])
    assert not any(told[LEARNED + 40 :])


def one_year(outlet: Outlet, changed: Callable[[Shape], Shape | None]) -> tuple[list[str], int]:
    """Return what is said in a year of an outlet that is well, and how often its site was looked at."""
    pages = Pages(changed=changed)
    watch = Watch(outlet.a_day, pages.look)
    for _, runs in zip(range(YEAR), outlet.days(), strict=False):
        watch.see(pages.meet(runs))
    return watch.alarms, len(pages.asked)


def years_of_edits(figure: Figure, a_day: float, years: int) -> list[str]:
    """Return the false alarms of outlets of whose pages one in ten, at each look, is halved or cannot be had."""
    dice = random.Random(28)  # noqa: S311 - the same edits each time

    def changed(page: Shape) -> Shape | None:
        chance = dice.random()
        return None if chance < 0.05 else replace(page, length=page.length // 2) if chance < 0.1 else page

    lived = [one_year(outlet, changed) for outlet, _ in zip(outlets(a_day), range(years), strict=False)]
    alarms = [one for said, _ in lived for one in said]
    print(*alarms, sep="\n")
    looks = sum(asked for _, asked in lived) / years / YEAR
    figure(25, f"{a_day} pages a day: looks a day at known ones", looks, a_day, "")
    return alarms


def by_known_pages(alarms: Iterable[str]) -> int:
    """Count the alarms that known pages raised; the others are measured in test_drift.py."""
    return sum("known pages" in one or "only now" in one for one in alarms)


@pytest.mark.parametrize(("a_day", "years"), [(1, 5), (10, 1)])
def test_outlets_whose_known_pages_are_edited_or_fail_are_hardly_ever_said_to_have_drifted(
    figure: Figure, a_day: float, years: int
) -> None:
    alarms = by_known_pages(years_of_edits(figure, a_day, years))
    figure(25, f"{a_day} pages a day: false alarms of {years} years by known pages", alarms, 0, "")


@pytest.mark.faults
@pytest.mark.parametrize(("a_day", "years"), [(1, 60), (10, 30), (30, 12)])
def test_so_it_is_over_more_years(figure: Figure, a_day: float, years: int) -> None:
    alarms = by_known_pages(years_of_edits(figure, a_day, years))
    figure(25, f"{a_day} pages a day: false alarms a year by known pages, of {years}", alarms / years, ALARMS, "")


def page(n: int, paragraphs: int = 12, hour: str = "10:20", by: str = "A. Karimov") -> str:
    """Return an article's page."""
    body = "".join(
        f"<p>At {n + m} o'clock the council heard what becomes of the bridge.</p>" for m in range(paragraphs)
    )
    made = {"@type": "NewsArticle", "headline": f"News {n}", "datePublished": f"2026-06-01T{hour}:00+05:00"}
    said = json.dumps({**made, "author": {"@type": "Person", "name": by}})
    head = f'<title>News {n}</title><script type="application/ld+json">{said}</script>'
    return f"<html><head>{head}</head><body><article><h1>News {n}</h1>{body}</article></body></html>"


def outlet(name: str, site: Site, crawl: Crawl) -> None:
    """Add an outlet of which eight pages were looked at two days ago, and whose feed names another one."""
    new, known = site.put(f"/{name}/8", page(8)), [site.put(f"/{name}/{n}", page(n)) for n in range(8)]
    crawl.source(name, feeds=[site.feed(f"/{name}/rss", {new: ""})])
    source = Source(name, name.title(), "UZ", "Asia/Tashkent", name)
    now = dt.datetime.now(dt.UTC)
    looked = [shapes([Sample(page(n).encode(), None, at, now)], source)[0] for n, at in enumerate(known)]
    row = {"verdict": "healthy", "hours": [0] * 24, "shape": {"pages": packed(looked)}}
    with session(crawl.engine) as opened:
        opened.add(SourceDay(source=name, day=now.date() - dt.timedelta(days=2), **row))


def test_a_crawl_that_brings_a_single_page_tells_that_all_pages_of_a_site_have_turned(site: Site, crawl: Crawl) -> None:
    changes: dict[str, tuple[dict[str, Any], str]] = {
        "shrunk": ({"paragraphs": 5}, "bodies have shrunk: 4 of 4 known pages"),
        "short": ({"paragraphs": 0}, "bodies are gone: 5 of 5 pages"),
        "midnight": ({"hour": "00:00"}, "dates have drifted: 5 of 5 pages"),
        "unsigned": ({"by": "Unsigned"}, "authors have drifted: 5 of 5 pages"),
    }
    for name in (*changes, "well", "gone"):
        outlet(name, site, crawl)
    for name, (change, _) in changes.items():
        for n in range(9):
            site.put(f"/{name}/{n}", page(n, **change))
    for name in ("well", "gone"):
        site.put(f"/{name}/8", page(8, paragraphs=5))  # one short article
    for n in range(8):
        site.put(f"/gone/{n}", "<title>Just a moment...</title>" if n % 2 else "gone", status=200 if n % 2 else 404)
    crawl.run()
    looks = {name: sum(site.visits()[f"/{name}/{n}"] for n in range(8)) for name in (*changes, "well", "gone")}
    assert looks == dict.fromkeys(changes, PAGES) | {"well": 1, "gone": MOST}
    for name, (_, words) in changes.items():
        assert crawl.state(name).verdict == "broken"
        assert words in (crawl.state(name).reason or "")
    assert {crawl.state(name).reason for name in ("well", "gone")} == {None}
