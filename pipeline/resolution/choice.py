"""A reported step and the deals it might belong to come in; the deal it belongs to, and why, goes out."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.resolution.match import compare, named, signals
from pipeline.resolution.orders import FREE, Bound
from pipeline.resolution.parties import standing
from pipeline.resolution.view import View
from pipeline.resolution.weights import weights

_SIDES = ("home", "counterparts", "countries", "sides")  # signals of who the deal is between
_TWO = 2  # a deal has two sides

Ranked = tuple[float, int, list[float], Mapping[str, float]]  # total, minus the deal's number, signals, more of them
_NOTHING: Mapping[str, float] = {}
_NOBODY: Ranked = (0.0, 0, [], _NOTHING)


@dataclass(frozen=True)
class Choice:
    """The deal a step belongs to, None for a new one, and why."""

    deal_id: int | None
    margin: float
    signals: dict[str, Any]
    also: int | None = None  # a second deal that the step fits as surely
    near: tuple[int, ...] = ()  # deals that it may have to do with, the nearest first


def choose(
    own: View, known: Mapping[int, View], weigh: Callable[[str], float], extra: Mapping[int, str], bound: Bound = FREE
) -> Choice:
    """Return the deal that a step fits best, and how far it is ahead; ties go to the older deal.

    ``extra`` tells of deals that the article itself speaks of: as a copy, or in an earlier step. Where a reader's
    correction has ``bound`` the step, that decides.
    """
    table = weights()["threshold"]
    open_to = {deal_id: deal for deal_id, deal in known.items() if deal_id not in bound.barred}
    ranked = _compared(own, open_to, weigh, extra, bound)
    ranked.sort(key=lambda one: (-one[1] == bound.deal, one[0], one[1]), reverse=True)
    best, second, *_ = [*ranked, _NOBODY, _NOBODY]
    near = tuple(-minus for total, minus, *_ in ranked if total >= table["near"])
    if bound.deal is not None and -best[1] == bound.deal:
        why = {**_why(best), "runner_up": _told(second), "correction": bound.correction}
        return Choice(bound.deal, round(best[0] - second[0], 2), why, near=near)
    if best[0] < table["same"] or not best[1]:
        founded = {"total": 0.0, "signals": {}, "runner_up": _told(best)}
        return Choice(None, round(table["same"] - best[0], 2), founded, near=near)
    why = {**_why(best), "runner_up": _told(second)}
    also = -second[1] if second[0] >= table["join"] else None
    return Choice(-best[1], round(best[0] - second[0], 2), why, also, near)


def _compared(
    own: View, known: Mapping[int, View], weigh: Callable[[str], float], extra: Mapping[int, str], bound: Bound
) -> list[Ranked]:
    """Compare a step with deals, but for those that are soon seen to be neither among the best two nor near."""
    ranked: list[Ranked] = []
    first = second = -math.inf
    near = float(weights()["threshold"]["near"])
    for deal_id, deal in known.items():
        sought = deal_id in extra or deal_id == bound.deal
        one = _ranked(own, deal_id, deal, weigh, extra.get(deal_id), -math.inf if sought else min(second, near))
        if one:
            ranked.append(one)
            first, second = max(first, one[0]), max(second, min(first, one[0]))
    return ranked


def _ranked(
    own: View, deal_id: int, deal: View, weigh: Callable[[str], float], known_by: str | None, least: float
) -> Ranked | None:
    said = signals(own, deal, weigh, least)
    if said is None:
        return None
    if not known_by:
        return sum(said), -deal_id, said, _NOTHING
    others = known_by == "same-article" and set(own.traits.counterparts) - set(deal.traits.counterparts)
    more = float(weights()["facts"]["same-article-others" if others else known_by])
    return sum([*said, more]), -deal_id, said, {known_by: more}


def _why(ranked: Ranked) -> dict[str, Any]:
    return {"total": round(ranked[0], 2), "signals": {**named(ranked[2]), **ranked[3]}}


def _told(ranked: Ranked) -> dict[str, Any] | None:
    return {"deal": -ranked[1], **_why(ranked)} if ranked[1] else None


def are_one(one: View, other: View, weigh: Callable[[str], float]) -> bool:
    """Tell whether two deals that one step fits are one: each fits the other as well, and no side speaks against it."""
    join = float(weights()["threshold"]["join"])
    both = (compare(one, other, weigh), compare(other, one, weigh))
    return all(sum(said.values()) >= join and not any(said.get(side, 0.0) < 0 for side in _SIDES) for said in both)


def is_specific(seen: View, *, dated: bool) -> bool:
    """Tell whether a recalled step can be known again: who with whom, about what, and when if no company is named."""
    if len(seen.parties) < _TWO or not seen.minerals:
        return False
    return dated or any(standing(party) in {"foreign", "bank"} for party in seen.parties)
