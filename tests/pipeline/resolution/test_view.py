"""What follows from the facts of a step or a deal is what the matcher asks for."""

import datetime as dt

from pipeline.resolution.view import Milestone, View, is_asset, solid

SHOWN = View(
    parties={"uz-mingeo": 1.0, "navoiyuran": 0.5, "orano": 1.0, "x:shindong-resources": 0.1, "fr-gov": 1.0},
    minerals={"uranium": 1.0, "tungsten": 0.2, "critical-minerals": 1.0},
    places={"toshkent": 1.0, "ingichka": 0.4},
    types={"framework": 0.5, "joint_venture": 1.0},
)


def test_counterparts_are_from_abroad_and_no_state() -> None:
    assert SHOWN.traits.counterparts == {"orano": 1.0, "x:shindong-resources": 0.1}
    assert SHOWN.traits.home == {"navoiyuran": 0.5}
    assert SHOWN.standing("home-state") == {"uz-mingeo": 1.0}


def test_only_what_no_lexicon_holds_may_be_spelt_otherwise() -> None:
    assert SHOWN.traits.strangers == ["x:shindong-resources"]


def test_unusual_minerals_are_neither_common_nor_a_class() -> None:
    assert SHOWN.traits.unusual == {"tungsten"}


def test_the_asset_is_a_deposit_and_no_town() -> None:
    assert SHOWN.traits.assets == {"ingichka": 0.4}
    assert not is_asset("nowhere")


def test_the_type_is_the_one_that_most_reports_state() -> None:
    assert SHOWN.traits.deal_type == "joint_venture"
    assert View().traits.deal_type is None


def test_a_stray_mention_is_not_solid() -> None:
    assert solid(SHOWN.parties).keys() == SHOWN.parties.keys() - {"x:shindong-resources"}


def test_a_day_is_exact_and_a_month_is_not() -> None:
    first = dt.date(2025, 3, 1)
    assert Milestone("talks", first, first).exact
    assert not Milestone("talks", first, first + dt.timedelta(days=30)).exact
