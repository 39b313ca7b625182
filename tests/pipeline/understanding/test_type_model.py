"""Steps come in; the test says what is weighed of them, how the weights are learned."""

import math

import pytest

from pipeline.resolution.naming import TYPES
from pipeline.understanding import type_model
from pipeline.understanding.acts import acts
from pipeline.understanding.facts import Fact
from pipeline.understanding.type_model import features, log_likelihoods
from pipeline.understanding.weighing import load
from tests.gold.learn import Example, learned
from tests.pipeline.readings import NEWS, lay_out


def weighed(text: str, lang: str) -> dict[str, float]:
    readings = lay_out(text, lang)
    return features(acts(readings, NEWS), readings, [], [])


def test_what_is_said_in_two_languages_weighs_the_same() -> None:
    english = weighed("–\n\nOrano and Navoiyuran signed a contract.", "en")
    assert english.items() <= weighed("–\n\nOrano и «Навоийуран» подписали контракт.", "ru").items()
    assert {"kind sign", "paper contract", "act instrument contract", "lead instrument contract"} <= english.keys()


def test_a_word_further_down_weighs_half() -> None:
    found = weighed("–\n\nOrano and Navoiyuran signed a contract.\n\nIt was so.\n\nPumps will be bought.", "en")
    assert found["further subject equipment"] == found["lead instrument contract"] / 2


def test_who_deals_with_whom_is_weighed() -> None:
    ministry = Fact("uz-mingeo", 0, 1, {"role": "state", "country": "UZ"})
    survey, unknown = (Fact(term, 2, 3, {"role": "party", "country": "US"}) for term in ("usgs", "x:ridge"))
    found = features([], [], [ministry, survey, unknown], [])
    assert {"home state", "abroad agency", "abroad body", "sides state agency", "sides state body"} <= found.keys()
    assert "sides agency body" not in found


def test_probabilities_are_those_of_all_types_and_come_to_one() -> None:
    for found in ({"kind join": 1.0}, {"never learned of": 1.0}, {}):
        likely = log_likelihoods(found)
        assert likely.keys() == TYPES.keys()
        assert sum(math.exp(score) for score in likely.values()) == pytest.approx(1)
    assert max(log_likelihoods({"kind join": 1.0}).items(), key=lambda item: item[1])[0] == "membership"


def test_the_order_of_what_is_weighed_changes_no_digit() -> None:
    names = list(load(type_model.WEIGHTS)[1])
    orders = (names[turn:] + names[:turn] for turn in range(len(names)))
    assert len({tuple(log_likelihoods(dict.fromkeys(order, 0.7)).values()) for order in orders}) == 1


def test_what_the_examples_share_is_learned_and_what_is_rare_is_not() -> None:
    made = [Example({"loan": 1.0}, "financing"), Example({"mine": 1.0}, "exploration")] * 3
    weights = learned([*made, Example({"seldom": 1.0}, "supply")], list(TYPES))
    assert weights.keys() == {"loan", "mine"}
    types = list(TYPES)
    assert weights["loan"][types.index("financing")] == max(weights["loan"]) > 0 > min(weights["loan"])
    assert weights["mine"][types.index("exploration")] == max(weights["mine"])


def test_the_table_is_one_for_the_types_there_are() -> None:
    types, weights = load(type_model.WEIGHTS)
    assert types == tuple(TYPES)
    assert len(weights) > 100
