"""JSON text that is cut, or has more than a list may have, comes in; as much of it as may be read goes out, closed."""

import re
from dataclasses import dataclass

SMALL = 1_000_000  # characters; a shorter text is left as it is
MOST_SIGNS = 400_000  # brackets and commas: each value costs up to a few hundred bytes of memory
SIGN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},]', re.DOTALL)  # never tried again from within a text
CLOSING = {"[": "]", "{": "}"}


@dataclass
class _Open:
    """A list or object that is not closed yet, and where the last of its members ends that is whole."""

    closing: str
    end: int = 0


def closed(text: str) -> tuple[str, bool]:
    """Return the text up to where it may be read, with its brackets closed, and whether that cuts it.

    It ends behind a whole member of the outermost list that is open: a member that is cut lacks what stood further on.
    """
    if len(text) <= SMALL:
        return text, False
    opened: list[_Open] = []
    for count, sign in enumerate(SIGN.finditer(text)):
        mark = sign[0]
        if count >= MOST_SIGNS:
            break
        if mark in CLOSING:
            opened.append(_Open(CLOSING[mark]))
        elif mark == "," and opened:
            opened[-1].end = sign.start()
        elif mark in ("]", "}") and opened:
            opened.pop()
            if not opened:
                return text, False
            opened[-1].end = sign.end()
    end, closing = _end(opened)
    text = text[:end]
    text += closing  # in place: a copy of what may be 10 MB is spared
    return text, True


def _end(opened: list[_Open]) -> tuple[int, str]:
    """Return where to cut, and what closes the brackets that are open there."""
    whole = [depth for depth, one in enumerate(opened) if one.end]
    lists = [depth for depth in whole if opened[depth].closing == "]"]
    last = next(iter(lists or whole), None)
    if last is None:
        return 0, ""
    return opened[last].end, "".join(one.closing for one in reversed(opened[: last + 1]))
