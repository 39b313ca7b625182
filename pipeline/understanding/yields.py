"""The sentences that tell a step come in with the others; the minerals that these say it is on go out."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.incidental import is_won_from
from pipeline.understanding.reading import Reading
from pipeline.words.fold import fold_part
from pipeline.words.tables import Patterns

_PATTERNS = Patterns(Path(__file__).with_suffix(".toml"), parts=("yield", "cover", "part", "content"))
_SOUGHT = ("exploration", "search")
_WORKS = (*_SOUGHT, "mining", "plant", "construction", "works", "processing")
_OTHER_THINGS = ("price", "review", "opinion", "elsewhere", "portrait")
_OTHER_TIMES = ("recall", "hearsay", "denial")
_REACH = 3  # paragraphs behind the telling ones in which works are still described


def yielded(
    about: Sequence[Reading], told: Sequence[Reading], readings: Sequence[Reading], sides: Collection[str]
) -> Iterator[Found]:
    """Yield the minerals that a step is said to be on: what works will win, a paper covers, the ground holds.

    ``about`` are the sentences of the step, of them ``told`` those that tell it, ``sides`` its bodies: what others will
    win is none of it.
    """
    parts = _parts(about)
    for reading in following(told, readings, sides):
        for found in reading.named("mineral"):
            if _is_said(parts, reading, found) and not is_won_from(reading, found):
                yield found


def following(told: Sequence[Reading], readings: Sequence[Reading], sides: Collection[str]) -> Iterator[Reading]:
    """Yield the sentences behind those that tell a step which name a mineral, and nobody else."""
    first = min(reading.sentence.paragraph for reading in told)
    telling = {reading.sentence.start for reading in told}
    for reading in readings:
        within = first <= reading.sentence.paragraph <= max(first, 1) + _REACH
        if within and not reading.title and reading.sentence.start not in telling and _may_be_of_these(reading, sides):
            yield reading


def _parts(about: Sequence[Reading]) -> list[str]:
    """Return what may be said of a step: every paper covers something, works win it, ground to be searched holds it."""
    licence = any(reading.of("instrument", "licence") for reading in about)
    works = licence or any(reading.of("subject", *_WORKS) for reading in about)
    sought = licence or any(reading.of("subject", *_SOUGHT) for reading in about)
    return ["cover", *(("yield", "part") if works else ()), *(("content",) if sought else ())]


def lists_reserves(reading: Reading) -> bool:
    """Tell whether a sentence counts up what lies in the ground; a paper may be on how reserves are reported."""
    return bool(reading.of("noise", "reserves")) and not reading.of("instrument")


def _may_be_of_these(reading: Reading, sides: Collection[str]) -> bool:
    """Tell whether a sentence names a mineral, and nobody and nowhere else."""
    if lists_reserves(reading) or not reading.named("mineral") or reading.of("noise", *_OTHER_THINGS):
        return False
    if any(found.term not in sides for found in reading.named("organisation")):
        return False
    return all(found.country in (HOME, None) for found in reading.named("place", "country"))


def _is_said(parts: Sequence[str], reading: Reading, found: Found) -> bool:
    """Tell whether a sentence says one of these things of a mineral, whose place a bar holds."""
    said = [(part, pattern) for part in parts if (pattern := _PATTERNS.get(part, reading.lang))]
    ends = (reading.sentence.start, found.start), (found.end, reading.sentence.end)
    around = "|".join([fold_part(reading.document, reading.lang, *span) for span in ends])
    return any(_is_now(part, reading, found) and pattern.search(around) for part, pattern in said)


def _is_now(part: str, reading: Reading, found: Found) -> bool:
    """Tell whether a sentence speaks of now: a paper covers what it does, be it of last year; a part is none of old."""
    if part == "cover":
        return not reading.of("modality", "hearsay", "denial")
    if reading.of("modality", *_OTHER_TIMES) or (part == "content" and reading.named("country")):
        return False
    denied = any(reading.same_clause(word, found) for word in reading.of("modality", "negation"))
    return part == "part" or not denied
