"""Promise 18: what unpacks to a gigabyte, never ends or comes a byte a second costs little, and others nothing."""

import contextlib
import gzip
import io
import os
import socket
import time
import zipfile

import pytest

from crawler.discovery.rules import GDELT
from tests.crawler.conftest import Site
from tests.crawler.discovery.graph import AT, Stream, row, zipped
from tests.crawler.hostile.bombs import MEGABYTE, SIZE, bomb
from tests.crawler.hostile.conftest import MOST_CPU, MOST_MEMORY, Attacked, Measured, Wild
from tests.figures import Figure

ENCODINGS = ["gzip", "deflate", "br", "zstd", "gzip, gzip"]
WITHOUT_CAP = (
    "import crawler.settings as settings, crawler.visits.visit as visit; "
    "settings.DOWNLOAD_MAXSIZE = visit.PAGE_MAXSIZE = 1 << 31"
)
HASTY = "import crawler.settings as settings; settings.DOWNLOAD_TIMEOUT = 3"
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>T</title><link>/1</link></item><item><title>'
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


def stage(site: Site, attacked: Attacked, role: str, body: bytes, encoding: str) -> None:
    """Serve the bomb as a page beside a good one, or as the list of a source beside a good source."""
    sent = {"Content_Encoding": encoding} if encoding else {}
    links = [site.article("/good")]
    if role == "page":
        links.append(site.put("/bomb", body, **sent))
    elif role == "feeds":
        attacked.crawl.source("bomb", feeds=[site.put("/bomb", body, "application/rss+xml", **sent)])
    else:
        attacked.crawl.source("bomb", sitemaps=[site.put("/bomb", body, "application/xml", **sent)])
    attacked.crawl.source("good", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])


