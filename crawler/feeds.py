"""An RSS, Atom or RDF feed, malformed ones included: its bytes come in, its entries go out."""

import datetime as dt
import io
import re
from calendar import timegm
from typing import Any

import feedparser

from crawler.listing import Entry, Listing, Unreadable, absolute, plausible
from pipeline.charset import decode

HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
ROOT = re.compile(r"<(?![?!])([\w:.-]{1,60})")
TAGS = re.compile(r"<[^>]{0,500}>")
LONGEST_SUMMARY = 2000  # characters


def read_feed(body: bytes, charset: str | None, address: str) -> Listing:
    """Return the entries of a feed in its own order; raises Unreadable where the body is no feed."""
    text = decode(body, charset)
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": address},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.version and not parsed.entries:
        raise Unreadable(_instead(text))
    language = str(parsed.feed.get("language") or "") or None
    base = str(parsed.feed.get("link") or "")
    entries = [_entry(item, absolute(address, base) or address, language) for item in parsed.entries]
    return Listing([entry for entry in entries if entry])


def _entry(item: Any, base: str, language: str | None) -> Entry | None:  # noqa: ANN401 - feedparser's own dictionary
    link = absolute(base, str(item.get("link") or "")) if item.get("link") else _guid(item)
    if not link:
        return None
    published = str(item.get("published") or item.get("updated") or "")
    return Entry(
        link,
        title=_plain(str(item.get("title") or "")),
        published=published.strip() or None,
        summary=(_plain(str(item.get("summary") or "")) or "")[:LONGEST_SUMMARY] or None,
        language=language,
        moment=_moment(item),
    )


def _guid(item: Any) -> str | None:  # noqa: ANN401 - feedparser's own dictionary
    """Return the identifier where it is an address: some feeds have no other link."""
    guid = str(item.get("id") or "")
    return absolute(guid, guid) if guid.startswith(("http://", "https://")) else None


def _moment(item: Any) -> dt.datetime | None:  # noqa: ANN401 - feedparser's own dictionary
    parsed = item.get("published_parsed") or item.get("updated_parsed")
    try:
        return plausible(dt.datetime.fromtimestamp(timegm(parsed), dt.UTC)) if parsed else None
    except (ValueError, OverflowError, TypeError):
        return None


def _plain(text: str) -> str | None:
    return " ".join(TAGS.sub(" ", text).split()) or None


def _instead(text: str) -> str:
    head = text[:4000].lstrip("\ufeff \r\n\t")
    if not head:
        return "an empty body instead of a feed"
    if HTML.search(head):
        return "an HTML page instead of a feed"
    root = ROOT.search(head)
    return f"no feed: the document is <{root[1]}>" if root else "no feed: neither XML nor HTML"
