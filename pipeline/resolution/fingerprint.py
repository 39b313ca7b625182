"""A text comes in; its fingerprint, by which near copies are found and verified, goes out."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRAM = 3  # words in one gram
PERMUTATIONS = 64
ROWS = 4  # permutations in one band
LEAD_TOKENS = 40
LEAD_PERMUTATIONS = 32
TEXT_BANDS = PERMUTATIONS // ROWS
BANDS = TEXT_BANDS + LEAD_PERMUTATIONS // ROWS
SKETCH = 256  # hashes kept for verifying
LANDMARKS = 3  # sentences from the beginning, and as many of the others, that find a text by themselves
LANDMARK_WORDS = 6  # a shorter sentence stands in many texts
JACCARD = 0.45
CONTAINMENT = 0.65
MANY_NUMBERS = 4  # a text with fewer may share none but its date
SAME_LEAD = 0.3  # what a shortened or lengthened copy shares of the shorter lead; a follow-up begins anew

_APOSTROPHES = "'`´ʻʼ‘’′"
_TOKEN = re.compile(  # its first sign tells what may follow it: nothing a Han or kana sign, which is a word
    r"[\w\u3040-\u30ff\u3400-\u9fff](?:(?<=[\u3040-\u30ff\u3400-\u9fff])|(?<=\d)\d*(?:[.,]\d+)*|(?<!_)[^\W\d_]*)"
)
_SENTENCE_END = re.compile(r"[.!?…。！？](?:(?=\s)|(?<=[。！？]))")
_CREDIT = re.compile(r"\s*(?:\([^)]{1,60}\)|[^.!?]{1,80}? [–—-](?= ))")  # "(AGENCY) ", "CITY, 7 May – "
_SIGMA = "Σ"  # the one letter that is small in two ways
_STEM = 5  # letters of a word that survive inflection
_MASK = (1 << 63) - 1
_BYTES = 8  # of a hash
_BEGUN = hashlib.blake2b(digest_size=_BYTES)  # to begin anew costs twice as much as to copy what is begun
_ROW = ROWS * _BYTES
_HALF = np.uint64(31)
_RANDOM = np.random.Generator(np.random.PCG64(20240916))  # fixed for ever: stored bands depend on it
_FACTORS = _RANDOM.integers(1, 1 << 63, PERMUTATIONS, dtype=np.uint64) | np.uint64(1)
_OFFSETS = _RANDOM.integers(0, 1 << 63, PERMUTATIONS, dtype=np.uint64)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of a text: its smallest gram hashes, those of its lead, and its numbers."""

    grams: tuple[int, ...]
    lead: tuple[int, ...]
    numbers: frozenset[str]

    def stored(self) -> list[Any]:
        """Return the fingerprint as the JSON list of ``Article.sketch``."""
        return [list(self.grams), list(self.lead), sorted(self.numbers)]

    @classmethod
    def restored(cls, sketch: Sequence[Any]) -> "Fingerprint":
        """Return the fingerprint that ``stored`` wrote."""
        grams, lead, numbers, *_ = sketch  # older ones have names behind them
        return cls(tuple(grams), tuple(lead), frozenset(numbers))


def stable_hashes(texts: Iterable[str]) -> Hashes:
    """Return 63-bit hashes that are the same in every process and release, one a text."""
    found = b"".join([_hash(text.encode("utf-8", "replace")) for text in texts])
    return np.frombuffer(found, dtype=">u8").astype(np.uint64) & np.uint64(_MASK)


def _hash(text: bytes) -> bytes:
    begun = _BEGUN.copy()
    begun.update(text)
    return begun.digest()


def fold(text: str) -> str:
    """Return the text without apostrophes, with ё as е and compatibility forms resolved; case is kept."""
    plain = unicodedata.normalize("NFKC", text)
    for apostrophe in _APOSTROPHES:
        plain = plain.replace(apostrophe, "")
    return plain.replace("ё", "е").replace("Ё", "Е")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, folded."""
    parts = _SENTENCE_END.sub(r"\g<0>\n", fold(text)).split("\n")
    return [part for part in map(str.strip, parts) if part]


def sentence_hashes(parts: Iterable[str]) -> list[int]:
    """Return the hashes under which a source's repeated sentences are counted: of their words alone."""
    hashes: list[int] = stable_hashes(" ".join(_tokens(part)) for part in parts).tolist()
    return hashes


