"""A step in the making comes in with the others of its text; what belongs to those alone goes out of its sentences."""

from collections.abc import Sequence

from pipeline.lexicon import HOME
from pipeline.understanding.actors import bodies
from pipeline.understanding.draft import Draft
from pipeline.understanding.reading import Reading
from pipeline.understanding.topics import lands

_FAR = 2  # paragraphs behind those that open the first step
_LOCATED = ("organisation", "country", "place", "person")


def is_other_business(draft: Draft) -> bool:
    """Tell whether bodies were told of so far that do other business: a credit for hospitals, a university branch."""
    told = [reading for reading in draft.tellers if not reading.title]
    named = any(bodies(reading) for reading in told)
    return named and all(reading.of("noise", "elsewhere") and not reading.named("mineral") for reading in told)


def without_others(readings: Sequence[Reading], draft: Draft, gathered: Sequence[Draft]) -> list[Reading]:
    """Leave out the paragraphs and sentences that tell steps of other firms from abroad, and not this one."""
    own = _firms(draft)
    others = [other for other in gathered if other is not draft and own and _firms(other) and not _firms(other) & own]
    told = [act.reading.sentence for other in others for act in other.acts if not act.reading.title]
    telling = [act.reading.sentence for act in draft.acts]
    paragraphs = {sentence.paragraph for sentence in told} - {sentence.paragraph for sentence in telling}
    starts = {sentence.start for sentence in told} - {sentence.start for sentence in telling}
    return [
        reading
        for reading in readings
        if reading.sentence.start not in starts and reading.sentence.paragraph not in paragraphs
    ]


def _firms(draft: Draft) -> set[str]:
    """Return the bodies from abroad, or from who knows where, that the acts of a step name, but no governments."""
    named = (body for act in draft.acts for body in bodies(act.reading))
    return {body.term for body in named if body.country != HOME and not body.term.endswith("-gov")}


def is_set_abroad(draft: Draft, first: Draft) -> bool:
    """Tell whether a step is told, well behind the first, of other lands than its: a bid for a mine in Arizona."""
    opening = min(act.reading.sentence.paragraph for act in first.acts)
    if min(act.reading.sentence.paragraph for act in draft.acts) - opening <= _FAR:
        return False
    named = {found.country for reading in draft.tellers for found in reading.named(*_LOCATED)} - {None}
    return HOME not in named and bool(named - lands(first))
