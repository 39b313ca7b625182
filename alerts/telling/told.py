"""A deal comes in; its facts, as a record of what was told keeps and names them, go out."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.models import Deal
from pipeline.resolution.fixes import named

Facts = Mapping[str, Any]
WHOLE = ""  # names a deal as a whole
GONE = "gone"  # why a deal is told no more
LISTS = {
    "party": "parties",
    "mineral": "minerals",
    "country": "countries",
    "place": "places",
    "signatory": "signatories",
    "value": "values",
}


def facts_of(deal: Deal) -> dict[str, Any]:
    """Return what is known of a deal, by the names that its evidence has."""
    return {
        "title": deal.title,
        "type": deal.deal_type,
        "stage": deal.stage,
        "date": deal.stage_date.isoformat() if deal.stage_date else None,
        "precision": deal.stage_precision,
        "parties": [[party["id"], party.get("name"), party.get("role")] for party in deal.parties],
        "minerals": list(deal.minerals),
        "countries": list(deal.countries),
        "places": list(deal.places),
        "signatories": [person["id"] for person in deal.signatories],
        "values": [named("value", value) for value in deal.values],
    }


def named_facts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Name the facts that a deal may have several of, as (field, value)."""
    for field, name in LISTS.items():
        for one in facts[name]:
            yield field, one[0] if field == "party" else one


def without(facts: Facts, field: str, value: str) -> dict[str, Any]:
    """Return the facts but for this one."""
    name = LISTS[field]
    rest = [one for one in facts[name] if (one[0] if field == "party" else one) != value]
    return {**facts, name: rest}


def key_of(field: str, value: str | None = None) -> str:
    """Return how a record names the sources of a fact: "stage", "value:40000000 USD"."""
    return f"{field}:{value}" if value else field
