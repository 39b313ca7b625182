"""Known deals are found by the facts they share with a step, those near in time first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Article
from pipeline.resolution.candidates import LATEST, candidates, load, milestone, remember, view, weigher
from pipeline.resolve import resolve

if TYPE_CHECKING:
    from conftest import Newsroom

DAY = dt.date(2025, 3, 3)


def test_a_date_known_to_the_month_spans_it() -> None:
    reached = milestone("agreement", dt.date(2025, 2, 14), "month", None)
    assert reached
    assert (reached.first, reached.last) == (dt.date(2025, 2, 1), dt.date(2025, 3, 3))


def test_news_without_a_date_happened_shortly_before_and_what_is_recalled_at_any_time() -> None:
    reached = milestone("agreement", None, None, DAY)
    assert reached
    assert (DAY - reached.first).days == 10
    assert milestone("agreement", None, None, None) is None


def found(newsroom: Newsroom, *facts: str) -> int:
    """Return how many known deals a step with these facts might belong to."""
    step = newsroom.step(*facts)
    with session(newsroom.engine) as opened:
        article = opened.scalars(select(Article)).first()
        assert article
        return len(candidates(opened, article, [view(step, DAY)]))


def test_deals_are_found_by_party_country_mineral_place_and_sum(newsroom: Newsroom) -> None:
    facts = (*newsroom.who, *newsroom.what, "place ingichka: Ingichka", "value 40000000 USD: $40 million")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*facts, on="2025-03-03"))
    assert [found(newsroom, fact) for fact in facts] == [1] * len(facts)
    assert found(newsroom, "party traxys: Traxys", "mineral copper: Copper") == 0


def test_an_unknown_party_is_found_by_the_sound_of_its_name(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who))
    assert found(newsroom, "party x:норск-вольфрам: Norsk Wolfram") == 1


def test_what_a_session_remembers_of_a_deal_follows_its_reports(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    with session(newsroom.engine) as opened:
        remember(opened)
        before = load(opened, [1])[1]
        assert load(opened, [1, 2]) == {1: before}
        assert load(opened, [1])[1] is before
        later = newsroom.write(opened, "kun/1", "2025-03-04")
        resolve(opened, later, [newsroom.step(*newsroom.who, "mineral copper: Copper", on="2025-03-03")])
        after = load(opened, [1])[1]
    with session(newsroom.engine) as opened:
        assert load(opened, [1]) == {1: after}
    assert (before.minerals, after.minerals) == ({"tungsten": 1.0}, {"tungsten": 0.5, "copper": 0.5})


def test_the_deals_nearest_in_time_are_looked_up(newsroom: Newsroom) -> None:
    for year in range(2001, 2026, 4):
        states = newsroom.step(*newsroom.states, on=f"{year}-03-03", deal_type="intergovernmental")
        newsroom.report(f"uzdaily/{year}", f"{year}-03-03", states)
    assert found(newsroom, *newsroom.states) == 7


def test_a_party_of_many_deals_weighs_less(newsroom: Newsroom) -> None:
    for year in range(2001, 2022, 4):
        states = newsroom.step(*newsroom.states, on=f"{year}-03-03", deal_type="intergovernmental")
        newsroom.report(f"uzdaily/{year}", f"{year}-03-03", states)
    with session(newsroom.engine) as opened:
        weigh = weigher(opened, [view(newsroom.step(*newsroom.states, "party traxys: Traxys"), DAY)])
    assert weigh("traxys") > weigh("us-gov") > 0
    assert LATEST >= 1000
