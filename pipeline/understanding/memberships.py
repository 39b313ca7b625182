"""Acts of joining come in; they go out gathered into steps, one for each association that is joined."""

from collections.abc import Sequence

from pipeline.lexicon import HOME
from pipeline.tagging.party import UNLISTED
from pipeline.understanding.actors import bodies, is_association, is_joinable
from pipeline.understanding.acts import Act
from pipeline.understanding.draft import Draft
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import UPPER


def associations(act: Act) -> list[str]:
    """Return the associations that a sentence of joining names, in its order: the first is the news."""
    named = act.reading.named("organisation")
    joined = list(dict.fromkeys(body.term for body in named if is_joinable(body, act.reading)))
    return joined or _only_other_body(act.reading)


def _only_other_body(reading: Reading) -> list[str]:
    """Return the one body beside a member at home that no lexicon holds: AMMC became a member of "Borea Mark"."""
    named = {body.term: body.country for body in bodies(reading)}
    others = [term for term, country in named.items() if country != HOME and term.startswith(UNLISTED)]
    member = any(country == HOME for country in named.values()) and bool(reading.of("instrument", "membership"))
    return others if member and len(others) == 1 else []


def add_membership(gathered: list[Draft], act: Act) -> None:
    """Put a joining to the step of each association joined; a headline that names none goes with the first."""
    joined = associations(act)
    memberships = [draft for draft in gathered if draft.membership]
    if not joined:
        if memberships:
            memberships[0].acts.append(act)
        else:
            gathered.append(Draft([act], background=False))
        return
    unnamed = next((draft for draft in memberships if not draft.associations), None)
    if unnamed:
        unnamed.associations = {joined[0]}
    for term in joined:
        if known := next((draft for draft in memberships if term in draft.associations), None):
            known.acts.append(act)
        else:
            gathered.append(Draft([act], background=False, associations={term}))


def name_what_is_joined(gathered: Sequence[Draft], readings: Sequence[Reading]) -> None:
    """Give a joining that tells no name the first association that the upper part of the text names: joins it today."""
    upper = [reading for reading in readings if reading.sentence.paragraph <= UPPER]
    named = [body.term for one in upper for body in one.named("organisation") if is_association(body, one)]
    for draft in gathered:
        if draft.membership and not draft.associations:
            draft.associations = set(named[:1])


def later_memberships(gathered: list[Draft]) -> list[Act]:
    """Take out the memberships that a text about another one, or another thing, only adds further down."""
    memberships = [draft for draft in gathered if draft.membership]
    other = not all(draft.membership for draft in gathered[:1])  # the text is about another thing
    old = []
    for draft in memberships[not other :]:
        act = draft.acts[0]
        told = act.reading.of("modality", "ongoing", "lately") and not other
        if act.reading.sentence.paragraph > (UPPER if other else 1) and not told:
            gathered.remove(draft)
            old.append(act)
    return old
