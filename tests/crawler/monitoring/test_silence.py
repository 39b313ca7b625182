"""When a gap is silence; and over many made-up years how often a source that is well is called so, a dead one late."""

import datetime as dt
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from crawler.monitoring import rhythm, silence
from crawler.monitoring.silence import BUDGET, EARLY, deadline, limits, waited
from crawler.monitoring.verdict import QUIET
from tests.crawler.lives import POLL, YEAR, ZONE, Life, Numbers, live, silent
from tests.figures import Figure

TODAY = dt.date(2026, 6, 1)
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
RATES = (30.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2)
FEW_RATES = (10.0, 2.0, 0.5)
ALARMS = 0.2  # a source and year: the limit
PICKS = 10  # articles of a life after which it is asked what would happen if none followed
SHARES = {30.0: 0.95, 10.0: 0.94, 5.0: 0.88, 2.0: 0.35, 1.0: 0.4, 0.5: 0.5, 0.2: 0.75}  # told in time, at the least ...
SHOWN = 0.95  # of dead lists of a site that lives are told in time
DOUBTED = 0.95  # ... and those that are silent or doubtful by then


def known(rate: float, **more: object) -> dict[str, object]:
    return {
        "rate": rate, "weekend": 1.0, "hours": [1.0] * 24, "holidays": [], "share": 1.0, "articles": 1e6, **more
    }  # fmt: skip


def test_the_days_within_which_a_death_is_to_be_told_follow_the_rate() -> None:
    assert [deadline(rate) for rate in (30, 10, 2, 0.5, 0.1)] == [2, 2, 4, 14, 70]
    assert deadline(5) == pytest.approx(2.69, abs=0.01)
    assert all(deadline(rate) < deadline(rate / 1.1) for rate in (10, 5, 2.01, 2, 1, 0.51, 0.5, 0.1))


def test_a_gap_that_is_due_may_be_less_certain_than_one_that_is_not_and_the_budget_is_kept() -> None:
    for rate in (10.0, 2.0, 0.5):
        found = limits(known(rate), TODAY)
        assert found["after"] == pytest.approx(deadline(rate) - POLL)
        assert found["certain"] == pytest.approx(EARLY * BUDGET / (365 * rate))
    for rate in (2.0, 0.5):  # no gap proves enough when due
        assert limits(known(rate), TODAY)["allowed"] * 365 * rate == pytest.approx(BUDGET)
    assert limits(known(10.0), TODAY)["allowed"] == QUIET  # all do


def test_gaps_over_weekends_and_holidays_may_prove_less_as_the_others_prove_more() -> None:
    even = limits(known(2.0), TODAY)["allowed"]
    resting = limits(known(2.4, weekend=0.4), TODAY)["allowed"]
    assert resting > 1.2 * even
    feast = [(TODAY - dt.timedelta(days=n)).isoformat() for n in range(40, 60)]
    assert limits(known(2.4, weekend=0.4, holidays=feast), TODAY)["allowed"] != resting


def test_a_source_whose_articles_come_together_is_waited_for_longer() -> None:
    def days(share: float) -> int:
        found = known(2.0, share=share)
        found |= limits(found, TODAY)
        return next(n for n in range(100) if silent(found, 0.0, n / 4))

    assert days(1.0) < days(0.8) < days(0.5)
    begin = {**known(2.0, share=0.5), **limits(known(2.0, share=0.5), TODAY)}
    assert waited(begin, ZONE, NOON, NOON + 3 * rhythm.DAY)["expected"] == pytest.approx(3)


def test_a_public_holiday_makes_hardly_anything_due() -> None:
    found = known(2.0, holidays=["2026-06-02"], certain=0.0, after=4.0, allowed=0.1)
    assert waited(found, ZONE, NOON, NOON + rhythm.DAY)["limits"].after == dt.timedelta(days=4.9)
    assert waited(found, ZONE, NOON - 2 * rhythm.DAY, NOON)["limits"].after == dt.timedelta(days=4)


