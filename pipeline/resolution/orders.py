"""Articles come in; what readers' corrections say about their reports goes out: where they belong, and where not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from pipeline.models import Article, Correction, Deal, Report, Target
from pipeline.prepared import Prepared
from pipeline.resolution.view import View

Spot = tuple[str, int]  # an article's address, and the position of a report in it
MOST_FACTS = 12  # kept of a report, to know it again
_NAMED = select(Target.correction_id).where(Target.address.in_(bindparam("addresses", expanding=True)))
_ORDER = (Target.id, Target.correction_id, Correction.kind, Target.side, Target.address, Target.position)
_CONCERNED = Prepared(
    select(*_ORDER, Target.facts)
    .join(Correction, Correction.id == Target.correction_id)
    .where(Correction.undone_at.is_(None), Target.correction_id.in_(_NAMED))
    .order_by(Target.id)
)
_SPLIT = Prepared(
    select(Target.correction_id, Target.side, Report.deal_id)
    .join(Correction, (Correction.id == Target.correction_id) & (Correction.kind == "split"))
    .join(Article, Article.address == Target.address)
    .join(Report, (Report.article_id == Article.id) & (Report.position == Target.position))
    .where(Correction.undone_at.is_(None), Report.deal_id.in_(bindparam("deals", expanding=True)))
)


@dataclass(frozen=True)
class Order:
    """One report under one correction that is in force."""

    target: int
    correction: int
    kind: str
    side: str
    address: str
    position: int
    facts: frozenset[str]

    @property
    def spot(self) -> Spot:
        """Return which report it is about."""
        return self.address, self.position


@dataclass(frozen=True)
class Bound:
    """Where a report has to go, by which correction, and where it must not."""

    deal: int | None = None
    correction: int | None = None
    barred: frozenset[int] = frozenset()


FREE = Bound()


@dataclass
class Orders:
    """The corrections that concern some articles, with all reports they are about."""

    by_spot: dict[Spot, list[Order]] = field(default_factory=lambda: defaultdict(list))
    by_correction: dict[int, list[Order]] = field(default_factory=lambda: defaultdict(list))

    def spots(self) -> set[Spot]:
        """Return every report that any of them is about."""
        return set(self.by_spot)

    def of(self, spot: Spot) -> Sequence[Order]:
        """Return what is said about one report."""
        return self.by_spot.get(spot, ())

    def bind(self, mine: Iterable[Order], where: Mapping[Spot, int]) -> Bound:
        """Return where a report belongs, as the others are now; of corrections that differ the later one holds."""
        wanted: dict[int, int] = {}
        barred: dict[int, int] = {}
        for order in (order for order in mine if order.side != "gone" and order.kind in {"merge", "split", "reject"}):
            for other in self.by_correction[order.correction]:
                deal = where.get(other.spot) if other.spot != order.spot else None
                if deal is not None:
                    apart = order.kind == "split" and other.side != order.side
                    votes = barred if apart else wanted
                    votes[deal] = max(order.correction, votes.get(deal, 0))
        kept = {deal: number for deal, number in wanted.items() if number > barred.get(deal, 0)}
        best = max(kept, key=lambda deal: (kept[deal], -deal), default=None)
        out = frozenset(deal for deal, number in barred.items() if number >= wanted.get(deal, 0))
        return Bound(best, kept[best] if best is not None else None, out)

    def match(self, address: str, seen: Sequence[View]) -> dict[int, list[Order]]:
        """Return what is said about each step of an article that is read anew: known by its facts, then its place."""
        found: defaultdict[int, list[Order]] = defaultdict(list)
        shown = [facts_of(one) for one in seen]
        mine = [order for orders in self.by_spot.values() for order in orders if order.address == address]
        for order in mine:
            scores = [
                (len(order.facts & facts), number == order.position, -number) for number, facts in enumerate(shown)
            ]
            best = max(scores, default=(0, False, 0))
            if best[0] or (best[1] and not order.facts):
                found[-best[2]].append(order)
        return dict(found)


def facts_of(seen: View) -> frozenset[str]:
    """Return the facts by which a report is known again after it was read anew."""
    named = [("party", seen.parties), ("mineral", seen.minerals), ("country", seen.countries), ("value", seen.values)]
    return frozenset([f"{name}:{value}" for name, values in named for value in values][:MOST_FACTS])


def in_force(session: Session, addresses: Collection[str]) -> Orders:
    """Return the orders about the reports of these articles."""
    orders = Orders()
    found = _CONCERNED.rows(session, {"addresses": list(addresses)})
    for target, correction, kind, side, address, position, facts in found:
        order = Order(target, correction, kind, side, address, position, frozenset(facts))
        orders.by_spot[order.spot].append(order)
        orders.by_correction[order.correction].append(order)
    return orders


def where_now(session: Session, orders: Orders) -> dict[Spot, int]:
    """Return the deals of the reports that the orders are about."""
    addresses = {address for address, _ in orders.spots()}
    query = select(Article.address, Report.position, Report.deal_id).join(Report.article)
    rows = session.execute(query.where(Article.address.in_(addresses)))
    return {(address, position): deal for address, position, deal in rows if (address, position) in orders.by_spot}


def moved_to(session: Session, orders: Iterable[Order], position: int) -> None:
    """Note where in its article a report stands now."""
    moved = [order.target for order in orders if order.position != position]
    if moved:
        session.execute(update(Target).where(Target.id.in_(moved)).values(position=position))


def held_apart(session: Session, one: int, other: int) -> bool:
    """Tell whether a reader split what would now be joined."""
    rows = _SPLIT.rows(session, {"deals": [one, other]})
    sides: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
    for correction, side, deal in rows:
        sides[correction].add((side, deal))
    return any(
        len({side for side, _ in found}) > 1 and len({deal for _, deal in found}) > 1 for found in sides.values()
    )


def refresh(session: Session, deals: Iterable[int]) -> set[int]:
    """Let each deal hold what readers set about the reports it has now; return the deals that changed.

    What was set about a deal belongs to the one that has most of the reports that it had then.
    """
    session.flush()
    asked = set(deals)
    shares = _shares(session, asked)
    concerned = asked | {deal for deal, _ in shares}
    winners = _winners(shares)
    changed = set()
    for deal in session.scalars(select(Deal).where(Deal.id.in_(concerned)).order_by(Deal.id)).all():
        mine = [one for one in _made(session, winners) if winners[one.id] == deal.id]
        fixed = [_fix(one) for one in mine if one.kind == "set"]
        rejected = any(one.kind == "reject" for one in mine)
        if (fixed, rejected) != (deal.fixed, deal.rejected):
            deal.fixed, deal.rejected = fixed, rejected
            changed.add(deal.id)
    session.flush()
    return changed


def _shares(session: Session, deals: set[int]) -> Counter[tuple[int, int]]:
    """Return how many of a correction's reports each deal has, for the corrections that concern any of these deals."""
    standing = (
        select(Target.correction_id.label("correction"), Report.deal_id.label("deal"))
        .join(Correction, Correction.id == Target.correction_id)
        .join(Article, Article.address == Target.address)
        .join(Report, (Report.article_id == Article.id) & (Report.position == Target.position))
        .where(Correction.undone_at.is_(None), Correction.kind.in_(("set", "reject")), Target.side == "kept")
    )
    concerned = standing.where(Report.deal_id.in_(deals)).subquery()
    every = standing.where(Target.correction_id.in_(select(concerned.c.correction))).subquery()
    query = select(every.c.deal, every.c.correction, func.count()).group_by(every.c.deal, every.c.correction)
    return Counter({(deal, correction): count for deal, correction, count in session.execute(query)})


def _winners(shares: Mapping[tuple[int, int], int]) -> dict[int, int]:
    ranked = sorted(shares, key=lambda one: (shares[one], -one[0]))
    return {correction: deal for deal, correction in ranked}


def _made(session: Session, corrections: Iterable[int]) -> Sequence[Correction]:
    return session.scalars(select(Correction).where(Correction.id.in_(corrections)).order_by(Correction.id)).all()


def _fix(one: Correction) -> dict[str, Any]:
    return {
        "id": one.id,
        "field": one.field,
        "sign": one.sign,
        "value": one.value,
        "author": one.author,
        "on": one.made_at.date().isoformat(),
    }
