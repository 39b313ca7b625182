"""Steps and the openings of their texts come in; which are Uzbekistan's, and which are others' between themselves."""

import pytest

from pipeline.tag import tag
from pipeline.understanding.opening import read_opening
from pipeline.understanding.steps import steps
from pipeline.understanding.whose_deal import is_at_home, is_of_others, only_carries
from tests.pipeline.readings import NEWS

PACT = "{one} and {other} sign tin pact\n\n{one} and {other} signed an agreement on tin in Vienna. {more}"


@pytest.mark.parametrize(
    ("one", "other", "more", "home", "others"),
    [
        ("Uzbekistan", "Austria", "Both wanted it.", True, False),
        ("Mongolia", "Austria", "Uzbekistan mines tin as well.", True, True),
        ("Mongolia", "Austria", "Others mine tin as well.", False, True),
    ],
)
def test_a_deal_is_uzbek_where_a_side_is(one: str, other: str, more: str, *, home: bool, others: bool) -> None:
    document = PACT.format(one=one, other=other, more=more)
    found = tag(document, "en")
    step, lead = steps(document, "en", found, NEWS)[0], read_opening(document, "en", found)
    assert is_at_home(step, found, lead) is home
    assert is_of_others(step, found, lead) is others


def test_who_joins_is_at_home_though_the_text_opens_with_others() -> None:
    document = (
        "Statement on the lithium dialogue\n\nChile and Canada met in Ottawa.\n"
        "Ghana and {} joined the Lithium Dialogue as new members."
    )
    for name, home in (("Uzbekistan", True), ("Namibia", False)):
        text = document.format(name)
        found = tag(text, "en")
        step = steps(text, "en", found, NEWS)[0]
        assert is_at_home(step, found, read_opening(text, "en", found)) is home


@pytest.mark.parametrize(
    ("firm", "carries"), [("Uzbekistan Railways", True), ("Almalyk MMC", False), ("Uzbekistan Airways", True)]
)
def test_a_railway_only_carries_the_goods_of_others(firm: str, *, carries: bool) -> None:
    document = f"{firm} and Kazakhmys sign\n\n{firm} and Kazakhstan's Kazakhmys signed a contract on copper in Almaty."
    step = steps(document, "en", tag(document, "en"), NEWS)[0]
    assert only_carries(step) is carries
