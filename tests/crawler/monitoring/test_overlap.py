"""A list that shows nothing met before, though it had been read, proves a gap; nothing else does."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from crawler.lists.listing import Entry
from crawler.lists.sections import read_section
from crawler.monitoring.overlap import behind, covered_by_all, covers, prove
from crawler.monitoring.tally import Polled, Tally
from pipeline.models import Poll

FEED = "https://outlet.uz/rss"


def listed(names: str, way: str = "feeds", read: int = 15, *, limited: bool = False) -> Tally:
    entries = [Entry(f"https://outlet.uz/{name}") for name in names]
    tally = Tally("outlet", polls={FEED: Poll(address=FEED, listed=read)}, limited=limited)
    tally.polled = [Polled(FEED, way, "ok" if names else "unchanged", entries=entries)]
    return tally


def proved(tally: Tally, met: str) -> Polled:
    keys = {entry.key for entry in tally.polled[0].entries if "x" not in entry.key[-1]}
    prove(tally, {f"https://outlet.uz/{name}" for name in met}, keys)
    return tally.polled[0]


def test_what_is_known_is_counted_and_none_known_is_a_gap() -> None:
    assert (proved(listed("abcd"), "cd").known, proved(listed("abcd"), "cd").gap) == (2, False)
    assert (proved(listed("abcd"), "yz").known, proved(listed("abcd"), "yz").gap) == (0, True)
    assert proved(listed("abc", "sections"), "").gap


@pytest.mark.parametrize(
    "tally",
    [
        listed("abcd", read=0),
        listed("abcd", "sitemaps"),
        listed("abcd", limited=True),
        listed("ab"),
        listed("abx"),
        listed(""),
    ],
    ids=["first meeting", "no order", "limited", "few", "few articles", "unchanged"],
)
def test_nothing_else_is_a_gap(tally: Tally) -> None:
    assert not proved(tally, "").gap


def test_the_shortest_list_in_the_order_of_time_is_the_window() -> None:
    tally = listed("abcd")
    tally.polled += listed("abc", "sections").polled + listed("a", "sitemaps").polled
    proved(tally, "a")
    assert tally.window == 3
    unchanged = listed("", read=15)
    proved(unchanged, "")
    assert unchanged.window == 15


def test_a_list_stands_for_another_of_which_it_shows_half() -> None:
    gap = proved(listed("abcd"), "")
    assert covers({"https://outlet.uz/a", "https://outlet.uz/b"}, gap)
    assert not covers({"https://outlet.uz/a"}, gap)


LAYOUTS = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))
ARTICLE = re.compile(r"/news/\d+")


@dataclass(frozen=True)
class Poll15:
    """A section of 15 articles, polled after ``fresh`` new ones: what stands on its page, and what was met before."""

    layout: str
    fresh: int
    popular: tuple[int, ...] = (7, 31, 2, 44, 12)
    hero: tuple[int, ...] = ()
    latest: tuple[int, ...] = ()
    newest: int = 100  # that was met

    def polled(self) -> Polled:
        """Return the page as the poller reads it."""
        made = LAYOUTS[self.layout]

        def rows(kind: str, numbers: Iterable[int]) -> str:
            return "".join(made[kind].format(link=f"/news/{number}", id=1000 + number) for number in numbers)

        top = self.newest + self.fresh
        blocks = {"list": rows("row", range(top, top - 15, -1)), "hero": rows("row", self.hero)}
        blocks |= {"popular": rows("beside", self.popular), "latest": rows("beside", self.latest)}
        body = f"<html><body><nav><a href='/about'>x</a></nav>{made['page'].format(**blocks)}</body></html>"
        listing = read_section(body.encode(), None, "https://outlet.uz/news", ARTICLE)
        runs = {name: [listing.entries[place].key for place in places] for name, places in listing.runs.items()}
        return Polled("https://outlet.uz/news", "sections", "ok", entries=listing.entries, runs=runs)

    def met(self) -> set[str]:
        """Return what was met at earlier polls."""
        return {f"https://outlet.uz/news/{number}" for number in range(1, self.newest + 1)}

    def proved(self, polled: Polled | None = None) -> Polled:
        """Return the page with what it proves."""
        polled = polled or self.polled()
        tally = Tally("outlet", polls={polled.address: Poll(address=polled.address, listed=15)}, polled=[polled])
        prove(tally, self.met(), {entry.key for entry in polled.entries})
        return polled


SIDES: dict[str, dict[str, tuple[int, ...]]] = {
    "the most read": {},
    "the most read, some new": {"popular": (118, 31, 117, 44, 12, 3)},
    "one kept on top": {"hero": (50,)},
    "many kept on top": {"hero": (50, 51)},
    "as many most read as listed": {"popular": tuple(range(20, 35))},
    "the latest of the site": {"latest": (120, 119, 118, 117, 116)},
    "all at once": {"hero": (50,), "latest": (120, 119, 118), "popular": (119, 4, 8, 15, 16, 23, 42)},
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_stands_beside_a_list_hides_no_gap(layout: str, side: str) -> None:
    page = Poll15(layout, fresh=20, **SIDES[side])
    assert page.proved().gap
    flat = replace(page.polled(), runs={})  # the control: were every link of the page of the list, no gap would be seen
    assert not page.proved(flat).gap


@pytest.mark.parametrize("fresh", [0, 1, 5, 14])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_stands_beside_a_list_makes_no_gap(layout: str, side: str, fresh: int) -> None:
    top = 100 + fresh
    beside = {kind: tuple(min(number, top) for number in numbers) for kind, numbers in SIDES[side].items()}
    found = Poll15(layout, fresh, **beside).proved()
    assert not found.gap
    assert found.known >= 15 - fresh


def test_a_list_that_stands_still_beside_a_short_one_that_moves_is_no_gap() -> None:
    assert not Poll15("wordpress", fresh=0, latest=(105, 104, 103)).proved().gap


def test_an_entry_that_was_never_fetched_hides_no_overlap() -> None:
    page = Poll15("wordpress", fresh=5)
    tally = Tally("outlet", polls={"https://outlet.uz/news": Poll(address="x", listed=15)}, polled=[page.polled()])
    refused = {"https://outlet.uz/news/97", "https://outlet.uz/news/92"}
    prove(tally, page.met() - refused, {entry.key for entry in tally.polled[0].entries})
    assert not tally.polled[0].gap


@pytest.mark.parametrize(
    ("run", "known"),
    [("nnkk", 2), ("kkk", 3), ("nnn", 0), ("knnnn", 0), ("nknnn", 0), ("nnnk", 1), ("nnknkk", 2), ("kkkn", 3), ("", 0)],
)
def test_only_what_was_met_behind_the_new_proves(run: str, known: int) -> None:
    keys = [f"{sign}{place}" for place, sign in enumerate(run)]
    assert behind(keys, {key for key in keys if key[0] == "k"}) == known


def test_several_lists_stand_for_another_whose_every_article_they_show() -> None:
    gap = proved(listed("abcd"), "")
    halves = [{"https://outlet.uz/a", "https://outlet.uz/b"}, {"https://outlet.uz/c", "https://outlet.uz/d"}]
    assert covered_by_all(halves, gap)
    assert not covered_by_all(halves[:1], gap)
