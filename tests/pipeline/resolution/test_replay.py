"""Reports are replayed as they were published, in any order of arrival; what tells deals apart goes first."""

import datetime as dt
import itertools

from pipeline.resolution.match import rarity
from pipeline.resolution.replay import Told, divides, replay
from pipeline.resolution.view import View
from tests.pipeline.resolution.test_match import view

FACTS = {"minerals": ["tungsten"], "countries": ["US"], "types": ["framework"]}


def told(number: int, seen: View, article: int | None = None, day: int = 3, role: str = "primary") -> Told:
    """Return a report of an article of that day."""
    at = dt.datetime(2025, 3, day, 12, tzinfo=dt.UTC)
    article = article or number
    reached = seen.milestones[0]
    return Told(
        report=number,
        article=article,
        copy_of=None,
        at=at,
        address=f"uzdaily/{article}",
        position=number,
        role=role,
        deal=1,
        seen=seen,
        stage=(reached.stage, reached.first, "day"),
    )


def parts(*reports: Told) -> set[frozenset[int]]:
    """Return which reports are one deal."""
    replayed = replay(reports, {}, lambda party: rarity(party, 1, 100))
    return {frozenset(one.report for one in making.told) for making in replayed.deals.values()}


def test_the_order_in_which_reports_are_given_decides_nothing() -> None:
    reports = [
        told(1, view("uztmk", "traxys", **FACTS), day=3),
        told(2, view("uztmk", "traxys", "itia", **FACTS), day=4),
        told(3, view("uztmk", "itia", **FACTS), day=5),
        told(4, view("navoiyuran", "cauldron", minerals=["uranium"], types=["offtake"]), day=5),
    ]
    assert len({frozenset(parts(*order)) for order in itertools.permutations(reports)}) == 1


def test_an_article_that_tells_two_deals_apart_divides_what_another_blended() -> None:
    blended = told(1, view("uztmk", "uz-mingeo", "traxys", "itia", **FACTS), day=3)
    first = told(2, view("uz-mingeo", "traxys", **FACTS), article=9, day=4)
    second = told(3, view("uztmk", "itia", **FACTS), article=9, day=4)
    assert divides([first.seen, second.seen])
    assert not divides([blended.seen, first.seen])
    assert parts(blended, first) == {frozenset({1, 2})}
    assert len(parts(blended, first, second)) == 2


def test_a_vague_recollection_that_fits_nothing_belongs_nowhere() -> None:
    vague = told(1, view("uz-gov", "us-gov", types=["intergovernmental"]), role="background")
    replayed = replay([vague], {}, lambda _: 1.0)
    assert (replayed.deals, replayed.place) == ({}, {})


def test_a_settled_deal_takes_reports_and_is_not_laid_anew() -> None:
    settled = view("uztmk", "traxys", **FACTS)
    replayed = replay([told(1, settled)], {77: settled}, lambda party: rarity(party, 1, 100))
    assert (replayed.deals, replayed.place) == ({}, {1: 77})
