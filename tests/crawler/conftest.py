"""A site on loopback that a test fills with answers, and a crawl of it as a user would start it."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from pipeline.db import connect, session
from pipeline.models import Page, Poll, Run, SourceState
from tests.waiting import LONGEST

ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>Uzbekistan and a partner signed a memorandum on tungsten and copper mining in the Navoi region. {number}</p>
</article></body></html>"""


@dataclass
class Answer:
    """What the site says to a request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False  # promise more than is sent


Say = Callable[[Mapping[str, str]], Answer]


class Site:
    """A real HTTP server whose pages a test sets."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Say] = {"/robots.txt": Answer(status=404)}
        self.asked: list[tuple[str, dict[str, str]]] = []
        handler = type("Handler", (_Handler,), {"site": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.home = f"http://{self.host}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def put(
        self, path: str, body: str | bytes = b"", kind: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        """Answer a path with a body; return its address."""
        sent = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.answers[path] = Answer(body.encode() if isinstance(body, str) else body, status, sent)
        return self.home + path

    def article(self, path: str, title: str = "A deal") -> str:
        """Answer a path with an article that passes the gate; return its address."""
        return self.put(path, ARTICLE.format(title=title, number=path))

    def feed(self, path: str, links: Mapping[str, str], **headers: str) -> str:
        """Answer a path with an RSS feed of links and their dates; return its address."""
        items = "".join(
            f"<item><title>About {link}</title><link>{link}</link>{f'<pubDate>{date}</pubDate>' if date else ''}</item>"
            for link, date in links.items()
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
        return self.put(path, body, "application/rss+xml", **headers)

    def visits(self) -> Counter[str]:
        """Return how often each path was asked for."""
        return Counter(path for path, _ in self.asked)


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer on a kept connection waits 40 ms

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers)))
        said = self.site.answers.get(self.path, Answer(b"nothing here", 404))
        answer = said if isinstance(said, Answer) else said(self.headers)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body) + (100 if answer.cut else 0)))
        with suppress(OSError):  # the crawl was killed
            self.end_headers()
            self.wfile.write(answer.body)
        self.close_connection = self.close_connection or answer.cut

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    """Give a site on loopback."""
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


KONCHI = "from scheduler import main; main()"


@dataclass
class Crawl:
    """A catalogue, a database and the konchi command on both."""

    folder: Path
    environment: dict[str, str]
    engine: Engine

    def source(self, name: str, **keys: object) -> None:
        """Add a block to the catalogue; the site's host is allowed as it is."""
        keys = {"title": name.title(), "country": "UZ", "delay": 0, **keys}
        lines = [f"{key} = {_toml(value)}" for key, value in {"name": name, **keys}.items()]
        (self.folder / f"{name}.toml").write_text("[[source]]\n" + "\n".join(lines) + "\n", encoding="utf-8")

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start ``konchi crawl`` and return its process."""
        command = [sys.executable, "-W", "error::DeprecationWarning:crawler", "-c", KONCHI, *arguments]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def add(self, *arguments: str, expect: int = 0) -> tuple[str, str]:
        """Run ``konchi sources add``, as fast as it can, and return the block it printed and what it told beside it."""
        command = [sys.executable, "-c", KONCHI, "sources", "add", "--delay", "0", *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        assert done.returncode == expect, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout, done.stderr

    def run(self, *arguments: str, expect: int = 0) -> str:
        """Run ``konchi crawl`` to its end and return what it said."""
        process = self.start("crawl", *arguments)
        said, _ = process.communicate(timeout=LONGEST)
        assert process.returncode == expect, said
        return said

    def pages(self) -> dict[str, Page]:
        """Return every page by the path it was met under."""
        with session(self.engine) as opened:
            return {page.requested.split("/", 3)[3]: page for page in opened.scalars(select(Page).order_by(Page.id))}

    def runs(self) -> list[Run]:
        """Return the runs, the oldest first."""
        with session(self.engine) as opened:
            return list(opened.scalars(select(Run).order_by(Run.id)))

    def state(self, name: str) -> SourceState:
        """Return a source's state."""
        with session(self.engine) as opened:
            return opened.get_one(SourceState, name)

    def polls(self) -> dict[str, Poll]:
        """Return what is remembered of each list."""
        with session(self.engine) as opened:
            return {poll.address: poll for poll in opened.scalars(select(Poll))}


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    return f"[{', '.join(_toml(item) for item in value)}]" if isinstance(value, list) else json.dumps(value)


@pytest.fixture
def crawl(site: Site, sqlite_url: str, tmp_path: Path) -> Iterator[Crawl]:
    """Give a crawl whose catalogue is empty and which may ask the site."""
    folder = tmp_path / "sources"
    folder.mkdir()
    environment = {
        **os.environ,
        "KONCHI_DATABASE": sqlite_url,
        "KONCHI_HOME": str(tmp_path),
        "KONCHI_SOURCES": str(folder),
        "KONCHI_ALLOW_HOSTS": site.host,
    }
    engine = connect(sqlite_url)
    yield Crawl(folder, environment, engine)
    engine.dispose()
