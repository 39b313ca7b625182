"""When a crawl looks for garbage: nothing comes in, the collector rests where what is laid out stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def none_yet() -> Iterator[None]:
    """Let modules and tables be laid out unseen: they live as long as the process."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
