"""What a reader follows, and why a deal was told, in words."""

import pytest

from alerts.rendering.wishes import because, following
from alerts.subscriptions import Subscription
from alerts.wording import languages, wording

EN = wording("en")


def test_the_footer_says_what_the_reader_follows() -> None:
    reader = Subscription("x", minerals=("tungsten",), countries=("DE",), minimum_stage="agreement")
    assert following(reader, EN) == "You follow: tungsten, Germany, from “agreement” on."
    assert following(Subscription("x"), EN) == "You follow every deal."


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
