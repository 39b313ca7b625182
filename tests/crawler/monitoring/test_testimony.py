"""What a place of a site proves of a list in doubt, and when anybody is asked."""

import datetime as dt

import pytest

from crawler.lists.listing import Entry
from crawler.monitoring.shown import Shown
from crawler.monitoring.tally import Polled
from crawler.monitoring.testimony import doubt, kept, newer, note, standing
from pipeline.models import SourceState

NOW = dt.datetime(2026, 6, 10, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HOME = "https://outlet.uz/"


def entries(text: str, **moments: dt.datetime) -> dict[str, Entry]:
    """Return an entry for each letter; capitals were met."""
    made = [Entry(f"https://outlet.uz/news/{sign}", moment=moments.get(sign), identity=sign) for sign in text]
    return {entry.key: entry for entry in made}


def shown(*runs: str) -> str | None:
    """Return the letters of what a page with these lists shows that is newer, small ones never having been met."""
    listed = entries("".join(runs))
    page = Polled(HOME, "sections", "ok", entries=list(listed.values()))
    page.runs = {str(number): list(run) for number, run in enumerate(runs)}
    found = newer(page, listed, {sign for sign in listed if sign.isupper()}, NOW - 24 * HOUR)
    return None if found is None else "".join(entry.key for entry in found)


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (["abcDEF"], "abc"),
        (["DabcEFG"], "abc"),  # one is kept on top
        (["abcDEFghi"], "abc"),  # what stands below may be older than our first look
        (["abcDEF", "xyzuvw"], "abc"),  # the most read
        (["DEF", "abcXYZ"], "abc"),
        (["DEFG"], ""),
        (["DEFGH", "xyZUV"], "xy"),
        (["DEF", "xyzuvwXq"], None),  # the longest list proves nothing
        (["aDbEcF"], None),  # articles of another section between ours
        (["abcdef"], None),
        (["abcDE"], None),
        ([""], None),
    ],
)
def test_what_is_newer_stands_together_before_articles_that_were_met(runs: list[str], said: str | None) -> None:
    assert shown(*runs) == said


def test_a_sitemap_is_read_in_the_order_of_its_dates() -> None:
    dates = {sign: NOW - number * HOUR for number, sign in enumerate("abCDE")}
    sitemap = Polled(f"{HOME}sitemap.xml", "sitemaps", "ok")
    listed = entries("EbDaC", **dates)
    assert [one.key for one in newer(sitemap, listed, set("CDE"), NOW - 2 * HOUR) or ()] == ["a", "b"]
    assert newer(sitemap, listed, set("aCE"), NOW) is None  # what was changed last is not what came out last


def test_a_place_that_dates_what_it_shows_before_the_last_article_proves_nothing() -> None:
    page = Polled(HOME, "sections", "ok")
    old = Entry("https://outlet.uz/2026/06/01/a", identity="a")
    new = Entry("https://outlet.uz/2026/06/10/b", identity="b")
    assert newer(page, {"a": old, **entries("CDE")}, set("CDE"), NOW - 24 * HOUR) is None
    assert newer(page, {"b": new, **entries("CDE")}, set("CDE"), NOW - 24 * HOUR) == [new]


def test_a_place_that_has_proven_that_a_list_stands_still_needs_no_article_that_was_met() -> None:
    page = Polled(HOME, "sections", "ok", runs={"news": list("abcde"), "most read": list("xy")})
    listed = entries("abcdexy")
    assert newer(page, listed, set(), NOW) is None
    assert [one.key for one in newer(page, listed, set(), NOW, stands=True) or ()] == list("abcde")
    assert newer(page, entries("abcdeXy"), {"X"}, NOW, stands=True) is None  # what was met stands elsewhere on it
    old = {**listed, "c": Entry("https://outlet.uz/2026/06/01/c", identity="c")}
    assert newer(page, old, set(), NOW, stands=True) is None


def test_a_list_that_is_known_to_stand_still_has_its_place_asked_four_times_a_day_whatever_fails() -> None:
    state = SourceState(name="outlet", last_healthy_at=NOW - 90 * HOUR, rhythm={"days": 30})
    for asked, due in ((5, False), (6, True)):
        note(state, Shown(4, HOME, 3, (NOW - asked * HOUR).isoformat()), over=False)
        assert (doubt(state, NOW) is not None) is due
    assert standing(state) == HOME
    note(state, None, over=True)
    assert (doubt(state, NOW), standing(state)) == (None, "")


def test_a_doubt_is_a_gap_that_is_rare_and_long_of_which_nobody_was_asked_for_a_day() -> None:
    def asks(chance: float | None = 0.001, gap: int = 24, asked: int | None = None, days: int = 30) -> bool:
        state = SourceState(name="outlet", probability=chance, last_healthy_at=NOW - gap * HOUR, rhythm={"days": days})
        state.witness = {"at": (NOW - asked * HOUR).isoformat()} if asked is not None else {}
        return doubt(state, NOW) == NOW - gap * HOUR

    assert asks()
    assert not asks(chance=0.06)
    assert not asks(chance=None)
    assert not asks(gap=11)
    assert not asks(days=3)
    assert not asks(asked=20)
    assert asks(asked=23)
    assert doubt(SourceState(name="outlet", probability=0.001, rhythm={"days": 30}), NOW) is None


def test_what_was_said_adds_up_until_the_gap_is_over() -> None:
    state = SourceState(name="outlet")
    assert note(state, None, over=False).words() == ""
    assert note(state, Shown(1, HOME, 0, "then"), over=False).words() == f"{HOME} shows nothing newer either"
    note(state, Shown(4, HOME, 3, "later"), over=False)
    note(state, Shown(2, f"{HOME}map", 0, "last"), over=False)
    assert kept(state) == Shown(7, HOME, 3, "last")
    assert kept(state).words() == f"its list stands still: {HOME} shows 3 newer articles"
    assert note(state, None, over=True) == Shown()
