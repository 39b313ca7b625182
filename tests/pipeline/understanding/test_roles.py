"""Sentences with a body come in; the part that it takes is tested."""

import pytest

from pipeline.tag import tag
from pipeline.understanding.facts import Fact
from pipeline.understanding.steps import steps


def parts(lang: str, sentence: str) -> dict[str, str | None]:
    document = f"{sentence}\n\n{sentence}"
    reported = steps(document, lang, tag(document, lang), None)
    facts: list[Fact] = [fact for step in reported for fact in step.parties]
    return {fact.value: fact.detail.get("part") for fact in facts}


@pytest.mark.parametrize(
    ("lang", "sentence", "term", "part"),
    [
        (
            "en",
            "Canada's Borealis will supply copper mills to Almalyk MMC under a contract signed.",
            "x:borealis",
            "supplier",
        ),
        (
            "en",
            "Almalyk MMC signed a contract to sell copper; Canada's Borealis will buy it.",
            "x:borealis",
            "buyer",
        ),
        (
            "en",
            "Canada's Borealis has acquired a stake in a copper mine and signed with Almalyk MMC.",
            "x:borealis",
            "investor",
        ),
        (
            "en",
            "The copper plant contract was awarded to Borealis Engineering by Almalyk MMC.",
            "x:borealis-engineering",
            "contractor",
        ),
        (
            "en",
            "The tungsten licence was awarded; licence holder Borealis Tungsten signed with UzTMK.",
            "x:borealis-tungsten",
            "owner",
        ),
        (
            "ru",
            "Канадская Borealis поставит Алмалыкскому ГМК мельницы для меди по подписанному контракту.",
            "x:borealis",
            "supplier",
        ),
        (
            "ru",
            "АГМК подписал контракт на медь с покупателем Borealis из Канады.",
            "x:borealis",
            "buyer",
        ),
        (
            "uz-Latn",
            "Olmaliq KMK misni eksport qilish uchun xaridor Borealis bilan shartnoma imzoladi.",
            "x:borealis",
            "buyer",
        ),
        (
            "en",
            "Borealis Mining and Almalyk MMC signed a memorandum on copper.",
            "x:borealis-mining",
            None,
        ),
    ],
)
def test_the_words_beside_a_body_give_its_part(lang: str, sentence: str, term: str, part: str | None) -> None:
    assert parts(lang, sentence)[term] == part


def test_who_joins_an_association_is_a_member() -> None:
    sentence = "UzTMK has become a member of the International Tungsten Industry Association."
    assert parts("en", sentence) == {"uztmk": "member", "itia": None}
