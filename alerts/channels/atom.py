"""A message and a file come in; the file is an Atom feed (RFC 4287) whose newest entry is that message."""

import datetime as dt
import uuid
from collections.abc import Sequence
from email.utils import make_msgid
from pathlib import Path

from lxml import etree

from alerts.channels import BadAddress, Deferred
from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.subscriptions import Subscription
from pipeline.db import data_folder
from pipeline.files import locked, replace

KEPT = 100  # entries
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "Konchi: deals on Uzbekistan's critical minerals"


def checked(to: str) -> str:
    """Return the file; a relative one stands in the data folder. Raises BadAddress."""
    if not to or not to.isprintable() or Path(to).suffix not in {".xml", ".atom"}:
        raise BadAddress(f"{to!r} is no feed's file; write e.g. atom:/srv/www/konchi.xml")
    return str(data_folder() / Path(to).expanduser())


def enclose(
    message: Message, reader: Subscription, kind: str, now: dt.datetime, items: Sequence[Item] = ()
) -> tuple[str, bytes]:
    """Return an id and the entry of the feed: subject, page, and the deals' keys as categories."""
    message_id = make_msgid("konchi", "atom")
    entry = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM})
    add(entry, "id", uuid.uuid5(uuid.NAMESPACE_URL, message_id).urn)
    add(entry, "title", message.subject)
    add(entry, "updated", now.astimezone(dt.UTC).isoformat(timespec="seconds"))
    add(entry, "category", None, term=kind)
    for item in items:
        add(entry, "category", None, term=f"deal:{item.key}", scheme=f"stage:{item.stage}")
    add(entry, "content", message.html, type="html")
    return message_id, etree.tostring(entry, encoding="utf-8")


def add(parent: etree._Element, name: str, text: str | None, **attributes: str) -> etree._Element:
    """Add an element with a text, and return it."""
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def send(message: bytes, to: str) -> str:
    """Put the entry on top of the feed, once; the file is replaced in one step."""
    path = Path(checked(to))
    entry = _parsed(message)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            feed = _feed(path)
            if entry.findtext(f"{{{ATOM}}}id") in {old.findtext(f"{{{ATOM}}}id") for old in feed}:
                return f"already in {path}"
            _put(feed, entry)
            replace(path, etree.tostring(feed, encoding="utf-8", xml_declaration=True), 0o644)  # for a web server
    except (OSError, etree.XMLSyntaxError) as error:
        raise Deferred(f"{path}: {error}") from error
    return f"an entry of {path}"


def _parsed(body: bytes) -> etree._Element:
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _feed(path: Path) -> etree._Element:
    if path.exists():
        return _parsed(path.read_bytes())
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    add(feed, "id", uuid.uuid5(uuid.NAMESPACE_URL, path.as_uri()).urn)
    add(feed, "title", TITLE)
    add(feed, "updated", "")
    add(add(feed, "author", None), "name", "Konchi")
    return feed


def _put(feed: etree._Element, entry: etree._Element) -> None:
    entries = feed.findall(f"{{{ATOM}}}entry")
    feed.insert(len(feed) - len(entries), entry)
    for old in entries[KEPT - 1 :]:
        feed.remove(old)
    updated = feed.find(f"{{{ATOM}}}updated")
    if updated is not None:
        updated.text = entry.findtext(f"{{{ATOM}}}updated")
