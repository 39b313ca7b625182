"""What readers were told comes in; which records of it may hold no more, by what is known now, goes out."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from alerts.telling.judging import Doubt, judged
from alerts.telling.told import GONE, Facts, facts_of, named_facts
from pipeline.ledger import Record
from pipeline.models import Article, Deal, Page, Report

_COLUMNS = (
    Deal.key, Deal.title, Deal.deal_type, Deal.stage, Deal.stage_date, Deal.stage_precision, Deal.parties,
    Deal.minerals, Deal.countries, Deal.places, Deal.values, Deal.signatories, Deal.rejected,
)  # fmt: skip


@dataclass
class Standing:
    """The records in doubt by the key of their deal, found once; each is judged once, when it is asked for."""

    suspects: dict[str, set[int]]
    weakened: frozenset[str] = frozenset()  # deals with an article that its outlet has withdrawn
    _judged: dict[int, Doubt | None] = field(default_factory=dict)

    def doubt(self, session: Session, record: int) -> Doubt | None:
        """Return what of a record holds no more; None where all of it does, or its pages are being read anew."""
        if record not in self._judged:
            self._judged[record] = judged(session, session.get_one(Record, record))
        return self._judged[record]

    def settled(self, session: Session, key: str, facts: Facts) -> Facts:
        """Return of what is told of a deal what stands: the rest is shown, but need not be taken back."""
        doubt = judged(session, Record(deal=key, facts=facts, sources={})) if key in self.weakened else None
        return doubt.after if doubt else facts


def standing(session: Session) -> Standing:
    """Hold every record against the deals as they are."""
    query = select(Deal).options(load_only(*_COLUMNS)).where(Deal.key.in_(select(Record.deal)))
    deals = {deal.key: deal for deal in session.scalars(query)}
    known = {key: facts_of(deal) for key, deal in deals.items() if not deal.rejected}
    weakened = _weakened(session)
    suspects: defaultdict[str, set[int]] = defaultdict(set)
    for number, key, facts in session.execute(select(Record.id, Record.deal, Record.facts)):
        now = known.get(key)
        doubtful = now is not None if GONE in facts else now is None or key in weakened or _differs(facts, now)
        if doubtful:
            suspects[key].add(number)
    return Standing(dict(suspects), weakened)


def _weakened(session: Session) -> frozenset[str]:
    """Return the deals that an article reports which its outlet has withdrawn."""
    query = select(Deal.key).join(Deal.reports).join(Report.article).join(Article.page)
    return frozenset(session.scalars(query.where(Page.withdrawn_at.is_not(None)).distinct()))


def _differs(told: Facts, now: Facts) -> bool:
    if any(told[key] != now[key] for key in ("type", "stage", "date")):
        return True
    return not set(named_facts(told)) <= set(named_facts(now))
