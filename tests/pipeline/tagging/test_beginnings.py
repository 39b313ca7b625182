"""Texts that name a listed firm once in full come in; where its name's beginning stands for it is tested."""

import pytest

from pipeline.tag import tag


def named(text: str, lang: str, term: str) -> list[str]:
    return [found.surface for found in tag(text, lang) if found.term == term]


@pytest.mark.parametrize(
    ("text", "lang", "term", "surfaces"),
    [
        (
            "Weir wins order\n\nThe Weir Group PLC will supply pumps to Almalyk MMC. Weir's order is its largest.",
            "en",
            "weir",
            ["Weir", "Weir Group PLC", "Weir"],
        ),
        (
            "Denison waits\n\nDenison Mines and Almalyk MMC have a venture. Ore goes to Denison.",
            "en",
            "denison-mines",
            ["Denison", "Denison Mines", "Denison"],
        ),
        (
            "Perpetua Resources kompaniyasi bitim tuzdi. Perpetuaning surma koni AQShda.",
            "uz-Latn",
            "perpetua",
            ["Perpetua Resources", "Perpetua"],
        ),
        (
            "Çağrı: Cengiz Holding imzaladı. Cengiz'in bakırı Özbekistan'dan.",
            "tr",
            "cengiz",
            ["Cengiz Holding", "Cengiz"],
        ),
    ],
)
def test_a_firm_named_in_full_goes_by_the_beginning_of_its_name(
    text: str, lang: str, term: str, surfaces: list[str]
) -> None:
    assert named(text, lang, term) == surfaces


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Weir works in Uzbekistan.", "weir"),  # nowhere in full
        ("Northern Star Resources mines gold. Northern regions of Uzbekistan wait.", "northern-star"),
        ("Core Lithium Ltd sent a core to Tashkent. Core is kept there.", "core-lithium"),
        ("Fortune Minerals signed in Tashkent. It was Fortune-telling.", "fortune-minerals"),
        ("Perpetua Resources signed. President John Perpetua spoke; Perpetua left Tashkent.", "perpetua"),
        ("Steel of Evolution Mining, which mines gold in Australia. An evolution: Evolution ends.", "evolution-mining"),
    ],
)
def test_what_is_no_recall_of_a_firm(text: str, term: str) -> None:
    assert len(named(text, "en", term)) <= 1
    assert named("Weir works in Uzbekistan.", "en", "weir") == []
