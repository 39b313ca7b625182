"""Reports of a founding come in; whether the company founded is among the parties is tested."""

import pytest

from pipeline.tag import tag
from pipeline.understanding.steps import steps

REPORTS = {
    "en": "Almalyk MMC and Canada's Borealis have set up a joint venture to mine copper.",
    "ru": "Алмалыкский ГМК и канадская Borealis создали совместное предприятие по добыче меди.",
    "uz-Latn": "Olmaliq KMK va Kanadaning Borealis kompaniyasi mis konida qo‘shma korxona tuzdi.",
    "uz-Cyrl": "Олмалиқ КМК ва Канаданинг Borealis компанияси мис конида қўшма корхона тузди.",
}


def parties(lang: str, behind: str) -> set[str]:
    document = f"{REPORTS[lang]}\n\n{REPORTS[lang]} {behind}"
    reported = steps(document, lang, tag(document, lang), None)
    return {fact.value for step in reported if step.role == "primary" for fact in step.parties}


@pytest.mark.parametrize(
    ("lang", "behind"),
    [
        ("en", "It is called Orchid Copper."),
        ("ru", "Компания получила назначение под названием «Orchid Copper»."),
        ("uz-Latn", "Korxona “Orchid Copper” deb ataladi."),
        ("uz-Cyrl", "Корхона “Orchid Copper” деб аталади."),
    ],
)
def test_the_company_that_is_founded_is_a_party(lang: str, behind: str) -> None:
    assert parties(lang, behind) == {"ammc", "x:borealis", "x:orchid-copper"}


@pytest.mark.parametrize(
    ("lang", "behind"),
    [
        ("en", "Its rival Orchid Copper Ltd mines elsewhere."),
        ("ru", "Соседний рудник держит компания «Orchid Copper»."),
        ("uz-Latn", "“Orchid Copper” kompaniyasi boshqa konda ishlaydi."),
    ],
)
def test_a_company_that_is_only_named_beside_a_founding_is_none(lang: str, behind: str) -> None:
    assert parties(lang, behind) == {"ammc", "x:borealis"}
