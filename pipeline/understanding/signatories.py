"""The acts of a step come in; the people who put their names to its paper go out."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.lexicon import lexicon
from pipeline.tag import Found
from pipeline.understanding.actors import is_present
from pipeline.understanding.acts import Act
from pipeline.understanding.deal_words import Word
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("by",))
_BY = _WORDS.of_all("by")


def signatories(acts: Sequence[Act], support: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return who signed: the people named in the sentences that tell the signing, or that say by whom it was."""
    signing = [(act.reading, act.word) for act in acts if act.kind == "sign" and act.done]
    if not signing:
        return ()
    signing += [(reading, word) for reading in support for word in reading.of("action", "sign")]
    return unique(
        Fact(found.term, found.start, found.end, {"name": found.surface})
        for reading, word in signing
        for found in reading.named("person")
        if _signs(reading, found, word)
    )


def _signs(reading: Reading, found: Found, word: Word) -> bool:
    """Tell a signatory from a bystander; a head of state signs only where nothing but the signing is told of him."""
    if is_present(reading, found) or reading.of("modality", "recall"):
        return False
    if any(
        min(found.start, word.start) <= other.start < max(found.end, word.end) for other in reading.of("role", "source")
    ):
        return False
    if not _is_head(found):
        return True
    by = _BY.search(reading.document, min(found.start, word.start), max(found.end, word.end))
    return bool(by) or not (reading.of("role", "event", "presence") or reading.of("action", "talk"))


def _is_head(found: Found) -> bool:
    term = lexicon().terms.get(found.term)
    return term is not None and term.type == "head"
