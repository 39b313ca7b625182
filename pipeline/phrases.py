"""Words as the tables spell them come in, patterns that find all their forms go out."""

import re
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
APOSTROPHES = "'‘’ʻʼ`´′‛＇"
NO_LETTER_BEFORE = rf"(?-i:(?<![^\W\d_{CJK}]))"  # Chinese, Japanese and Korean set no space between words
NO_LETTER_AFTER = rf"(?-i:(?![^\W\d_{CJK}]))"
SPACE = r"[^\S\n]"  # a sum or a date never spans two paragraphs
_ENDING = rf"(?-i:[^\W\d_{CJK}]){{0,9}}"
_CJK = re.compile(f"[{CJK}]")

Meaning = TypeVar("Meaning")


def phrase(word: str) -> str:
    """Turn a word into a pattern: star is any ending, apostrophe any or none, е also ё, ! not before these signs."""
    word, _, refused = word.partition("!")
    pattern = (
        re.escape(word).replace(r"\ ", rf"{SPACE}{{1,2}}").replace("'", f"[{APOSTROPHES}]?").replace(r"\*", _ENDING)
    )
    pattern = pattern.replace("е", "[её]").replace("Е", "[ЕЁ]")
    return pattern + (f"(?![{re.escape(refused)}])" if refused else "")


def _ordered(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the words that end where letters end, and those that may be glued to more, each the longest first."""
    closed: list[str] = []
    glued: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        last = word.partition("!")[0][-1]
        (closed if (last.isalpha() or last == "*") and not _CJK.search(word) else glued).append(word)
    return closed, glued


def _joined(closed: Iterable[str], glued: Iterable[str]) -> str:
    """Join patterns into one alternation, its look-ahead written once: many of them take long to compile."""
    parts = "|".join(closed), "|".join(glued)
    return "|".join(part for part in (parts[0] and f"(?:{parts[0]}){NO_LETTER_AFTER}", parts[1]) if part)


def alternatives(words: Iterable[str]) -> str:
    """Join words into one alternation, the longest first; no word matches nothing."""
    closed, glued = _ordered(words)
    return _joined(map(phrase, closed), map(phrase, glued)) or "(?!)"


class Words(Generic[Meaning]):
    """A vocabulary in one pattern: which word stands here, and what it means."""

    def __init__(self, meanings: Mapping[str, Meaning], *, head: str = "", tail: str = "") -> None:
        """Compile the words; head and tail are patterns without groups."""
        closed, glued = _ordered(meanings)
        body = _joined((f"({phrase(word)})" for word in closed), (f"({phrase(word)})" for word in glued)) or "((?!))"
        self.pattern = re.compile(f"{head}(?:{body}){tail}", re.IGNORECASE)
        self._meanings = [meanings[word] for word in (*closed, *glued)]

    def meaning(self, match: re.Match[str]) -> Meaning:
        """Say what the matched word means."""
        return self._meanings[(match.lastindex or 1) - 1]
