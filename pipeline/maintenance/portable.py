"""Rows of any of our databases come in; lines of JSON that any of them can take back go out, and the other way."""

import base64
import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Boolean, Date, LargeBinary, Table, TableClause, column, table
from sqlalchemy.types import NullType, TypeEngine

from pipeline.columns import CleanJSON, Instant


def _as_is(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    return value


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


# By kind of column: its type, and how a value is written as JSON and read again.
_KINDS: Mapping[str, tuple[type[TypeEngine[Any]], Callable[[Any], Any], Callable[[Any], Any]]] = {
    "moment": (Instant, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "day": (Date, dt.date.isoformat, dt.date.fromisoformat),
    "bytes": (LargeBinary, _text, base64.b64decode),
    "flag": (Boolean, _as_is, _as_is),
    "tree": (JSON, _as_is, _as_is),
    "plain": (NullType, _as_is, _as_is),  # texts and numbers
}


def kinds(of: Table) -> dict[str, str]:
    """Return the kind of each column of a table, in order."""
    return {each.name: _kind(each.type) for each in of.columns}


def _kind(stored: TypeEngine[Any]) -> str:
    if isinstance(stored, CleanJSON):
        return "tree"
    return next((kind for kind, (known, _, _) in _KINDS.items() if isinstance(stored, known)), "plain")


def line(row: Sequence[Any], of: Mapping[str, str]) -> bytes:
    """Return a row of a table with columns of these kinds as one line."""
    told = [None if value is None else _KINDS[kind][1](value) for value, kind in zip(row, of.values(), strict=True)]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row(told: bytes, of: Mapping[str, str]) -> dict[str, Any]:
    """Return the row that a line tells, by column."""
    pairs = zip(json.loads(told), of.items(), strict=True)
    return {name: None if value is None else _KINDS[kind][2](value) for value, (name, kind) in pairs}


def clause(name: str, of: Mapping[str, str]) -> TableClause:
    """Return a table to insert into, as it was when it was written, whatever it has become since."""
    return table(name, *(column(each, _KINDS[kind][0]()) for each, kind in of.items()))
