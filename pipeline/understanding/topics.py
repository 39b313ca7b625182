"""A step in the making comes in with what stands beside it; the sentences that go on with another matter go out."""

from collections.abc import Iterable

from pipeline.lexicon import HOME
from pipeline.understanding.draft import Draft
from pipeline.understanding.reading import Reading

_FAR = 2  # paragraphs behind the first that tells a step


def astray(draft: Draft) -> set[int]:
    """Return where the sentences begin that name nothing, in a paragraph that has come to speak of something else."""
    sides, telling = lands(draft), {reading.sentence.start for reading in draft.tellers}
    gone: set[int] = set()
    elsewhere, paragraph = False, -1
    for reading in draft.current:
        start, goes_on = reading.sentence.start, reading.sentence.paragraph == paragraph
        if start not in telling and goes_on and elsewhere and not _names(reading):
            gone.add(start)
        else:
            elsewhere = start not in telling and _is_of_another_matter(reading, sides)
        paragraph = reading.sentence.paragraph
    return gone


def lands(draft: Draft) -> set[str]:
    """Return the countries abroad that the opening of a step names: those its sides come from."""
    for reading in [reading for reading in draft.tellers if not reading.title] or draft.tellers:
        if found := foreign([reading]):
            return found | foreign(reading for reading in draft.tellers if reading.title)
    return foreign(draft.tellers)


def foreign(readings: Iterable[Reading]) -> set[str]:
    """Return the countries abroad that some sentences name, by themselves or as those of bodies."""
    named = (found.country for reading in readings for found in reading.named("organisation", "country"))
    return {country for country in named if country not in (HOME, None)}


def is_far_abroad(reading: Reading, draft: Draft, sides: set[str]) -> bool:
    """Tell whether a sentence further down is set in countries that are no side's, and names nothing at home."""
    first = min((told.sentence.paragraph for told in draft.tellers if not told.title), default=0)
    if reading.title or reading.sentence.paragraph - first <= _FAR or reading.of("role", "sides"):
        return False
    at_home = any(found.country == HOME for found in reading.found)
    return not at_home and bool(foreign([reading]) - sides)


def _names(reading: Reading) -> bool:
    """Tell whether a sentence says what it speaks of: a body, a place, a mineral, a paper."""
    said = reading.of("instrument") or reading.of("role", "sides")
    return bool(said or reading.named("organisation", "country", "place", "mineral"))


def _is_of_another_matter(reading: Reading, sides: set[str]) -> bool:
    """Tell whether a sentence speaks of other times, of other lands or of other trades."""
    lands = foreign([reading])
    trades = reading.of("noise", "elsewhere") and not reading.named("mineral")
    third = sides and lands - sides and not any(found.country == HOME for found in reading.found)
    return bool(trades or third or reading.of("modality", "recall"))
