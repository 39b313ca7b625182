"""The bytes of a page come in, the verdict whether they could matter goes out, before anything is parsed."""

import codecs
import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from pipeline.extraction.charset import TAGS, decode
from pipeline.lexicon import HOME, Name, lexicon
from pipeline.words.inflect import forms
from pipeline.words.literals import Literals
from pipeline.words.phrases import CJK_SIGN
from pipeline.words.tables import read_table

_UZBEK, _MATTER = "Uzbekistan", "a mineral, mining or a deal"
_OPEN_FROM = 5  # letters: a longer name is sought with any ending, a shorter one as a whole word
_TELLING = 3  # letters: a weak name with fewer is anything, VM also a virtual machine
_APOSTROPHE = re.compile("['‘’ʻʼ`´ʹ]")
_APOSTROPHES = ("'", "‘", "’", "ʻ", "ʼ", "`", "´", "")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
# Escapes: the sign they begin with, which is sought ten times as fast, what they look like, and what undoes them.
_UNDOING: tuple[tuple[bytes, re.Pattern[bytes], Callable[[str], str]], ...] = (
    (b"%", re.compile(rb"%(?:0[AaDd]|2[27AFaf]|[89A-Fa-f][0-9A-Fa-f])"), unquote),
    (b"&", re.compile(rb"&#\w{2,6};|&[a-z]squo;"), html.unescape),
    (
        b"\\",
        re.compile(rb"\\u[0-9a-fA-F]{4}|\\n\w"),
        lambda text: _JSON_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text.replace("\\n", " ")),
    ),
)
_LINKING_TAG = re.compile(rb"<(?:a|img)\s", re.IGNORECASE)
_LONGEST_LINK = 800  # bytes
_HEADLINE_WORDS = 4
_PIECE, _OVERLAP = 512 * 1024, 8 * 1024  # bytes
_LETTER_BYTES = 4  # of the longest letter in UTF-8
_LATIN_BEGINNING = 7  # bytes of a word: with one less the search takes a third longer, with more it gains nothing
_BEGINNING = 8  # bytes of a word in letters of two bytes and more
_SLICE, _GROWTH = 4096, 16  # bytes of the first, and how many times as far the next reaches


@dataclass(frozen=True)
class Verdict:
    """Whether a page may matter, and by which words; or which words it lacks."""

    passes: bool
    reason: str


_REFUSED = {side: Verdict(passes=False, reason=f"no word of {side}") for side in (_UZBEK, _MATTER)}


@dataclass(frozen=True)
class _Pattern:
    side: str
    word: str
    closed_before: bool
    closed_after: bool


def gate(body: bytes, charset: str | None) -> Verdict:
    """Say whether a page names Uzbekistan, a place or a body of it, and also a mineral, mining or an agreement.

    The bytes are searched as UTF-8 first; only a page that does not pass is decoded by evidence and its escapes undone.
    """
    found = _either(list(_pieces(body)))
    if len(found) < 2:  # noqa: PLR2004 - both sides
        plains = (_plain(piece, charset) for piece in _pieces(body))
        found |= _either([plain for plain in plains if plain is not None])
    for side, refused in _REFUSED.items():
        if side not in found:
            return refused
    return Verdict(passes=True, reason=f"names {found[_UZBEK]!r} and {found[_MATTER]!r}")


def _either(pieces: Sequence[bytes]) -> dict[str, str]:
    """Return the first word of each side that any piece has; where none is of Uzbekistan, none of the other either."""
    found: dict[str, str] = {}
    for side in (_UZBEK, _MATTER):
        word = next(filter(None, (_first(piece, side) for piece in pieces)), None)
        if word is None:
            break
        found[side] = word
    return found


def _first(body: bytes, side: str) -> str | None:
    """Return the word of a side that is over first; it is sought by how it begins, and only there looked at whole."""
    searcher, lengths = _beginnings()[side]
    found, over = None, len(body) + 1
    for index, start, begun in _places(body, searcher):
        if begun >= over:
            break
        for end in (start + length for length in lengths[index]):
            pattern = _patterns().get(body[start:end])
            if end < over and pattern and pattern.side == side and _stands_for_itself(body, start, end, pattern):
                found, over = pattern.word, end
    return found


def _places(body: bytes, searcher: Literals) -> Iterator[tuple[int, int, int]]:
    """Yield where which word may begin, and where its beginning ends, in slices that grow: most find theirs early."""
    view, first, end = memoryview(body), 0, _SLICE
    while first < len(body):
        for index, start, begun in searcher.places(view[first:end]):
            yield index, first + start, first + begun
        first, end = end - _BEGINNING, _GROWTH * end


def _stands_for_itself(body: bytes, start: int, end: int, pattern: _Pattern) -> bool:
    return _stands_alone(body, start, end, pattern) and not _elsewhere(body, start)


