"""The service as it runs: a real server on loopback over an empty database."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests
import uvicorn

from alerts.board.app import app
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import free_port
from tests.waiting import LONGEST

RETRIES = requests.adapters.Retry(
    connect=12, read=False, redirect=False, status=False, respect_retry_after_header=False, backoff_factor=0.02
)


@dataclass
class Board:
    """The running service: its address, and how to ask it."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **headers: str) -> requests.Response:
        """Ask for a page, by its path or its whole address."""
        return self.session.get(self._whole(path), timeout=LONGEST, headers=headers)

    def post(self, path: str, **form: str) -> requests.Response:
        """Send a form."""
        return self.session.post(self._whole(path), data=form, timeout=LONGEST)

    def _whole(self, path: str) -> str:
        return path if path.startswith("http") else f"{self.url}{path}"


@pytest.fixture
def board(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    """Run the service until the end of the test."""
    port = free_port()
    monkeypatch.setenv("KONCHI_URL", f"http://127.0.0.1:{port}")
    service = app(newsroom.engine, signup=True)
    server = uvicorn.Server(
        uvicorn.Config(service, host="127.0.0.1", port=port, log_level="error", access_log=False, server_header=False)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    opened = Board(f"http://127.0.0.1:{port}")
    opened.session.mount("http://", requests.adapters.HTTPAdapter(max_retries=RETRIES))  # until it listens
    try:
        yield opened
    finally:
        opened.session.close()
        server.should_exit = True
        thread.join()
