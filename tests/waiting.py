"""What is to become true comes in; the moment at which it is goes by, or the test fails."""

import time
from collections.abc import Callable


def until(true: Callable[[], object], seconds: float = 300) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
