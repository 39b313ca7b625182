"""A deal word comes in with its sentence; whether it only describes something goes out: the long-delayed smelter."""

from pathlib import Path

from pipeline.understanding.deal_words import Word
from pipeline.understanding.modality import ENDING
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("put-off", "participle"))
_PUT_OFF, _PARTICIPLE = _WORDS.of_all("put-off"), _WORDS.of_all("participle")
_BEFORE = 16  # characters before a participle


def is_attribute(reading: Reading, word: Word) -> bool:
    """Tell whether an act is only a participle that describes something: рудник, простаивающий с 1992 года."""
    if reading.lang == "en":
        before = reading.document[max(reading.sentence.start, word.start - _BEFORE) : word.start]
        return word.concept in ENDING and word.text.endswith("ed") and _PUT_OFF.search(before) is not None
    return reading.lang == "ru" and _PARTICIPLE.search(word.text.rsplit(" ", 1)[-1]) is not None
