"""Words as the tables spell them come in, a vocabulary that finds all their forms in folded text goes out.

A trie, not an alternation: hundreds of words cost no compilation, and a place where none begins next to nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from pipeline.words.tables import InvalidTable

CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
CJK_SIGN = re.compile(f"[{CJK}]")
APOSTROPHES = "'‘’ʻʼ`´′‛＇"
LETTER = rf"[^\W\d_{CJK}]"  # of a script that sets spaces between its words
JOINT = re.compile("[ -]{0,2}")  # a space, or the hyphen of an adjective
_A_LETTER = re.compile(LETTER)
_LOOKED_AT = 3  # letters by which it is told that a word may begin: looking at more finds no faster
_BEGINS = re.compile(f"(?!{LETTER}).|.[{CJK}]", re.DOTALL)  # a sign, and what may be the first of a word behind it
_INSIDE = re.compile(f"(?<={LETTER}){LETTER}")  # a letter of a word behind its first
_LONGEST_ENDING = 9
_ENDING = re.compile(rf"{LETTER}{{0,{_LONGEST_ENDING}}}(?!{LETTER})")
_FOLDED = {**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys("\t\u00a0\u2009\u202f\u3000", " ")}
_FOLDED |= {"\u2010": "-", "\u2011": "-", "Ё": "е", "ё": "е", "İ": "i", "ı": "i"}
_TO_FOLD = re.compile(  # few of a text's characters, found sooner than each is asked for; halves of a pair among them
    f"[{''.join(map(re.escape, _FOLDED))}\ud800-\udfff]"
)

_FIGURES = re.compile(r"\d+")

Meaning = TypeVar("Meaning")


@lru_cache(maxsize=8)  # a document is folded for its dates and for its sums, and a sentence for what it looks ahead to
def fold(text: str) -> str:
    """Give the text in small letters, one kind of space, hyphen and apostrophe, every character in its place."""
    return _TO_FOLD.sub(lambda sign: _FOLDED.get(sign[0], " "), text).lower()


def among_figures(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Find a pattern that begins with a figure and behind none: it is tried where figures begin, not at each letter."""
    end = 0
    for start in _figures(text):
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            yield match


@lru_cache(maxsize=8)  # each rule of a document's dates asks for them, and its sums
def _figures(text: str) -> Sequence[int]:
    return [figures.start() for figures in _FIGURES.finditer(text)]


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    children: dict[str, "_Node[Meaning]"] = field(default_factory=dict)
    meaning: Meaning | None = None
    starred: Meaning | None = None  # the same letters with any ending
    refused: str = ""  # signs that must not follow
    bounded: bool = True  # no letter may follow


def _beginnings(node: _Node[Meaning], spelled: str = "") -> Iterator[str]:
    """Yield how words begin: with so many letters as are looked at, or fewer before a space or where one may end."""
    if len(spelled) == _LOOKED_AT or spelled.endswith(" ") or node.meaning is not None or node.starred is not None:
        yield spelled
        return
    for sign, below in node.children.items():
        yield from _beginnings(below, spelled + sign)


class Words(Generic[Meaning]):
    """A vocabulary: which word stands here, and what it means; the first word told for a spelling keeps it."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        """Lay out the words: star is any ending, apostrophe any or none, ! stands before signs that must not follow."""
        self._root: _Node[Meaning] = _Node()
        self._longest = 0
        for word, meaning in meanings.items():
            spelled, _, refused = fold(word).partition("!")
            parts = spelled.split("'")
            for joints in product(("'", ""), repeat=len(parts) - 1):
                variant = parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=True))
                self._add(variant, meaning, refused)
        # All are sought at once: an alternation of them is tried sign by sign, and costs ten times as much.
        self._beginnings = AhoCorasick(list(_beginnings(self._root)))

    def _add(self, spelling: str, meaning: Meaning, refused: str) -> None:
        stem = spelling.removesuffix("*")
        if not stem or "*" in stem:
            raise InvalidTable(f"{spelling!r}: a word needs letters, and its star stands at the end")
        node = self._root
        for sign in stem:
            node = node.children.setdefault(sign, _Node())
        if stem != spelling:
            node.starred = meaning if node.starred is None else node.starred
            self._longest = max(self._longest, len(stem) + _LONGEST_ENDING)
        elif node.meaning is None:
            node.meaning, node.refused = meaning, refused
            node.bounded = _A_LETTER.match(stem[-1]) is not None
        self._longest = max(self._longest, len(stem))

    def starts(self, folded: str) -> Iterator[int]:
        """Give every place where a word of the vocabulary may begin: behind no letter, but for a sign of CJK."""
        found = {start for _, start, _ in self._beginnings.find_matches_as_indexes(folded, overlapping=True)}
        return (start for start in sorted(found) if not start or _BEGINS.match(folded, start - 1))

    def at(self, folded: str, start: int) -> tuple[int, Meaning] | None:
        """Find the longest word that begins here; give its end and its meaning."""
        node, position, found = self._root, start, None
        size = len(folded)
        while position < size and (below := node.children.get(sign := folded[position])):
            node, position = below, position + 1
            if node.meaning is not None and self._may_end(node, folded, position):
                found = position, node.meaning
            elif node.starred is not None and (ending := _ENDING.match(folded, position)):
                found = ending.end(), node.starred
            if sign == " " and folded.startswith(" ", position):
                position += 1
        return found

    @staticmethod
    def _may_end(node: _Node[Meaning], folded: str, position: int) -> bool:
        follows = folded[position : position + 1]
        if follows and follows in node.refused:
            return False
        return not (node.bounded and _A_LETTER.match(follows))

    def before(self, folded: str, end: int) -> tuple[int, Meaning] | None:
        """Find the longest word that ends here, but for a space or hyphen; give its start and its meaning."""
        stop = end
        while stop and end - stop < 2 and folded[stop - 1] in " -":  # noqa: PLR2004 - as in JOINT
            stop -= 1
        for start in range(max(0, stop - self._longest), stop):
            if folded[start] not in self._root.children or _INSIDE.match(folded, start):
                continue
            if (found := self.at(folded, start)) and found[0] in (stop, end):
                return start, found[1]
        return None


def plain(words: Iterable[str]) -> Words[bool]:
    """Return the vocabulary of words that mean nothing more than that they stand there."""
    return Words(dict.fromkeys(words, True))
