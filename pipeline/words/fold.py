"""A text and its language come in; the text as the lexicon compares it goes out, with each letter's old place."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

APOSTROPHES = "'`´ʻʼ‘’′ʹ＇"
_QUOTES = "«»“”„‟‹›"
_DASHES = "‐‑‒–—−"
_CYRILLIC_TO_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳ",
        "a b v g d e yo j z i y k l m n o p r s t u f x s ch sh sh . i . e yu ya o q g h".replace(".", "\0").split(),
        strict=True,
    )
)
_NEW_UZBEK_LATIN = {"ş": "sh", "ç": "ch", "ñ": "ng"}
_LOOKALIKES = dict(zip("АВЕЅІЈКМНОРСТУХаеорсухіј", "ABESIJKMHOPCTYXaeopcyxij", strict=True))
_TO_LATIN = str.maketrans(_LOOKALIKES)
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOKALIKES.items() if cyrillic not in "ЅІЈіј"})
# What comes first of each is what few texts have: where a text has none, the search costs next to nothing.
_CYRILLIC = re.compile("[А-яЁё]")
_MIXED = re.compile("[A-Za-z](?:(?=[А-яЁё])|(?<=[А-яЁё].))")
_WORD = re.compile(r"\w+")
_LATIN_LOOKING = re.compile(r"[АВЕКМНОРСТУХ](?<!\w.)[АВЕКМНОРСТУХ]+\b")
_ODD = re.compile("[^ -_a-~\nА-Яа-я]")  # what a small letter is not all that it folds to
_UZBEK_DOUBLES = re.compile("[yY](?=[eE])|[tT](?=[sS])")  # yevropa and европа, kontsentrat and концентрат fold alike


@dataclass(frozen=True, eq=False)
class Folded:
    """A folded text; ``offsets[i]`` is where its character i stands in the original, the last entry is the end.

    It equals itself alone, so that what is read from it can be remembered by it.
    """

    text: str
    offsets: Sequence[int]


class _Letters(dict[str, str]):
    """What one character folds to, worked out once."""

    def __init__(self, *, uzbek: bool) -> None:
        super().__init__(dict.fromkeys(APOSTROPHES, "" if uzbek else "'") | dict.fromkeys(_DASHES, "-"))
        self.update(dict.fromkeys(_QUOTES, '"'))
        self["\xad"] = ""
        self._own = _CYRILLIC_TO_LATIN | _NEW_UZBEK_LATIN if uzbek else {"ё": "е"}

    def __missing__(self, char: str) -> str:
        lower = char.lower()
        if lower in self._own:
            folded = self._own[lower].replace("\0", "")
        elif "\ud800" <= lower <= "\udfff":
            folded = " "  # half of a pair: no search takes it
        elif lower.isspace():
            folded = "\n" if lower == "\n" else " "
        elif lower in "йў":
            folded = lower
        else:
            folded = _bare(lower)
        self[char] = folded
        return folded


_KEPT = 20_000  # characters of a text that is remembered: 64 of them take at most 50 MB
_PLAIN, _UZBEK = _Letters(uzbek=False), _Letters(uzbek=True)


def fold(text: str, lang: str) -> Folded:
    """Fold case, apostrophes, dashes, accents and look-alike letters; for Uzbek also the Cyrillic script into Latin."""
    return _kept(text, lang) if len(text) <= _KEPT else _folded(text, lang)


@lru_cache(maxsize=64)  # a document is folded for its terms, its steps and its relevance
def _kept(text: str, lang: str) -> Folded:
    return _folded(text, lang)


def fold_part(document: str, lang: str, start: int, end: int) -> str:
    """Return a stretch of a document as it reads in the folded document, which is mostly known."""
    if len(document) > _KEPT:
        return fold(document[start:end], lang).text
    folded = fold(document, lang)
    if not isinstance(folded.offsets, range):
        start, end = bisect_left(folded.offsets, start), bisect_left(folded.offsets, end)
    return folded.text[start:end]


def _folded(text: str, lang: str) -> Folded:
    uzbek = lang.startswith("uz")
    if not uzbek and text.isascii():
        return Folded(text.translate(_ascii()), range(len(text) + 1))
    cyrillic = _CYRILLIC.search(text)
    if cyrillic and _MIXED.search(text):
        text = _WORD.sub(_one_script, text)
    if cyrillic and not uzbek:
        text = _LATIN_LOOKING.sub(lambda match: match[0].translate(_TO_LATIN), text)
    if not uzbek and all(len(_PLAIN[odd]) == 1 for odd in {*_ODD.findall(text)}):
        return Folded(_ODD.sub(lambda odd: _PLAIN[odd[0]], text).lower(), range(len(text) + 1))
    pieces = list(map((_UZBEK if uzbek else _PLAIN).__getitem__, text))
    if uzbek:
        for double in _UZBEK_DOUBLES.finditer(text):
            pieces[double.start() : double.start() + 2] = [pieces[double.start() + 1], ""]
    folded = "".join(pieces)
    if uzbek:
        folded = folded.replace("burgula", "burgila")  # burg‘ulash and burg‘ilash: drilling
    if len(folded) == len(text) and "" not in pieces:
        return Folded(folded, range(len(text) + 1))
    offsets = [index for index, piece in enumerate(pieces) for _ in piece]
    offsets.append(len(text))
    return Folded(folded, offsets)


@cache
def _ascii() -> dict[int, str]:
    """Return the table by which a text in ASCII is folded at one go."""
    return {number: _PLAIN[chr(number)] for number in range(128)}


def _one_script(token: re.Match[str]) -> str:
    """Give a word of two scripts the one in which all its letters exist: Cyrillic К in KfW, Latin C in Cельский."""
    if not _MIXED.search(token[0]):
        return token[0]
    latin, cyrillic = token[0].translate(_TO_LATIN), token[0].translate(_TO_CYRILLIC)
    if latin.isascii():
        return latin
    return token[0] if re.search("[A-Za-z]", cyrillic) else cyrillic


def _bare(char: str) -> str:
    """Strip the accents of a Latin letter; other scripts keep theirs."""
    decomposed = unicodedata.normalize("NFD", char)
    if not decomposed[0].isascii():
        return {"ı": "i", "ø": "o", "ł": "l", "ß": "ss"}.get(char, char[:1])
    return decomposed[0] if decomposed[0].isalpha() else char[:1]
