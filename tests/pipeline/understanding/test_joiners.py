"""The sentences of a joining come in; the test says who joins what, and which states are its counterparts."""

from pipeline.understanding.joiners import membership
from tests.pipeline.readings import lay_out


def test_an_association_has_no_state_unless_it_is_named_as_one_of() -> None:
    for name, countries in (("the International Tungsten Industry Association", set()), ("Canada's CMI", {"CA"})):
        readings = lay_out(f"–\n\nThe Technological Metals Complex of Uzbekistan joined {name}.", "en")
        joined = {body.term for body in readings[-1].named("organisation")} - {"uztmk"}
        bound = membership(readings[1:], readings, joined)
        assert {fact.value for fact in bound.countries} == countries
        assert {fact.value: fact.detail.get("part") for fact in bound.parties} == {"uztmk": "member"} | dict.fromkeys(
            joined
        )


def test_with_whom_a_member_also_works_is_no_member() -> None:
    readings = lay_out(
        "–\n\nThe Technological Metals Complex joined the International Tungsten Industry Association. The company also"
        " agreed on drilling abroad with Uzbek Overseas Geology.",
        "en",
    )
    bound = membership(readings[1:], readings, {"itia"})
    assert {fact.value for fact in bound.parties} == {"uztmk", "itia"}
