"""The sentences of a document come in; where it goes through lands one by one, those on other lands are left out."""

from collections.abc import Iterator, Sequence

from pipeline.lexicon import HOME
from pipeline.understanding.reading import Reading

_LONGEST = 30  # characters of what heads a paragraph
_ENDS = (".", ":", "。", "：")


def at_home(readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentences without those of paragraphs headed by another land, where one is headed by the own."""
    heads = list(_heads(readings))
    home = {head.sentence.paragraph for head in heads if any(found.country == HOME for found in head.named("country"))}
    if not home:
        return [*readings]
    gone = {head.sentence.paragraph for head in heads} - home
    return [reading for reading in readings if reading.sentence.paragraph not in gone]


def _heads(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the sentences that head their paragraphs: a few words, and no word of a deal."""
    seen = 0
    for reading in readings:
        first, seen = reading.sentence.paragraph > seen, max(seen, reading.sentence.paragraph)
        short = reading.sentence.end - reading.sentence.start <= _LONGEST
        if first and short and reading.text.rstrip().endswith(_ENDS) and not reading.words:
            yield reading
