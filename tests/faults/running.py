"""A scheduler that runs, on sources that answer slowly: a test's command comes in, what it says and does goes out."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crawler.conftest import Answer, Site

KONCHI = [sys.executable, "-m", "scheduler"]
BRISK = """
import scheduler
scheduler.TIMETABLE |= {name: (scheduler.TIMETABLE[name][0], 1) for name in scheduler.TIMETABLE}
scheduler.konchi(["run"], prog_name="konchi")
"""


class Running:
    """A scheduler that runs, and what it says."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stderr or ():
            self.lines.append(line)

    def said(self, pattern: str) -> str | None:
        """Return what was found of a pattern in the log so far."""
        found = re.search(pattern, "".join(self.lines))
        return found[0] if found else None

    def kept_waiting(self) -> float:
        """Return for how many seconds its threads were ready to run while the machine ran others."""
        seconds = 0.0
        for file in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # the thread is gone
                seconds += int(file.read_text().split()[1]) / 1e9
        return seconds

    def end(self, number: int = signal.SIGTERM) -> int:
        """End it, and return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(300)
        self.reader.join(300)
        return code


@pytest.fixture
def running() -> Iterator[Callable[..., Running]]:
    """Give a function that starts a scheduler; all of them are ended after the test."""
    started: list[Running] = []

    def begin(command: list[str] | None = None) -> Running:
        started.append(Running(command or [*KONCHI, "run"]))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
        if one.process.stderr:
            one.process.stderr.close()


@pytest.fixture
def slow(site: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> "Slow":
    """Give three sources whose lists take their time, and who count how many crawls are at each of them."""
    (home / "sources").mkdir()
    made = Slow(site)
    for number in range(3):
        path = f"/rss{number}"
        site.answers[path] = made.answer(path)
        text = (
            f'[[source]]\nname = "s{number}"\ntitle = "S"\ncountry = "UZ"\ndelay = 0\nfeeds = ["{site.home}{path}"]\n'
        )
        (home / "sources" / f"s{number}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(home / "sources"))
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", site.host)
    return made


class Slow:
    """Lists that are read slowly."""

    def __init__(self, site: Site) -> None:
        self.site, self.now, self.most, self.guard = site, Counter[str](), Counter[str](), threading.Lock()
        self.seconds = 2.0

    def answer(self, path: str) -> Callable[[Mapping[str, str]], Answer]:
        """Return what answers to a list's path."""
        self.site.feed(path, {self.site.article(f"{path}/2026/1"): ""})
        listed = self.site.answers[path]
        assert isinstance(listed, Answer)

        def say(_: Mapping[str, str]) -> Answer:
            with self.guard:
                self.now[path] += 1
                self.most[path] = max(self.most[path], self.now[path])
            time.sleep(self.seconds)
            with self.guard:
                self.now[path] -= 1
            return listed

        return say

    def asked(self) -> int:
        """Return at how many lists a crawl is now."""
        return sum(self.now.values())
