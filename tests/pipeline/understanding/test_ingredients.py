"""Sentences come in; the test says which of their minerals are dealt in, and which are food, medicine or paint."""

import pytest

from pipeline.understanding.ingredients import without_ingredients
from tests.pipeline.readings import lay_out


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A maker of food supplements will sell zinc and magnesium capsules to Uzbekistan."),
        ("ru", "Узбекистан закупит витамины с цинком и селеном."),
        ("uz-Latn", "Dorixonalarga rux va magniyli vitaminlar yetkaziladi."),
        ("uz-Cyrl", "Кулоллар кобальт ва марганец бўёқларини ишлатади."),
        ("ru", "Микроудобрения с марганцем и цинком повысят урожай."),
    ],
)
def test_what_is_swallowed_spread_or_painted_with_is_not_dealt_in(lang: str, text: str) -> None:
    assert not any(one.named("mineral") for one in without_ingredients(lay_out(f"–\n\n{text}", lang)))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Zinc concentrate will be processed into zinc sulphate for micronutrient makers."),
        ("ru", "На месторождении добывают марганец, из которого делают микроудобрения."),
        ("en", "Uzbekistan will sell zinc and magnesium."),
    ],
)
def test_what_is_dug_or_sold_as_metal_is_dealt_in(lang: str, text: str) -> None:
    assert any(one.named("mineral") for one in without_ingredients(lay_out(f"–\n\n{text}", lang)))


def test_what_the_lead_names_as_an_ingredient_is_none_other_in_the_headline() -> None:
    sold = lay_out("Selenium for athletes\n\nA maker of vitamins with selenium signed a contract.", "en")
    dug = lay_out("Selenium for athletes\n\nA combine and a maker of glass signed a contract on selenium.", "en")
    assert not without_ingredients(sold)[0].named("mineral")
    assert without_ingredients(dug)[0].named("mineral")
