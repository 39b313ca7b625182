"""When a crawl looks for garbage: nothing comes in, the collector rests where what is laid out stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

ROOM = 5_000  # new objects until the young are looked through; Python's own 700 are for less memory


@contextmanager
def none_yet() -> Iterator[None]:
    """Let modules and tables be laid out unseen: they live as long as the process."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def rarely() -> Iterator[None]:
    """Look for garbage a seventh as often as Python does by itself: a page leaves next to none."""
    usual = gc.get_threshold()
    gc.freeze()  # what is there lives as long as the process
    gc.set_threshold(ROOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
