"""An RSS, Atom or RDF feed, malformed ones included: its bytes come in, its entries go out."""

import datetime as dt
import io
import re
from calendar import timegm
from typing import Any

import feedparser

from crawler.lists.inline import TAGS
from crawler.lists.listing import Entry, Listing, Unreadable, absolute, plausible
from crawler.lists.trim import trim
from pipeline.extraction.charset import decode

HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
ROOT = re.compile(r"<(?![?!])([\w:.-]{1,60})")
LONGEST_TITLE, LONGEST_SUMMARY = 500, 2000  # characters
HEAD = 4000  # characters, by which a document is told that is no feed


def read_feed(body: bytes, charset: str | None, address: str) -> Listing:
    """Return the entries of a feed in its own order; raises Unreadable where the body is no feed."""
    text = decode(body, charset)
    head, (text, cut) = text[:HEAD], trim(text)
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": address},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise Unreadable(_instead(head))
    base = absolute(address, _text(parsed.feed, "link")) or address
    entries = [_entry(item, base, _text(parsed.feed, "language") or None) for item in parsed.entries]
    return Listing([entry for entry in entries if entry], cut=cut)


def _entry(item: Any, base: str, language: str | None) -> Entry | None:  # noqa: ANN401 - feedparser's own dictionary
    link = absolute(base, _text(item, "link") or _guid(item))
    if not link:
        return None
    return Entry(
        link,
        title=_plain(_text(item, "title"), LONGEST_TITLE),
        published=_text(item, "published", "updated") or None,
        summary=_plain(_text(item, "summary"), LONGEST_SUMMARY),
        language=language,
        moment=_moment(item, "published_parsed", "updated_parsed"),
        updated=_moment(item, "updated_parsed"),
        guid=_name(item),
        outlet=absolute(base, _text(dict.get(item, "source") or {}, "href")),
    )


def _text(item: Any, *names: str) -> str:  # noqa: ANN401 - feedparser's own dictionary
    """Return the first field there is; feedparser's own look-up answers with other fields, and warns."""
    return next((str(dict.get(item, name)) for name in names if dict.get(item, name)), "").strip()


def _guid(item: Any) -> str:  # noqa: ANN401 - feedparser's own dictionary
    """Return the identifier where it is an address: some feeds have no other link."""
    guid = _text(item, "id")
    return guid if guid.startswith(("http://", "https://")) else ""


def _name(item: Any) -> str | None:  # noqa: ANN401 - feedparser's own dictionary
    """Return the identifier where it is not the address itself."""
    name = _text(item, "id")
    return name[:LONGEST_TITLE] if name and name != _text(item, "link") else None


def _moment(
    item: Any,  # noqa: ANN401 - feedparser's own dictionary
    *names: str,
) -> dt.datetime | None:
    parsed = next((found for name in names if (found := dict.get(item, name))), None)
    try:
        return plausible(dt.datetime.fromtimestamp(timegm(parsed), dt.UTC)) if parsed else None
    except (ValueError, OverflowError, TypeError):
        return None


def _plain(text: str, longest: int) -> str | None:
    return " ".join(TAGS.sub(" ", text[: 20 * longest]).split())[:longest] or None


def _instead(text: str) -> str:
    head = text.lstrip("\ufeff \r\n\t")
    if not head:
        return "an empty body instead of a feed"
    if HTML.search(head):
        return "an HTML page instead of a feed"
    root = ROOT.search(head)
    return f"no feed: the document is <{root[1]}>" if root else "no feed: neither XML nor HTML"
