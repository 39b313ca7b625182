"""A sitemap, news sitemap or sitemap index: its bytes come in, its entries and newest chunks go out."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain

from lxml import etree

from crawler.lists.listing import Entry, Listing, Unreadable, absolute, moment_of, site
from pipeline.extraction.charset import decode

LARGEST = 50 * 1024 * 1024  # bytes unpacked, as the protocol allows
LARGEST_UNMARKED = 2 * 1024 * 1024  # bytes of one whose charset has to be found out first
PIECE = 64 * 1024  # bytes
MOST_ENTRIES = 50_000  # as the protocol allows
EACH_END = 5000  # entries of a longer one that are kept: the newest stand at one of its ends
NEWEST_CHUNKS = 3  # by date that go before those by name
MOST_TAGS = 2_000_000
DEEPEST = 20
LONGEST_FIELD = 4000  # characters
MOST_PARTS = 1000  # of a field's text: an entity is a part of its own
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")  # names the charset there was
ROWS = {"url", "sitemap"}
FIELDS = {"loc", "lastmod", "publication_date", "title", "language"}


def read_sitemap(body: bytes, charset: str | None, address: str) -> Listing:
    """Return what a sitemap lists, of an index its newest chunks on the same site; raises Unreadable."""
    unpacked = _Pieces(body)
    rows, index, cut = _rows(_as_xml(iter(unpacked), charset))
    cut = cut or unpacked.cut
    links = [(absolute(address, row.get("loc")), row) for row in rows]
    known = [(link, row) for link, row in links if link]
    if index:
        home = site(address)
        chunks = newest([(link, row.get("lastmod", "")) for link, row in known if site(link) == home])
        return Listing(chunks=chunks, cut=cut)
    return Listing([_entry(link, row) for link, row in known], cut=cut)


def newest(chunks: list[tuple[str, str]]) -> list[str]:
    """Return the chunks, newest first: the last by date, the last by name, for dates may be frozen, then the others."""
    by_date = sorted((item for item in chunks if item[1]), key=lambda item: (item[1], _natural(item[0])))
    by_name = sorted(chunks, key=lambda item: _natural(item[0]))
    picked = [*by_date[-NEWEST_CHUNKS:][::-1], *by_name[::-1]]
    return list(dict.fromkeys(link for link, _ in picked))


def _natural(link: str) -> list[tuple[int, str]]:
    """Return a key by which page-10 follows page-9 and 2026-02 follows 2026-01."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d{1,18})", link)]


class _Pieces:
    """The body in pieces, unpacked where it is packed: never the whole of what a bomb holds."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.cut: str | None = None

    def __iter__(self) -> Iterator[bytes]:
        body = self.body
        if not body.startswith(b"\x1f\x8b"):
            yield from (body[start : start + PIECE] for start in range(0, len(body), PIECE))
            return
        unpacker, left = zlib.decompressobj(wbits=31), LARGEST
        try:
            while body and not unpacker.eof and left > 0:
                piece = unpacker.decompress(body, PIECE)
                body, left = unpacker.unconsumed_tail, left - len(piece)
                yield piece
        except zlib.error as error:
            raise Unreadable("a damaged gzip file") from error
        self.cut = f"cut at {LARGEST // 1024 // 1024} MB" if left <= 0 else None


def _as_xml(pieces: Iterator[bytes], charset: str | None) -> Iterator[bytes]:
    """Return the pieces as they are where they begin as XML does, else decoded by evidence."""
    first = next(pieces, b"")
    if first.lstrip()[:1] == b"<":
        return chain([first], pieces)
    body, room = first, LARGEST_UNMARKED
    for piece in pieces:
        body, room = body + piece, room - len(piece)
        if room < 0:
            break
    return iter([DECLARATION.sub("", decode(body, charset)).encode("utf-8", "replace")])


class _Rows:
    """lxml's target: takes tags and text as they come and builds no tree, so that neither depth nor number cost."""

    def __init__(self) -> None:
        self.kind, self.tags = "", 0
        self.rows: list[dict[str, str]] = []
        self.open: list[str] = []
        self.row: dict[str, str] | None = None
        self.text: list[str] | None = None

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        self.tags += 1
        name = tag.rpartition("}")[2].lower()
        self.kind = self.kind or name
        parent = self.open[-1] if self.open else ""
        self.text = [] if name in FIELDS and parent not in ("image", "video") else None
        if name in ROWS:
            self.row = {}
        self.open.append(name if len(self.open) < DEEPEST else "")

    def data(self, text: str) -> None:
        if self.text is not None and len(self.text) < MOST_PARTS:
            self.text.append(text[:LONGEST_FIELD])

    def end(self, _: str) -> None:
        name = self.open.pop()
        if name in FIELDS and self.row is not None and self.text:
            self.row.setdefault(name, "".join(self.text)[:LONGEST_FIELD].strip())
        self.text = None
        if name in ROWS and self.row is not None:
            self.rows.append(self.row)
            self.row = None

    def close(self) -> None:
        """Nothing is left to build."""


def _rows(pieces: Iterable[bytes]) -> tuple[list[dict[str, str]], bool, str | None]:
    found, cut = _Rows(), None
    parser = etree.XMLParser(target=found, recover=True, resolve_entities=False, no_network=True)
    with suppress(etree.XMLSyntaxError):  # what could be read counts
        for piece in pieces:
            parser.feed(piece)
            if len(found.rows) > MOST_ENTRIES or found.tags >= MOST_TAGS:
                cut = f"cut after {min(len(found.rows), MOST_ENTRIES):,} entries"
                break
        parser.close()
    if found.row:
        found.rows.append(found.row)  # the last one was cut
    if found.kind not in ("urlset", "sitemapindex"):
        raise Unreadable(f"no sitemap: the document is <{found.kind}>" if found.kind else "no sitemap: no XML")
    rows = found.rows[:MOST_ENTRIES]
    ends = [*rows[:EACH_END], *rows[-EACH_END:]] if len(rows) > 2 * EACH_END else rows
    return ends, found.kind == "sitemapindex", cut


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
