"""Texts with a trap come in; whether it is told what matches, what is passed over and why, is tested."""

import pytest

from pipeline.queries.tried import tried


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", "UzTMK signed.", "uztmk"),
        ("en", "Canada's Borealis signed.", "x:borealis                   Borealis  (no lexicon holds it"),
        ("en", "The German ambassador came.", "de-gov"),
        ("uz-Latn", "Mis haqida bitim, masalan.", "a weak name, and no word of its context stands near"),
        ("en", "Almalyk MMC signed.", "part of or beside Almalyk MMC, which goes first"),
        ("ru", "Подписан меморандум.", "меморандум: instrument.memorandum"),
        ("ru", "Reuters сообщает о вольфраме.", "only reports or hosts"),
    ],
)
def test_a_text_is_tried_and_every_verdict_has_its_reason(lang: str, text: str, told: str) -> None:
    assert told in "\n".join(tried(text, lang))


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("uz-Latn", "Misol uchun kon haqida.", "copper"),
        ("uz-Latn", "Ruxsat berildi, konda.", "zinc"),
        ("uz-Latn", "Qo‘rg‘on yaqinidagi kon.", "lead"),
        ("ru", "Медведь и медик в шахте.", "copper"),
        ("en", "They lead the mining talks.", "lead"),
        ("uz-Latn", "Temur kon haqida gapirdi.", "iron"),
    ],
)
def test_words_that_only_look_like_a_mineral_name_none(lang: str, text: str, term: str) -> None:
    lines = tried(text, lang)
    found = lines[
        1 : next((i for i, line in enumerate(lines) if line in ("passed over", "words of deals")), len(lines))
    ]
    assert not any(f" {term} " in line for line in found)


def test_the_language_is_detected_where_none_is_named() -> None:
    assert tried("Подписан меморандум о поставках вольфрама с канадской компанией.")[0] == "read as ru"


def test_nothing_found_is_said() -> None:
    assert tried("A quiet day.", "en") == ["read as en", "found: nothing"]


@pytest.mark.parametrize("text", ["tungsten", "volfram", "вольфрам", "вольфрама"])
def test_a_word_alone_is_read_in_the_language_that_it_means_something_in(text: str) -> None:
    assert any(" tungsten " in line for line in tried(text))
