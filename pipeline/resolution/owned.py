"""A step and a deal come in; with the name or the owners of the venture that makes both one, they go out."""

from dataclasses import replace

from pipeline.resolution.parties import alike, sound, standing
from pipeline.resolution.view import View

_BOTH = 2  # owners by which a venture is known: one may own many


def by_venture(step: View, deal: View) -> tuple[View, View] | None:
    """Return both as parts of one venture: one names it and the other told its name, or one its owners; None if not."""
    named = _name(step, deal) or _name(deal, step)
    if named:
        return _with(step, named), _with(deal, named)
    if _owned_by(step, deal):
        return replace(step, parties=_whole(step)), deal
    if _owned_by(deal, step):
        return step, replace(deal, parties=_whole(deal))
    return None


def _name(one: View, other: View) -> tuple[str, ...]:
    """Return the name of a venture that one calls so and the other names, as each of them spells it."""
    for name in one.beside:
        if standing(name) in {"unknown", "venture"}:
            for party in (*other.parties, *other.beside):
                if party == name or (sound(name) and sound(party) and alike(name, party)):
                    return name, party
    return ()


def _with(seen: View, names: tuple[str, ...]) -> View:
    """Return a view that names the venture beyond doubt, as it spells it if it does."""
    mine = [name for name in names if name in seen.parties or name in seen.beside] or names[:1]
    return replace(seen, parties=seen.parties | dict.fromkeys(mine, 1.0))


def _owned_by(one: View, other: View) -> bool:
    """Tell whether all sides of one that the lexicon holds own the venture that the other is about."""
    known, whole = other.traits.known.keys(), _whole(one)
    owners = known | other.traits.houses.keys()
    return bool(
        known
        and not one.traits.lexical
        and not one.traits.governments
        and known <= whole.keys()
        and not known.isdisjoint(one.beside)
        and len(owners & whole.keys()) >= _BOTH
    )


def _whole(seen: View) -> dict[str, float]:
    return dict.fromkeys(seen.beside, 1.0) | seen.parties
