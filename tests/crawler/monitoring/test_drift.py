"""When a source's pages have drifted, and how seldom one that is well is said to have."""

import random
from dataclasses import replace

import pytest

from crawler.monitoring.drift import compare, drift
from crawler.monitoring.shape import Shape
from tests.crawler.outlets import FAULTS, Outlet, lived, told_after
from tests.figures import Figure

WELL = [Shape(2000 + 50 * n) for n in range(30)]
ALARMS = 0.2  # a source and year
MOST = 150  # faulty pages


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ([Shape(10)] * 8, "bodies are gone: 8 of 8"),
        ([Shape(10)] * 7 + [Shape(2500)], "bodies are gone: 7 of 8"),
        ([replace(one, titled=False) for one in WELL[:8]], "headlines are gone"),
        ([replace(one, dated=False) for one in WELL[:8]], "dates are gone"),
        ([replace(one, midnight=True) for one in WELL[:8]], "dates have drifted"),
        ([replace(one, unsigned=True) for one in WELL[:8]], "authors have drifted"),
        ([Shape(1000 + 30 * n) for n in range(8)], "bodies have shrunk: half of 8 pages have under 1105 characters"),
    ],
)
def test_a_drift_is_told_by_its_kind_on_the_first_run(now: list[Shape], said: str) -> None:
    assert said in (drift(now, WELL * 5, 10) or "")


def test_four_pages_are_enough_where_much_is_known() -> None:
    for change in ({"length": 10}, {"midnight": True}, {"unsigned": True}, {"titled": False}):
        assert drift([replace(one, **change) for one in WELL[:4]], WELL * 9, 3)
        assert drift([replace(one, **change) for one in WELL[:3]], WELL * 9, 3) is None


@pytest.mark.parametrize(
    "now",
    [
        WELL[:8],
        [Shape(10)] * 2,
        [Shape(10)] * 4 + WELL[13:17],
        [replace(one, midnight=True) for one in WELL[:2]],
        [Shape(1000), Shape(1100), Shape(900)],  # three short news
    ],
)
def test_what_may_be_chance_is_no_drift(now: list[Shape]) -> None:
    assert drift(now, WELL, 10) is None


def test_what_was_always_so_or_once_before_is_no_drift() -> None:
    odd = [replace(one, midnight=True, unsigned=True, dated=False) for one in WELL]
    assert drift(odd[:8], odd, 10) is None
    short = [Shape(40)] * 30
    assert drift(short[:8], short, 10) is None
    assert drift(odd[:8], WELL * 5, 10)
    assert drift(odd[:8], [*WELL * 2, *odd[:5], *WELL * 3], 10) is None  # one such afternoon in a month


def test_without_a_past_only_pages_without_text_are_told() -> None:
    odd = [replace(one, midnight=True, unsigned=True) for one in WELL[:8]]
    today: tuple[list[Shape], bool] = ([], False)
    assert drift(odd, [], 10) is None
    assert "bodies are gone" in (drift([Shape(0)] * 4, [], 10) or "")
    assert compare(odd, [*[(WELL, False)] * 2, today], None) is None  # two days may both be odd ones
    assert "dates have drifted" in (compare(odd, [*[(WELL, False)] * 3, today], None) or "")


def test_single_pages_are_judged_when_there_are_a_few_of_them_and_until_newer_ones_are_well() -> None:
    days: list[tuple[list[Shape], bool]] = [([one], False) for one in WELL * 3]
    drifted, said = None, []
    for one in [*(replace(one, unsigned=True) for one in WELL[:20]), *WELL[:4]]:
        drifted = compare([one], [*days, ([], False)], drifted)
        days.append(([one], bool(drifted)))
        said.append(bool(drifted))
    assert 3 <= said.index(True) <= 7
    assert all(said[7:20])
    assert not drifted


def test_what_is_so_for_good_is_usual_in_the_end() -> None:
    now = [replace(one, unsigned=True) for one in WELL[:8]]
    days = [(WELL[:8], False)] * 9
    drifted = compare(now, [*days, ([], False)], None)
    assert drifted
    for _ in range(3):
        drifted = compare(now, [*days, (now, True), ([], False)], drifted)
        assert drifted
    assert compare(now, [(now, True)] * 9 + [([], False)], drifted) is None


def alarms(a_day: float, years: int) -> float:
    """Return the false alarms a source and year, and print what they were."""
    dice = random.Random(25)  # noqa: S311 - the same outlets each time
    said = [one for _ in range(years) for one in lived(Outlet.drawn(dice, a_day))]
    print(f"{a_day} pages a day: {len(said)} false alarms of drift in {years} years of outlets", *said, sep="\n  ")
    return len(said) / years


@pytest.mark.parametrize(("a_day", "years"), [(1, 20), (10, 10)])
def test_outlets_whose_days_differ_are_hardly_ever_said_to_have_drifted(a_day: float, years: int) -> None:
    assert alarms(a_day, years) <= ALARMS


@pytest.mark.faults
@pytest.mark.parametrize(("a_day", "years"), [(1, 100), (3, 60), (10, 60), (30, 30)])
def test_so_it_is_over_more_years(figure: Figure, a_day: float, years: int) -> None:
    figure(25, f"{a_day:g} pages a day: false alarms of drift a year, of {years}", alarms(a_day, years), ALARMS, "")


@pytest.mark.parametrize("said", FAULTS)
@pytest.mark.parametrize("a_day", [1, 10])
def test_what_befalls_all_pages_is_told_of_most_outlets_within_a_few(said: str, a_day: float) -> None:
    habit, fault = FAULTS[said]
    dice = random.Random(26)  # noqa: S311 - the same outlets each time
    pages = []
    while len(pages) < 12:
        outlet = Outlet.drawn(dice, a_day)
        if outlet.habits.get(habit, 0) <= 0.1 and not (habit == "unsigned" and outlet.wire):  # for it is news there
            pages.append(told_after(outlet, fault, MOST))
    pages.sort()
    print(f"{said}, {a_day} a day: after {pages[5]} pages of half the outlets, {pages[9]} of ten in twelve")
    assert pages[5] <= (12 if habit else 75)
    assert pages[9] <= (30 if habit else MOST)
