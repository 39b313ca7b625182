"""The sentences that tell a step come in with the others; the minerals that its works are to yield go out."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.reading import Reading
from pipeline.words.fold import fold
from pipeline.words.tables import Patterns

_PATTERNS = Patterns(Path(__file__).with_suffix(".toml"), parts=("yield",))
_WORKS = ("exploration", "mining", "plant", "construction", "works", "processing", "search")
_OTHER_THINGS = ("price", "review", "opinion", "elsewhere", "portrait", "reserves")
_OTHER_TIMES = ("recall", "negation", "hearsay", "denial")
_REACH = 3  # paragraphs behind the telling ones in which works are still described


def yielded(told: Sequence[Reading], readings: Sequence[Reading], sides: Collection[str]) -> Iterator[Found]:
    """Yield the minerals that works are told to win, or explorers to look for, further down: next, indium too.

    ``told`` are the sentences that tell the step, ``sides`` its bodies: what others will win is none of it.
    """
    if not any(reading.of("subject", *_WORKS) or reading.of("instrument", "licence") for reading in told):
        return
    first = min(reading.sentence.paragraph for reading in told)
    telling = {reading.sentence.start for reading in told}
    for reading in readings:
        near = first <= reading.sentence.paragraph <= max(first, 1) + _REACH
        if near and not reading.title and reading.sentence.start not in telling and _is_of_these(reading, sides):
            yield from reading.named("mineral")


def _is_of_these(reading: Reading, sides: Collection[str]) -> bool:
    """Tell whether a sentence speaks of what will be won or sought, and of nobody and nowhere else."""
    if not reading.named("mineral") or reading.of("noise", *_OTHER_THINGS) or reading.of("modality", *_OTHER_TIMES):
        return False
    if any(found.term not in sides for found in reading.named("organisation")):
        return False
    if any(found.country not in (HOME, None) for found in reading.named("place", "country")):
        return False
    pattern = _PATTERNS.get("yield", reading.lang)
    return pattern is not None and pattern.search(fold(reading.text, reading.lang).text) is not None
