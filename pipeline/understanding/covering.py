"""A sum comes in with its sentence; what it is for, and how much of the deal it covers, goes out."""

from pathlib import Path

from pipeline.money import Amount
from pipeline.understanding.deal_words import Word
from pipeline.understanding.draft import Draft
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_BESIDE = 12  # characters between a sum and the word that bounds it
_AHEAD = 40  # characters between a sum and the word that says that it is only paid ahead
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("up-to", "advance"))
_UZBEK_UP_TO, _ADVANCE = _WORDS.of_all("up-to"), _WORDS.of_all("advance")
_SAID = (
    ("loan", ("instrument", "loan", "bond")),
    ("contract", ("instrument", "contract", "offtake", "licence", "stake")),
    ("contract", ("subject", "purchase", "equipment")),
    ("investment", ("role", "investment")),
)
_OWNS = (("loan", {"loan", "bond"}), ("contract", {"contract", "offtake", "licence", "stake"}))


def kind(reading: Reading, amount: Amount, draft: Draft) -> str:
    """Say what a sum is: many papers' bundle, a loan, a contract's price, an investment or one only planned.

    The nearest word that says it decides; where none does, the paper of the step.
    """
    if reading.of("noise", "many"):
        return "bundle"
    said = [(reading.gap(word, amount), name) for name, concepts in _SAID for word in reading.of(*concepts)]
    papers = {act.paper for act in draft.acts}
    nearest = min(said)[1] if said else next((name for name, owns in _OWNS if papers & owns), "investment")
    foreseen = any(reading.same_clause(word, amount) for word in reading.of("modality", "plan"))
    return "plan" if foreseen and nearest == "investment" else nearest


def scope(reading: Reading, amount: Amount) -> str:
    """Say how much of the deal a sum covers: the whole, a part of it, at most or at least so much."""
    if _UZBEK_UP_TO.search(reading.document[amount.end - 8 : amount.end + 12]):
        return "ceiling"
    near = [
        (reading.gap(word, amount), word.concept)
        for word in reading.of("scope")
        if reading.gap(word, amount) <= _BESIDE and reading.same_clause(word, amount) and _bounds(reading, word, amount)
    ]
    if near:
        return min(near)[1]
    return "part" if _is_advance(reading, amount) else "whole"


def _bounds(reading: Reading, word: Word, amount: Amount) -> bool:
    """Tell whether a bound stands where its language puts it: before the sum, in verb-final languages behind it."""
    if word.concept == "part":
        return _is_nearest(reading, amount, word)
    return word.end <= amount.start or reading.verb_last


def _is_advance(reading: Reading, amount: Amount) -> bool:
    """Tell whether a word says that the sum, the nearest to it, is only what is paid ahead or first."""
    found = _ADVANCE.finditer(reading.document, reading.sentence.start, reading.sentence.end)
    words = (Word("scope", "part", said.start(), said.end(), said[0]) for said in found)
    return any(_is_nearest(reading, amount, word) and reading.gap(word, amount) <= _AHEAD for word in words)


def _is_nearest(reading: Reading, amount: Amount, word: Word) -> bool:
    """Tell whether of a sentence's sums this is the nearest to a word, the one behind it where two are."""
    nearest = min(reading.amounts, key=lambda other: (reading.gap(word, other), other.end <= word.start))
    return nearest.start == amount.start
