"""Signals by which hosts reserve rights: robots.txt, headers and documents come in, signals and their table go out."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from sqlalchemy import Engine, select

from pipeline.db import session
from pipeline.models import Host
from pipeline.text import one_line

TDMREP = "/.well-known/tdmrep.json"
LOOKED_AT = 64 * 1024  # bytes of a document: its head
MOST_SIGNALS = 10  # of one place
LINES = re.compile(rb"(?im)^[ \t]*(license|content-usage|content-signal)[ \t]*:[ \t]*(\S[^\r\n]{0,400})")
TAGS = re.compile(rb"<(?:link|meta)\b[^>]{1,600}>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([a-z-]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
IN_FEED = re.compile(rb"<rsl:(?:license|content|rsl)\b[^>]{0,400}>", re.IGNORECASE)
LINK = re.compile(r"<([^>]{1,400})>\s*;([^,<]{0,400})")
HEADERS = ("tdm-reservation", "tdm-policy", "content-usage", "content-signal")
RSL = "application/rsl+xml"

Signal = tuple[str, str]  # its name and what it says


def in_robots(body: bytes) -> list[Signal]:
    """Return the signals of a robots.txt: RSL's License, Content-Usage, Content-Signal."""
    return [_text(name, value) for name, value in islice(LINES.findall(body), MOST_SIGNALS)]


def in_headers(headers: Mapping[str, str]) -> list[Signal]:
    """Return the signals of an answer's headers, given by their names in lower case."""
    said = [(name, headers[name]) for name in HEADERS if headers.get(name)]
    for target, rest in islice(LINK.findall(headers.get("link", "")), MOST_SIGNALS):
        attributes = _attributes(rest)
        if "license" in attributes.get("rel", "").lower().split() and attributes.get("type", RSL).lower() == RSL:
            said.append(("license", target))
    return said


def in_document(body: bytes) -> list[Signal]:
    """Return the signals in the head of a page or a feed, by its bytes."""
    head = body[:LOOKED_AT]
    if b"rsl:" in head and b"<rsl:" in head:
        return [("license", found.decode("utf-8", "replace")) for found in islice(IN_FEED.findall(head), MOST_SIGNALS)]
    if b"tdm-" not in head and b"rsl+xml" not in head:
        return []
    return list(islice(_tags(head), MOST_SIGNALS))


def _tags(head: bytes) -> Iterator[Signal]:
    for tag in TAGS.findall(head):
        said = _attributes(tag.decode("utf-8", "replace"))
        name = said.get("name", "").lower()
        if name in ("tdm-reservation", "tdm-policy"):
            yield name, said.get("content", "")
        elif "license" in said.get("rel", "").lower().split() and said.get("type", "").lower() == RSL:
            yield "license", said.get("href", "")


def in_tdmrep(body: bytes) -> list[Signal]:
    """Return the signals of a /.well-known/tdmrep.json: which paths are reserved, and under which policy."""
    try:
        rows = json.loads(body[:LOOKED_AT])
    except (ValueError, RecursionError):
        return []
    kept = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [("tdm-reservation", _reservation(row)) for row in kept[:MOST_SIGNALS]]


def _reservation(row: Mapping[str, object]) -> str:
    policy = f", policy {row['tdm-policy']}" if row.get("tdm-policy") else ""
    return f"{row.get('tdm-reservation', '?')} for {row.get('location', '/')}{policy}"


def rights_of(engine: Engine) -> list[dict[str, str]]:
    """Return every signal of every host as a row of host, signal, value and where it was found, in order."""
    with session(engine) as opened:
        hosts = opened.execute(select(Host.name, Host.rights).order_by(Host.name)).all()
    return [{"host": name, **said} for name, rights in hosts for said in rights]


def rights_table(rows: list[dict[str, str]]) -> list[str]:
    """Return the lines of `konchi sources --rights`."""
    if not rows:
        return ["no host that was asked has said anything of its rights"]
    return [one_line(f"{row['host']:32} {row['signal']:16} {row['value']}  ({row['where']})") for row in rows]


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): one_line(a or b or c) for name, a, b, c in ATTRIBUTE.findall(text)}


def _text(name: bytes, value: bytes) -> Signal:
    return name.decode("ascii").lower(), value.decode("utf-8", "replace").strip()
