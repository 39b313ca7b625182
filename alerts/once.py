"""Keys come in; what is found for them goes out, and is looked for only once in a session, however many readers ask."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

ROOM = "once"  # of a session's info; sessions of one round may share it
TOGETHER = 5000  # keys of one query: SQLite takes 32,766 parameters


def once(
    session: Session, what: str, keys: Iterable[Key], find: Callable[[Sequence[Key]], Mapping[Key, Value]]
) -> dict[Key, Value]:
    """Return what is found by key, in the order of the keys; ``find`` is asked only for keys that are new."""
    known: dict[Key, Value | None] = session.info.setdefault(ROOM, {}).setdefault(what, {})
    wanted = list(keys)
    missing = [key for key in dict.fromkeys(wanted) if key not in known]
    for start in range(0, len(missing), TOGETHER):
        part = missing[start : start + TOGETHER]
        found = find(part)
        known.update({key: found.get(key) for key in part})
    return {key: value for key in wanted if (value := known[key]) is not None}
