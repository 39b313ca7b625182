"""A sum comes in with its sentence; the sum before it that it says again, or that it is a part of, goes out."""

import re

from pipeline.money import Amount
from pipeline.understanding.reading import Reading

_APART = 60  # characters between "of which" and the part
_OPENING = 2  # characters
_CONVERTED = re.compile(r"\s?[(（][^()（）.\d]{0,25}")  # 42 million euros (about $46 million): one sum, said twice


def leans_on(reading: Reading, amount: Amount) -> Amount | None:
    """Return the sum whose fate this one shares: what it gives in another currency, or of what it is a part."""
    before = [other for other in reading.amounts if other.end <= amount.start]
    if not before:
        return None
    last = before[-1]
    if last.currency != amount.currency and _CONVERTED.fullmatch(reading.document, last.end, amount.start):
        return last
    parts = [word for word in reading.of("role", "of_it") if last.end <= word.start]
    return last if any(0 <= amount.start - word.end <= _APART for word in parts) else None


def opens_with_a_part(reading: Reading) -> bool:
    """Tell whether a sentence begins by what a part of the sum before it is told behind: Of the total, 90 million."""
    return any(word.start - reading.sentence.start <= _OPENING for word in reading.of("role", "of_it"))
