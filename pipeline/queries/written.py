"""Records come in; they are written as JSON Lines or, for spreadsheets, as CSV."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from pipeline.resolution.ladder import known

_FORMULA = ("=", "+", "-", "@", "\t")  # a spreadsheet would run a cell that begins so

_LEFT = ("document", "evidence")

Record = dict[str, Any]


def write_lines(records: Iterable[Record], out: TextIO) -> None:
    """Write a JSON object a line."""
    out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write_csv(records: Iterator[Record], out: TextIO) -> None:
    """Write a row a record; lists are joined with semicolons, the evidence of a deal is left to JSON Lines.

    Dates are cut to what is known of them: 2025-04.
    """
    writer = None
    for record in records:
        row = {key: _cell(value) for key, value in _cut(record).items() if key not in _LEFT}
        if writer is None:
            writer = csv.DictWriter(out, fieldnames=list(row))
            writer.writeheader()
        writer.writerow(row)


def _cut(record: Record) -> Record:
    """Return a record with the date of its stage as far as it is known."""
    return record | {"stage_date": _day(record, "stage_date", "stage_precision")} if "stage_date" in record else record


def _day(record: Record, key: str, precision: str = "precision") -> str:
    """Return a date of a record as far as it is known."""
    return known(dt.date.fromisoformat(record[key]), record[precision]) if record[key] else ""


def _cell(value: Any) -> Any:  # noqa: ANN401 - a record holds any JSON value
    if isinstance(value, list):
        value = "; ".join(_item(item) for item in value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _item(item: Any) -> str:  # noqa: ANN401
    if not isinstance(item, dict):
        return str(item)
    shown: dict[str, Callable[[Record], str]] = {
        "deal": lambda one: f"{one['deal']} ({one['role']})",
        "amount": lambda one: f"{one['amount']} {one['currency']}",
        "by": lambda one: f"{one['stage']} by {_day(one, 'by')}{' (missed)' if one['missed'] else ''}",
        "stage": lambda one: f"{one['stage']} {_day(one, 'date')}".strip(),
        "values": lambda one: f"{one['field']}: {' / '.join(value['value'] for value in one['values'])}",
        "author": lambda one: f"{one['field']} {one['sign'] or ''}{one['value']} ({one['author']}, {one['on']})",
        "id": lambda one: str(one["id"]),
    }
    return next((show(item) for key, show in shown.items() if key in item), json.dumps(item, ensure_ascii=False))
