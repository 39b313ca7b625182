"""A sitemap, news sitemap or sitemap index: its bytes come in, its entries and newest chunks go out."""

import re
import zlib
from io import BytesIO

from lxml import etree

from crawler.listing import Entry, Listing, Unreadable, absolute, moment_of, site
from pipeline.charset import decode

LARGEST = 50 * 1024 * 1024  # bytes unpacked, as the protocol allows
MOST_ENTRIES = 50_000  # as the protocol allows
NEWEST_CHUNKS = 3  # by date that go before those by name
FIELDS = {"loc", "lastmod", "publication_date", "title", "language"}


def read_sitemap(body: bytes, charset: str | None, address: str) -> Listing:
    """Return what a sitemap lists, of an index its newest chunks on the same site; raises Unreadable."""
    body = _unpacked(body)
    rows, index = _rows(body if body.lstrip()[:1] == b"<" else decode(body, charset).encode())
    links = [(absolute(address, row.get("loc")), row) for row in rows]
    known = [(link, row) for link, row in links if link]
    if index:
        home = site(address)
        return Listing(chunks=newest([(link, row.get("lastmod", "")) for link, row in known if site(link) == home]))
    return Listing([_entry(link, row) for link, row in known])


def newest(chunks: list[tuple[str, str]]) -> list[str]:
    """Return the chunks, newest first: the last by date, the last by name, for dates may be frozen, then the others."""
    by_date = sorted((item for item in chunks if item[1]), key=lambda item: (item[1], _natural(item[0])))
    by_name = sorted(chunks, key=lambda item: _natural(item[0]))
    picked = [*by_date[-NEWEST_CHUNKS:][::-1], *by_name[::-1]]
    return list(dict.fromkeys(link for link, _ in picked))


def _natural(link: str) -> list[tuple[int, str]]:
    """Return a key by which page-10 follows page-9 and 2026-02 follows 2026-01."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d{1,18})", link)]


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, LARGEST)
    except zlib.error as error:
        raise Unreadable("a damaged gzip file") from error
    if unpacker.unconsumed_tail:
        raise Unreadable("a gzip file of more than 50 MB")
    return unpacked


def _rows(body: bytes) -> tuple[list[dict[str, str]], bool]:
    rows: list[dict[str, str]] = []
    kind = ""
    try:
        for event, element in etree.iterparse(
            BytesIO(body),
            events=("start", "end"),
            recover=True,
            resolve_entities=False,
            no_network=True,
            collect_ids=False,
        ):
            tag = _name(element)
            kind = kind or (tag if event == "start" else "")
            if event == "end" and tag in ("url", "sitemap"):
                rows.append(_row(element))
                element.clear()
            if len(rows) >= MOST_ENTRIES:
                break
    except etree.XMLSyntaxError:
        pass  # what could be read counts
    if kind not in ("urlset", "sitemapindex"):
        raise Unreadable(f"no sitemap: the document is <{kind}>" if kind else "no sitemap: no XML")
    return rows, kind == "sitemapindex"


def _row(element: etree._Element) -> dict[str, str]:
    """Return the fields of an entry; of an image's own title and address nothing is taken."""
    found: dict[str, str] = {}
    for child in element.iter():
        name = _name(child)
        parent = child.getparent()
        if name in FIELDS and child.text and parent is not None and _name(parent) not in ("image", "video"):
            found.setdefault(name, child.text.strip())
    return found


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _entry(link: str, row: dict[str, str]) -> Entry:
    moment = moment_of(row.get("publication_date") or row.get("lastmod") or "")
    return Entry(
        link,
        title=row.get("title"),
        published=row.get("publication_date"),
        language=row.get("language"),
        moment=moment,
        old=moment is None,
        updated=moment_of(row.get("lastmod") or ""),
    )
