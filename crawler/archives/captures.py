"""A web archive comes in, one WARC file; the answers of web servers that it holds go out as a crawl would have them."""

import io
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.lists.cutting import UNPACKERS, unpack
from crawler.lists.listing import Entry, absolute, plausible
from crawler.visits.fetched import PAGE_MAXSIZE, Fetched, kept

TOO_LONG = f"over {PAGE_MAXSIZE // 1024 // 1024} MB"
TOLD = WarcRecordType.response | WarcRecordType.revisit | WarcRecordType.resource
CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*\r\n")  # how a chunked body begins; some archives unpack it and say nothing
PLAIN, GZIP = b"WARC/", b"\x1f\x8b"  # how a record begins
GZIPPED = 31  # zlib's number for the form of gzip
WHOLE = b"\r\n\r\n"  # what every record ends with
PIECE = 64 * 1024  # bytes


class UnreadableArchive(Exception):
    """The file is no WARC file, or is damaged or cut; the message says where."""


class Pipe(io.BufferedIOBase):
    """A file that can be read once and tells how far it is, which the reader asks and a pipe does not say."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.read_so_far = 0

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes."""
        piece = self.file.read(-1 if size is None else size)
        self.read_so_far += len(piece)
        return piece

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self.read_so_far


def captures(file: IO[bytes]) -> Iterator[Fetched]:
    """Yield the answers that the archive holds, of text as pages and of all else as notes; requests are passed over.

    Raises UnreadableArchive after the last one that can be read.
    """
    last = found = 0
    try:
        for record in ArchiveIterator(file if file.seekable() else Pipe(file), record_types=TOLD):
            last, found = record.stream_pos, found + 1
            page = _fetched(record)
            if page is None:
                raise UnreadableArchive(f"cut in a record that begins at byte {last:,}")
            yield page
    except OSError as error:
        where = f"damaged behind byte {last:,}" if found else "no WARC file"
        raise UnreadableArchive(f"{where}: {error}") from error
    if file.seekable() and _is_cut(file, last):
        raise UnreadableArchive(f"cut in a record behind byte {last:,}")


def _fetched(record: WarcRecord) -> Fetched | None:
    """Return the answer of a record, None where the file ends within it."""
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    link = absolute(address, address)
    at = record.record_date and plausible(record.record_date)
    if record.record_type == WarcRecordType.revisit:
        return Fetched(Entry(link or address)).note("unchanged since another capture")
    if not link or not record.is_http or record.http_headers is None:
        return Fetched(Entry(address)).note("no answer of a web server")
    if not at:
        return Fetched(Entry(link)).note("no time of capture")
    said = kept({name.lower(): value for name, value in record.http_headers.items()})
    page = Fetched(Entry(link), link, record.http_headers.status_code, said, fetched_at=at).headed()
    if page.error:
        return page
    length = record.content_length
    if length > PAGE_MAXSIZE:
        return page.note(TOO_LONG)
    body = record.reader.read()
    return None if len(body) < length else _unpacked(page, body)


def _unpacked(page: Fetched, body: bytes) -> Fetched:
    """Return the page with its body as it was meant, whether the archive keeps it as it was sent or unpacked."""
    said = page.headers
    if "chunked" in said.get("transfer-encoding", "").lower() and CHUNK.match(body):
        body = _joined(body)
    for encoding in reversed(said.get("content-encoding", "").lower().split(",")):
        if encoding.strip() in UNPACKERS:
            plain, whole = unpack(body, encoding.strip(), PAGE_MAXSIZE)
            if not whole:
                return page.note(TOO_LONG)
            body = plain or body
    return replace(page, body=body).checked()


def _joined(chunked: bytes) -> bytes:
    """Return what the chunks of a body make together; what proves to be none stays as it is."""
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.is_http = True
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked)
    try:
        record.parse_http(auto_decode="transfer")
        return record.reader.read()
    except OSError:
        return chunked


def _is_cut(file: IO[bytes], last: int) -> bool:
    """Tell whether the file ends within a record behind the last answer: the reader ends there and says nothing."""
    file.seek(last)
    begins = file.read(len(PLAIN))
    if begins == PLAIN:
        file.seek(-len(WHOLE), os.SEEK_END)
        return file.read() != WHOLE
    file.seek(last)
    return begins.startswith(GZIP) and not _ends_whole(file)


def _ends_whole(file: IO[bytes]) -> bool:
    """Tell whether what is left of a file are whole members of gzip; what follows them unpacked says nothing."""
    unpacker = None
    with suppress(zlib.error):
        while piece := file.read(PIECE):
            while piece:
                unpacker = unpacker or zlib.decompressobj(GZIPPED)
                unpacker.decompress(piece, PIECE)
                piece = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                unpacker = None if unpacker.eof else unpacker
        return unpacker is None
    return True
