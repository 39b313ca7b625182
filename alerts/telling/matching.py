"""A reader and deals come in; which of them the reader follows, and by which filters, goes out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import Row

from alerts.subscriptions import LISTS, Subscription
from pipeline.models import Deal
from pipeline.resolution.ladder import STAGES, rung
from pipeline.resolution.parties import country_of


def follows(reader: Subscription, deal: Deal) -> bool:
    """Tell whether a deal passes all filters the reader has set; one that was rejected passes none."""
    if deal.rejected:
        return False
    for key in LISTS:
        wishes = getattr(reader, key)
        if wishes and not set(wishes).intersection(_there(deal, key)):
            return False
    return not reader.minimum_stage or rung(deal.stage) >= rung(reader.minimum_stage)


class Followers:
    """Many deals by what filters may ask for, so that those of a reader are found without a look at each of them.

    They are those that ``follows`` lets through.
    """

    def __init__(self, deals: Iterable[Row[*tuple[Any, ...]]]) -> None:
        """Sort deals that have at least their number and what a filter may ask for."""
        self._all: set[int] = set()
        self._having: defaultdict[tuple[str, str | None], set[int]] = defaultdict(set)
        self._from: dict[str, set[int]] = {stage: set() for stage in STAGES}
        for deal in deals:
            if not deal.rejected:
                self._sort(deal)

    def _sort(self, deal: Row[*tuple[Any, ...]]) -> None:
        self._all.add(deal.id)
        for key in LISTS:
            for value in _there(deal, key):
                self._having[key, value].add(deal.id)
        for stage in STAGES:
            if rung(deal.stage) >= rung(stage):
                self._from[stage].add(deal.id)

    def of(self, reader: Subscription) -> AbstractSet[int]:
        """Return the numbers of the deals that pass all filters the reader has set."""
        found = [
            set[int]().union(*(self._having.get((key, wish), ()) for wish in getattr(reader, key)))
            for key in LISTS
            if getattr(reader, key)
        ]
        if reader.minimum_stage:
            found.append(self._from[reader.minimum_stage])
        return found[0].intersection(*found[1:]) if found else self._all


def _there(deal: Deal | Row[*tuple[Any, ...]], key: str) -> Sequence[str | None]:
    """Return what a deal has that the filter of this key may ask for."""
    if key == "minerals":
        return deal.minerals
    if key == "deal_types":
        return (deal.deal_type,)
    parties = [party["id"] for party in deal.parties]
    return parties if key == "parties" else [*deal.countries, *map(country_of, parties)]


def matched(reader: Subscription, deal: Deal) -> tuple[tuple[str, str], ...]:
    """Return the reader's filters that the deal passes, as pairs of the filter's key and the id."""
    asked = [key for key in LISTS if getattr(reader, key)]
    there = {key: _there(deal, key) for key in asked}
    wishes = [(key, wish) for key in asked for wish in getattr(reader, key) if wish in there[key]]
    return (*wishes, *([("minimum_stage", reader.minimum_stage)] if reader.minimum_stage else []))
