"""A run's account puts every address into exactly one count and says how the run ended."""

import pytest

from crawler.listing import Entry
from crawler.tally import Polled, Tally


def tally(*states: str) -> Tally:
    made = Tally("outlet")
    made.polled = [Polled(f"https://outlet.uz/{number}", "feeds", state, state) for number, state in enumerate(states)]
    return made


def test_the_first_fate_of_an_address_stays_and_the_rest_is_skipped() -> None:
    made = tally("ok")
    made.listed |= {"a", "b", "c"}
    made.count("a", "stored")
    made.count("a", "failed", "late")
    made.count("b", "failed", "HTTP 500")
    made.close("out of time")
    assert made.counts() == {
        "listed": 3,
        "known": 0,
        "stored": 1,
        "rejected": 0,
        "failed": 1,
        "skipped": 1,
        "revised": 0,
    }
    assert made.details()["skipped"] == {"out of time": 1}


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        (["ok", "broken"], "ok"),
        (["unchanged", "unreachable"], "unchanged"),
        (["broken", "empty"], "empty"),
        (["unreachable", "blocked"], "blocked"),
        (["unreachable", "broken"], "broken"),
        (["unreachable"], "unreachable"),
        ([], "broken"),
    ],
)
def test_the_best_list_decides_the_outcome(states: list[str], outcome: str) -> None:
    assert tally(*states).outcome()[0] == outcome


def test_a_list_is_settled_once_nothing_of_it_was_skipped() -> None:
    made = tally()
    polled = Polled("https://outlet.uz/rss", "feeds", "ok", entries=[Entry("https://outlet.uz/a")])
    assert not made.settled(polled)
    made.count("https://outlet.uz/a", "failed", "HTTP 500")
    assert made.settled(polled)


def test_a_run_is_cut_short_by_its_own_limits_and_not_by_what_addresses_forbid() -> None:
    tally = Tally("outlet")
    tally.count("https://outlet.uz/1", "skipped", "robots.txt asks us not to read this address")
    tally.count("https://outlet.uz/2", "skipped", "read by another")
    tally.count("https://outlet.uz/3", "failed", "over and out")
    assert not tally.cut_short()
    tally.listed.add("https://outlet.uz/4")
    tally.close("out of time")
    assert tally.cut_short()
    limited = Tally("outlet")
    limited.count("https://outlet.uz/1", "skipped", "over --limit")
    assert limited.cut_short()
    assert Tally("outlet", stopped="stopped (shutdown)").cut_short()
