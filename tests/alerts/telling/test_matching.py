"""Whether a reader follows a deal, and by which filters."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from alerts.subscriptions import Subscription
from alerts.telling.matching import Followers, follows, matched
from pipeline.models import Deal
from pipeline.resolution.ladder import ENDS, STAGES


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({}, True),
        ({"minerals": ("tungsten", "lithium")}, True),
        ({"minerals": ("lithium",)}, False),
        ({"parties": ("itia",)}, True),
        ({"parties": ("kfw-ipex",)}, False),
        ({"countries": ("DE",)}, True),
        ({"countries": ("UZ",)}, True),
        ({"countries": ("KR",)}, False),
        ({"deal_types": ("membership",)}, True),
        ({"minerals": ("tungsten",), "deal_types": ("offtake",)}, False),
        ({"minimum_stage": "agreement"}, True),
        ({"minimum_stage": "financing"}, False),
    ],
)
def test_a_deal_must_pass_every_filter_that_is_set(filters: dict[str, Any], passes: bool) -> None:  # noqa: FBT001
    deal = Deal(
        deal_type="membership",
        stage="agreement",
        minerals=["tungsten"],
        countries=["DE"],
        parties=[{"id": "uztmk"}, {"id": "itia"}],
    )
    assert follows(Subscription("mailto:reader@example.org", **filters), deal) is passes


@pytest.mark.parametrize("stage", ["suspended", "terminated"])
def test_the_end_of_a_deal_passes_every_minimum_stage(stage: str) -> None:
    deal = Deal(deal_type="offtake", stage=stage, minerals=[], countries=[], parties=[])
    assert follows(Subscription("mailto:reader@example.org", minimum_stage="operation"), deal)


def test_a_deal_that_was_rejected_is_followed_by_nobody() -> None:
    deal = Deal(deal_type="offtake", stage="agreement", minerals=[], countries=[], parties=[], rejected=True)
    assert not follows(Subscription("mailto:reader@example.org"), deal)


def test_the_filters_that_a_deal_passes_are_named_in_the_readers_own_order() -> None:
    reader = Subscription(
        "mailto:reader@example.org", minerals=("lithium", "tungsten"), countries=("US", "DE"), minimum_stage="talks"
    )
    deal = Deal(
        deal_type="offtake", stage="agreement", minerals=["tungsten"], countries=[], parties=[{"id": "kfw-ipex"}]
    )
    assert matched(reader, deal) == (("minerals", "tungsten"), ("countries", "DE"), ("minimum_stage", "talks"))
    assert matched(Subscription("mailto:reader@example.org"), deal) == ()


def test_those_found_at_once_are_those_that_pass_one_by_one() -> None:
    chance = random.Random(7)  # noqa: S311 - made-up deals
    minerals, parties, countries = ("copper", "gold", "uranium"), ("uztmk", "itia", "de-gov"), ("DE", "UZ", "KR")
    types, stages = ("offtake", "membership"), (*STAGES, *ENDS)

    def some(values: Sequence[str]) -> list[str]:
        return chance.sample(values, chance.randrange(len(values)))

    deals = [
        Deal(
            id=number, deal_type=chance.choice(types), stage=chance.choice(stages), minerals=some(minerals),
            countries=some(countries), parties=[{"id": one} for one in some(parties)], rejected=number % 9 == 0,
        )
        for number in range(200)
    ]  # fmt: skip
    followers = Followers(deals)
    passed = set()
    for _ in range(200):
        wishes = {"minerals": minerals, "parties": parties, "countries": countries, "deal_types": types}
        filters: dict[str, Any] = {key: tuple(some(values)) for key, values in wishes.items()}
        reader = Subscription("mailto:reader@example.org", minimum_stage=chance.choice(("", *STAGES)), **filters)
        found = followers.of(reader)
        assert found == {deal.id for deal in deals if follows(reader, deal)}
        passed.add(len(found))
    assert len(passed) > 5
    everything = followers.of(Subscription("mailto:reader@example.org"))
    assert everything == {deal.id for deal in deals if not deal.rejected}
