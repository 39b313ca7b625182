"""A crawl under attack: a site that says anything, and the measured end of the crawl's own process."""

import contextlib
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawler.conftest import Crawl, Site
from tests.figures import Figure

MOST_MEMORY = 150  # MB resident, of the whole process of the crawl
REFRESHING = (  # what the crawl does not do: it takes a page that refreshes itself for a wall
    "import crawler.settings as settings; settings.METAREFRESH_ENABLED = True; "
    "settings.DOWNLOADER_MIDDLEWARES['scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware'] = 580"
)
MOST_CPU = 2  # seconds above a crawl of the good page alone
CHILD = """
import atexit, os, resource

def end():
    peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open(os.environ["MEASURED"], "w") as file:
        file.write(f"{int(peak) / 1024} {used.ru_utime + used.ru_stime}")

atexit.register(end)
exec(os.environ["PRELUDE"])
from crawler.cli import crawl
crawl()
"""


@dataclass
class Outcome:
    """How a crawl ended and what it took."""

    said: str
    peak: float  # MB resident
    cpu: float  # seconds


Measured = Callable[[int, str], Outcome]


class Attacked:
    """A crawl whose process is measured, and may have a guard taken away beforehand."""

    def __init__(self, crawl: Crawl) -> None:
        self.crawl = crawl

    def start(self, prelude: str = "") -> "subprocess.Popen[str]":
        """Start ``konchi crawl`` after the prelude."""
        measured = self.crawl.folder.parent / "measured"
        environment = {**self.crawl.environment, "MEASURED": str(measured), "PRELUDE": prelude}
        return subprocess.Popen(
            [sys.executable, "-c", CHILD],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, prelude: str = "", expect: int = 0) -> Outcome:
        """Run it to its end."""
        process = self.start(prelude)
        said, _ = process.communicate(timeout=240)
        assert process.returncode == expect, said
        peak, cpu = map(float, (self.crawl.folder.parent / "measured").read_text().split())
        return Outcome(said, peak, cpu)


@pytest.fixture
def attacked(crawl: Crawl) -> Attacked:
    """Give the measured crawl."""
    return Attacked(crawl)


Act = Callable[[socket.socket], None]


class Wild:
    """A server that does with a connection whatever a test says, and notes how long each was held."""

    def __init__(self) -> None:
        self.acts: dict[str, Act] = {}
        self.held: defaultdict[str, list[float]] = defaultdict(list)
        handler = type("Handler", (_Wild,), {"wild": self})
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def on(self, path: str, act: Act) -> str:
        """Do this for a path; return its address."""
        self.acts[path] = act
        return f"http://{self.host}{path}"


class _Wild(socketserver.BaseRequestHandler):
    wild: Wild

    def handle(self) -> None:
        path = self.request.recv(65536).split(b" ")[1].decode()
        act = self.wild.acts.get(path, nothing)
        begun = time.monotonic()
        with contextlib.suppress(OSError):  # the crawl has had enough
            act(self.request)
        self.wild.held[path].append(time.monotonic() - begun)


def nothing(connection: socket.socket) -> None:
    """Answer that there is nothing."""
    connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def wild(crawl: Crawl) -> Iterator[Wild]:
    """Give a wild server that the crawl may ask."""
    made = Wild()
    crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{made.host}"
    yield made
    made.server.shutdown()
    made.server.server_close()


def listening(pid: int) -> set[str]:
    """Return the local addresses at which a process listens, in the kernel's notation."""
    links = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]
    sockets = {link[8:-1] for link in links if link.startswith("socket:[")}
    tables = [Path(f"/proc/{pid}/net/{name}") for name in ("tcp", "tcp6")]
    rows = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    return {row[1] for row in rows if row[3] == "0A" and row[9] in sockets}


@pytest.fixture(scope="session")
def usual() -> list[float]:
    """Give where the first crawl of one good page alone notes its CPU seconds, for all that compare themselves."""
    return []


@pytest.fixture
def measured(site: Site, attacked: Attacked, figure: Figure, usual: list[float]) -> Measured:
    """Give a function that crawls and records what an attack took beyond a crawl of one good page alone."""

    def measure(promise: int, attack: str) -> Outcome:
        outcome = attacked.run()
        figure(promise, f"{attack}: peak memory", outcome.peak, MOST_MEMORY, "MB")
        if not usual:
            for block in attacked.crawl.folder.glob("*.toml"):
                block.unlink()
            attacked.crawl.source("plain", feeds=[site.feed("/plain", {site.article("/plain/1"): ""})])
            usual.append(attacked.run().cpu)
        figure(promise, f"{attack}: CPU beyond a plain crawl", max(0.0, outcome.cpu - usual[0]), MOST_CPU, "s")
        return outcome

    return measure
