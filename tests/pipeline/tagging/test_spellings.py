"""Listed names come in; where in a text they count as written is tested."""

import pytest

from pipeline.lexicon import lexicon
from pipeline.tagging.spellings import matcher
from pipeline.words.fold import fold


def hits(text: str, lang: str) -> set[str]:
    return {hit.spelling.term.id for hit in matcher(lang).hits(fold(text, lang), text) if not hit.spelling.rejected}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("uz-Latn", "litiyni litiylar litiyning litiydan", {"lithium"}),
        ("uz-Latn", "litiyxona litiyga-ku", {"lithium"}),
        ("tr", "uranyumun lityumdan", {"uranium", "lithium"}),
        ("kk", "вольфрамның", {"tungsten"}),
        ("ky", "вольфрамдын", {"tungsten"}),
        ("tg", "волфрамро", {"tungsten"}),
        ("az", "volframın", {"tungsten"}),
        ("de", "Lithiumprojekt", {"lithium"}),
        ("en", "tungstens antitungsten tungstenian", {"tungsten"}),
        ("zh", "钨矿", {"tungsten"}),
        ("xx", "tungsten and вольфрам", {"tungsten"}),
    ],
)
def test_endings_are_a_closed_list(lang: str, text: str, expected: set[str]) -> None:
    assert hits(text, lang) & {"lithium", "uranium", "tungsten"} == expected


def test_a_name_in_capitals_demands_capitals() -> None:
    assert "itia" in hits("ITIA", "en")
    assert "itia" not in hits("itia Itia", "en")


def test_a_body_called_after_a_mineral_has_its_capital() -> None:
    assert "georgian-manganese" in hits("Georgian Manganese LLC", "en")
    assert "georgian-manganese" not in hits("Georgian manganese is exported", "en")
    assert "barrick" in hits("BARRICK GOLD", "en")


def test_everyday_words_of_another_language_are_not_read() -> None:
    assert "boron" not in hits("bor", "en")
    assert "zinc" not in hits("rux", "en")


def test_every_name_finds_its_own_term() -> None:
    for lang in ("en", "ru", "uz-Latn", "uz-Cyrl", "kk", "ky", "tg", "tr", "az", "zh", "ja", "ko", "de", "fr"):
        for term in lexicon():
            for name in term.spellings:
                if name.lang == lang:
                    assert term.id in hits(f"{name.before}{name.text}{name.after}", lang), (lang, name)
