"""A sentence comes in; it goes out without the minerals that it names as food, medicine, a plant's feed or paint."""

from dataclasses import replace

from pipeline.understanding.reading import Reading

_DIGGING = ("mining", "exploration", "processing", "search", "explorers")  # subjects: what is dug is no ingredient

_FED = ("potash", "phosphate", "sulphur")  # plants are fed with these by the shipload


def without_ingredients(reading: Reading) -> Reading:
    """Leave out the minerals of a sentence on chemists' goods, micronutrients or crafts, which digs for nothing."""
    if not (reading.of("noise", "ingredient") and reading.named("mineral")) or reading.of("subject", *_DIGGING):
        return reading
    return replace(reading, found=[found for found in reading.found if found.kind != "mineral" or found.term in _FED])
