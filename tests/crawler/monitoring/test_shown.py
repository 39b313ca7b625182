"""What a site showed is told with the place that showed it, and is kept over a later look that showed nothing."""

from crawler.monitoring.shown import Shown

FRONT, MAP = "https://outlet.uz/", "https://outlet.uz/map"


def test_nothing_is_told_where_no_place_could_be_a_witness() -> None:
    assert Shown(5).words() == ""
    assert Shown(5).account() == "in doubt, 5 requests to its site: nothing proven"


def test_newer_articles_are_told_with_their_place() -> None:
    assert Shown(2, FRONT, 3).words() == f"its list stands still: {FRONT} shows 3 newer articles"
    assert Shown(2, FRONT).words() == f"{FRONT} shows nothing newer either"


def test_a_later_look_that_shows_nothing_leaves_the_place_that_showed_something() -> None:
    assert Shown(1, MAP, 0, "later").after(Shown(4, FRONT, 3, "then")) == Shown(5, FRONT, 3, "later")
    assert Shown(1, MAP, 2, "later").after(Shown(4, FRONT, 3, "then")) == Shown(5, MAP, 5, "later")