def _stands_alone(body: bytes, start: int, end: int, pattern: _Pattern) -> bool:
    if pattern.closed_before and body[max(0, start - _LETTER_BYTES) : start].decode("utf-8", "ignore")[-1:].isalpha():
        return False
    return not (pattern.closed_after and body[end : end + _LETTER_BYTES].decode("utf-8", "ignore")[:1].isalpha())


def _elsewhere(body: bytes, start: int) -> bool:
    """Say whether a word stands in the headline of another page: in a long link, or in the tag of a link or picture."""
    before = max(0, start - _LONGEST_LINK)
    tag = body.rfind(b"<", before, start)
    if tag >= 0 and body.find(b">", tag, start) < 0:
        return bool(_LINKING_TAG.match(body, tag))
    link = body.rfind(b"<a ", before, start)
    if link < 0 or body.find(b"</a", link, start) >= 0:
        return False
    text = TAGS.sub(b"", body[link : body.find(b"</a", start, start + _LONGEST_LINK)]).decode("utf-8", "ignore")
    return len(text.split()) + len(CJK_SIGN.findall(text)) // 2 >= _HEADLINE_WORDS


def _pieces(body: bytes) -> Iterator[bytes]:
    """Return a large page in pieces that overlap, each with the page's byte order mark: searching costs thirtyfold."""
    mark = body[:2] if body[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else b""
    for start in range(0, max(1, len(body) - _OVERLAP), _PIECE - _OVERLAP):
        yield (mark if start else b"") + body[start : start + _PIECE]


def _plain(body: bytes, charset: str | None) -> bytes | None:
    """Return the page as plain UTF-8 with its escapes undone, or None where that is what it was."""
    escaped = [undo for sign, escapes, undo in _UNDOING if sign in body and escapes.search(body)]
    if not escaped and body.isascii():
        return None
    text = decode(body, charset)
    for undo in escaped:
        text = undo(text)
    plain = unicodedata.normalize("NFC", text).encode("utf-8", "replace")
    return None if plain == body else plain


@lru_cache(maxsize=1)
def _patterns() -> dict[bytes, _Pattern]:
    patterns: dict[bytes, _Pattern] = {}
    for word, pattern in _vocabulary().items():
        for spelling in _spellings(word):
            patterns.setdefault(spelling.encode(), pattern)
    return patterns


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, tuple[Literals, Sequence[Sequence[int]]]]:
    """Return for each side the searcher of how its words begin, and how long those are that begin so.

    Whole words are sought as fast, but it takes half a second more to lay them out, which each start of a crawl pays.
    """
    lengths: dict[str, dict[bytes, set[int]]] = {side: defaultdict(set) for side in (_UZBEK, _MATTER)}
    for word, pattern in _patterns().items():
        lengths[pattern.side][_beginning(word)].add(len(word))
    return {side: (Literals(list(begun)), [sorted(of) for of in begun.values()]) for side, begun in lengths.items()}


def _beginning(word: bytes) -> bytes:
    latin = word[:_LATIN_BEGINNING]
    return latin if latin.isascii() else word[:_BEGINNING]


def _vocabulary() -> dict[str, _Pattern]:
    """Return every word that opens the gate with what it tells and where it must end."""
    table = read_table(Path(__file__).with_name("gate.toml"), ("uzbek", "mining", "deals"))
    words: dict[str, _Pattern] = {}
    for side, listed in ((_UZBEK, table["uzbek"]), (_MATTER, [*table["mining"], *table["deals"]])):
        for word in listed:
            closed = not CJK_SIGN.search(word)
            words[word] = _Pattern(side, word.strip(), closed_before=closed, closed_after=False)
    for term in lexicon():
        side = _MATTER if term.kind == "mineral" else _UZBEK
        if term.wider or (term.country != HOME and term.kind != "mineral"):
            continue
        for name in term.spellings:
            if not (name.weak and (side == _MATTER or len(name.text) < _TELLING)):
                words |= {form: pattern for form, pattern in _forms(name, side).items() if form not in words}
    return words


def _forms(name: Name, side: str) -> dict[str, _Pattern]:
    """Return the forms a Russian name takes, and any other name with the endings it may take."""
    spaced = not CJK_SIGN.search(name.text)
    inflected = name.lang == "ru" and not name.text.isupper()
    closed = spaced and (inflected or len(name.text) < _OPEN_FROM or name.text.isupper())
    pattern = _Pattern(side, name.text, closed_before=spaced, closed_after=closed)
    return dict.fromkeys({name.text, *(forms(name.text) if inflected else ())}, pattern)


def _spellings(word: str) -> set[str]:
    """Return a word in the cases and with the apostrophes that pages write it with; abbreviations keep theirs."""
    titled = word[0].upper() + word[1:]
    cased = {word} if word.isupper() else {word, word.lower(), word.upper(), word.capitalize(), titled}
    if not _APOSTROPHE.search(word):
        return cased
    return {_APOSTROPHE.sub(sign, spelling) for spelling in cased for sign in _APOSTROPHES}