@lru_cache(maxsize=200)  # those of one article are asked for again and again
def words(sentence: str) -> Sequence[str]:
    """Return the words and numbers of a folded text as they are written."""
    return _TOKEN.findall(sentence)


@lru_cache(maxsize=200)
def _tokens(sentence: str) -> Sequence[str]:
    small = sentence.lower()
    if len(small) != len(sentence) or _SIGMA in sentence:  # written small, it is parted otherwise
        return _TOKEN.findall(small)
    return [word.lower() for word in words(sentence)]


def fingerprint(title: str, body: Iterable[str]) -> tuple[Fingerprint, list[int]]:
    """Return the fingerprint of a headline and the sentences of a body, and its hashes for the index, one a band."""
    headline = _tokens(fold(title))
    said = [token for part in body for token in _tokens(part)]
    tokens = [*headline, *said]
    every, of_lead = _grams(tokens), min(len(said), LEAD_TOKENS) - GRAM + 1
    grams = _distinct(every)
    lead = _distinct(every[len(headline) :][:of_lead] if of_lead > 0 else _grams(said))
    numbers = frozenset(token.replace(",", ".") for token in tokens if token[0].isdigit())
    kept = Fingerprint(_smallest(grams), _smallest(lead), numbers)
    bands = _banded(grams, PERMUTATIONS) + _banded(lead, LEAD_PERMUTATIONS)
    return kept, bands


def _grams(tokens: Sequence[str]) -> Hashes:
    grams = (
        zip(*(tokens[start:] for start in range(GRAM)), strict=False) if len(tokens) >= GRAM else filter(None, [tokens])
    )
    return stable_hashes(map(" ".join, grams))


def _distinct(grams: Hashes) -> Hashes:
    """Return each hash once, the smallest first."""
    ordered = np.sort(grams)
    differs = np.ones(ordered.size, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    return ordered[differs]


def _smallest(grams: Hashes) -> tuple[int, ...]:
    return tuple((grams[:SKETCH] >> _HALF).tolist())  # 32 bits verify as well as 63, in half the room


def _banded(grams: Hashes, permutations: int) -> list[int]:
    values = grams if grams.size else np.zeros(1, dtype=np.uint64)
    minima = (values[:, None] * _FACTORS[:permutations] + _OFFSETS[:permutations]).min(axis=0).tobytes()
    rows = [minima[start : start + _ROW] for start in range(0, len(minima), _ROW)]
    return [int.from_bytes(_hash(row)) & _MASK for row in rows]


def landmarks(body: Iterable[str]) -> list[int]:
    """Return the hashes of the sentences by which a text is found where it was cut, put in another order or led into.

    The first ones survive where the end is cut. The others are chosen by their hashes, so that two texts that share
    sentences choose the same ones.
    """
    worthy = dict.fromkeys(" ".join(found) for part in body if len(found := _tokens(part)) >= LANDMARK_WORDS)
    hashes: list[int] = stable_hashes(worthy).tolist()
    return hashes[:LANDMARKS] + sorted(hashes[LANDMARKS:])[:LANDMARKS]


def credit(sentence: str) -> int:
    """Return where the first sentence of a text begins behind its dateline or agency."""
    found = _CREDIT.match(sentence)
    return found.end() if found else 0


def stem(word: str) -> str:
    """Return what the forms of a word have in common."""
    return word[:_STEM]


def similarity(one: Fingerprint, other: Fingerprint) -> float:
    """Return how much two texts share, 0 if too little for a copy: Jaccard, or containment with one lead."""
    jaccard, containment = _overlap(one.grams, other.grams)
    if jaccard < JACCARD and (containment < CONTAINMENT or _overlap(one.lead, other.lead)[1] < SAME_LEAD):
        return 0.0
    return 0.0 if _numbers_differ(one.numbers, other.numbers) else max(jaccard, containment)


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[float, float]:
    """Estimate Jaccard and containment from two bottom-k sketches, on the range of hashes that both cover."""
    ceilings = [sketch[-1] for sketch in (one, other) if len(sketch) == SKETCH]
    ceiling = min(ceilings, default=1 << 64)
    a, b = ({value for value in sketch if value <= ceiling} for sketch in (one, other))
    both = len(a & b)
    return (both / len(a | b), both / min(len(a), len(b))) if a and b else (0.0, 0.0)


def _numbers_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer, shared = min(len(one), len(other)), len(one & other)
    return shared < fewer / 2 if fewer >= MANY_NUMBERS else fewer > 1 and not shared
