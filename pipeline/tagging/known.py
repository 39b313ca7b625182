"""Spans of a document that are understood come in; whether they leave room for another name goes out."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Span(Protocol):
    """Where something stands in a document."""

    @property
    def start(self) -> int:
        """The place of its first character."""
        ...

    @property
    def end(self) -> int:
        """The place behind its last character."""
        ...


class Known(NamedTuple):
    """A span already understood, and its kind and country."""

    kind: str
    country: str | None
    start: int
    end: int


def taken(known: Iterable[Known], start: int, end: int) -> bool:
    """Tell whether an understood span leaves no room: only a country, place or mineral may be part of a longer name."""
    for span in known:
        if span.end <= start or end <= span.start:
            continue
        inside = start <= span.start and span.end <= end and span.end - span.start < end - start
        if span.kind in ("organisation", "person") or not inside:
            return True
    return False
