"""A text in small letters comes in; its words go out, with the apostrophes inside of them."""

import re
import string
from collections.abc import Sequence

_APOSTROPHE = "'"


class Parted:
    """Finds what a pattern of words finds; a text in ASCII is parted at one go, which costs a fifth."""

    def __init__(self, pattern: re.Pattern[str], letters: str = string.ascii_letters) -> None:
        """Take the pattern, and the signs of ASCII that words have beside apostrophes between two of them."""
        self._pattern = pattern
        kept = {*letters, _APOSTROPHE}
        self._ascii = {number: chr(number) if chr(number) in kept else " " for number in range(128)}

    def words(self, text: str) -> Sequence[str]:
        """Return the words in their order."""
        if not text.isascii() or 2 * _APOSTROPHE in text:
            return self._pattern.findall(text)
        parts = text.translate(self._ascii).split()
        if _APOSTROPHE not in text:
            return parts
        return [word for part in parts if (word := part.strip(_APOSTROPHE))]
