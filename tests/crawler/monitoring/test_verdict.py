"""Verdicts by what a run and a rhythm tell; how often they are wrong is measured in test_silence.py."""

import datetime as dt
from dataclasses import replace

import pytest

from crawler.monitoring.verdict import Evidence, Limits, Verdict, odds, probability, verdict

EXPIRED = "its certificate has expired"
DAY = dt.timedelta(days=1)
WELL = Evidence("unchanged", before="healthy", articles=500, limits=Limits(1e-5, 1e-3, 4 * DAY))
DEAD = replace(WELL, gap=3 * DAY, expected=30.0)


def test_a_gap_is_healthy_quiet_or_silent_by_its_probability() -> None:
    assert verdict(replace(WELL, gap=DAY / 12, expected=0.8)).name == "healthy"
    assert verdict(replace(WELL, gap=DAY / 2, expected=5)).name == "quiet"
    silent = verdict(DEAD)
    assert (silent.name, silent.reason) == (
        "silent", "nothing for 3.0 days, which happens by chance less than once in 1,000,000"
    )  # fmt: skip
    assert silent.probability == probability(30, 500)
    assert verdict(replace(DEAD, outcome="ok", fresh=True)) == Verdict("healthy", None, 1.0)


def test_a_rate_that_is_hardly_known_proves_little() -> None:
    assert probability(10, 10_000) == pytest.approx(4.6e-5, rel=0.02)
    assert probability(10, 4) == pytest.approx(1 / 3.5**4)
    assert verdict(replace(DEAD, gap=5 * DAY, expected=10, articles=4)).name == "quiet"
    assert verdict(replace(DEAD, gap=5 * DAY, expected=10, articles=400)).name == "silent"


def test_a_gap_is_silence_when_it_is_due_and_earlier_only_if_it_is_certain() -> None:
    assert verdict(replace(DEAD, expected=8)).name == "quiet"
    assert verdict(replace(DEAD, expected=12)).name == "silent"
    assert verdict(replace(DEAD, expected=8, gap=4 * DAY)).name == "silent"
    assert verdict(replace(DEAD, expected=6, gap=4 * DAY)).name == "quiet"
    assert verdict(replace(DEAD, gap=DAY)).name == "quiet"  # articles come in bursts


def test_a_gap_that_is_rare_and_no_silence_yet_is_told_as_a_doubt() -> None:
    doubt = verdict(replace(DEAD, expected=6, gap=2 * DAY))
    assert (doubt.name, doubt.reason) == ("quiet", "nothing for 2.0 days, which happens once in 390: it may have died")
    assert doubt.doubtful
    for unusual in (replace(DEAD, expected=4, gap=2 * DAY), replace(DEAD, expected=6, gap=DAY)):
        assert verdict(unusual).name == "quiet"
        assert "died" not in (verdict(unusual).reason or "")
        assert not verdict(unusual).doubtful
    assert not verdict(DEAD).doubtful  # it is silent


def test_a_doubt_stays_while_what_fails_may_pass_and_ends_with_the_next_article() -> None:
    doubted = replace(DEAD, before="quiet", doubted=True, failures=1)
    for failing in (Evidence("broken", "HTTP 502"), Evidence("empty", "nothing"), Evidence("unreachable", "no answer")):
        seen = verdict(replace(doubted, outcome=failing.outcome, reason=failing.reason))
        assert (seen.name, seen.doubtful) == ("quiet", True)
    ours = verdict(replace(doubted, outcome="unreachable", failures=9, unreached=2 * DAY, ours=True))
    assert (ours.name, ours.doubtful) == ("quiet", True)
    assert not verdict(replace(doubted, outcome="ok", fresh=True)).doubtful
    assert not verdict(replace(doubted, outcome="blocked", reason="HTTP 403")).doubtful


def test_what_a_witness_shows_is_told_at_once_and_what_it_does_not_beside_the_doubt() -> None:
    overtaken = replace(DEAD, expected=4, gap=DAY, witness="its list stands still", overtaken=True)
    assert verdict(overtaken) == Verdict("broken", "its list stands still", probability(4, 500))
    assert verdict(replace(overtaken, fresh=True)).name == "healthy"
    quiet = verdict(replace(DEAD, expected=4, gap=DAY, witness="the front page shows nothing newer either"))
    assert quiet.name == "quiet"
    assert (quiet.reason or "").endswith("once in 54; the front page shows nothing newer either")
    assert (verdict(replace(DEAD, witness="nor does the map")).reason or "").endswith("1,000,000; nor does the map")


def test_what_is_rewritten_or_very_old_and_names_nothing_new_is_frozen() -> None:
    newest = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)
    said = "its list names nothing newer than 2026-05-04, though it is written anew"
    assert said in (verdict(replace(DEAD, newest=newest, rewritten=True)).reason or "")
    old = verdict(replace(DEAD, newest=newest, gap=400 * DAY))
    assert old.name == "broken"
    assert "frozen: its list names nothing newer than" in (old.reason or "")
    assert verdict(replace(DEAD, rewritten=True)).name == "silent"  # it dates nothing
    assert verdict(replace(WELL, newest=newest, rewritten=True)).name == "healthy"


@pytest.mark.parametrize(
    ("seen", "name", "said"),
    [
        (Evidence("broken", "an HTML page instead of a feed"), "broken", "an HTML page instead of a feed"),
        (Evidence("blocked", "refused with HTTP 403"), "broken", "blocked: refused with HTTP 403"),
        (Evidence("broken", "HTTP 502", "healthy", 2), "healthy", "HTTP 502"),
        (Evidence("broken", "HTTP 502", "healthy", 3), "broken", "HTTP 502"),
        (Evidence("empty", "nothing is listed", "healthy", 2), "healthy", "nothing is listed"),
        (Evidence("empty", "nothing is listed", "healthy", 3), "broken", "its list is empty, 3 times in a row"),
        (Evidence("unreachable", "no answer", "healthy", 3, unreached=DAY / 24), "healthy", "unreachable from here"),
        (Evidence("unreachable", "no answer", "healthy", 3, unreached=DAY), "broken", "unreachable from here"),
        (Evidence("unreachable", "no answer", "quiet", 9, unreached=DAY, ours=True), "quiet", "our own connection"),
        (Evidence("unreachable", EXPIRED, "healthy", 2, uncertified=True), "healthy", EXPIRED),
        (Evidence("unreachable", EXPIRED, "healthy", 3, uncertified=True), "broken", EXPIRED),
        (Evidence("unreachable", EXPIRED, "healthy", 9, uncertified=True, ours=True), "healthy", "our own clock"),
        (Evidence("ok", None, drift="bodies are gone", fresh=True), "broken", "bodies are gone"),
    ],
)
def test_a_failure_has_its_reason_and_a_passing_one_its_patience(seen: Evidence, name: str, said: str) -> None:
    judged = verdict(seen)
    assert judged.name == name
    assert said in (judged.reason or "")
    assert judged.probability is None


def test_odds_are_told_in_two_digits() -> None:
    assert [odds(chance) for chance in (0.04, 0.00025, 0.0000123, 1e-9)] == [
        "once in 25", "once in 4,000", "once in 81,000", "less than once in 1,000,000"
    ]  # fmt: skip
