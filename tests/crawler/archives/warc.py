"""Captures come in, a WARC file as crawlers write it goes out, its records packed one by one or not at all."""

import gzip
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Capture:
    """An answer of a server at a moment."""

    address: str
    body: bytes = b""
    kind: str | None = HTML
    at: str = "2024-05-01T10:00:00Z"
    status: str = "200 OK"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def block(self) -> bytes:
        """Return the answer as it came."""
        said = {**({"Content-Type": self.kind} if self.kind else {}), **self.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        return f"HTTP/1.1 {self.status}\r\n{head}\r\n".encode() + self.body


def record(kind: str, address: str, at: str, block: bytes) -> bytes:
    """Return a record of a WARC file."""
    said = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {address} {at}')}>",
        "WARC-Target-URI": address,
        "WARC-Date": at,
        "Content-Type": f"application/http; msgtype={kind}",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def records(captures: Iterable[Capture]) -> Iterable[bytes]:
    """Yield a record on the archive, then request, answer and metadata of each capture."""
    yield record("warcinfo", "", "2024-05-01T00:00:00Z", b"software: a crawler\r\n")
    for one in captures:
        yield record("request", one.address, one.at, b"GET / HTTP/1.1\r\n\r\n")
        yield record("response", one.address, one.at, one.block)
        yield record("metadata", one.address, one.at, b"fetchTimeMs: 12\r\n")


def written(path: Path, captures: Iterable[Capture]) -> Path:
    """Write the captures; where the name ends in gz each record is packed by itself."""
    packed = path.suffix == ".gz"
    with path.open("wb") as file:
        file.writelines(gzip.compress(one, 1) if packed else one for one in records(captures))
    return path
