"""The answer of a list comes in; as much of it as a list may have goes out, unpacked, and marked where it was cut."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.utils._compression import brotli, zstd  # type: ignore[attr-defined] # those that this Python has

LONGEST = 10 * 1024 * 1024  # bytes of a list, packed as well as unpacked: what is newest stands first
PIECE = 64 * 1024  # bytes
CUT_AT = "cut_at"  # of a request: how many bytes of the answer are taken, in the place of an error
CUT = "download_stopped"  # of an answer: Scrapy's own word for one that was not read to its end
DAMAGED = (OSError, EOFError, ValueError, zlib.error, brotli.error, zstd.ZstdError)


def as_list() -> dict[str, int]:
    """Return the meta of a request for a list, which is cut where it is too long: Scrapy's own limit drops it whole."""
    return {CUT_AT: LONGEST, "download_maxsize": 0}


def was_cut(answer: Response) -> str | None:
    """Return in words that an answer was cut, None where it is whole."""
    return f"cut at {LONGEST // 1024 // 1024} MB" if CUT in answer.flags else None


class Unpack(HttpCompressionMiddleware):
    """Scrapy's middleware, but of a list that unpacks to more than it may have the beginning is kept."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Return the answer unpacked."""
        room = request.meta.get(CUT_AT)
        packed = response.headers.getlist("Content-Encoding")
        if not room or not packed:
            return super().process_response(request, response)
        encodings = [name.strip().lower().decode("latin-1") for value in packed for name in value.split(b",")]
        body, flags = response.body, list(response.flags)
        while encodings and encodings[-1] in UNPACKERS:
            body, whole = unpack(body, encodings.pop(), room)
            flags += [] if whole else [CUT]
        response = response.replace(body=body, flags=flags)
        del response.headers["Content-Encoding"]
        return response


def unpack(body: bytes, encoding: str, room: int) -> tuple[bytes, bool]:
    """Return the beginning of what a body unpacks to, so far as there is room and it is whole, and whether it is all.

    What is damaged or cut on the way is read up to there.
    """
    found = io.BytesIO()  # gives its bytes away without copying them
    with suppress(*DAMAGED):
        for piece in UNPACKERS[encoding](body):
            found.write(piece)
            if found.tell() > room:
                found.truncate(room)
                return found.getvalue(), False
    return found.getvalue(), True


def _gzipped(body: bytes) -> Iterator[bytes]:
    return iter(partial(gzip.GzipFile(fileobj=io.BytesIO(body)).read1, PIECE), b"")


def _zstd(body: bytes) -> Iterator[bytes]:
    return iter(partial(zstd.ZstdFile(io.BytesIO(body)).read, PIECE), b"")


def _deflated(body: bytes) -> Iterator[bytes]:
    """Give the pieces of a deflated body, also of one without its header, as some servers send it."""
    wrapped = body[:1] == b"\x78" and int.from_bytes(body[:2], "big") % 31 == 0
    unpacker = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    for start in range(0, len(body), PIECE):
        rest = body[start : start + PIECE]
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, PIECE)
            rest = unpacker.unconsumed_tail


def _brotlied(body: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    piece = unpacker.process(body, output_buffer_limit=PIECE)
    while piece:
        yield piece
        piece = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=PIECE)


UNPACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzipped,
    "x-gzip": _gzipped,
    "deflate": _deflated,
    "br": _brotlied,
    "zstd": _zstd,
}
