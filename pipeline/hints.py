"""A mistyped word and those that are known come in; the clause that helps whoever typed it goes out."""

import difflib
from collections.abc import Collection

_LIKE = 0.5  # how alike two words must be that one may have been meant by the other: "memo" is "memorandum"
_FEW = 20  # words that are all told where none is alike


def nearest(typed: str, known: Collection[str]) -> str:
    """Return "; did you mean 'x'?", else "; there is x, y" where the known words are few, else nothing."""
    if near := difflib.get_close_matches(typed, known, 1, cutoff=_LIKE):
        return f"; did you mean {near[0]!r}?"
    return f"; there is {', '.join(known)}" if len(known) <= _FEW else ""
