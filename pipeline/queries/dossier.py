"""A deal's key comes in; what is known of the deal, each fact with the words it was read from, goes out as lines."""

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.lexicon import lexicon
from pipeline.models import Deal
from pipeline.queries.export import deal_record
from pipeline.queries.layout import READABLE, hanging, summed
from pipeline.resolution.ladder import known
from pipeline.text import one_line

_INDENT = 14  # where facts begin
_QUOTES = 2  # of one fact; `konchi export deals` has them all
_FIELDS = (
    *("party", "country", "mineral", "place", "value", "stage", "event_date", "signatory", "deadline"),
    "follows",
    "beside",
)


class UnknownDeal(Exception):
    """No such deal is stored; `konchi deals` lists the keys."""


def dossier(session: Session, key: str, width: int = READABLE) -> list[str]:
    """Return a deal with its timeline, its conflicts and its evidence, for a terminal. Raises UnknownDeal."""
    return list(_lines(deal_record(session, deal_of(session, key)), width))


def deal_of(session: Session, key: str) -> Deal:
    """Return the deal of that key. Raises UnknownDeal with the nearest right ones."""
    deal = session.scalars(select(Deal).where(Deal.key == key)).one_or_none()
    if deal is None:
        known = session.scalars(select(Deal.key)).all()
        near = difflib.get_close_matches(key, known, n=3, cutoff=0.4)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; konchi deals lists the keys"
        raise UnknownDeal(one_line(f"no deal has the key {key[:200]!r}{hint}"))
    return deal


def _lines(record: Mapping[str, Any], width: int) -> Iterator[str]:
    yield from hanging(record["title"], width, 0)
    yield f"{record['key']}  ({record['type']})"
    if record["rejected"]:
        yield "rejected by a reader: it is listed and told to nobody; konchi deals history tells by whom"
    yield ""
    yield "timeline"
    for step in record["timeline"]:
        yield f"  {_day(step):12}{step['stage']}"
    yield ""
    for name, told in _facts(record):
        yield from hanging(told, width, _INDENT, name)
    for one in record["corrections"]:
        what = f"{one['field']} {one['sign'] or ''}{one['value']}"
        by = f"by {one['author']} on {one['on']} (correction {one['id']})"
        yield from hanging(f"{what}, {by}", width, _INDENT, "corrected")
    for one in record["promises"]:
        late = ": its time has passed, and no report says that it was done" if one["missed"] else ""
        by = _day({"date": one["by"], "precision": one["precision"]})
        yield from hanging(f"{one['stage']} by {by}{late}", width, _INDENT, "promised")
    for conflict in record["conflicts"]:
        yield from _conflict(conflict)
    yield ""
    yield from _evidence(record["evidence"], width)


def _day(step: Mapping[str, Any]) -> str:
    return known(dt.date.fromisoformat(step["date"]), step["precision"]) if step["date"] else "no date"


def _facts(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parties = "; ".join(f"{one['name']} [{one['id']}, {one['role']}]" for one in record["parties"])
    sums = "; ".join(map(summed, record["values"]))
    told = {
        "stage": _stage(record),
        "parties": parties,
        "signed by": "; ".join(one["name"] for one in record["signatories"]),
        "minerals": ", ".join(record["minerals"]),
        "countries": _named(record["countries"]),
        "places": _named(record["places"]),
        "value": sums,
        "reports": _reports(len(record["publishers"]), record["articles"]),
        "reported" if record["articles"] else "recalled": _when(record),
    }
    return ((name, text) for name, text in told.items() if text)


def _stage(record: Mapping[str, Any]) -> str:
    """Say at which stage the deal stands, since when, and how precisely that is known."""
    if not record["stage_date"]:
        return f"{record['stage']}, since when no report tells"
    since = _day({"date": record["stage_date"], "precision": record["stage_precision"]})
    return f"{record['stage']} since {since} (known to the {record['stage_precision'] or 'day'})"


def _when(record: Mapping[str, Any]) -> str:
    """Say when the first and the last report came that is news of the deal; of one only recalled, when it first was."""
    first, last = (f"{record[key][:16].replace('T', ' ')} UTC" for key in ("first_seen_at", "updated_at"))
    return f"first {first}, last {last}" if record["articles"] else f"first {first}, and never reported as news"


def _named(terms: Sequence[str]) -> str:
    """Return terms by name, each with its id, as filters and corrections take it."""
    return "; ".join(f"{lexicon().name(term, 'en')} [{term}]" for term in terms)


def _reports(publishers: int, articles: int) -> str:
    """Say how many publishers speak for themselves, as the digest does, and in how many articles."""
    if not articles:
        return ""
    return f"{_count(publishers, 'publisher')}, {_count(articles, 'article')}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _conflict(conflict: Mapping[str, Any]) -> Iterator[str]:
    yield f"sources differ on the {conflict['field']}"
    for one in conflict["values"]:
        yield f"  {one_line(one['value'])}: {one_line(', '.join(one['publishers']))}"


def _evidence(evidence: Sequence[Mapping[str, Any]], width: int) -> Iterator[str]:
    """Tell of every value of every field where it was read, in the words that stood there."""
    yield "read from"
    for field in _FIELDS:
        mine = [one for one in evidence if one["field"] == field]
        for value in dict.fromkeys(one["value"] for one in mine):
            said = [one for one in mine if one["value"] == value]
            articles = len({one["article"] for one in said})
            yield f"  {field.replace('_', ' ')} {one_line(value)}: {_count(articles, 'article')}"
            quotes = {(one["article"], one["quote"]): one for one in reversed(said)}  # an article may say it twice
            for one in [*reversed(quotes.values())][:_QUOTES]:
                yield from _quote(one, width)


def _quote(one: Mapping[str, Any], width: int) -> Iterator[str]:
    day = (one["published_at"] or "")[:10]
    quoted = one_line(f"“{one['quote']}”")
    yield from hanging(quoted, min(width, READABLE), 4)
    gone = f" (withdrawn by its outlet, {one['withdrawn_at'][:10]})" if one["withdrawn_at"] else ""
    yield f"    {one_line(one['outlet'])}{', ' + day if day else ''}{gone}: {one_line(one['article'])}"
