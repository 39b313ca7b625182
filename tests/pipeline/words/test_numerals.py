"""The words of sums: every language has its own, and the first that knows a word decides its worth."""

import tomllib
from pathlib import Path

import pytest

from pipeline.words import numerals as module
from pipeline.words.numerals import numerals

TABLE = tomllib.loads(Path(module.__file__).with_name("money.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", [*TABLE["languages"], "xx"])
def test_every_language_knows_the_dollar_and_a_million(lang: str) -> None:
    words = numerals(lang)
    assert words.behind.at("usd", 0)
    assert words.scales.at("million", 0) or words.scales.at("mln", 0)


def test_a_billion_is_worth_what_the_language_says() -> None:
    assert numerals("en").scales.at("billion", 0) == (7, 1e9)
    assert numerals("de").scales.at("billion", 0) == (7, 1e12)
    assert numerals("uz-Latn").scales.at("milliarddan", 0) == (11, 1e9)


def test_som_is_the_money_of_the_texts_country() -> None:
    codes = {}
    for lang in ("ru", "ky", "uz-Latn"):
        found = numerals(lang).behind.at("som" if lang == "uz-Latn" else "сом", 0)
        codes[lang] = found[1].code if found else None
    assert codes == {"ru": "KGS", "ky": "KGS", "uz-Latn": "UZS"}


def test_every_currency_is_a_code_of_three_letters() -> None:
    assert [code for code in TABLE["currencies"] if not (len(code) == 3 and code.isupper())] == []
