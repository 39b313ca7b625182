"""The sentences of a document come in; which item of a list each of its paragraphs stands in goes out."""

import re
from collections.abc import Sequence

from pipeline.understanding.reading import Reading

_MARK = re.compile(r"(?:\(?\d{1,2}[.)](?!\d)|[•●▪◾■►▶✅✔📌👉🔹🔸🔷🔶*·]|[a-zа-я]\)|(?P<dash>[–—-]))\ufe0f?\s?(?=\S)")
_FEWEST = 2  # marked paragraphs that make a list


def items(readings: Sequence[Reading]) -> dict[int, int]:
    """Return of each paragraph that begins with a number or a mark of a list its place there; none of a lone mark.

    A dash marks an item only behind a colon: else somebody speaks.
    """
    begun: dict[int, int] = {}
    for reading in readings:
        document, start = reading.document, reading.sentence.start
        if reading.title or start == 0 or document[start - 1] != "\n" or not (mark := _MARK.match(document, start)):
            continue
        if begun or not mark["dash"] or document[:start].rstrip().endswith((":", "：")):
            begun.setdefault(reading.sentence.paragraph, len(begun) + 1)
    return begun if len(begun) >= _FEWEST else {}
