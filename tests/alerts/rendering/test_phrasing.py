"""A deal in words, in each language's habit, safe to show."""

import datetime as dt
from dataclasses import replace

import pytest

from alerts.digest import Change
from alerts.rendering.phrasing import block, glance, heading
from alerts.telling.quoting import Quote
from alerts.wording import languages, wording
from tests.alerts.samples import LINK, item

EN = wording("en")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("new"), "New"),
        (Change("stage", "memorandum", "financing"), "Stage: memorandum → financing"),
        (Change("stage", None, "financing"), "Stage: financing"),
        (Change("value", after="146000000 EUR"), "Value: EUR 146\u00a0million"),
        (Change("date", "2026-11-19", "2026-11-20"), "Date: 19 November 2026 → 20 November 2026"),
        (Change("party", after="itia"), "Joined by International Tungsten Industry Association"),
        (Change("conflict"), "Sources differ"),
        (Change("joined"), "Two records turned out to be one deal"),
        (Change("corrected"), "A reader put the record of this deal right"),
    ],
)
def test_every_kind_of_change_has_its_phrase(change: Change, said: str) -> None:
    assert block(item(changes=(change,)), EN).changes == ((change.kind, said),)


@pytest.mark.parametrize("language", languages())
def test_every_change_can_be_said_in_every_language(language: str) -> None:
    kinds = ("new", "stage", "value", "date", "party", "conflict", "joined", "corrected")
    told = item(changes=tuple(Change(kind, "2026-11-19", "2026-11-20") for kind in kinds))
    assert all(phrase for _, phrase in block(told, wording(language)).changes)


def test_the_ladder_shows_what_is_done_where_the_deal_stands_and_what_lies_ahead() -> None:
    states = [rung.state for rung in block(item(stage="agreement"), EN).ladder]
    assert states == ["done", "done", "now", "ahead", "ahead", "ahead"]
    ended = block(item(stage="terminated", stage_precision="month"), EN)
    assert ended.ended
    assert ended.stage == "Terminated, November 2026"
    assert {rung.state for rung in ended.ladder} == {"ahead"}


def test_the_heading_names_the_most_telling_parties_and_counts_the_rest() -> None:
    assert heading(item(parties=(("uz-gov", None, None), ("uztmk", None, None), ("itia", None, None))), EN) == (
        "Uzbekistan Technological Metals Complex – International Tungsten Industry Association"
    )
    many = tuple((f"x:firm-{letter}", f"Firm {letter}", None) for letter in "ABCDE")
    assert heading(item(parties=many), EN) == "Firm A – Firm B – Firm C and 2 more"
    sides = ("navoiyuran", "uztmk", "itochu", "orano", "citi", "natixis")
    assert heading(item(parties=tuple((party, None, None) for party in sides)), EN) == (
        "Navoiyuran, Uzbekistan Technological Metals Complex – ITOCHU, Orano, Citi and 1 more"
    )
    assert heading(item(parties=()), EN) == "TMK joins ITIA"
    assert heading(item(parties=(("navoiyuran", None, None),), countries=("IN",)), EN) == "Navoiyuran – India"


def test_who_signed_and_the_best_supported_places_of_the_country_are_named() -> None:
    signed = item(signatories=("mirziyoyev",), places=("london", "navoiy", "toshkent", "buxoro", "andijon"))
    assert ("Signed by", "Shavkat Mirziyoyev") in block(signed, EN).facts
    assert ("Подписали", "Шавкат Мирзиёев") in block(signed, wording("ru")).facts
    assert dict(block(signed, EN).facts)["Place"] == "Navoi Region, Tashkent, Bukhara Region"


def test_facts_name_roles_values_in_both_forms_and_what_sources_differ_on() -> None:
    told = item(
        parties=(("navoiyuran", None, "party"), ("x:bank", "A Bank", "lender")),
        values=tuple({"amount": n * 1e6, "currency": "EUR", "text": f"€{n}m"} for n in range(1, 6)),
        conflicts=(
            {"field": "date of agreement", "values": [{"value": "2026-11-19", "publishers": ["gazeta.uz", "spot"]}]},
            {"field": "value", "values": [{"value": "5000000 EUR", "publishers": ["trend"]}]},
        ),
    )
    facts = [phrase for _, phrase in block(told, EN).facts]
    assert facts[0].endswith(", A Bank (lender)")
    assert facts[1] == ("EUR 1\u00a0million (“€1m”); EUR 2\u00a0million (“€2m”); EUR 3\u00a0million (“€3m”) and 2 more")
    assert facts[2] == "date of “agreement”: 19 November 2026 (Gazeta.uz, spot)"
    assert facts[3] == "value: EUR 5\u00a0million (trend)"


def test_a_quote_names_its_outlet_and_original_language_and_is_cut_when_long() -> None:
    told = block(item(quote=Quote("слово " * 100, "uz-Cyrl", "Kun.uz")), EN)
    assert told.quote_from == "Kun.uz, in Uzbek (Cyrillic)"
    assert len(told.quote) <= 320
    assert told.quote.endswith("…")


def test_a_deal_in_one_line_says_about_what_who_and_what_changed() -> None:
    assert glance(item(), EN) == (
        "Tungsten · Uzbekistan Technological Metals Complex – International Tungsten Industry Association · "
        "new: agreement, 20 November 2026"
    )
    lent = item(values=({"amount": 3e8, "currency": "USD", "text": "$300m"}, {"amount": 1, "currency": "EUR"}))
    assert glance(lent, EN).endswith(" · new: agreement, 20 November 2026 · USD 300\u00a0million")
    moved = item(changes=(Change("stage", "talks", "agreement"), Change("conflict")), minerals=())
    assert glance(moved, EN).startswith("Membership · ")
    assert glance(moved, EN).endswith(" · stage: talks → agreement; sources differ")


def test_minerals_have_a_line_of_their_own_only_where_the_heading_has_no_room() -> None:
    def line(*minerals: str) -> list[str]:
        return [phrase for label, phrase in block(item(minerals=minerals), EN).facts if label == "Minerals"]

    assert block(item(minerals=("critical-minerals", "cobalt")), EN).kicker == "Membership · cobalt"
    assert line("critical-minerals", "cobalt", "copper", "lithium") == []
    assert line("cobalt", "copper", "lithium", "gold") == ["cobalt, copper, lithium, gold"]
    assert line("critical-minerals", "cobalt", "copper", "lithium", "gold") == ["cobalt, copper, lithium, gold"]


def test_a_new_deal_without_a_date_says_when_it_was_first_reported() -> None:
    links = tuple(replace(LINK, published=day) for day in (dt.date(2026, 11, 22), dt.date(2026, 11, 21), None))
    undated = item(stage_date=None, links=links)
    assert block(undated, EN).stage == "Agreement, first reported 21 November 2026"
    assert glance(undated, EN).endswith("new: agreement, first reported 21 November 2026")
    assert block(replace(undated, changes=(Change("party", after="itia"),)), EN).stage == "Agreement"
    assert block(item(stage_date=None, links=()), EN).stage == "Agreement"
