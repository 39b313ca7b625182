"""The acts of one step come in; the step in the making goes out, with the sentences that tell it and say more of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.lexicon import HOME
from pipeline.understanding.actors import bodies
from pipeline.understanding.acts import Act
from pipeline.understanding.reading import Reading


@dataclass
class Draft:
    """A step in the making: the acts that tell it and the sentences that say more about it."""

    acts: list[Act]
    background: bool
    item: int | None = None  # of a list of deals
    support: list[Reading] = field(default_factory=list)
    associations: set[str] = field(default_factory=set)
    current: list[Reading] = field(default_factory=list)  # what the text does not tell of former times
    before: list[Reading] = field(default_factory=list)  # who "the contract was signed" is about
    history: list[Reading] = field(default_factory=list)  # what the text recalls of this deal, or of nobody else's
    _tellers: dict[tuple[int, int], list[Reading]] = field(default_factory=dict)  # by what there was to look at

    @property
    def firm(self) -> list[Act]:
        """The acts of something done or to be done; talks, and promises made in talks, only where there is no more."""
        talks = any(act.kind == "talk" for act in self.acts)
        firm = [
            act
            for act in self.acts
            if act.kind != "talk"
            and not (talks and act.kind == "agree" and (act.paper is None or act.modality == "planned"))
            and not (talks and act.kind == "found" and act.paper == "partnership" and act.modality == "planned")
        ]
        if talks and all(act.modality == "negated" for act in firm):
            return self.acts  # what talks have not led to is no more than talks
        return firm

    @property
    def tellers(self) -> list[Reading]:
        """The sentences that tell the step, each once, in order."""
        looked_at = len(self.acts), len(self.before)  # what is there once stays
        if looked_at not in self._tellers:
            self._tellers[looked_at] = self._who_tell()
        return self._tellers[looked_at]

    def _who_tell(self) -> list[Reading]:
        firm = in_order(act.reading for act in self.firm)
        if any(
            body.country not in (HOME, None) for reading in firm for body in reading.named("organisation", "country")
        ) or _is_with_unsaid(firm):
            return in_order([*self.before, *firm])
        return in_order([*self.before, *(act.reading for act in self.acts)])

    @property
    def about(self) -> list[Reading]:
        """The sentences that tell the step or say more about it."""
        return in_order([*self.tellers, *self.support])

    @property
    def bought(self) -> bool:
        """Tell whether shares are bought or money is lent, where a package is what is paid for."""
        return any(act.kind == "acquire" or act.paper in ("stake", "loan", "bond") for act in self.acts)

    @property
    def membership(self) -> bool:
        """Tell whether somebody joins something."""
        return self.acts[0].kind == "join"


def _is_with_unsaid(readings: Sequence[Reading]) -> bool:
    """Tell whether a body at home deals with one of unsaid origin, of which nothing more needs to be told."""
    named = {body.term: body.country for reading in readings for body in bodies(reading) if not reading.title}
    return HOME in named.values() and any(term.startswith("x:") and land is None for term, land in named.items())


def in_order(readings: Iterable[Reading]) -> list[Reading]:
    """Return the sentences once each, as they stand in the text."""
    once = {reading.sentence.start: reading for reading in readings}
    return [once[start] for start in sorted(once)]


def history(draft: Draft, old: Sequence[Act]) -> list[Reading]:
    """Return the sentences that recall what a step goes on with: they name no body from abroad that it does not."""
    told = [body for reading in draft.about for body in bodies(reading)]
    known = {body.term for body in told} | {f"{body.country or ''}-gov".lower() for body in told}
    return in_order(
        act.reading
        for act in old
        if all(body.country == HOME or is_known(body.term, known) for body in bodies(act.reading))
    )


def is_known(term: str, known: Collection[str]) -> bool:
    """Tell whether a body is one of these, be it by the first words of an unlisted name: Yarrow, of Yarrow Minerals."""
    return term in known or (term.startswith("x:") and any(one.startswith(f"{term}-") for one in known))
