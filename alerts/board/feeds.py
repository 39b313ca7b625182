"""The database comes in; its deals and their events go out as JSON, JSON Feed and Atom."""

import datetime as dt
from typing import Any

from lxml import etree
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from alerts.channels.atom import ATOM, TITLE, add
from alerts.rendering.phrasing import change_said
from alerts.wording import wording
from pipeline import clock
from pipeline.db import reading
from pipeline.models import Deal, Event
from pipeline.resolution.parties import name_of
from pipeline.text import one_line

NEWEST = 100  # deals or events


def deals(engine: Engine, request: Request) -> Response:
    """Return the deals that moved last, the newest first."""
    with reading(engine) as opened:
        found = opened.scalars(
            select(Deal).where(Deal.rejected.is_(False)).order_by(Deal.updated_at.desc(), Deal.id.desc()).limit(NEWEST)
        )
        return JSONResponse({"deals": [_deal(deal) for deal in found], "address": str(request.url)})


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        "key": deal.key,
        "title": one_line(deal.title),
        "type": deal.deal_type,
        "stage": deal.stage,
        "stage_date": deal.stage_date.isoformat() if deal.stage_date else None,
        "stage_precision": deal.stage_precision,
        "parties": [
            {"id": party["id"], "name": one_line(name_of(party["id"], party.get("name")))} for party in deal.parties
        ],
        "minerals": deal.minerals,
        "countries": deal.countries,
        "values": deal.values,
        "first_seen_at": deal.first_seen_at.isoformat(timespec="seconds"),
        "updated_at": deal.updated_at.isoformat(timespec="seconds"),
    }


def _events(opened: Session) -> list[tuple[Event, Deal, str]]:
    query = select(Event, Deal).join(Deal, Deal.id == Event.deal_id).where(Deal.rejected.is_(False))
    query = query.order_by(Event.created_at.desc(), Event.id.desc())
    words = wording("en")
    return [
        (event, deal, change_said(event.kind, event.before, event.after, words))
        for event, deal in opened.execute(query.limit(NEWEST))
    ]


def _tag(event: Event) -> str:
    """Return the identity of an event, the same whenever it is asked for (RFC 4151)."""
    return f"tag:konchi,2026:{event.key}"


def json_feed(engine: Engine, request: Request) -> Response:
    """Return the newest events as a JSON Feed, version 1.1."""
    with reading(engine) as opened:
        items = [
            {
                "id": _tag(event),
                "title": one_line(f"{deal.title}: {said}"),
                "content_text": one_line(f"{deal.title}: {said} ({deal.stage})"),
                "date_published": event.created_at.isoformat(timespec="seconds"),
                "tags": [deal.deal_type, deal.stage, *deal.minerals],
            }
            for event, deal, said in _events(opened)
        ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": TITLE, "feed_url": str(request.url), "items": items}
    return JSONResponse(feed, media_type="application/feed+json")


def atom_feed(engine: Engine, request: Request) -> Response:
    """Return the newest events as an Atom feed (RFC 4287)."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    with reading(engine) as opened:
        found = _events(opened)
        newest = found[0][0].created_at if found else clock.now()
        add(feed, "id", str(request.url))
        add(feed, "title", TITLE)
        add(feed, "updated", _moment(newest))
        add(feed, "link", None, rel="self", href=str(request.url))
        add(add(feed, "author", None), "name", "Konchi")
        for event, deal, said in found:
            entry = add(feed, "entry", None)
            add(entry, "id", _tag(event))
            add(entry, "title", one_line(f"{deal.title}: {said}"))
            add(entry, "updated", _moment(event.created_at))
            add(entry, "content", one_line(f"{deal.title}: {said} ({deal.stage})"))
    body = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")
