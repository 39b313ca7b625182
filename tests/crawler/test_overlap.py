"""A list that shows nothing met before, though it had been read, proves a gap; nothing else does."""

import pytest

from crawler.listing import Entry
from crawler.overlap import covers, prove
from crawler.tally import Polled, Tally
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
    gap = listed("abcd").polled[0]
    assert covers({"https://outlet.uz/a", "https://outlet.uz/b"}, gap)
    assert not covers({"https://outlet.uz/a"}, gap)
