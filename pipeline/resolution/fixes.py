"""A deal with what readers set about it comes in; its fields, put right, go out: the correction is their evidence."""

from types import SimpleNamespace

from pipeline.models import Deal

LISTS = {"party": "parties", "mineral": "minerals", "country": "countries", "value": "values"}
TEXTS = {"type": "deal_type", "stage": "stage", "title": "title"}


def fix(deal: Deal | SimpleNamespace, *fields: str) -> None:
    """Put these fields right, one correction after the other: the later one holds."""
    for one in deal.fixed or ():
        if one["field"] in fields:
            _fix(deal, one["field"], one["sign"], one["value"])


def _fix(deal: Deal | SimpleNamespace, field: str, sign: str | None, value: str) -> None:
    if field in TEXTS:
        setattr(deal, TEXTS[field], value)
        return
    name = LISTS[field]
    rest = [one for one in getattr(deal, name) if named(field, one) != value]
    if sign == "+" and len(rest) == len(getattr(deal, name)):
        rest.append(_entry(field, value))
    elif sign == "+":
        return
    setattr(deal, name, rest)


def named(field: str, entry: dict[str, object] | str) -> str:
    """Return how a correction names an entry of a deal's list: its id, or "40000000 USD"."""
    if isinstance(entry, str):
        return entry
    return str(entry["id"]) if field == "party" else f"{entry['amount']:.0f} {entry['currency']}"


def _entry(field: str, value: str) -> dict[str, object] | str:
    if field == "party":
        return {"id": value, "name": None, "role": None}
    if field == "value":
        amount, _, currency = value.partition(" ")
        return {"amount": float(amount), "currency": currency, "kind": None, "text": None}
    return value
