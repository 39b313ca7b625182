"""The facts of a deal as it was told come in; the deal as far as they show it, without its reports, goes out."""

import datetime as dt

from alerts.digest import Item
from alerts.telling.told import Facts


def outline(key: str, facts: Facts) -> Item:
    """Return a deal as it was told, without its reports."""
    day = facts["date"]
    return Item(
        key=key,
        title=facts["title"],
        deal_type=facts["type"],
        stage=facts["stage"] or "",
        stage_date=dt.date.fromisoformat(day) if day else None,
        stage_precision=facts["precision"],
        parties=tuple((party, name, role) for party, name, role in facts["parties"]),
        signatories=tuple(facts["signatories"]),
        minerals=tuple(facts["minerals"]),
        countries=tuple(facts["countries"]),
        places=tuple(facts["places"]),
        values=(),
        conflicts=(),
        changes=(),
        links=(),
        quote=None,
        publishers=0,
        events=(),
    )
