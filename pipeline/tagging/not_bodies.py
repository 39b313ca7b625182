"""A name in a document comes in; whether the text gives it to what is no body, an exhibition, a guarantee, goes out."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pipeline.tagging.name_words import CYRILLIC, LEGAL_AFTER, WORDS, words
from pipeline.words.fold import fold
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("site-before", "site-behind"))
_SITE_BEFORE, _SITE_BEHIND = _WORDS.by_language("site-before"), _WORDS.by_language("site-behind")
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
    return any(said(document, lang, name) for said in (_is_event, _is_short_for_no_body, _only_says_where, _is_site))


def _is_event(document: str, lang: str, name: str) -> bool:
    """Tell whether a name, in whatever case, begins a quoted one beside a word for an event: «Иннопром. Азия»."""
    events = _alternatives("event", lang.partition("-")[0])
    if events is None:
        return False
    for start, end in _quoted(document, name):
        last = document[max(0, start - _REACH) : start].rstrip().rpartition(" ")[2]
        behind = document[end : end + _REACH].lstrip()
        if events.match(fold(last, lang).text) or events.match(fold(behind, lang).text):
            return True
    return False


def _is_site(document: str, lang: str, name: str) -> bool:
    """Tell whether a document calls a name without a word of firms a project's or a mine's: the Santa Borea project."""
    before, behind = _SITE_BEFORE.get(lang), _SITE_BEHIND.get(lang)
    if not (before or behind) or name.rsplit(maxsplit=1)[-1] in words("heads"):
        return False
    told = [match.span() for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", document)]
    if any(LEGAL_AFTER.match(document, end) for _, end in told):
        return False
    return any(
        (behind and behind.match(document, end)) or (before and before.search(document, max(0, start - _REACH), start))
        for start, end in told
    )


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
    told = _IN_LOWER_CASE.search(document, max(0, at - _REACH), at)
    return told is not None and kinds is not None and not kinds.search(fold(told[0], lang).text)


@lru_cache(maxsize=32)
def _alternatives(part: str, tongue: str) -> re.Pattern[str] | None:
    listed = WORDS[part].get(tongue)
    return re.compile(rf"\b(?:{'|'.join(listed)})") if listed else None


def _only_says_where(document: str, lang: str, name: str) -> bool:
    """Tell whether a quoted Russian name in this case is only where something is done: подписали на «Иннопроме»."""
    at, ending = WORDS["at"].get(lang), tuple(WORDS["locative"].get(lang, ()))
    if not at or not name.endswith(ending):
        return False
    places = [start for start, _ in _quoted(document, name) if document[start + 1 :].startswith(name)]
    before = [document[max(0, start - _REACH) : start].lower().split()[-1:] for start in places]
    return bool(places) and all(last and last[0] in at for last in before)
