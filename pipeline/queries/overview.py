"""Wishes come in (a mineral, a country, a stage ...); the deals that fulfil them go out as lines, the newest first."""

import datetime as dt
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from pipeline.models import Anchor, Deal
from pipeline.queries.layout import ENDLESS, hanging, summed
from pipeline.queries.query import BadSearch, called, parties_called
from pipeline.resolution.ladder import known, rung
from pipeline.resolution.naming import TYPES, type_called
from pipeline.resolution.parties import name_of
from pipeline.text import one_line

_INDENT = 25  # where titles begin
_AT_ONCE = 1000  # deals held in memory


@dataclass(frozen=True)
class Wish:
    """Which deals to list; None: all of them."""

    mineral: str | None = None  # by its id, or its name in any language
    party: str | None = None  # and so are these two
    country: str | None = None
    deal_type: str | None = None
    stage: str | None = None  # this one or a later one of the ladder
    since: dt.datetime | None = None  # reported as news since then
    most: int | None = None


def overview(session: Session, wish: Wish, width: int = ENDLESS) -> list[str]:
    """Return two lines a deal: when it was last news, its stage and title; key, countries, the stage's date, its sum.

    What is longer than a line of that width goes on in the next one.
    Raises BadSearch where a mineral, a country or a type is wished for that there is not.
    """
    deals = [deal for deal in session.scalars(_query(session, wish)) if _far_enough(deal, wish.stage)][: wish.most]
    return [line for deal in deals for line in _lines(deal, width)]


def _query(session: Session, wish: Wish) -> Select[Deal]:
    query = select(Deal).where(Deal.rejected.is_(False)).order_by(Deal.updated_at.desc(), Deal.id.desc())
    minerals = called(wish.mineral, "mineral") if wish.mineral else ()
    countries = called(wish.country, "country") if wish.country else ()
    for field, values in (("mineral", minerals), ("party", _bodies(session, wish.party)), ("country", countries)):
        if lowered := [value.lower() for value in values if value]:
            said = select(Anchor.deal_id).where(Anchor.field == field, func.lower(Anchor.value).in_(lowered))
            query = query.where(Deal.id.in_(said))
    if wish.deal_type:
        query = query.where(Deal.deal_type == _type(wish.deal_type))
    return query.where(Deal.updated_at >= wish.since) if wish.since else query


def _type(wished: str) -> str:
    if (found := type_called(wished)) is None:
        raise BadSearch(one_line(f"there is no type {wished[:50]!r}; there is {', '.join(TYPES)}"))
    return found


def _bodies(session: Session, wished: str | None) -> Collection[str]:
    """Return the ids of the parties a name means, and the word itself: many a party stands in no lexicon."""
    if not wished:
        return ()
    with suppress(BadSearch):
        return {wished, *parties_called(wished)}
    shown = wished.casefold()
    every = session.scalars(select(Deal.parties).execution_options(yield_per=_AT_ONCE))
    parties = (party for some in every for party in some)
    return {wished, *(one["id"] for one in parties if name_of(one["id"], one["name"]).casefold() == shown)}


def _far_enough(deal: Deal, stage: str | None) -> bool:
    return stage is None or rung(deal.stage) >= rung(stage)


def _lines(deal: Deal, width: int) -> list[str]:
    since = f"{deal.stage} since {known(deal.stage_date, deal.stage_precision)}" if deal.stage_date else ""
    below = " · ".join(
        part for part in (deal.key, ", ".join(deal.countries), since, *map(summed, deal.values[:1])) if part
    )
    first = hanging(deal.title, width, _INDENT, f"{deal.updated_at:%Y-%m-%d}  {deal.stage}")
    return [*first, *hanging(below, width, _INDENT)]
