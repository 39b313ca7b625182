"""The sentences of a founding come in; the company that is founded, named in them or after them, goes out."""

import re
from collections.abc import Sequence

from pipeline.tag import Found
from pipeline.understanding.reading import Reading

_REACH = 40  # characters beside a name
_AFTER_FOUNDING = 2  # paragraphs
_NAMED_BEFORE = re.compile(
    r"(?:called|named|dubbed|known as|under the name|назван\w*|названием|наименован\w*|именем|"
    r"namens|heißt|nommée?|baptisée?|[Kk]urulan|ünvanlı|"
    r"(?:учрежден|создан|образован)\w* (?:совместн\w+ )?(?:компани|предприяти)\w*)"
    r"(?: (?:of|the|АО|ООО|СП|ТОО))? ?[«“„\"]?$"
)
_NAMED_BEHIND = re.compile(
    r"[»”\"]? ?(?:MChJ |МЧЖ |АО |ООО )?(?:deb (?:atal|nomlan)|nomli|nomi (?:bilan|ostida)|деб (?:атал|номлан)|номли|"
    r"номи (?:билан|остида)|adlı|isimli|adıyla|деп атал|атты)"
)


def founded(told: Sequence[Reading], everything: Sequence[Reading]) -> list[tuple[Found, Reading]]:
    """Return the bodies that a founding step names as what it founds, each with its sentence."""
    paragraphs = [reading.sentence.paragraph for reading in told if reading.of("action", "found")]
    return [
        (found, reading)
        for reading in everything
        if any(0 <= reading.sentence.paragraph - paragraph <= _AFTER_FOUNDING for paragraph in paragraphs)
        for found in reading.named("organisation")
        if _is_named(reading, found)
    ]


def _is_named(reading: Reading, found: Found) -> bool:
    before = reading.document[max(reading.sentence.start, found.start - _REACH) : found.start]
    behind = reading.document[found.end : found.end + _REACH]
    return bool(_NAMED_BEFORE.search(before) or _NAMED_BEHIND.match(behind))
