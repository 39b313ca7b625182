"""A mistyped word and those that are known come in; the clause that helps whoever typed it goes out."""

import difflib
from collections.abc import Collection

_LIKE = 0.5  # how alike two words must be that one may have been meant by the other: "memo" is "memorandum"
_SURE = 0.6  # ... that nothing else need be told: "loan" shares letters with "exploration"
_FEW = 20  # words that are all told where it is not sure which was meant


def nearest(typed: str, known: Collection[str]) -> str:
    """Return what may have been meant, "; did you mean 'x'?", and where that is not sure, those there are if few."""
    near = difflib.get_close_matches(typed, known, 1, cutoff=_LIKE)
    sure = difflib.get_close_matches(typed, near, 1, cutoff=_SURE)
    listed = f"there is {', '.join(known)}" if len(known) <= _FEW and not sure else ""
    if not near:
        return listed and f"; {listed}"
    return f"; did you mean {near[0]!r}?" + (listed and f" {listed[0].upper()}{listed[1:]}")
