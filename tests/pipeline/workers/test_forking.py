"""Children forked from a process that is held ready are processes of their own, whatever becomes of them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.workers.children import Children
from pipeline.workers.forking import Forked, Nursery
from tests.pipeline.workers.test_children import left_behind
from tests.waiting import LONGEST, until


@pytest.fixture
def nursery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nursery]:
    """Give a nursery and a data folder of its own."""
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path))
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    made = Nursery("crawler.ready")
    yield made
    made.close()


def begun(child: Forked) -> None:
    """Wait until a child is in a session of its own."""
    while os.getsid(child.pid) != child.pid:
        time.sleep(0.01)


def test_a_child_ends_with_the_code_of_its_command(nursery: Nursery) -> None:
    children = Children(nursery=nursery)
    assert children.work(["crawl"], LONGEST, often=True) == 0
    assert children.work(["crawl", "nobody"], LONGEST, often=True) == 1
    assert children.work(["crawl", "--no-such-option"], LONGEST, often=True) == 2


def test_a_child_lives_in_the_environment_of_the_moment_it_was_started(
    nursery: Nursery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nursery.start(["crawl"]).wait(LONGEST) == 0
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "other"))
    assert nursery.start(["crawl"]).wait(LONGEST) == 0
    assert (tmp_path / "konchi.db").exists()
    assert (tmp_path / "other" / "konchi.db").exists()


def test_a_child_that_never_ends_is_killed_at_its_limit_and_leaves_the_others_alone(
    nursery: Nursery, tmp_path: Path
) -> None:
    other = nursery.start(["run"])
    children = Children(nursery=nursery)
    assert children.work(["run"], 3, often=True) is None
    assert not children.running
    with pytest.raises(subprocess.TimeoutExpired):
        other.wait(0.1)
    begun(other)
    os.killpg(other.pid, signal.SIGKILL)
    assert other.wait(LONGEST) == -signal.SIGKILL
    nursery.close()
    assert not left_behind(tmp_path)


def test_a_child_that_dies_takes_nobody_along_and_another_can_be_started(nursery: Nursery) -> None:
    first = nursery.start(["run"])
    begun(first)
    os.kill(first.pid, signal.SIGSEGV)
    assert first.wait(LONGEST) == -signal.SIGSEGV
    assert nursery.start(["crawl"]).wait(LONGEST) == 0


def test_children_that_end_while_others_start_all_tell_their_codes(nursery: Nursery) -> None:
    codes: list[int | None] = []
    children = Children(nursery=nursery)
    workers = [
        threading.Thread(target=lambda: codes.append(children.work(["crawl"], LONGEST, often=True))) for _ in range(8)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert codes == [0] * 8


def test_a_child_that_is_asked_to_stop_stops(nursery: Nursery, tmp_path: Path) -> None:
    children = Children(nursery=nursery)
    codes: list[int | None] = []
    worker = threading.Thread(target=lambda: codes.append(children.work(["run"], limit=LONGEST, often=True)))
    worker.start()
    until((tmp_path / "heartbeat").exists)
    children.ask(signal.SIGTERM)
    worker.join(LONGEST)
    assert codes == [0]


INTERRUPTED = """
import os, signal, threading, time
from pathlib import Path
from pipeline.workers.forking import Nursery
signal.signal(signal.SIGINT, lambda *_: None)
def interrupt():
    while not Path("loading").exists():
        time.sleep(0.001)
    os.killpg(0, signal.SIGINT)
    Path("interrupted").touch()
threading.Thread(target=interrupt).start()
if __name__ == "__main__":
    nursery = Nursery("slow_to_load")
    print(nursery.start(["crawl"]).wait(60))
    nursery.close()
"""
SLOW = """
import time
from pathlib import Path
Path("loading").touch()
while not Path("interrupted").exists():
    time.sleep(0.001)
"""


def test_an_interrupt_while_modules_are_loaded_is_not_for_the_process_that_loads_them(tmp_path: Path) -> None:
    (tmp_path / "slow_to_load.py").write_text(SLOW)
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[3])])
    environment = os.environ | {"PYTHONPATH": path, "KONCHI_HOME": str(tmp_path), "KONCHI_SOURCES": str(tmp_path)}
    command = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, start_new_session=True, capture_output=True, text=True, check=False
    )
    assert (done.stdout.splitlines()[-1:], done.stderr) == (["0"], "")
