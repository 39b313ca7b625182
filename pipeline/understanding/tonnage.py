"""An act comes in; whether its paper is on so many tonnes of a mineral goes out: what else it says, it is a sale."""

from pathlib import Path

from pipeline.understanding.acts import Act
from pipeline.words.tables import Patterns

_BINDING = ("contract", "agreement", "document", None)
_OTHERS = ("construction", "plant", "exploration", "equipment", "technology", "mining")
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("tonnes",))
_TONNES = _WORDS.of_all("tonnes")


def is_of_goods(act: Act) -> bool:
    """Tell whether what is signed is on an amount of a mineral: a contract for 60 thousand tonnes of concentrate."""
    reading = act.reading
    if act.kind not in ("sign", "agree", "award") or act.paper not in _BINDING or act.soft:
        return False
    if not reading.named("mineral") or reading.of("subject", *_OTHERS):
        return False
    return _TONNES.search(reading.text) is not None
