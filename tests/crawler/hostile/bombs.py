"""Bodies that are small on the way and large on arrival."""

import gzip
import zlib
from collections.abc import Callable, Iterable
from functools import cache

import brotli
from backports import zstd

MEGABYTE = b"Uzbekistan copper " * 58_254
SIZE = 1024  # megabytes unpacked


def _packed(compress: Callable[[bytes], bytes], flush: Callable[[], bytes], head: bytes = b"") -> bytes:
    pieces: Iterable[bytes] = (MEGABYTE for _ in range(SIZE))
    return compress(head) + b"".join(map(compress, pieces)) + flush()


@cache
def bomb(encoding: str, head: bytes = b"") -> bytes:
    """Return a gigabyte, packed as a Content-Encoding says."""
    if encoding == "gzip":
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        return _packed(packer.compress, packer.flush, head)
    if encoding == "deflate":
        packer = zlib.compressobj(6)
        return _packed(packer.compress, packer.flush, head)
    if encoding == "br":
        brotlied = brotli.Compressor(quality=1)
        return _packed(brotlied.process, brotlied.finish, head)
    if encoding == "zstd":
        zipped = zstd.ZstdCompressor(level=1)
        return _packed(zipped.compress, zipped.flush, head)
    return gzip.compress(bomb("gzip", head))  # "gzip, gzip"
