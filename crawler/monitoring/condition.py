"""How the sources fare, for whoever asks: the database comes in, a line a source or all of one source go out."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawler.manners.hosts import host_of
from crawler.monitoring.rhythm import average
from crawler.sources import Source, load_catalogue
from pipeline import clock
from pipeline.db import reading
from pipeline.models import Host, Poll, SourceDay, SourceState
from pipeline.text import one_line

WIDTH = 100  # columns
STRIP = 14  # days shown as signs
LOOKED = 60  # days looked at for since when a verdict has stood
WEEK = dt.timedelta(days=7)
SIGNS = {"new": "n", "healthy": ".", "quiet": "q", "silent": "S", "broken": "B"}
NONE = "-"
LEGEND = "days: . healthy, q quiet, S silent, B broken, n new, - not asked; gaps: in a week/back-filled"
COLUMNS = {"name": 20, "verdict": 8, "since": 6, "last article": 12, "a day": 6, "overlap": 9, "gaps": 6, "days": STRIP}
Row = dict[str, Any]


def told(engine: Engine, name: str, *, as_json: bool) -> list[str]:
    """Return the lines on all sources, or on the one that is named, for a person or a machine."""
    if as_json:
        rows = health_rows(engine, [name] if name else ())
        return [json.dumps(row, ensure_ascii=False, default=dt.date.isoformat) for row in rows]
    return health_detail(engine, name) if name else health_table(health_rows(engine))


def health_rows(engine: Engine, names: Iterable[str] = ()) -> list[Row]:
    """Return how each source of the catalogue fares, or each of those named, the worst first."""
    catalogue = load_catalogue()
    chosen = sorted(names or catalogue)
    with reading(engine) as opened:
        states = {state.name: state for state in opened.scalars(select(SourceState))}
        days, polls = _days(opened), _polls(opened)
        rows = [_row(catalogue[name], states.get(name), days[name], polls[name]) for name in chosen]
    return sorted(rows, key=lambda row: (-list(SIGNS).index(row["verdict"]), row["name"]))


def _days(opened: Session) -> defaultdict[str, list[SourceDay]]:
    since = clock.now().date() - dt.timedelta(days=LOOKED)
    found: defaultdict[str, list[SourceDay]] = defaultdict(list)
    for day in opened.scalars(select(SourceDay).where(SourceDay.day >= since).order_by(SourceDay.day)):
        found[day.source].append(day)
    return found


def _polls(opened: Session) -> defaultdict[str, list[Poll]]:
    found: defaultdict[str, list[Poll]] = defaultdict(list)
    for poll in opened.scalars(select(Poll).order_by(Poll.address)):
        found[poll.source].append(poll)
    return found


def _row(source: Source, state: SourceState | None, days: Sequence[SourceDay], polls: Sequence[Poll]) -> Row:
    verdict = state.verdict if state else "new"
    today = clock.now().date()
    week = [day for day in days if day.day > today - WEEK]
    rhythm = (state.rhythm or {}) if state else {}
    return {
        "name": source.name,
        "title": source.title,
        "verdict": verdict,
        "since": _since(days, verdict),
        "reason": state.reason if state else None,
        "probability": state.probability if state else None,
        "last_article": state.last_healthy_at if state and verdict != "new" else None,
        "rate": round(average(rhythm), 2) if rhythm.get("days") else None,
        "listed": sum(poll.listed for poll in polls),
        "known": sum(poll.known for poll in polls),
        "gaps": sum(day.gaps for day in week),
        "backfilled": sum(day.backfilled for day in week),
        "days": _strip(days, today),
    }


def _since(days: Sequence[SourceDay], verdict: str) -> dt.date | None:
    """Return the first of the newest days that were all judged so."""
    since = None
    for day in reversed(days):
        if day.verdict != verdict:
            break
        since = day.day
    return since


def _strip(days: Sequence[SourceDay], today: dt.date) -> str:
    """Return a sign a day, today's at the right; NONE where the source was not asked."""
    signs = {day.day: SIGNS[day.verdict] for day in days}
    return "".join(signs.get(today - dt.timedelta(days=ago), NONE) for ago in reversed(range(STRIP)))


