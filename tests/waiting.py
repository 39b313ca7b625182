"""What is to become true comes in; the moment at which it is goes by, or the test fails."""

import os
import time
from collections.abc import Callable

LONGEST = 300  # seconds that what must come may take on a machine that others keep busy


def until(true: Callable[[], object], seconds: float = LONGEST) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def worked() -> float:
    """Return the seconds that processors have worked for this process's children, whatever else they had to do."""
    spent = os.times()
    return spent.children_user + spent.children_system
