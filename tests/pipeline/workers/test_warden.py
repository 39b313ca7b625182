"""A group lives no longer than the process that named it, whatever it is at; told to real processes that are killed."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.workers.warden import Warden, end, send
from tests.waiting import LONGEST, until

LINGERING = (
    "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
)
STARTS_ANOTHER = (
    f"import subprocess, sys, time; other = subprocess.Popen([sys.executable, '-c', {LINGERING!r}]); time.sleep(600)"
)
# A native loop that never gives the interpreter back: no thread of its own could end it.
SPINNING = "print(1, flush=True); import re; re.match(r'(a+)+$', 'a' * 99 + 'b')"
OWNER = """
import subprocess, sys, time
from pipeline.workers.warden import Warden
warden = Warden(grace=0.3)
for code in sys.argv[1:]:
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    warden.watch(child.pid)
    child.stdout.readline()
    print(child.pid, flush=True)
print(warden.process.pid, flush=True)
time.sleep(600)
"""


def alive(number: int) -> bool:
    """Tell whether a process is there, and no mere entry whose parent has not asked for its end."""
    try:
        return not re.search(r"^State:\s+Z", (Path("/proc") / str(number) / "status").read_text(), re.MULTILINE)
    except FileNotFoundError:
        return False


@pytest.fixture
def owner() -> Iterator[Callable[..., tuple[subprocess.Popen[str], list[int]]]]:
    """Give a function that starts an owner of children with this code, and returns its and their numbers."""
    begun: list[tuple[subprocess.Popen[str], list[int]]] = []

    def begin(*codes: str) -> tuple[subprocess.Popen[str], list[int]]:
        process = subprocess.Popen([sys.executable, "-c", OWNER, *codes], stdout=subprocess.PIPE, text=True)
        assert process.stdout
        begun.append((process, [int(process.stdout.readline()) for _ in (*codes, "warden")]))
        return begun[-1]

    yield begin
    for process, numbers in begun:
        process.kill()
        process.communicate()
        for number in filter(alive, numbers):
            send(number, signal.SIGKILL)


@pytest.mark.parametrize("code", [LINGERING, SPINNING], ids=["deaf", "spinning"])
def test_a_group_dies_with_its_owner_however_deaf_it_is(
    owner: Callable[..., tuple[subprocess.Popen[str], list[int]]], code: str
) -> None:
    process, numbers = owner(code, code)
    assert all(map(alive, numbers))
    process.kill()
    until(lambda: not any(map(alive, numbers)))


def test_without_a_warden_it_would_live_on(
    owner: Callable[..., tuple[subprocess.Popen[str], list[int]]],
) -> None:
    process, (child, warden) = owner(LINGERING)
    os.kill(warden, signal.SIGKILL)
    process.kill()
    process.wait()
    until(lambda: not alive(warden))
    assert alive(child)


def lingering(code: str = LINGERING) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, and wait until it is deaf."""
    begun = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    assert begun.stdout
    begun.stdout.readline()
    return begun


def test_what_is_released_is_left_alone_and_a_warden_that_was_killed_is_replaced() -> None:
    warden = Warden(grace=0.1)
    with lingering() as kept, lingering() as watched:
        warden.watch(kept.pid)
        warden.watch(watched.pid)
        assert warden.process
        warden.process.kill()
        warden.process.wait()
        warden.release(kept.pid)  # told to a new one, which knows of the other
        warden.close()
        assert watched.wait(LONGEST) == -signal.SIGKILL
        assert kept.poll() is None
        kept.kill()


def test_a_group_is_ended_with_all_that_its_leader_has_started() -> None:
    with lingering(STARTS_ANOTHER) as leader:
        (other,) = [int(pid) for pid in Path(f"/proc/{leader.pid}/task/{leader.pid}/children").read_text().split()]
        end([leader.pid], 0.1)
        assert leader.wait(LONGEST) == -signal.SIGTERM
        until(lambda: not alive(other))


def test_the_warden_knows_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_SECRET", "not to be told")
    warden = Warden()
    warden.watch(999_999_999)
    assert warden.process
    told = Path(f"/proc/{warden.process.pid}/environ").read_text()
    warden.release(999_999_999)
    warden.close()
    assert "KONCHI" not in told
