"""Byte strings come in; where a page has any of them goes out, at some gigabytes a second."""

import threading
from collections.abc import Sequence
from typing import cast

import hyperscan


class _Own(threading.local):
    """What a search is kept in, which serves one thread at a time."""

    def __init__(self, tables: hyperscan.Database) -> None:
        self.scratch = hyperscan.Scratch(tables)


class Literals:
    """Strings of bytes that are sought all at once; the letters of ASCII in any case, where that is asked."""

    def __init__(self, words: Sequence[bytes], *, caseless: bool = False) -> None:
        """Lay the tables out; one must not be empty. It takes some ten microseconds a string."""
        self._words = words
        self._tables = hyperscan.Database()
        self._tables.compile(expressions=words, flags=hyperscan.HS_FLAG_CASELESS if caseless else 0, literal=True)
        self._own = _Own(self._tables)

    def places(self, body: bytes | memoryview) -> list[tuple[int, int, int]]:
        """Return which string stands where, as number, start and end: by the end, and then the longest first."""
        found: list[tuple[int, int, int]] = []

        def keep(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            found.append((number, end - len(self._words[number]), end))

        whole = cast("bytes", body)  # any buffer is read as it is, whatever the stubs say
        self._tables.scan(whole, match_event_handler=keep, scratch=self._own.scratch)
        return sorted(found, key=lambda place: (place[2], place[1]))

    def within(self, body: bytes) -> bool:
        """Say whether any of the strings stands there."""
        try:
            self._tables.scan(body, match_event_handler=_enough, scratch=self._own.scratch)
        except hyperscan.ScanTerminated:
            return True
        return False


def _enough(*_: object) -> bool:
    return True
