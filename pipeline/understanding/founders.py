"""The sentences of a text come in; they go out without those who once founded a side: the buyer was set up by Y."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.reading import Reading
from pipeline.words.fold import fold_part
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("founded", "the-company"))
_FOUNDED, _THE_COMPANY = _WORDS.by_language("founded"), _WORDS.by_language("the-company")
_DEALS = ("sign", "agree", "acquire", "trade", "fund", "award", "begin", "operate", "ship", "talk", "join", "mandate")


def without_founders(readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentences, those that tell how a side from abroad once came about without any other body.

    A venture that the sides found is none: it is of home, or of no land that is told.
    """
    acting: set[str] = set()
    kept = []
    for reading in readings:
        told = _founded(reading)
        sides = [body for body in reading.named("organisation") if body.term in acting]
        if told and _is_history(reading, sides):
            gone = [body for body in reading.named("organisation") if body not in sides]
            words = [word for word in reading.words if word.concept != "found"]
            kept.append(replace(reading, words=words, found=[one for one in reading.found if one not in gone]))
            continue
        if reading.of("action", *_DEALS) or reading.of("aspect", "start"):
            acting |= {body.term for body in reading.named("organisation") if body.country not in (HOME, None)}
        kept.append(reading)
    return kept


def _founded(reading: Reading) -> bool:
    pattern = _FOUNDED.get(reading.lang.partition("-")[0])
    return pattern is not None and not reading.title and pattern.search(_text(reading)) is not None


def _is_history(reading: Reading, sides: Sequence[Found]) -> bool:
    """Tell whether a founding is of a side, or of "the company", and of former times or told further down."""
    if reading.of("action", *_DEALS):
        return False
    pattern = _THE_COMPANY.get(reading.lang.partition("-")[0])
    dated = any(when.precision == "year" for when in reading.dates)
    called = pattern is not None and pattern.search(_text(reading)) is not None
    return dated if called else bool(sides) and (dated or reading.sentence.paragraph > 1)


def _text(reading: Reading) -> str:
    return fold_part(reading.document, reading.lang, *reading.sentence[:2])
