"""The catalogue with its state: the database comes in, rows for a person or a machine go out."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import Engine, select

from crawler.sources import Source, load_catalogue
from pipeline.db import reading
from pipeline.models import SourceState
from pipeline.text import one_line

COLUMNS = {"name": 22, "title": 28, "country": 7, "ways_in": 20, "verdict": 8, "last_run": 16, "next_due": 16}

OFF = "switched off in its block; konchi crawl reads it where it is named"


def rows(engine: Engine) -> list[dict[str, Any]]:
    """Return every source of the catalogue with what is known of its state."""
    with reading(engine) as opened:
        states = {state.name: state for state in opened.scalars(select(SourceState))}
    return [_row(source, states.get(name)) for name, source in sorted(load_catalogue().items())]


def _row(source: Source, state: SourceState | None) -> dict[str, Any]:
    return {
        "name": source.name,
        "title": source.title,
        "country": source.country,
        "languages": list(source.languages),
        "ways_in": list(source.ways_in),
        "verdict": "off" if not source.enabled else state.verdict if state else "new",
        "reason": OFF if not source.enabled else state.reason if state else None,
        "last_run": state.last_run_at if state else None,
        "next_due": state.due_at if state and source.enabled else None,
    }


def as_lines(found: list[dict[str, Any]]) -> list[str]:
    """Return one JSON object a row, moments in ISO 8601."""
    return [json.dumps(row, ensure_ascii=False, default=dt.datetime.isoformat) for row in found]


def as_table(found: list[dict[str, Any]]) -> list[str]:
    """Return a line a row in columns, moments in this machine's zone."""
    names = [len(row["name"]) for row in found]
    columns = COLUMNS | {"name": max([COLUMNS["name"], *names])}  # konchi crawl takes whole names alone
    lines = [" ".join(f"{name.replace('_', ' '):{width}}" for name, width in columns.items()).rstrip()]
    for row in found:
        cells = " ".join(f"{_cell(row[name])[:width]:{width}}" for name, width in columns.items())
        lines.append(f"{cells} {one_line(row['reason'] or '')}".rstrip())
    return lines


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, dt.datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    return one_line(", ".join(value) if isinstance(value, list) else str(value))
