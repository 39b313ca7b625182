"""A run of capitalised words or a quoted name comes in; where the name in it begins and where it ends goes out."""

import re
from functools import lru_cache
from pathlib import Path

from pipeline.tagging.known import Known
from pipeline.tagging.name_words import LEGAL_AFTER, LEGAL_FORMS, WORDS, words
from pipeline.tagging.origin import cities
from pipeline.words.fold import APOSTROPHES
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("genitive", "from", "nationality", "qualified", "seated", "in-place", "german-article"),
        *("of", "trade", "of-trade"),
    ),
)
_PARTED = re.compile("[,\u00a0 ]")
_LEGAL_END = re.compile(rf"(?:[ ,]+(?:{LEGAL_FORMS})(?![\w.]))+$")
POSSESSIVE = re.compile(rf"(?:[{APOSTROPHES}]s?|{'|'.join(_WORDS.words('genitive'))}) ")
_FROM = _WORDS.of_all("from")
_NATIONALITY, _QUALIFIED = _WORDS.of_all("nationality"), _WORDS.of_all("qualified")
_CITY = rf"(?:[A-Z][\w{APOSTROPHES}]+ ){{1,2}}[A-Z][\w{APOSTROPHES}]+"  # Abu Dhabi
_SEAT_FIRST = re.compile(rf"{_CITY}{_QUALIFIED.pattern.removesuffix('$')} ")
_TWO_NATIONS = re.compile(r"[A-Z]\w+-[A-Z]\w+")
_TRADE = re.compile(rf"(?:{'|'.join(WORDS['trades'])}){_WORDS.of_all('trade').pattern}", re.IGNORECASE)
_SEATED, _IN_PLACE = _WORDS.of_all("seated"), _WORDS.words("in-place")
_OF_TRADE = re.compile(_WORDS.of_all("of-trade").pattern.replace("TRADE", "|".join(WORDS["trades"])), re.IGNORECASE)
_GERMAN_ARTICLE = _WORDS.of_all("german-article")
(_OF,) = _WORDS.words("of")
_ARTICLE = 4  # characters of a German article
_LONGEST_FORM = 16  # characters of a legal form


def edges(document: str, start: int, end: int, nations: list[Known], *, quoted: bool) -> tuple[int, int]:
    """Return where a name begins behind what only opens a sentence, and ends before its legal form or its seat."""
    if quoted:
        start = _within_quotes(document, start, end, nations)
        return start, _before_legal_end(document, start, end)
    if not _PARTED.search(document, start, end):
        return start, end
    if seat := _SEAT_FIRST.match(document, start, end):
        start = seat.end()
    start = _without_openers(document, start, end, nations)
    return start, _before_legal(document, start, end, nations)


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return words("openers") | words("legal")


def _before_legal_end(document: str, start: int, end: int) -> int:
    """Return where a quoted name ends before its legal form: “Borealis” MChJ, “Borealis MChJ”."""
    legal = _LEGAL_END.search(document, start, end)
    return legal.start() if legal else end


def _before_legal(document: str, start: int, end: int, nations: list[Known]) -> int:
    """Return where a name ends though its run goes on: Borealis Ltd of Australia, Borealis Steel of India."""
    if not _PARTED.search(document, start, end):
        return end
    legal = LEGAL_AFTER.search(document, start, end + _LONGEST_FORM)
    if legal and legal.start() < end:
        return legal.start()
    head, of, seat = document[start:end].rpartition(_OF)
    if not of:
        return end
    last = head.split()[-1]
    sits = seat.lower() in cities() or any(span.start == end - len(seat) for span in nations)
    return start + len(head) if last in words("ends") or (sits and last not in words("institutions")) else end


def _within_quotes(document: str, start: int, end: int, nations: list[Known]) -> int:
    """Keep the word that opens a quoted name and would only open a sentence elsewhere: «Янги Руда», not «О сделке»."""
    after = _without_openers(document, start, end, nations)
    form = document[start:end].partition(" ")[0] in words("legal")
    return start if document[after : after + 1].isupper() and not form else after


def _without_openers(document: str, start: int, end: int, nations: list[Known]) -> int:
    """Skip the words that begin a sentence, legal forms, and a word of nationality before at least two more words."""
    if " " in document[start:end] and (trade := _OF_TRADE.search(document, start, end)):
        start = trade.end()
    begins = start
    while (head := document[start:end].partition(" "))[1]:
        after = start + len(head[0])
        formed = start > begins and document[begins : start - 1] in words("legal")
        if formed and head[0] in words("openers"):
            break  # JSC Yangi Grafit: what stands behind the form is the name
        opens = _opens(head[0]) or _is_german_seat(document, start, head[0])
        if not opens and not (" " in head[2] and _NATIONALITY.search(head[0]) and _begins(nations, start, after)):
            break
        if not opens and _is_of_two(head[0], document[start:end]):
            break
        start = after + 1
    within = [span.end for span in nations if start <= span.start < end]
    owners = [shape.match(document, at, end) for at in within for shape in (POSSESSIVE, _FROM)]
    return max([start, *(owner.end() for owner in owners if owner)])


def _is_of_two(word: str, name: str) -> bool:
    """Tell whether two nations' names begin that of what they share: Uzbek-Kyrgyz Development Fund."""
    last = name.rsplit(maxsplit=1)[-1]
    return _TWO_NATIONS.fullmatch(word) is not None and last in words("institutions") | words("ends")


@lru_cache(maxsize=20_000)
def _opens(word: str) -> bool:
    """Tell whether a word only begins a sentence, is a legal form, or says what a body does or where it sits."""
    return bool(word in _openers() or _QUALIFIED.search(word) or _TRADE.search(word) or _is_seat(word))


def _is_german_seat(document: str, start: int, word: str) -> bool:
    """Tell whether a German word says where a body sits: die Freiberger Erzgebirge Lithium."""
    if not word.endswith("er"):
        return False
    known = {word[:-2].lower(), word[:-1].lower()} & cities()
    return bool(known or _GERMAN_ARTICLE.search(document, max(0, start - _ARTICLE), start))


def _is_seat(word: str) -> bool:
    """Tell whether an Uzbek word says where a body sits: Vankuverdagi, Minskning, but not Liaoning."""
    seat = _SEATED.match(word)
    return seat is not None and (word.endswith(_IN_PLACE) or seat[1].lower() in cities())


def _begins(nations: list[Known], start: int, end: int) -> bool:
    return any(span.start == start and span.end <= end for span in nations)
