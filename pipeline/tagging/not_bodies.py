"""A name in a document comes in; whether the text gives it to what is no body, an exhibition, a guarantee, goes out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.tagging.name_words import CYRILLIC, WORDS
from pipeline.words.fold import fold

_QUOTES = tuple('«“„"')
_CLOSED = re.compile(r"[»”“\"]")
_LONGEST = 60  # characters of a quoted name
_REACH = 40  # characters beside a name in which an event's word, or what an abbreviation means, may stand
_CASE = 2  # letters of an ending: на «Иннопроме»
_SHORTEST = 4  # letters of a name that may stand in another case
_ACRONYM = re.compile(r"[A-Z][A-Z-]{1,6}")
_IN_LOWER_CASE = re.compile(r"(?:(?<![\w-])[^\W\d_A-ZА-ЯЁЎҚҒҲӘІҢҮҰӨҺ][^\W\d_]*[ -]){2,6}$")


def is_no_body(document: str, lang: str, name: str) -> bool:
    """Tell whether a document introduces a name as an event's, or as short for words that speak of no body."""
    return any(said(document, lang, name) for said in (_is_event, _is_short_for_no_body, _only_says_where))


def _is_event(document: str, lang: str, name: str) -> bool:
    """Tell whether a name, in whatever case, begins a quoted one beside a word for an event: «Иннопром. Азия»."""
    words = _alternatives("event", lang.partition("-")[0])
    if words is None:
        return False
    for start, end in _quoted(document, name):
        last = document[max(0, start - _REACH) : start].rstrip().rpartition(" ")[2]
        behind = document[end : end + _REACH].lstrip()
        if words.match(fold(last, lang).text) or words.match(fold(behind, lang).text):
            return True
    return False


def _quoted(document: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield the quotation marks, from the opening one up to behind the closing one, around what begins with a name."""
    stem = name[:-1] if len(name) > _SHORTEST else name
    start = document.find(stem)
    while start >= 0:
        closed = _CLOSED.search(document, start, start + _LONGEST) if document[start - 1 : start] in _QUOTES else None
        if closed and _is_same(document[start : closed.start()].partition(".")[0], name):
            yield start - 1, closed.end()
        start = document.find(stem, start + 1)


def _is_same(said: str, name: str) -> bool:
    short, long = sorted((said, name), key=len)
    return long.startswith(short) and len(long) - len(short) <= _CASE


def _is_short_for_no_body(document: str, lang: str, name: str) -> bool:
    """Tell whether an abbreviation stands in brackets behind words in lower case, of no body: гарантией (UFK)."""
    if lang not in CYRILLIC or not _ACRONYM.fullmatch(name) or (at := document.find(f"({name})")) < 0:
        return False
    kinds = _alternatives("before", lang.partition("-")[0])
    words = _IN_LOWER_CASE.search(document, max(0, at - _REACH), at)
    return words is not None and kinds is not None and not kinds.search(fold(words[0], lang).text)


@lru_cache(maxsize=32)
def _alternatives(part: str, tongue: str) -> re.Pattern[str] | None:
    words = WORDS[part].get(tongue)
    return re.compile(rf"\b(?:{'|'.join(words)})") if words else None


def _only_says_where(document: str, lang: str, name: str) -> bool:
    """Tell whether a quoted Russian name in this case is only where something is done: подписали на «Иннопроме»."""
    at, ending = WORDS["at"].get(lang), tuple(WORDS["locative"].get(lang, ()))
    if not at or not name.endswith(ending):
        return False
    places = [start for start, _ in _quoted(document, name) if document[start + 1 :].startswith(name)]
    before = [document[max(0, start - _REACH) : start].lower().split()[-1:] for start in places]
    return bool(places) and all(words and words[0] in at for words in before)
