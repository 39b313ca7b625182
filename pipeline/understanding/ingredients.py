"""The sentences of a document come in; they go out without the minerals named as food, medicine, feed or paint."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.understanding.reading import Reading

_DIGGING = ("mining", "exploration", "processing", "search", "explorers")  # subjects: what is dug is no ingredient
_FED = {"potash", "phosphate", "sulphur"}  # plants are fed with these by the shipload


def without_ingredients(readings: Sequence[Reading]) -> list[Reading]:
    """Leave out the minerals of sentences on chemists' goods, micronutrients or crafts, which dig for nothing.

    What the lead names so is nothing else in the headline.
    """
    goods = {one.sentence.start: _terms(one) - _FED for one in readings if _is_of_goods(one)}
    used = {term for one in readings if one.leads for term in goods.get(one.sentence.start, ())}
    return [_without(one, used if one.title else goods.get(one.sentence.start, ())) for one in readings]


def _terms(reading: Reading) -> set[str]:
    return {found.term for found in reading.named("mineral")}


def _is_of_goods(reading: Reading) -> bool:
    return bool(reading.of("noise", "ingredient")) and not reading.of("subject", *_DIGGING)


def _without(reading: Reading, terms: Collection[str]) -> Reading:
    gone = [found for found in reading.named("mineral") if found.term in terms]
    return replace(reading, found=[found for found in reading.found if found not in gone]) if gone else reading
