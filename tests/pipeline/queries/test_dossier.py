"""A deal is told with its timeline, what sources differ on, and the words that each fact was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Deal
from pipeline.queries.dossier import UnknownDeal, dossier

if TYPE_CHECKING:
    from conftest import Newsroom

KEY = "uztmk-norsk-wolfram-tungsten-framework-2025"


@pytest.fixture
def told(newsroom: Newsroom) -> Newsroom:
    """Give a newsroom with a deal in two steps, whose value two outlets state differently."""
    forty, fifty = "value 40000000 USD: $40 million", "value 55000000 USD: $55 million"
    facts = (*newsroom.who, *newsroom.what)
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*facts, forty, on="2025-03-01", precision="month"))
    newsroom.report("trend/1", "2025-06-05", newsroom.step(*facts, fifty, on="2025-06-05", stage="agreement"))
    return newsroom


def lines(told: Newsroom, key: str = KEY) -> list[str]:
    with session(told.engine) as opened:
        return dossier(opened, key)


def test_the_timeline_stands_in_its_order_with_dates_as_far_as_known(told: Newsroom) -> None:
    said = lines(told)
    start = said.index("timeline")
    assert said[start + 1 : start + 3] == ["  2025-03     memorandum", "  2025-06-05  agreement"]


def test_every_fact_is_followed_by_the_words_it_was_read_from(told: Newsroom) -> None:
    said = lines(told)
    start = said.index("  party x:norsk-wolfram: 2 articles")
    assert said[start + 1].startswith("    “Tungsten combine") or "Norsk Wolfram" in said[start + 1]
    assert any(line == "    Uzdaily, 2025-03-03: uzdaily/1" for line in said[start:])


def test_countries_are_named_with_their_codes(newsroom: Newsroom) -> None:
    states = newsroom.step(*newsroom.states, "mineral copper: Copper", on="2025-04-01", deal_type="intergovernmental")
    newsroom.report("trend/1", "2025-04-02", states)
    with session(newsroom.engine) as opened:
        key = opened.scalars(select(Deal.key)).one()
        assert any(line.startswith("countries     United States [US]") for line in dossier(opened, key))


def test_the_stage_stands_with_since_when_and_how_precisely(newsroom: Newsroom) -> None:
    facts = (*newsroom.who, *newsroom.what)
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*facts, stage="talks"))
    assert "stage         talks, since when no report tells" in lines(newsroom)
    newsroom.report("uzdaily/2", "2025-03-03", newsroom.step(*facts, on="2025-03-01", precision="month"))
    assert "stage         memorandum since 2025-03 (known to the month)" in lines(newsroom)
    newsroom.report("trend/1", "2025-06-05", newsroom.step(*facts, on="2025-06-05", stage="agreement"))
    assert "stage         agreement since 2025-06-05 (known to the day)" in lines(newsroom)


def test_a_deal_is_reported_by_news_and_not_where_it_is_only_recalled(newsroom: Newsroom) -> None:
    facts = (*newsroom.who, *newsroom.what)
    recalled = newsroom.step(*facts, on="2025-03-01", role="background")
    newsroom.report("gazeta/1", "2025-03-02", recalled)
    assert "recalled      first 2025-03-02 12:00 UTC, and never reported as news" in lines(newsroom)
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*facts, on="2025-03-01"))
    newsroom.report("trend/1", "2025-05-05", recalled)
    newsroom.report("uzdaily/2", "2025-04-03", newsroom.step(*facts, on="2025-03-01"))
    assert "reported      first 2025-03-03 12:00 UTC, last 2025-04-03 12:00 UTC" in lines(newsroom)


def test_a_quote_that_an_article_gives_twice_is_shown_once(newsroom: Newsroom) -> None:
    twice = ("party uztmk: Uzbekistan Technological Metals Complex", "party uztmk: memorandum on tungsten")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*twice, newsroom.who[1], *newsroom.what, on="2025-03-01"))
    said = lines(newsroom)
    start = said.index("  party uztmk: 1 article")
    end = next(number for number in range(start + 1, len(said)) if said[number].startswith("  party x:"))
    assert [line for line in said[start + 1 : end] if line.startswith("    Uzdaily")] == [
        "    Uzdaily, 2025-03-03: uzdaily/1"
    ]


def test_what_sources_differ_on_stands_side_by_side(told: Newsroom) -> None:
    said = lines(told)
    start = said.index("sources differ on the value")
    assert {line.strip().partition(":")[0] for line in said[start + 1 : start + 3]} == {
        "40000000 USD",
        "55000000 USD",
    }


def test_an_unknown_key_is_refused_with_the_nearest(told: Newsroom) -> None:
    with pytest.raises(UnknownDeal, match=f"did you mean {KEY}"):
        lines(told, "uztmk-norsk-wolfram-tungsten-2025")
    with pytest.raises(UnknownDeal, match="lists the keys") as refused:
        lines(told, "\x1b[2J")
    assert "\x1b" not in str(refused.value)


def test_no_line_carries_a_control_sign(told: Newsroom) -> None:
    assert all(line.isprintable() for line in lines(told))