@dataclass(frozen=True)
class Account:
    """What became of many lives of one kind."""

    alarms: float  # a source and year
    share: float  # of deaths that are told in time
    late: Numbers  # days from a death until it is told, sorted
    least: float  # false alarms of anybody who tells every death in time
    doubted: float  # share of deaths that are told in time as silence or as a doubt
    doubts: float  # a source and year that is well
    shown: float  # share of lists that die while their site lives, told in time by a witness
    looks: float  # that a witness is asked for, a source and year that is well
    best: float  # share of whoever knows each source as it was made, with as many false alarms as are allowed


def account(lives: list[Life], dice: np.random.Generator, *, best: bool = False) -> Account:
    """Ask each life what would happen after some of its articles, the chances of which are known."""
    within = deadline(lives[0].rate)
    alarms, missed, unseen, doubts, late, least, curves = 0.0, 0.0, 0.0, 0.0, [], 0.0, []
    hidden, looks = 0.0, 0.0
    for life in lives:
        for number, last, following in picked(life, within, dice):
            weight = number / len(lives)
            told = life.told(last)
            lasting = life.lasting(last, np.array([told, last + within]))
            alarms, least = alarms + weight * lasting[0], least + weight * lasting[1]
            missed += weight * unnoticed(life, last, told - within)
            late.append((told - dice.uniform(last, following), weight * (following - last)))
            doubted = life.told(last, doubt=True)
            doubts += weight * float(life.lasting(last, np.array([doubted]))[0])
            unseen += weight * unnoticed(life, last, doubted - within)
            hidden += weight * min(max(life.shown(last) - within - last, 0.0), following - last)
            days = life.looked(last) + np.arange(int(life.rate < 10) * 30 + 10)
            looks += weight * float(np.sum(life.lasting(last, days)))
            if best:
                curves.append((weight, *curve(life, last, within)))
    times, weights = np.array(sorted(late)).T
    spread = times[np.searchsorted(np.cumsum(weights), np.linspace(0, 0.999, 1000) * weights.sum())]
    told = 1 - missed / YEAR, spread, least, 1 - unseen / YEAR, doubts, 1 - hidden / YEAR, looks
    return Account(alarms, *told, oracle(curves) if best else math.nan)


def picked(life: Life, within: float, dice: np.random.Generator) -> list[tuple[float, float, float]]:
    """Return some articles of a life, each with how many it stands for and the next; half of them before long gaps."""
    watched = life.watched()
    risks = np.exp(life.expected(watched[:-1]) - life.expected(watched[:-1] + within)) ** 0.7
    chances = (risks / risks.sum() + 1 / len(risks)) / 2
    picks = dice.choice(len(risks), PICKS, p=chances)
    return [(1 / chances[n] / PICKS, float(watched[n]), float(watched[n + 1])) for n in picks]


def unnoticed(life: Life, last: float, until: float) -> float:
    """Return the days after an article in which a death comes too early to be told in time."""
    if until <= last:
        return 0.0
    moments = np.linspace(last, until, 60)
    lasting = life.lasting(last, moments)
    return float(np.sum((lasting[1:] + lasting[:-1]) / 2 * np.diff(moments)))


def curve(life: Life, last: float, within: float) -> tuple[Numbers, Numbers]:
    """Return for each poll from about the deadline on: how likely the gap lasts until then, what is told too late."""
    polls = life.poll(last + within) + POLL * np.arange(-1, 60) * (1 if life.rate >= 1 else 3)
    moments = np.linspace(last, max(polls[-1] - within, last + POLL), 300)
    lasting = life.lasting(last, moments)
    sums = np.concatenate([[0.0], np.cumsum((lasting[1:] + lasting[:-1]) / 2 * np.diff(moments))])
    return life.lasting(last, polls), np.interp(polls - within, moments, sums)


def oracle(curves: list[tuple[float, Numbers, Numbers]]) -> float:
    """Return the greatest share told in time with ALARMS false alarms, by the best poll for each gap."""
    weights = np.array([weight for weight, _, _ in curves])
    chances, missed = np.array([one for _, one, _ in curves]), np.array([one for _, _, one in curves])
    low, high, rows = 1e-6, 1e12, np.arange(len(curves))
    share = 0.0
    for _ in range(60):
        price = math.sqrt(low * high)
        chosen = np.argmin(missed + price * chances, axis=1)
        share = 1 - float(np.sum(weights * missed[rows, chosen])) / YEAR
        dear = np.sum(weights * chances[rows, chosen]) > ALARMS
        low, high = (price, high) if dear else (low, price)
    return share


