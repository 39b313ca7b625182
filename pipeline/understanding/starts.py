"""A sentence comes in; the beginnings that it tells of go out as acts: of works, of production, of deliveries."""

from collections.abc import Iterator

from pipeline.understanding.deal_words import Word
from pipeline.understanding.reading import Reading

_REACH = 45  # characters between a word of beginning and what begins
_FAR = 130  # characters between what opens a sentence and what is said of it
_OPENS = 4  # characters before it: the
_BEGUN = {"works": "begin", "output": "operate", "delivery": "ship"}


def starts(reading: Reading) -> list[Word]:
    """Return one act for each word of beginning: what begins nearest to it says which."""
    return list(_acts(reading))


def _is_near(reading: Reading, word: Word, thing: Word) -> bool:
    """Tell whether a thing stands beside a word of beginning, or opens its sentence: construction of X was launched."""
    opens = thing.start - reading.sentence.start <= _OPENS and thing.end <= word.start
    return reading.gap(word, thing) <= (_FAR if opens else _REACH)


def _acts(reading: Reading) -> Iterator[Word]:
    things = reading.of("subject", *_BEGUN)
    for word in reading.of("aspect", "start") if things else ():
        near = [thing for thing in things if _is_near(reading, word, thing) and reading.same_clause(word, thing)]
        if near:
            thing = min(near, key=lambda thing: reading.gap(word, thing))
            yield Word("action", _BEGUN[thing.concept], word.start, word.end, word.text)
