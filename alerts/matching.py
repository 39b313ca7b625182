"""A reader and a deal come in; whether the reader follows it, and by which filters, goes out."""

from alerts.subscriptions import LISTS, Subscription
from pipeline.ladder import rung
from pipeline.models import Deal
from pipeline.parties import country_of


def follows(reader: Subscription, deal: Deal) -> bool:
    """Tell whether a deal passes all filters the reader has set; one that was rejected passes none."""
    if deal.rejected:
        return False
    passes = all(not getattr(reader, key) or passed for key, passed in _matches(reader, deal).items())
    return passes and (not reader.minimum_stage or rung(deal.stage) >= rung(reader.minimum_stage))


def _matches(reader: Subscription, deal: Deal) -> dict[str, list[str]]:
    """Return by filter what the reader wants of it and the deal has."""
    parties = {party["id"] for party in deal.parties}
    there = {
        "minerals": set(deal.minerals),
        "parties": parties,
        "countries": {*deal.countries, *(country_of(party) for party in parties)},
        "deal_types": {deal.deal_type},
    }
    return {key: [wish for wish in getattr(reader, key) if wish in there[key]] for key in LISTS}


def matched(reader: Subscription, deal: Deal) -> tuple[tuple[str, str], ...]:
    """Return the reader's filters that the deal passes, as pairs of the filter's key and the id."""
    wishes = [(key, wish) for key, passed in _matches(reader, deal).items() for wish in passed]
    return (*wishes, *([("minimum_stage", reader.minimum_stage)] if reader.minimum_stage else []))
