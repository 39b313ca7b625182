"""A message and the deals it tells come in; the same as data for machines, or as lines of a chat, goes out."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from alerts.digest import Item
from alerts.rendering.citing import safe_link
from alerts.rendering.message import Message
from alerts.rendering.phrasing import block, glance
from alerts.subscriptions import Subscription
from alerts.telling.reports import Link
from alerts.wording import wording
from pipeline.resolution.parties import name_of
from pipeline.text import one_line

_BREAK = "\u200b"  # of no width; it keeps a chat from reading marks of its own into a title


def payload(
    message_id: str, message: Message, reader: Subscription, kind: str, now: dt.datetime, items: Sequence[Item]
) -> bytes:
    """Return the message as JSON: id, kind, created_at (UTC), subject, text, deals, corrections, what is overdue."""
    words = wording(reader.language)
    data = {
        "id": message_id,
        "kind": kind,
        "created_at": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "language": reader.language,
        "subject": message.subject,
        "text": message.text,
        "deals": [_deal(item, block(item, words).heading, glance(item, words)) for item in items],
        "corrections": [asdict(one) for one in message.corrections],
        "overdue": [asdict(one) for one in message.promises],
    }
    return json.dumps(data, ensure_ascii=True).encode("ascii")


def _deal(item: Item, heading: str, told: str) -> dict[str, Any]:
    return {
        "key": item.key,
        "heading": heading,
        "glance": told,
        "type": item.deal_type,
        "stage": item.stage,
        "stage_date": item.stage_date.isoformat() if item.stage_date else None,
        "stage_precision": item.stage_precision,
        "parties": [
            {"id": party, "name": one_line(name_of(party, name)), "role": role} for party, name, role in item.parties
        ],
        "minerals": list(item.minerals),
        "countries": list(item.countries),
        "values": [dict(value) for value in item.values],
        "changes": [{"kind": one.kind, "before": one.before, "after": one.after} for one in item.changes],
        "publishers": item.publishers,
        "links": [
            {
                "title": one_line(link.title),
                "url": safe_link(link.address),
                "outlet": one_line(link.outlet),
                "language": link.lang,
                "published": link.published.isoformat() if link.published else None,
            }
            for link in item.links
        ],
    }


def chat(
    message: Message, reader: Subscription, items: Sequence[Item], linked: Callable[[str, str | None], str], most: int
) -> str:
    """Return the message as lines of a chat of at most so many characters: a line a deal, and an exact "N more".

    ``linked`` writes a text as a link of that chat, or as plain text where there is no safe address.
    """
    words = wording(reader.language)
    lines = [linked(message.subject, None)]
    told = [
        (f"{words.say('correction')}: {one.glance}", next((line.url for line in one.lines if line.url), None))
        for one in message.corrections
    ]
    told += [(glance(item, words), next(filter(None, map(_safe, item.links)), None)) for item in items]
    told += [(f"{words.say('overdue')}: {one.heading}. {one.promised}", one.url) for one in message.promises]
    for number, (said, address) in enumerate(told):
        line = f"{number + 1}. {linked(said, address)}"
        rest = words.count("more_deals", len(told) - number)
        if len("\n".join([*lines, line, rest])) > most:
            lines.append(linked(rest, None))
            break
        lines.append(line)
    return "\n".join(lines)


def _safe(link: Link) -> str | None:
    return safe_link(link.address)


def unmarked(text: str) -> str:
    """Break what a chat would take for a mention or a link of its own."""
    return one_line(text).replace("@", f"@{_BREAK}").replace("](", f"]{_BREAK}(").replace("`", "'")