def health_table(rows: Iterable[Row]) -> list[str]:
    """Return a line a source, and beneath it why it fares so; by WIDTH columns only a name is not cut."""
    rows = list(rows)
    names = [len(row["name"]) for row in rows]
    columns = COLUMNS | {"name": max([COLUMNS["name"], *names])}  # konchi crawl takes whole names alone
    lines = [" ".join(f"{name:{width}}" for name, width in columns.items()).rstrip()]
    for row in rows:
        cells = zip(_cells(row), columns.values(), strict=True)
        lines.append(" ".join(f"{one_line(cell)[:width]:{width}}" for cell, width in cells).rstrip())
        if row["reason"]:
            lines.append(_cut(f"    {one_line(row['reason'])}"))
    return [*lines, "", LEGEND]


def _cells(row: Row) -> list[str]:
    return [
        row["name"],
        row["verdict"],
        f"{row['since']:%m-%d}" if row["since"] else "-",
        _ago(row["last_article"]),
        f"{row['rate']:.1f}" if row["rate"] is not None else "-",
        f"{row['known']} of {row['listed']}" if row["listed"] else "-",
        f"{row['gaps']}/{row['backfilled']}" if row["gaps"] else "-",
        row["days"],
    ]


def _ago(moment: dt.datetime | None) -> str:
    if moment is None:
        return "-"
    hours = (clock.now() - moment) / dt.timedelta(hours=1)
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} d ago"  # noqa: PLR2004 - two days


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


def health_detail(engine: Engine, name: str) -> list[str]:
    """Return all that is known of one source: its verdict, its rhythm, each day, each list, the rights of its hosts."""
    (row,) = health_rows(engine, [name])
    with reading(engine) as opened:
        days, polls = _days(opened)[name], _polls(opened)[name]
        state = opened.get(SourceState, name)
        hosts = {host_of(address) for _, address in load_catalogue()[name].lists}
        known = opened.scalars(select(Host).where(Host.name.in_(hosts)).order_by(Host.name)).all()
    chance = f" (probability {row['probability']:.2g})" if row["probability"] is not None else ""
    head = f"{row['title']}: {row['verdict']}{chance}{': ' + row['reason'] if row['reason'] else ''}"
    lines = [head, _rhythm(state), *map(_day, reversed(days)), *map(_list, polls), *map(_host, known)]
    return [_cut(one_line(line)) for line in lines]


def _rhythm(state: SourceState | None) -> str:
    rhythm = (state.rhythm or {}) if state else {}
    if not rhythm.get("days"):
        return "rhythm: not learned yet"
    busiest = max(range(24), key=lambda hour: rhythm["hours"][hour])
    rest = f"{rhythm['weekend']:.0%} of a working day's at weekends"
    return f"rhythm: {average(rhythm):.1f} a day, {rest}, most at {busiest:02}:00; learned from {rhythm['days']} days"


def _day(day: SourceDay) -> str:
    counts = f"reached {day.reached} of {day.polls}, {day.fresh} new, {day.failed} failed"
    gaps = f", {day.gaps} gaps, {day.backfilled} back-filled" if day.gaps else ""
    return f"{day.day} {day.verdict}: {counts}{gaps}{'; ' + day.reason if day.reason else ''}"


def _list(poll: Poll) -> str:
    overlap = f"; {poll.known} of {poll.listed} known" if poll.listed else ""
    return f"list {poll.address}: {poll.error or 'well'}, HTTP {poll.status or '-'}{overlap}"


def _host(host: Host) -> str:
    rights = "; ".join(f"{right['signal']}: {right['value']}" for right in host.rights)
    failing = f"failed {host.failures} times in a row ({host.failure}); " if host.failures else ""
    return f"host {host.name}: {failing}{rights or 'no signals of rights'}"
