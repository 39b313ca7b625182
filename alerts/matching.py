"""A reader and a deal come in; whether the reader follows it, and by which filters, goes out."""

from collections.abc import Sequence

from alerts.subscriptions import LISTS, Subscription
from pipeline.ladder import rung
from pipeline.models import Deal
from pipeline.parties import country_of


def follows(reader: Subscription, deal: Deal) -> bool:
    """Tell whether a deal passes all filters the reader has set; one that was rejected passes none."""
    if deal.rejected:
        return False
    for key in LISTS:  # most readers stop at the first
        wishes = getattr(reader, key)
        if wishes and not set(wishes).intersection(_there(deal, key)):
            return False
    return not reader.minimum_stage or rung(deal.stage) >= rung(reader.minimum_stage)


def _there(deal: Deal, key: str) -> Sequence[str | None]:
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