@pytest.mark.faults
@pytest.mark.parametrize("role", ["page", "feeds", "sitemaps"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_bomb_is_not_unpacked(site: Site, attacked: Attacked, measured: Measured, encoding: str, role: str) -> None:
    stage(site, attacked, role, bomb(encoding, RSS if role == "feeds" else b""), encoding)
    measured(18, f"{encoding} bomb of 1 GB in {role}")
    assert attacked.crawl.pages()["good"].state == "waiting"


@pytest.mark.faults
@pytest.mark.parametrize("times", [1, 2])
def test_a_packed_sitemap_is_unpacked_in_pieces(site: Site, attacked: Attacked, measured: Measured, times: int) -> None:
    packed = bomb("gzip", b'<?xml version="1.0"?><urlset><url><loc>')
    stage(site, attacked, "sitemaps", packed if times == 1 else gzip.compress(packed), "")
    measured(18, f"sitemap.xml.gz of 1 GB, packed {times}x")
    assert attacked.crawl.pages()["good"].state == "waiting"


@pytest.mark.faults
def test_without_the_cap_a_bomb_fills_the_memory(site: Site, attacked: Attacked, figure: Figure) -> None:
    stage(site, attacked, "page", bomb("gzip"), "gzip")
    peak = attacked.run(WITHOUT_CAP).peak
    figure(18, "control: gzip bomb of 1 GB without the cap", peak, None, "MB")
    assert peak > 4 * MOST_MEMORY


def zip_bomb(says: int | None = None) -> bytes:
    """Return a zip of one file of a gigabyte, whose directory says its size, or another."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("slice.gkg.csv", "w") as member:
        for _ in range(SIZE):
            member.write(MEGABYTE)
    body, size = bytearray(made.getvalue()), (SIZE * len(MEGABYTE)).to_bytes(4, "little")
    if says is not None:
        place = body.rfind(size)
        body[place : place + 4] = says.to_bytes(4, "little")
    return bytes(body)


def full_zip() -> bytes:
    """Return a zip as large as one may be that does not pack well, every row of which names the country."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("slice.gkg.csv", "w") as member:
        for _ in range(GDELT.zipped // 2900):
            member.write(b"\t" * 9 + b"1#x#UZ#" + os.urandom(2500).hex().encode() + b"\n")
    return made.getvalue()


def nested_zip() -> bytes:
    """Return a zip that holds many files, as a directory without end."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(60_000):
            archive.writestr(str(number), b"")
    return made.getvalue()


SLICES = {
    "1 GB that says so": zip_bomb,
    "1 GB that says it is 1 KB": lambda: zip_bomb(1024),
    "16 MB of rows": full_zip,
    "60,000 files": nested_zip,
}


@pytest.mark.faults
@pytest.mark.parametrize("what", SLICES)
def test_a_slice_of_a_stream_is_unzipped_row_by_row(site: Site, attacked: Attacked, figure: Figure, what: str) -> None:
    """A stream is read with the lexicon at hand: its usual slice is what an attack is compared with."""
    stream = Stream(site)
    good = zipped(row(site.article("/good"), "Copper", AT["UZ"], "ENV_MINING"))
    stream.put(9, good)
    attacked.crawl.source("world", kind="discovery", gdelt=[stream.announce(9, good)])
    usual = attacked.run()
    body = SLICES[what]()
    assert len(body) <= GDELT.zipped
    stream.put(10, body)
    stream.announce(10, body)
    outcome = attacked.run()
    figure(18, f"a slice of {what}: peak memory", outcome.peak, MOST_MEMORY, "MB")
    figure(18, f"a slice of {what}: CPU beyond an ordinary one", max(0.0, outcome.cpu - usual.cpu), MOST_CPU, "s")
    assert set(attacked.crawl.pages()) == {"good"}


@pytest.mark.faults
def test_without_its_limits_a_slice_fills_the_memory(site: Site, attacked: Attacked, figure: Figure) -> None:
    stream = Stream(site)
    body = zip_bomb()
    stream.put(9, body)
    attacked.crawl.source("world", kind="discovery", gdelt=[stream.announce(9, body)])
    freed = (
        "import dataclasses, crawler.discovery.slices as slices; "
        "slices.GDELT = dataclasses.replace(slices.GDELT, unzipped=1 << 40, line=1 << 40)"
    )
    outcome = attacked.run(freed, expect=0)
    figure(18, "control: a slice of 1 GB without its limits: peak memory", outcome.peak, None, "MB")
    assert outcome.peak > 4 * MOST_MEMORY


def endlessly(connection: socket.socket) -> None:
    """Send a body without end."""
    connection.sendall(OK)
    while True:
        connection.sendall(b"10000\r\n" + b"<p>Uzbekistan copper</p>".ljust(0x10000) + b"\r\n")


@pytest.mark.faults
@pytest.mark.parametrize("role", ["page", "feeds", "sitemaps"])
def test_an_endless_body_is_cut(site: Site, wild: Wild, attacked: Attacked, measured: Measured, role: str) -> None:
    address = wild.on("/endless", endlessly)
    if role == "page":
        attacked.crawl.source("wild", feeds=[site.feed("/wild", {address: ""})])
    else:
        attacked.crawl.source("wild", **{role: [address]})
    attacked.crawl.source("good", feeds=[site.feed("/rss", {site.article("/good"): ""})])
    measured(18, f"endless body in {role}")
    assert attacked.crawl.pages()["good"].state == "waiting"
    assert len(wild.held["/endless"]) <= 2


class Drip:
    """Sends a head at once and then a byte a second."""

    def __init__(self, head: bytes, body: bytes) -> None:
        self.head, self.body = head, body

    def __call__(self, connection: socket.socket) -> None:
        """Drip until the other side has had enough."""
        connection.sendall(self.head)
        connection.settimeout(1)
        for byte in self.body:
            connection.sendall(bytes([byte]))
            with contextlib.suppress(TimeoutError):
                if not connection.recv(1):
                    return


DRIPS = {
    "status line": (b"", b"HTTP/1.1 200 OK" * 20),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n" * 20),
    "body": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 200\r\n\r\n", b"<p>Uzbekistan" * 20),
}


@pytest.mark.faults
@pytest.mark.parametrize("what", DRIPS)
def test_what_comes_a_byte_a_second_is_cut_at_the_timeout(
    site: Site, wild: Wild, attacked: Attacked, figure: Figure, what: str
) -> None:
    address = wild.on("/drip", Drip(*DRIPS[what]))
    attacked.crawl.source("dripping", feeds=[address])
    attacked.crawl.source("page", feeds=[site.feed("/page", {address: ""})])
    attacked.crawl.source("good", feeds=[site.feed("/rss", {site.article("/good"): ""})])
    begun = time.monotonic()
    attacked.run(HASTY)
    assert time.monotonic() - begun < 30
    assert attacked.crawl.pages()["good"].state == "waiting"
    assert attacked.crawl.pages()["drip"].reason == "no answer in time"
    assert len(wild.held["/drip"]) == 2
    figure(18, f"a byte a second in the {what}, timeout 3 s", max(wild.held["/drip"]), 5, "s")
