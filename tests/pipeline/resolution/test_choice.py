"""A step goes to the deal it fits best or to none; two deals are one only where nothing differs."""

from pipeline.resolution.choice import are_one, choose, is_specific
from pipeline.resolution.match import rarity
from pipeline.resolution.view import View
from pipeline.resolution.weights import weights
from tests.pipeline.resolution.test_match import view


def weigh(party: str) -> float:
    return rarity(party, 1, 100)


DAY = {"minerals": ["tungsten"], "countries": ["US"], "types": ["framework"]}
TRAXYS = view("uztmk", "traxys", **DAY)


def test_a_step_goes_to_the_deal_it_fits_best_and_a_tie_to_the_older() -> None:
    known = {7: TRAXYS, 3: TRAXYS, 5: view("uztmk", "itia", **DAY)}
    choice = choose(TRAXYS, known, weigh, {})
    assert (choice.deal_id, choice.margin, choice.also) == (3, 0.0, 7)
    assert choice.signals["runner_up"]["deal"] == 7


def test_a_step_that_fits_no_deal_founds_one_and_tells_the_closest() -> None:
    choice = choose(TRAXYS, {5: view("navoiyuran", "cauldron", minerals=["uranium"])}, weigh, {})
    assert choice.deal_id is None
    assert choice.margin > 0
    assert choice.signals["signals"] == {}
    assert choice.signals["runner_up"]["deal"] == 5
    assert choose(TRAXYS, {}, weigh, {}).signals["runner_up"] is None


def test_a_copy_goes_where_its_original_went_and_a_next_step_with_somebody_else_does_not() -> None:
    poor = view(minerals=["tungsten"])
    assert choose(poor, {1: TRAXYS}, weigh, {}).deal_id is None
    assert choose(poor, {1: TRAXYS}, weigh, {1: "copy"}).deal_id == 1
    both = view("uztmk", "traxys", "itia", **DAY)
    facts = weights()["facts"]
    assert (
        choose(both, {1: TRAXYS}, weigh, {1: "same-article"}).signals["signals"]["same-article"]
        == facts["same-article-others"]
    )
    assert (
        choose(TRAXYS, {1: both}, weigh, {1: "same-article"}).signals["signals"]["same-article"]
        == facts["same-article"]
    )


def test_two_deals_are_one_only_where_no_side_speaks_against_it() -> None:
    assert are_one(TRAXYS, TRAXYS, weigh)
    assert not are_one(TRAXYS, view("ammc", "traxys", **DAY), weigh)
    assert not are_one(TRAXYS, view("uztmk", "us-gov", **DAY), weigh)


def test_a_recalled_step_is_specific_by_a_company_or_a_date() -> None:
    assert is_specific(TRAXYS, dated=False)
    states = view("uz-gov", "us-gov", minerals=["copper"])
    assert not is_specific(states, dated=False)
    assert is_specific(states, dated=True)
    assert not is_specific(View(parties={"traxys": 1.0}), dated=True)
