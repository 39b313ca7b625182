"""A process that reads large bodies comes in; what it frees goes back to the system at once."""

import ctypes
from contextlib import suppress

LARGE = 256 * 1024  # bytes: a body of this size has pages of its own, which end with it
_MMAP_THRESHOLD, _TRIM_THRESHOLD, _ARENA_MAX = -3, -1, -8  # mallopt(3)


def give_back() -> bool:
    """Set glibc's allocator so that a large block leaves no hole behind; False where the C library has no such switch.

    Left to itself it raises the threshold to the largest block that was ever freed, up to 32 MB, and keeps the rest.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        switches = ((_MMAP_THRESHOLD, LARGE), (_TRIM_THRESHOLD, LARGE), (_ARENA_MAX, 1))
        taken = [library.mallopt(switch, value) for switch, value in switches]
        return taken == [1, 1, 1]
    return False
