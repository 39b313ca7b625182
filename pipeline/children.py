"""Child processes that work for the timetable: konchi commands come in, exit codes go out, nothing is left behind."""

import datetime as dt
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field

log = logging.getLogger("konchi")

GRACE = 10  # seconds between asking a child to stop and killing it


@dataclass
class Children:
    """The child processes that work for the timetable, each in a session of its own, under a wall limit."""

    running: set["subprocess.Popen[bytes]"] = field(default_factory=set)
    stopping: bool = False

    def work(self, arguments: list[str], limit: float) -> int | None:
        """Run ``konchi ARGUMENTS`` in a child; return its exit code, or None where it had to be killed."""
        if self.stopping:
            return None
        started = dt.datetime.now(dt.UTC)
        child = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "scheduler", *arguments], start_new_session=True, stdin=subprocess.DEVNULL
        )
        self.running.add(child)
        try:
            code: int | None = child.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            _kill(child)
            code = None
        finally:
            self.running.discard(child)
        took = (dt.datetime.now(dt.UTC) - started).total_seconds()
        ending = f"exit {code}" if code is not None else f"killed at its limit of {limit:.0f} s"
        log.log(logging.INFO if code == 0 else logging.WARNING, "%s: %s after %.1f s", _shown(arguments), ending, took)
        return code

    def ask(self, number: int) -> None:
        """Send every child's group a signal, and begin no other."""
        self.stopping = True
        for child in list(self.running):
            with suppress(ProcessLookupError):
                os.killpg(child.pid, number)

    def stop(self) -> None:
        """Ask every child to stop, and kill those that do not within the grace."""
        self.ask(signal.SIGTERM)
        for child in list(self.running):
            try:
                child.wait(timeout=GRACE)
            except subprocess.TimeoutExpired:
                _kill(child)


def _kill(child: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)  # the whole group: a child's own workers as well
    child.wait()


def _shown(arguments: list[str]) -> str:
    return " ".join(arguments[:4]) + (f" and {len(arguments) - 4} more" if len(arguments) > 4 else "")  # noqa: PLR2004
