"""Killing at named boundaries: work and a boundary come in; it is done in a process that dies there by SIGKILL."""

import datetime as dt
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from multiprocessing.context import ForkServerContext
from typing import Any

from pipeline import clock
from tests.workers import Child, holding


class _Mortal(Child):
    server = holding("tests.faults.warm")


class _Mortals(ForkServerContext):
    Process = _Mortal


CONTEXT = _Mortals()  # of a process for a few milliseconds: what is imported once is shared
KILLED = -signal.SIGKILL
LONGEST = 300  # seconds


@dataclass(frozen=True)
class Boundary:
    """A function by its name, ``module:name`` or ``module:Class.name``, as its caller finds it, and when to die."""

    place: str
    when: str  # before or after
    nth: int = 1

    def lay(self) -> None:
        """Let this process die at the boundary."""
        owner, name = located(self.place)
        real, calls = getattr(owner, name), 0

        @wraps(real)
        def fatal(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - any function
            nonlocal calls
            calls += 1
            if self.when == "before" and calls == self.nth:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments, **named)
            if calls == self.nth:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(owner, name, fatal)


def located(place: str) -> tuple[Any, str]:
    """Return what holds a function, a module or a class, and its name there."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = importlib.import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    return owner, name


def run(
    work: Callable[..., object],
    *arguments: object,
    at: Boundary | None = None,
    moment: dt.datetime | None = None,
    without: Sequence[Callable[[], None]] = (),
) -> int:
    """Do the work in a process of its own, at a moment, perhaps without a protection; return its exit code."""
    process = start(work, *arguments, at=at, moment=moment, without=without)
    process.join(LONGEST)
    assert process.exitcode is not None, "it hangs"
    return process.exitcode


def start(
    work: Callable[..., object],
    *arguments: object,
    at: Boundary | None = None,
    moment: dt.datetime | None = None,
    without: Sequence[Callable[[], None]] = (),
) -> Any:  # noqa: ANN401 - a process of the context
    """Begin the work in a process of its own; return the process."""
    process = CONTEXT.Process(target=_inside, args=(work, arguments, dict(os.environ), at, moment, tuple(without)))
    process.start()
    return process


def _inside(
    work: Callable[..., object],
    arguments: Sequence[object],
    environment: dict[str, str],
    at: Boundary | None,
    moment: dt.datetime | None,
    without: Sequence[Callable[[], None]],
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    said = os.open(f"{environment['KONCHI_HOME']}/said.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    clock.set_clock(moment)
    for take_away in without:
        take_away()
    if at:
        at.lay()
    work(*arguments)


def konchi(*arguments: str) -> None:
    """Run the konchi command in this process, as a user's shell would."""
    from scheduler import konchi as command  # noqa: PLC0415 - in the child alone

    sys.argv = ["konchi", *arguments]
    command(list(arguments), prog_name="konchi")
