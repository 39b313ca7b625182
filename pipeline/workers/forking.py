"""Children that start in no time: modules to hold ready come in, children forked from a process that holds them go out.

That process has neither threads nor connections to the database, which a child would share.
"""

import importlib
import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import connection, forkserver, get_context, resource_tracker
from multiprocessing.context import ForkServerProcess
from pathlib import Path


class Forked:
    """A child of the process that is held ready, in a session of its own, with what is used of a Popen."""

    def __init__(self, process: ForkServerProcess, guard: threading.Lock) -> None:
        self.process, self.guard = process, guard
        self.pid: int = process.pid or 0

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code; raises TimeoutExpired where there is none in time."""
        connection.wait([self.process.sentinel], timeout)
        with self.guard:  # its code can be read once, and a start looks after all children
            self.process.join(0)
            code = self.process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("konchi", timeout or 0)
        return code


class Nursery:
    """A process that holds modules ready, begun when it is first needed and again should it be gone."""

    def __init__(self, *modules: str) -> None:
        self.context = get_context("forkserver")
        self.context.set_forkserver_preload([*modules, "pipeline.workers.frozen"])
        self.guard = threading.Lock()

    def start(self, arguments: Sequence[str]) -> Forked:
        """Start ``konchi ARGUMENTS`` in a child."""
        with self.guard:
            process = self.context.Process(target=_konchi, args=(list(arguments), dict(os.environ), str(Path.cwd())))
            with _uninterrupted():
                process.start()
            return Forked(process, self.guard)

    def close(self) -> None:
        """End the process that is held ready, and wait for its end."""
        with self.guard:
            forkserver._forkserver._stop()  # type: ignore[attr-defined] # noqa: SLF001 - else it ends after us


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep a terminal's Ctrl-C from the process that is held ready while it loads: it is ours to end, see frozen.py."""
    resource_tracker.ensure_running()  # its own start would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _konchi(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """Run the command in the child, as a process that is started by name would."""
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    importlib.import_module("scheduler").konchi(arguments, prog_name="konchi")
