"""Words as the tables spell them come in, patterns that find all their forms go out."""

import re
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
APOSTROPHES = "'‘’ʻʼ`´′‛＇"
NO_LETTER_BEFORE = rf"(?<![^\W\d_{CJK}])"  # Chinese, Japanese and Korean set no space between words
NO_LETTER_AFTER = rf"(?![^\W\d_{CJK}])"
SPACE = r"[^\S\n]"  # a sum or a date never spans two paragraphs
_ENDING = rf"[^\W\d_{CJK}]{{0,9}}"
_CJK = re.compile(f"[{CJK}]")

Meaning = TypeVar("Meaning")


def phrase(word: str) -> str:
    """Turn a word into a pattern: star is any ending, apostrophe any or none, е also ё, ! not before these signs."""
    word, _, refused = word.partition("!")
    pattern = (
        re.escape(word).replace(r"\ ", rf"{SPACE}{{1,2}}").replace("'", f"[{APOSTROPHES}]?").replace(r"\*", _ENDING)
    )
    pattern = pattern.replace("е", "[её]").replace("Е", "[ЕЁ]")
    if refused:
        pattern += f"(?![{re.escape(refused)}])"
    spaced = (word[-1].isalpha() or word[-1] == "*") and not _CJK.search(word)
    return pattern + NO_LETTER_AFTER if spaced else pattern


def alternatives(words: Iterable[str]) -> str:
    """Join words into one alternation, the longest first; no word matches nothing."""
    return "|".join(phrase(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


class Words(Generic[Meaning]):
    """A vocabulary in one pattern: which word stands here, and what it means."""

    def __init__(self, meanings: Mapping[str, Meaning], *, head: str = "", tail: str = "") -> None:
        """Compile the words; head and tail are patterns without groups."""
        ordered = sorted(meanings, key=len, reverse=True)
        body = "|".join(f"({phrase(word)})" for word in ordered) or "((?!))"
        self.pattern = re.compile(f"{head}(?:{body}){tail}", re.IGNORECASE)
        self._meanings = [meanings[word] for word in ordered]

    def meaning(self, match: re.Match[str]) -> Meaning:
        """Say what the matched word means."""
        return self._meanings[(match.lastindex or 1) - 1]
