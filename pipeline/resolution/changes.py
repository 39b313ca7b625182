"""Two states of a deal come in; what lies between them, each change under a key of its own, goes out as events."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.models import Correction, Deal, Event, Report
from pipeline.prepared import Prepared
from pipeline.resolution.ladder import known
from pipeline.resolution.parties import standing

_WRITTEN = Prepared(select(Event.key).where(Event.key.in_(bindparam("keys", expanding=True))))
_TELL = Prepared(insert(Event))


def state(deal: Deal) -> dict[str, Any]:
    """Return what readers are told changes of."""
    return {
        "stage": deal.stage,
        "date": deal.stage_date,
        "day": known(deal.stage_date, deal.stage_precision) if deal.stage_date else None,
        "values": {f"{value['amount']:.0f} {value['currency']}" for value in deal.values or ()},
        "parties": {party["id"] for party in deal.parties or ()},
        "conflicts": {json.dumps(conflict, sort_keys=True): conflict for conflict in deal.conflicts or ()},
    }


def note(session: Session, deal: Deal, report: Report, before: Mapping[str, Any] | None) -> None:
    """Write the events that lie between two states of a deal; each has a key and is written once.

    Of a deal that a reader rejected nothing is told.
    """
    if deal.rejected:
        return None
    if before is None:
        return _write(session, deal, report, [("new", "", None, deal.stage)])
    after = state(deal)
    found: list[tuple[str, str, Any, Any]] = []
    if after["stage"] != before["stage"]:
        found.append(("stage", after["stage"], before["stage"], after["stage"]))
    elif before["date"] and after["date"] != before["date"]:
        found.append(("date", f"{after['stage']}:{after['date']}", before["day"], after["day"]))
    found += [("value", value, None, value) for value in sorted(after["values"] - before["values"])]
    newcomers = sorted(after["parties"] - before["parties"])
    bodies = (party for party in newcomers if standing(party) in {"home", "venture", "foreign", "bank"})
    found += [("party", party, None, party) for party in bodies]
    for key in sorted(after["conflicts"].keys() - before["conflicts"].keys()):
        conflict = after["conflicts"][key]
        claims = " / ".join(value["value"] for value in conflict["values"])
        found.append(("conflict", f"{conflict['field']}:{claims}", None, claims))
    return _write(session, deal, report, found)


def _write(session: Session, deal: Deal, report: Report, found: Sequence[tuple[str, str, Any, Any]]) -> None:
    keys = {":".join(filter(None, (deal.key, kind, value))): (kind, old, new) for kind, value, old, new in found}
    written = {key for (key,) in _WRITTEN.rows(session, {"keys": list(keys)})} if keys else set()
    rows = [
        {
            "key": key,
            "deal_id": deal.id,
            "report_id": report.id,
            "kind": kind,
            "before": None if old is None else str(old),
            "after": None if new is None else str(new),
            "happened_on": report.event_date if kind in {"new", "stage"} else None,
            "created_at": clock.now(),
        }
        for key, (kind, old, new) in keys.items()
        if key not in written
    ]
    _TELL.each(session, rows)


def note_corrections(session: Session, deal: int, corrections: Iterable[int]) -> None:
    """Write for each correction of the deal that readers put it right; its key is the same after any re-run."""
    keys = {f"corrected:{number}": number for number in sorted(set(corrections))}
    written = set(session.scalars(select(Event.key).where(Event.key.in_(keys)))) if keys else set()
    for key, number in keys.items():
        if key not in written:
            made = session.get_one(Correction, number)
            session.add(
                Event(
                    key=key,
                    deal_id=deal,
                    report_id=None,
                    kind="corrected",
                    before=made.was,
                    after=made.value or made.other,
                    happened_on=None,
                    created_at=clock.now(),
                )
            )
    session.flush()
