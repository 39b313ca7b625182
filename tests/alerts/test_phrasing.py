"""A deal in words, in each language's habit, safe to show."""

from dataclasses import replace

import pytest

from alerts.digest import Change
from alerts.phrasing import SUBJECT, block, following, heading, safe_link, subject
from alerts.reports import Quote
from alerts.subscriptions import Subscription
from alerts.wording import languages, wording
from tests.alerts.samples import LINK, item, made

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
    ],
)
def test_every_kind_of_change_has_its_phrase(change: Change, said: str) -> None:
    assert block(item(changes=(change,)), EN).changes == ((change.kind, said),)


@pytest.mark.parametrize("language", languages())
def test_every_change_can_be_said_in_every_language(language: str) -> None:
    kinds = ("new", "stage", "value", "date", "party", "conflict", "joined")
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


def test_reports_beyond_the_first_eight_are_counted_exactly() -> None:
    told = block(item(links=tuple(replace(LINK, outlet=str(n)) for n in range(11)), publishers=11), EN)
    assert (len(told.sources), told.more_sources, told.reports) == (8, "3 more reports", "Reports: 11 publishers")
    assert told.sources[0].about == "0 · Russian · 22 November 2026 · +2 reprints"


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://gazeta.uz/uz/2026/", True),
        ("http://пример.рф/новость?id=1&x=2", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("https:///path", False),
        ('https://a.example/" onclick="x', False),
        ("https://a.example/\nBcc: x@y.z", False),
        ("https://[broken", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_plain_links_to_the_web_are_links(address: str, is_safe: bool) -> None:  # noqa: FBT001
    assert (safe_link(address) is not None) is is_safe
    assert (block(item(links=(replace(LINK, address=address),)), EN).sources[0].url is not None) is is_safe


def test_the_subject_says_the_news() -> None:
    uranium = item(parties=(("navoiyuran", None, None), ("x:orano", "Orano", None)), minerals=("uranium",))
    assert subject(made(uranium), EN) == "1 new deal: uranium with Orano"
    moved = replace(uranium, changes=(Change("stage", "talks", "agreement"),))
    assert subject(made(moved, item()), EN) == (
        "2 deals moved: uranium with Orano, tungsten with International Tungsten Industry Association"
    )
    assert subject(made(uranium, language="ru"), wording("ru")) == "1 новая сделка: уран (Orano)"
    assert subject(made(), EN) == "Nothing new on 23 November 2026"
    unreached = replace(made(), coverage=replace(made().coverage, reached=0))
    assert subject(unreached, EN) == "Nothing could be read on 23 November 2026"


def test_a_long_subject_ends_with_an_exact_count() -> None:
    many = [item(parties=((f"x:firm-{n}", f"The {n}th Mining Company", None),)) for n in range(40)]
    text = subject(made(*many), EN)
    shown = text.count("tungsten with")
    assert text.endswith(f"and {40 - shown} more")
    assert len(text) < SUBJECT + 40


def test_deals_of_one_name_are_named_once_and_all_counted() -> None:
    twins = [item(key=str(n), parties=(("x:firm", "A Mining Company of a rather long name", None),)) for n in range(3)]
    others = [item(parties=((f"x:{n}", f"The mining company {n} of a rather long name", None),)) for n in range(4)]
    text = subject(made(*twins, *others), EN)
    assert text.count("A Mining Company") == 1
    assert text.endswith(f"and {4 - text.count('The mining company')} more")


def test_a_deal_between_uzbek_bodies_or_without_parties_has_a_subject_too() -> None:
    assert subject(made(item(parties=(("uztmk", None, None),))), EN).startswith("1 new deal: tungsten with Uzbekistan")
    assert subject(made(item(parties=(), minerals=())), EN) == "1 new deal: membership"
    assert subject(made(item(parties=(), countries=("DE",))), EN) == "1 new deal: tungsten with Germany"


def test_the_footer_says_what_the_reader_follows() -> None:
    reader = Subscription("x", minerals=("tungsten",), countries=("DE",), minimum_stage="agreement")
    assert following(reader, EN) == "You follow: tungsten, Germany, from “agreement” on."
    assert following(Subscription("x"), EN) == "You follow every deal."
