"""Groups of processes come in; should the process that names them die, they are ended, whatever they are at.

The warden is a process of its own: it hears of the death by the end of its input, on every system and however it came.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress

GRACE = 10.0  # seconds between asking a group to stop and killing it
LOOK = 0.05  # seconds between two looks whether it has
LENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # of our environment: it needs none of our settings and secrets


class Warden:
    """The warden as its owner has it; begun with the first group, and anew should it be gone."""

    def __init__(self, grace: float = GRACE) -> None:
        self.grace, self.groups, self.guard = grace, set[int](), threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def watch(self, group: int) -> None:
        """Let the group of processes, named by its leader's number, live no longer than this process."""
        with self.guard:
            self.groups.add(group)
            self._tell(f"+{group}\n")

    def release(self, group: int) -> None:
        """Watch the group no more: it has ended."""
        with self.guard:
            self.groups.discard(group)
            self._tell(f"-{group}\n")

    def close(self) -> None:
        """Let the warden go; what it still watches is ended."""
        with self.guard:
            self._let_go()

    def _tell(self, line: str) -> None:
        if self.process and self.process.stdin:
            try:
                self.process.stdin.write(line.encode("ascii"))
            except OSError:  # it was killed
                self._let_go()
        if self.process is None:
            self.process = subprocess.Popen(  # noqa: S603 - this file
                [sys.executable, "-I", __file__, str(self.grace)],
                bufsize=0,
                stdin=subprocess.PIPE,
                start_new_session=True,
                env={name: os.environ[name] for name in LENT if name in os.environ},
            )
            for group in sorted(self.groups):
                self._tell(f"+{group}\n")

    def _let_go(self) -> None:
        if self.process and self.process.stdin:
            self.process.stdin.close()
            self.process.wait()
        self.process = None


def send(group: int, number: int) -> bool:
    """Send a group, by its leader's number, a signal; tell whether there was anybody left to get it."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        try:
            os.kill(group, number)  # it is gone, or was forked a moment ago and has no group yet
        except ProcessLookupError:
            return False
    return True


def end(groups: Iterable[int], grace: float) -> None:
    """Ask the groups to stop, and kill those that do not within the grace."""
    left = {group for group in groups if send(group, signal.SIGTERM)}
    last = time.monotonic() + grace
    while left and time.monotonic() < last:
        time.sleep(LOOK)
        left = {group for group in left if send(group, 0)}
    for group in left:
        send(group, signal.SIGKILL)


def main() -> None:
    """Follow what is said of groups until its end, and end those that are left."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it goes when its owner has gone
    groups = set[int]()
    with suppress(ValueError):  # a line that was cut by the death
        for line in sys.stdin:
            (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    end(groups, float(sys.argv[1]))


if __name__ == "__main__":
    main()
