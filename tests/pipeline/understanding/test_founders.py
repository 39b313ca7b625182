"""Sentences come in; who once founded a side, and is none, is tested."""

import pytest

from tests.pipeline.readings import reported


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            (
                "Borealis buys Uzbek copper\n\nAmerica's Borealis Alloys signed a contract with AMMC for copper.\n"
                "Borealis is the creation of miner Ma'aden and sovereign fund PIF."
            ),
        ),
        (
            "ru",
            (
                "Borealis купит медь\n\nАмериканская Borealis Alloys подписала с АГМК контракт на медь.\n"
                "Borealis в 2015 году учредили Ma'aden и фонд PIF."
            ),
        ),
        (
            "uz-Latn",
            (
                "AQSh mis oladi\n\nAQShning “Borealis Alloys” kompaniyasi AGMK bilan mis yetkazib berish shartnomasini "
                "imzoladi.\nKompaniyani 2015-yilda Ma’aden va PIF jamg‘armasi tashkil etgan."
            ),
        ),
    ],
)
def test_who_once_founded_a_side_is_none(lang: str, text: str) -> None:
    assert {fact.value for fact in reported(text, lang)[0].parties} == {"x:borealis-alloys", "ammc"}


def test_who_founds_a_venture_is_a_side_of_it() -> None:
    text = (
        "Venture for copper\n\nAmerica's Borealis Alloys and AMMC will work on copper.\n"
        "The venture was set up on 9 June by AMMC and Borealis Alloys."
    )
    assert {fact.value for fact in reported(text, "en")[0].parties} == {"x:borealis-alloys", "ammc"}
