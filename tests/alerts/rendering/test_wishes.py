"""What a reader follows, and why a deal was told, in words."""

import pytest

from alerts.rendering.wishes import because, following
from alerts.subscriptions import Subscription
from alerts.wording import languages, wording

EN = wording("en")


def test_the_footer_says_what_the_reader_follows() -> None:
    reader = Subscription("x", minerals=("tungsten",), countries=("DE",), minimum_stage="agreement")
    assert following(reader, EN) == ("You follow deals that meet all of this: tungsten; Germany; from “agreement” on.")
    assert following(Subscription("x"), EN) == "You follow every deal."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You follow deals that meet all of this: tungsten or uranium; Japan; membership."),
        ("ru", "Вы следите за сделками, которые отвечают всему сразу: вольфрам или уран; Япония; членство."),
        ("uz", "Siz shu shartlarning hammasiga mos bitimlarni kuzatasiz: volfram yoki uran; Yaponiya; aʼzolik."),
        ("uz-Cyrl", "Сиз шу шартларнинг ҳаммасига мос битимларни кузатасиз: вольфрам ёки уран; Япония; аъзолик."),
    ],
)
def test_of_a_filter_any_one_will_do_and_of_the_filters_all_must(language: str, said: str) -> None:
    reader = Subscription("x", minerals=("tungsten", "uranium"), countries=("JP",), deal_types=("membership",))
    assert following(reader, wording(language)) == said


def test_a_single_filter_is_just_said() -> None:
    reader = Subscription("x", minerals=("tungsten", "uranium", "lithium"))
    assert following(reader, EN) == "You follow: tungsten, uranium or lithium."


def test_a_deal_says_which_wish_it_answers() -> None:
    told = (("minerals", "tungsten"), ("parties", "itia"), ("deal_types", "membership"))
    assert because(told, EN) == (
        "You get this because you follow tungsten, International Tungsten Industry Association, membership."
    )
    assert because((), EN) == ""


@pytest.mark.parametrize("language", languages())
def test_the_reason_is_said_in_every_language(language: str) -> None:
    words = wording(language)
    assert words.term("tungsten") in because((("minerals", "tungsten"),), words)
