"""An act comes in; whether its paper is on so many tonnes of a mineral goes out: what else it says, it is a sale."""

import re

from pipeline.understanding.acts import Act

_BINDING = ("contract", "agreement", "document", None)
_OTHERS = ("construction", "plant", "exploration", "equipment", "technology", "mining")
_TONNES = re.compile(
    r"\d[\d.,  ]*\s?(?:тыс\w*\.?|thousand|ming|минг|bin|мың|Tsd\.?|tausend|mille|mila|万|만|千|천)?\s?"
    r"(?:(?:metric |метрическ\w+ )?(?:тонн|tonnes?\b|tons?\b|tonna|тонна|Tonnen|tonnellate)"
    r"|吨|톤|トン|kg\b|кг\b|kilogram|килограмм|kilos?\b)",
    re.IGNORECASE,
)


def is_of_goods(act: Act) -> bool:
    """Tell whether what is signed is on an amount of a mineral: a contract for 60 thousand tonnes of concentrate."""
    reading = act.reading
    if act.kind not in ("sign", "agree", "award") or act.paper not in _BINDING or act.soft:
        return False
    if not reading.named("mineral") or reading.of("subject", *_OTHERS):
        return False
    return _TONNES.search(reading.text) is not None
