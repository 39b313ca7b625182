"""A run's account puts every address into exactly one count and says how the run ended."""

import pytest

from crawler.lists.listing import Entry
from crawler.monitoring.tally import Polled, Tally


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


WALL = "a challenge page instead of the article"


@pytest.mark.parametrize(
    ("walls", "others", "outcome"), [(3, 2, "blocked"), (2, 0, "ok"), (3, 3, "ok"), (0, 3, "ok"), (4, 0, "blocked")]
)
def test_walls_before_most_pages_block_the_run(walls: int, others: int, outcome: str) -> None:
    made = tally("ok")
    for number in range(walls):
        made.count(f"wall-{number}", "failed", WALL)
    for number in range(others):
        made.count(f"page-{number}", "rejected")
    made.count("old", "known")
    found, reason = made.outcome()
    assert found == outcome
    assert (reason == WALL) == (outcome == "blocked")
    assert made.trouble() == ("wall" if outcome == "blocked" else None)


@pytest.mark.parametrize(
    ("state", "kind", "trouble"),
    [
        ("blocked", "wait", "wait"),
        ("blocked", None, "refused"),
        ("broken", "server", "server"),
        ("broken", None, "broken"),
        ("unreachable", None, "unreachable"),
        ("empty", None, "empty"),
        ("ok", "empty", None),
    ],
)
def test_the_kind_of_failure_is_that_of_the_list_that_decided(state: str, kind: str | None, trouble: str) -> None:
    made = tally(state)
    made.polled[0].trouble = kind
    assert made.trouble() == trouble
    made.stopped = "stopped"
    assert made.trouble() == "killed"


def test_entries_prove_only_where_nothing_was_left_out() -> None:
    made = tally("ok")
    made.polled[0].entries = [Entry(f"https://outlet.uz/{name}") for name in "abc"]
    made.count("https://outlet.uz/a", "known")
    made.count("https://outlet.uz/b", "skipped", "robots.txt")
    assert made.proven(made.polled[0]) == 1
    made.limited = True
    assert made.proven(made.polled[0]) == 0


def test_a_known_page_may_still_be_revised_and_nothing_else() -> None:
    tally = Tally("outlet")
    for fate in ("known", "revised", "known"):
        tally.count("a", fate)
    for fate in ("known", "stored"):
        tally.count("b", fate)
    assert {name: count for name, count in tally.counts().items() if count} == {"listed": 2, "known": 1, "revised": 1}


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
