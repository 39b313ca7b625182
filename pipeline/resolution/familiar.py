"""The steps of an article that says too little by itself come in; the known deal that it surely tells of goes out."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from pipeline.models import Article, Deal
from pipeline.put import fetch
from pipeline.resolution.candidates import candidates, published_day, view, weigher
from pipeline.resolution.choice import choose
from pipeline.resolution.view import View
from pipeline.resolution.weights import weights
from pipeline.understanding.facts import SIDES, Step


def told_of(session: Session, article: Article, steps: Sequence[Step]) -> Deal | None:
    """Return the deal that a step of the article's news fits, so well that the article is news of it; else None.

    What such an article leaves unsaid (the mineral, the other side) its readers know from the reports before it.
    """
    day = published_day(article)
    seen = [view(step, day) for step in steps if step.role == "primary"]
    known, weigh = candidates(session, article, seen), weigher(session, seen)
    choices = [choose(own, known, weigh, {}) for own in seen]
    own, best = max(zip(seen, choices, strict=True), key=lambda pair: float(pair[1].signals["total"]))
    if best.deal_id is None or best.signals["total"] < weights()["threshold"]["familiar"]:
        return None
    return fetch(session, Deal, best.deal_id) if _shares_sides_or_minerals(own, known[best.deal_id]) else None


def _shares_sides_or_minerals(own: View, deal: View) -> bool:
    """Tell whether a step names both sides of a deal or what it is on: one body and a day in common are too little."""
    sides = own.parties.keys() & deal.parties.keys()
    return len(sides) >= SIDES or not own.minerals.keys().isdisjoint(deal.minerals)
