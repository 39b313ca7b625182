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
