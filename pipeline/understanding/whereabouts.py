"""A country in a sentence comes in; whether something is only done there, or goes there, goes out."""

import re

from pipeline.tag import Found
from pipeline.understanding.reading import Reading

_PLACE_REACH = 24  # characters before a country in which a word of place may stand
_LIST_REACH = 90  # characters before a country in which a list of others may stand
_LOCATED_BEFORE = re.compile(  # drilled in Laos and Kazakhstan
    r"(?:\b(?:in|across|throughout|within|near|в|во|en|au|aux)\s+(?:the\s+)?(?:\w+ (?:and|и|et|und) )?|"
    r"在(?:\w{2,6}[和、])?)$",
    re.IGNORECASE,
)
_BOUND_BEFORE = re.compile(  # the rest will move to Oman and Iran
    r"(?:\b(?:to|into|toward|towards|nach|vers|в|во|на)\s+(?:the\s+)?(?:[A-ZА-ЯЁ][\w-]+(?:,|\s+and|\s+и)\s+)*|运往|出口到)$"
)
_BOUND_BEHIND = re.compile(r"['’‘ʻ`´]?(?:ga|ka|qa|га|ка|қа|[yn]?[ae]|ге|ға)(?!\w)|(?:으로|로|에) |向け|へ")
_LOCATED_BEHIND = re.compile(r"['’‘ʻ`´]?(?:da|dagi|да|даги)(?!\w)")


def is_located(reading: Reading, found: Found) -> bool:
    """Tell whether a country is only where something is done: drilled in Laos, в Лаосе, Laosda, 在老挝."""
    before = reading.document[max(reading.sentence.start, found.start - _PLACE_REACH) : found.start]
    return bool(_LOCATED_BEFORE.search(before) or _LOCATED_BEHIND.match(reading.document, found.end))


def is_bound_for(reading: Reading, found: Found) -> bool:
    """Tell whether a country is only where goods go: sold to Oman, в Казахстан, Xitoyga."""
    before = reading.document[max(reading.sentence.start, found.start - _LIST_REACH) : found.start]
    return bool(_BOUND_BEFORE.search(before) or _BOUND_BEHIND.match(reading.document, found.end))
