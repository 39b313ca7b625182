"""What readers set about a deal stands in its fields, the later correction over the earlier."""

from typing import Any

from pipeline.models import Deal
from pipeline.resolution.fixes import LISTS, fix, named


def deal(*fixed: tuple[str, str | None, str]) -> Deal:
    """Return a deal about tungsten with these corrections: field, sign, value."""
    kept: list[Any] = [{"field": field, "sign": sign, "value": value} for field, sign, value in fixed]
    party = {"id": "uztmk", "name": "TMC", "role": "party"}
    sums = [{"amount": 35000000.0, "currency": "USD", "kind": None, "text": "$35 million"}]
    return Deal(
        stage="memorandum", parties=[party], minerals=["tungsten"], countries=[], values=sums, title="", fixed=kept
    )


def test_lists_gain_and_lose_what_a_reader_says() -> None:
    one = deal(
        ("party", "+", "traxys"), ("mineral", "-", "tungsten"), ("country", "+", "US"), ("value", "-", "35000000 USD")
    )
    fix(one, *LISTS)
    assert [party["id"] for party in one.parties] == ["uztmk", "traxys"]
    assert (one.minerals, one.countries, one.values) == ([], ["US"], [])


def test_the_later_correction_holds_and_what_is_there_already_is_not_doubled() -> None:
    one = deal(("stage", None, "talks"), ("stage", None, "agreement"), ("party", "+", "uztmk"), ("value", "+", "5 EUR"))
    fix(one, "stage", "party", "value")
    assert one.stage == "agreement"
    assert [party["id"] for party in one.parties] == ["uztmk"]
    assert [named("value", sum_) for sum_ in one.values] == ["35000000 USD", "5 EUR"]


def test_only_the_fields_asked_for_are_put_right() -> None:
    one = deal(("stage", None, "talks"), ("title", None, "Ours"))
    fix(one, "title")
    assert (one.stage, one.title) == ("memorandum", "Ours")
