"""Child processes that work for the timetable: konchi commands come in, exit codes go out, nothing is left behind."""

import datetime as dt
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Union

from pipeline.workers.forking import Forked, Nursery
from pipeline.workers.warden import GRACE, Warden, send

log = logging.getLogger("konchi")
Child = Union["subprocess.Popen[bytes]", Forked]


@dataclass
class Children:
    """The child processes that work for the timetable, each in a session of its own, under a wall limit."""

    running: set[Child] = field(default_factory=set)
    stopping: bool = False
    nursery: Nursery | None = None  # of children that are many
    warden: Warden | None = None  # who ends them should this process be killed

    def work(self, arguments: list[str], limit: float, *, often: bool = False) -> int | None:
        """Run ``konchi ARGUMENTS`` in a child; return its exit code, or None where it had to be killed.

        A command that is run often is forked from the nursery, if there is one.
        """
        if self.stopping:
            return None
        child = self.nursery.start(arguments) if often and self.nursery else _started(arguments)
        started = dt.datetime.now(dt.UTC)  # not before: the first one waits until the nursery is ready
        self.running.add(child)
        try:
            if self.warden:
                self.warden.watch(child.pid)
            code: int | None = child.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            _kill(child)
            code = None
        finally:
            self.running.discard(child)
            with suppress(ProcessLookupError):  # nobody is left: only one that crashed leaves workers behind
                os.killpg(child.pid, signal.SIGKILL)
            if self.warden:
                self.warden.release(child.pid)
        took = (dt.datetime.now(dt.UTC) - started).total_seconds()
        ending = f"exit {code}" if code is not None else f"killed at its limit of {limit:.0f} s"
        log.log(logging.INFO if code == 0 else logging.WARNING, "%s: %s after %.1f s", _shown(arguments), ending, took)
        return code

    def ask(self, number: int) -> None:
        """Send every child's group a signal, and begin no other."""
        self.stopping = True
        for child in list(self.running):
            send(child.pid, number)

    def stop(self) -> None:
        """Ask every child to stop, and kill those that do not within the grace."""
        self.ask(signal.SIGTERM)
        for child in list(self.running):
            try:
                child.wait(timeout=GRACE)
            except subprocess.TimeoutExpired:
                _kill(child)
        self.close()

    def close(self) -> None:
        """Let the nursery and the warden go."""
        if self.nursery:
            self.nursery.close()
        if self.warden:
            self.warden.close()


def _started(arguments: list[str]) -> Child:
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "scheduler", *arguments], start_new_session=True, stdin=subprocess.DEVNULL
    )


def _kill(child: Child) -> None:
    send(child.pid, signal.SIGKILL)
    child.wait()


def _shown(arguments: list[str]) -> str:
    return " ".join(arguments[:4]) + (f" and {len(arguments) - 4} more" if len(arguments) > 4 else "")  # noqa: PLR2004