def counted(life: Life) -> int:
    """Return how often a source that was well was called silent in the year, its days being judged as they went."""
    alarms = 0
    for last, following in itertools.pairwise(life.watched()):
        if life.expected(following) - life.expected(last) < 4 or following - last < 1.4:
            continue  # no silence by any rhythm
        now = life.poll(following) - POLL
        if now > last and silent(life.learned(last, now), last, now):
            alarms += 1
            for day in range(min(int(life.told(last)), int(now)), int(following)):
                life.days[day] = rhythm.Past(life.days[day].day, life.days[day].hours, 1, "silent")
    return alarms


def print_table(found: dict[tuple[bool, float], Account], years: int) -> None:
    print(f"\nfalse alarms a source and year, and deaths told in time: {years} made-up years a line")
    for (uneven, rate), one in found.items():
        kind = "uneven" if uneven else "steady"
        best = "" if math.isnan(one.best) else f", by one who knows all {one.best:.0%}"
        print(
            f"{kind} {rate:4} a day: {one.alarms:.3f}; {one.share:.1%} within {deadline(rate):.1f} days"
            f" ({one.doubted:.1%} as a doubt, {one.doubts:.1f} a year), median"
            f" {one.late[500]:.1f}, 95 % within {one.late[950]:.1f}, worst {one.late[-1]:.1f}"
            f"; dead lists {one.shown:.1%} in time, {one.looks:.1f} looks a year"
            f" (all in time: {one.least:.2f} false alarms{best})"
        )


def many(
    number: int, past: int = 182, rates: Sequence[float] = RATES, *, best: bool = False
) -> dict[tuple[bool, float], Account]:
    found = {}
    for uneven, rate in itertools.product((False, True), rates):
        dice = np.random.default_rng([24, uneven, int(rate * 10)])
        lives = [live(rate, uneven=uneven, dice=dice, past=past) for _ in range(number)]
        found[uneven, rate] = account(lives, dice, best=best)
    print_table(found, number)
    return found


def test_at_every_rate_a_source_that_is_well_is_hardly_ever_called_silent_and_a_dead_one_soon() -> None:
    for (_, rate), one in many(12, rates=FEW_RATES).items():
        assert one.alarms <= ALARMS
        assert one.share >= SHARES[rate]
        assert one.doubted >= DOUBTED
        assert one.shown >= SHOWN
        assert one.late[500] <= 1.1 * deadline(rate)
        assert one.late[950] <= 1.6 * deadline(rate)


def test_the_same_lives_show_a_budget_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "BUDGET", 0.5)
    dice = np.random.default_rng(24)
    assert account([live(2.0, uneven=True, dice=dice) for _ in range(20)], dice).alarms > 0.3


def test_without_a_learned_rhythm_the_same_lives_raise_false_alarms() -> None:
    dice = np.random.default_rng(24)
    guess = {**known(10.0), **limits(known(10.0), TODAY)}
    watched = live(0.5, uneven=False, dice=dice).watched()
    assert sum(silent(guess, last, following) for last, following in itertools.pairwise(watched)) > 10


@pytest.mark.faults
def test_the_limit_holds_at_every_rate_with_eight_weeks_to_learn_from(figure: Figure) -> None:
    for (uneven, rate), one in many(10, 56, best=True).items():
        days = "uneven" if uneven else "steady"
        figure(24, f"false alarms a year at {rate:g} articles a day, {days} days", float(one.alarms), ALARMS, "")


@pytest.mark.faults
@pytest.mark.parametrize("rate", [2.0, 0.5])
def test_false_alarms_that_are_counted_one_by_one_are_as_few(rate: float) -> None:
    dice = np.random.default_rng(25)
    years = 80
    alarms = sum(counted(live(rate, uneven=bool(n % 2), dice=dice)) for n in range(years))
    print(f"{rate} a day: {alarms} false alarms in {years} years of sources, {alarms / years:.3f} a year")
    assert alarms / years <= ALARMS + 2 * math.sqrt(ALARMS / years)
