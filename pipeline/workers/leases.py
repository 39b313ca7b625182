"""Who holds a lease: this process gets a name, and a name tells whether its process is known to be dead."""

import os
import platform
from contextlib import suppress
from functools import cache
from pathlib import Path


def holder() -> str:
    """Return the name under which this process holds leases: host, process namespace and process number."""
    return f"{_here()}:{os.getpid()}"


def abandoned(name: str) -> bool:
    """Tell whether the holder is known to be dead; of another host nothing is known, its lease must run out."""
    place, _, number = name.rpartition(":")
    if place != _here() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@cache
def _here() -> str:
    namespace = ""
    with suppress(OSError):  # Linux only: two containers may share a host name, but not their process numbers
        namespace = str(Path("/proc/self/ns/pid").readlink())
    return f"{platform.node()}/{namespace}"
