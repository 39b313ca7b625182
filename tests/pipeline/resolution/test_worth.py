"""The sum that is shown for a deal is the one that most publishers state, and its price or total before any part."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline.resolution.witnesses import Said
from pipeline.resolution.worth import set_first, worth

if TYPE_CHECKING:
    from conftest import Newsroom

MARCH = dt.datetime(2025, 3, 3, tzinfo=dt.UTC)


def said(value: str, voice: str = "a", *, start: int = 0, day: int = 3, rank: int = 1, **detail: str) -> Said:
    """Return a sum as a voice states it."""
    about = {"surface": value, "kind": "contract", "scope": "whole"} | detail
    return Said("value", value, about, voice, rank, [1], MARCH.replace(day=day), start)


def amounts(*told: Said, deal_type: str = "offtake") -> list[int]:
    return [int(one["amount"] / 1_000_000) for one in worth(told, deal_type)]


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ([said("100000000 USD", start=90), said("90000000 USD", start=50)], 90),  # not by the text of the numbers
        ([said("90000000 USD", start=90), said("100000000 USD", start=50)], 100),
        ([said("30000000 USD", start=10, scope="part"), said("400000000 USD", start=90)], 400),
        ([said("30000000 USD", start=10, kind="loan"), said("400000000 USD", start=90)], 400),
        ([said("2000000000 USD", start=10, kind="bundle"), said("400000000 USD", start=90)], 400),
        ([said("5000000 USD"), said("7000000 USD", day=4), said("7000000 USD", "b", day=5)], 7),
        ([said("5000000 USD"), said("7000000 USD", day=4), said("7000000 USD", day=5)], 5),  # one voice, though twice
        ([said("5000000 USD"), said("7000000 USD", "ministry", day=4, rank=3)], 7),
        ([said("5000000 USD", day=5), said("7000000 USD", "b", day=4)], 7),
    ],
)
def test_the_sum_of_most_publishers_then_the_price_then_what_was_told_first_stands_first(
    told: list[Said], first: int
) -> None:
    assert amounts(*told)[0] == first
    assert amounts(*reversed(told)) == amounts(*told)


def test_what_a_deal_of_the_type_is_about_goes_before_other_sums() -> None:
    both = (said("30000000 USD", kind="contract"), said("90000000 USD", start=40, kind="loan"))
    assert amounts(*both, deal_type="financing") == [90, 30]
    assert amounts(*both, deal_type="supply") == [30, 90]
    assert amounts(*both, deal_type="framework") == [30, 90]


def test_a_sum_keeps_what_it_is_for_and_the_words_it_was_first_told_in() -> None:
    told = (said("5000000 USD", day=4, surface="five million"), said("5000000 USD", "b", surface="$5m", kind="loan"))
    assert worth(told, "offtake") == [{"amount": 5e6, "currency": "USD", "kind": "loan", "text": "$5m"}]


def test_a_sum_that_a_reader_set_stands_before_what_reports_say() -> None:
    added = {"amount": 7e6, "currency": "EUR", "kind": None, "text": None}
    values = [*worth([said("5000000 USD")], "offtake"), added]
    fixed = [{"field": "value", "sign": "+", "value": "7000000 EUR"}]
    assert [one["currency"] for one in set_first(values, fixed)] == ["EUR", "USD"]
    assert set_first(values, []) == values


def test_a_deal_shows_the_sum_that_stands_first_in_the_text(newsroom: "Newsroom") -> None:
    sums = ("value 90000000 USD: signed", "value 100000000 USD: $40 million")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, *sums, on="2025-03-03"))
    (deal,) = newsroom.deals()
    assert [value["amount"] for value in deal.values] == [90_000_000, 100_000_000]
