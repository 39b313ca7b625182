"""Children end at their limit or when they are asked to, with all that they have started."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pipeline.workers.children import Children
from tests.waiting import LONGEST, until


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a data folder of its own."""
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    monkeypatch.delenv("KONCHI_DATABASE", raising=False)
    return tmp_path


def test_a_child_that_never_ends_is_killed_at_its_limit_with_its_whole_group(home: Path) -> None:
    children = Children()
    assert children.work(["run"], limit=3) is None
    assert not children.running
    assert not left_behind(home)


def left_behind(home: Path, seconds: float = LONGEST) -> list[int]:
    """Return the processes whose environment names this test's data folder and that do not end by themselves."""
    end = time.monotonic() + seconds
    while (found := processes(home)) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def processes(home: Path) -> list[int]:
    """Return the processes whose environment names this test's data folder."""
    mark = f"KONCHI_HOME={home}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int(process.name) != os.getpid() and mark in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def test_a_child_that_is_asked_to_stop_stops_and_no_other_is_begun(home: Path) -> None:
    children = Children()
    codes: list[int | None] = []
    worker = threading.Thread(target=lambda: codes.append(children.work(["run"], limit=LONGEST)))
    worker.start()
    until((home / "heartbeat").exists)
    children.ask(signal.SIGTERM)
    worker.join(LONGEST)
    assert codes == [0]
    assert children.work(["status"], limit=LONGEST) is None
    assert not left_behind(home)
