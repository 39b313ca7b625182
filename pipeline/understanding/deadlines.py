"""The sentences that tell a step of a deal come in; what they promise of it, and by when, goes out."""

import datetime as dt
from collections.abc import Iterator, Sequence

from pipeline.understanding.deal_words import Word
from pipeline.understanding.facts import Fact
from pipeline.understanding.periods import Period, Terms, periods, terms
from pipeline.understanding.reading import Reading
from pipeline.words.phrases import Words, fold

MOST = 3  # of one step
_NEAR = 110  # characters between what is promised and its time
_STARTS = 45  # between works and the word that they start
_UNSAID = ("negation", "denial", "recall")


def deadlines(told: Sequence[Reading], published: dt.datetime | None) -> tuple[Fact, ...]:
    """Return the stages that a text promises, each with the last day of the time it names: "2026-06-30 operation"."""
    if published is None:
        return ()
    facts: dict[str, Fact] = {}
    for reading in told:
        for fact in _of_sentence(reading, published.date()):
            facts.setdefault(fact.value, fact)
    return tuple(facts.values())[:MOST]


def _of_sentence(reading: Reading, published: dt.date) -> Iterator[Fact]:
    words = terms(reading.lang)
    if words is None or reading.of("modality", *_UNSAID):
        return
    folded = fold(reading.document)[reading.sentence.start : reading.sentence.end]
    if not (reading.of("modality", "plan") or _has(folded, words.promise)) or _has(folded, words.hedge):
        return
    for period in periods(reading.text, reading.sentence.start, reading.dates, reading.lang, published):
        promised = _promised(reading, words, folded, period)
        if promised:
            stage, word = promised
            start, end = min(word.start, period.start), max(word.end, period.end)
            detail = {"stage": stage, "precision": period.precision, "by": period.last.isoformat()}
            yield Fact(f"{period.last.isoformat()} {stage}", start, end, detail)


def _has(folded: str, words: Words[bool]) -> bool:
    return any(words.at(folded, start) for start in words.starts(folded))


def _promised(reading: Reading, words: Terms, folded: str, period: Period) -> tuple[str, Word] | None:
    """Return what is to be reached by then: the nearest word that says it, in the same clause."""
    beside = [word for word in reading.words if reading.same_clause(word, period)]
    said = [(stage, word) for word in beside if (stage := _stage(reading, words, folded, word))]
    near = [(reading.gap(word, period), stage, word) for stage, word in said]
    best = min(near, key=lambda one: (one[0], one[2].start), default=None)
    return (best[1], best[2]) if best and best[0] <= _NEAR else None


def _stage(reading: Reading, words: Terms, folded: str, word: Word) -> str | None:
    """Return the stage that a word stands for where it is promised."""
    match word.group, word.concept:
        case ("action", "operate" | "ship") | ("subject", "output" | "delivery"):
            return "operation"
        case "action", "begin":
            return "construction"
        case "subject", "construction" | "plant" | "works":
            if any(reading.gap(word, start) <= _STARTS for start in reading.of("aspect", "start")):
                return "construction" if _is_works(reading, word) else "operation"
            return "operation" if word.concept != "works" and _has(folded, words.finish) else None
        case "action", "sign":
            paper = any(reading.same_clause(word, one) for one in reading.of("instrument", "memorandum", "roadmap"))
            return "memorandum" if paper else "agreement"
    return None


def _is_works(reading: Reading, word: Word) -> bool:
    """Tell works, which begin, from a plant, which begins to run."""
    return any(one.start < word.end and word.start < one.end for one in reading.of("subject", "works"))
