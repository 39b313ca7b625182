"""A list that answers in JSON comes in with what its block says of it; the entries that it names go out."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from crawler.lists.inline import LONGEST_TITLE, page, paragraphs
from crawler.lists.listing import Entry, Listing, Unreadable, absolute, plausible
from crawler.lists.unclosed import closed
from crawler.sources.ways import Api
from pipeline.extraction.charset import decode
from pipeline.text import one_line

MOST_ITEMS = 2000
DEEPEST = 4  # levels below which no list of items is looked for
LEAST_TEXT = 200  # characters; a shorter text is a summary, and the page is fetched
FIELD = re.compile(r"\{([\w.-]{1,80})\}")
FAULTS = {"error", "errors", "message", "detail"}


def read_api(body: bytes, charset: str | None, address: str, api: Api, zone: str) -> Listing:
    """Return the entries of a JSON list, in its order; raises Unreadable where the answer is none.

    A moment without an offset is that of the source's ``zone``.
    """
    text, cut = closed(decode(body, charset))
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_instead(text)) from error
    items = _items(answer, api)
    if items is None:
        raise Unreadable(f"no list of articles in the answer{_fault(answer)}")
    entries = (_entry(item, address, api, ZoneInfo(zone)) for item in items[:MOST_ITEMS])
    more = cut or len(items) > MOST_ITEMS
    said = f"cut after {min(len(items), MOST_ITEMS):,} entries" if more else None
    return Listing([entry for entry in entries if entry], cut=said)


def _instead(text: str) -> str:
    head = text[:200].lstrip("\ufeff \r\n\t").lower()
    if not head:
        return "an empty body instead of JSON"
    return "an HTML page instead of JSON" if head.startswith("<") else "no JSON"


def _fault(answer: object) -> str:
    """Return what the answer says of itself, for it may say why."""
    said = [answer[key] for key in answer.keys() & FAULTS] if isinstance(answer, dict) else []
    return f": {one_line(str(said[0]))[:120]}" if said else ""


def _items(answer: object, api: Api) -> list[Mapping[str, Any]] | None:
    if api.items:
        found = field(answer, api.items)
        return _objects(found) if isinstance(found, list | dict) else None
    wanted = FIELD.findall(api.link)
    for candidate in _lists(answer, 0):
        objects = _objects(candidate)
        if not candidate or any(all(field(item, name) is not None for name in wanted) for item in objects):
            return objects
    return None


def _objects(found: list[Any] | dict[str, Any]) -> list[Mapping[str, Any]]:
    """Return the objects of a list, or those that an object holds by their numbers."""
    members = found.values() if isinstance(found, dict) else found
    return [item for item in members if isinstance(item, dict)]


def _lists(answer: object, depth: int) -> Iterator[list[Any]]:
    if isinstance(answer, list):
        yield answer
    elif isinstance(answer, dict) and depth < DEEPEST:
        for value in answer.values():
            yield from _lists(value, depth + 1)


def field(item: object, path: str) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return what stands under a dotted path, ``title.rendered``; None where nothing does."""
    for key in path.split("."):
        if isinstance(item, list) and key.isdigit() and int(key) < len(item):
            item = item[int(key)]
        elif isinstance(item, dict):
            item = item.get(key)
        else:
            return None
    return item


def _entry(item: Mapping[str, Any], address: str, api: Api, zone: ZoneInfo) -> Entry | None:
    values = {name: field(item, name) for name in FIELD.findall(api.link)}
    if any(not isinstance(value, str | int) or value == "" for value in values.values()):
        return None
    link = absolute(address, FIELD.sub(lambda name: str(values[name[1]]), api.link))
    if not link:
        return None
    title = " ".join(paragraphs(_text(item, api.title)))[:LONGEST_TITLE]
    moment, published = _moment(_text(item, api.date), zone)
    language = _text(item, api.language) or api.headers.get("language")
    text = paragraphs(_text(item, api.text))
    whole = title and sum(map(len, text)) >= LEAST_TEXT
    return Entry(
        link,
        title=title or None,
        published=published,
        summary=" ".join(paragraphs(_text(item, api.summary))) or None,
        language=language or None,
        moment=moment,
        content=page(link, title, text, published, language or None) if whole else None,
    )


def _text(item: Mapping[str, Any], path: str) -> str:
    value = field(item, path) if path else None
    if isinstance(value, dict) and len(value) == 1:  # a wrapping, as {"cdata!": "..."}
        value = next(iter(value.values()))
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _moment(text: str, zone: ZoneInfo) -> tuple[dt.datetime | None, str | None]:
    """Return a moment and how it is written with its offset; what cannot be read stays as it was written."""
    try:
        moment = dt.datetime.fromtimestamp(int(text), dt.UTC) if text.isdigit() else dt.datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None, text or None
    known = plausible(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    return known, known.isoformat() if known else None
