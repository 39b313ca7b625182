"""One record of what was told comes in; what of it holds no more, what holds instead and why, go out."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.telling.reasons import Reason, denial, successor, why
from alerts.telling.told import GONE, WHOLE, Facts, facts_of, key_of, named_facts, without
from pipeline.ledger import Record
from pipeline.models import Article, Deal, Evidence, Page, Report
from pipeline.resolution.ladder import ENDS, rung

READER = Reason("reader")


@dataclass(frozen=True)
class Amendment:
    """One fact that was told and holds no more, what holds instead (None: nothing is known), and why."""

    field: str
    was: str
    now: str | None
    why: Reason


@dataclass(frozen=True)
class Doubt:
    """What a record told that holds no more: the deal as a whole, or some of its facts."""

    told: Facts
    after: Facts  # what holds now of what was told
    deal: int | None  # the number of the deal now, as far as there is one ...
    key: str | None  # ... and its key
    whole: Reason | None = None
    amendments: tuple[Amendment, ...] = ()


def judged(session: Session, record: Record) -> Doubt | None:
    """Hold a record against the evidence that stands; None where nothing is lost, or its pages are being read anew.

    Evidence stands whose article its outlet has not withdrawn. That later reports say more, or that a deal moved on,
    takes nothing back.
    """
    told: Facts = record.facts
    pages = record.sources.get(WHOLE, [])
    unread = Page.id.in_(pages) & Page.state.in_(("waiting", "claimed"))
    if session.scalar(select(Page.id).where(unread).limit(1)):
        return None
    deal, joined = successor(session, record)
    alive = deal is not None and not deal.rejected and _is_alive(session, deal)
    if GONE in told:
        back = {key: value for key, value in told.items() if key != GONE}
        return Doubt(told, back, deal.id, deal.key, Reason("restored")) if deal and alive and not joined else None
    if deal is None or not alive or joined:
        reason = _whole(session, record, deal, joined=joined)
        number, key = (deal.id, deal.key) if deal else (None, None)
        return Doubt(told, {**told, GONE: reason.kind}, number, key, reason)
    found = tuple(_amendments(session, record, deal))
    return Doubt(told, _amended(told, found, deal), deal.id, deal.key, amendments=found) if found else None


def _is_alive(session: Session, deal: Deal) -> bool:
    query = select(Report.id).join(Report.article).join(Article.page)
    return bool(session.scalar(query.where(Report.deal_id == deal.id, Page.withdrawn_at.is_(None)).limit(1)))


def _whole(session: Session, record: Record, deal: Deal | None, *, joined: bool) -> Reason:
    if deal is None:
        return why(session, record, WHOLE, None)
    if joined:
        return Reason("merged", other=facts_of(deal))
    return Reason("rejected") if deal.rejected else why(session, record, WHOLE, deal.id)


@dataclass(frozen=True)
class _Stands:
    """What the evidence of a deal states that stands."""

    facts: frozenset[tuple[str, str]]
    steps: frozenset[tuple[str, str | None]]  # the stages and dates that are told as news

    @property
    def stages(self) -> set[str]:
        return {stage for stage, _ in self.steps}


def _stands(session: Session, deal: Deal) -> _Stands:
    there = (Report.deal_id == deal.id) & Page.withdrawn_at.is_(None)
    stated = select(Evidence.field, Evidence.value).join(Evidence.report).join(Report.article).join(Article.page)
    steps = select(Report.stage, Report.event_date).join(Report.article).join(Article.page)
    found = {(field, value) for field, value in session.execute(stated.where(there).distinct())}
    for one in deal.fixed:  # what readers set is its own evidence, the later one holds
        mark = (one["field"], one["value"])
        found = found - {mark} if one["sign"] == "-" else found | {mark}
    rows = session.execute(steps.where(there, Report.role == "primary").distinct())
    return _Stands(frozenset(found), frozenset((stage, day.isoformat() if day else None) for stage, day in rows))


def _amendments(session: Session, record: Record, deal: Deal) -> Iterator[Amendment]:
    stands, now = _stands(session, deal), facts_of(deal)
    step = _stage(session, record, deal, stands) or _date(session, record, deal, stands)
    if step:
        yield step
    set_by = {one["field"] for one in deal.fixed if not one["sign"]}
    if "type" in set_by and record.facts["type"] != deal.deal_type:
        yield Amendment("type", record.facts["type"], deal.deal_type, READER)
    removed = {(one["field"], one["value"]) for one in deal.fixed if one["sign"] == "-"}
    same = _renamed(record.facts, now)
    for field, value in named_facts(record.facts):
        if (field, value) not in stands.facts and (field, value) not in same:
            reason = READER if (field, value) in removed else why(session, record, key_of(field, value), deal.id)
            yield Amendment(field, value, _instead(field, now, stands), reason)


def _renamed(told: Facts, now: Facts) -> set[tuple[str, str]]:
    """Return the parties that are still there by their names: a lexicon that grew gives them other ids."""
    names = {str(name).casefold() for _, name, _ in now["parties"] if name}
    return {("party", party) for party, name, _ in told["parties"] if str(name).casefold() in names}


def _instead(field: str, now: Facts, stands: _Stands) -> str | None:
    """Return the sum that is stated instead of one that is not; of other facts there may be any number."""
    return next((one for one in now["values"] if ("value", one) in stands.facts), None) if field == "value" else None


def _stage(session: Session, record: Record, deal: Deal, stands: _Stands) -> Amendment | None:
    """Return the stage that was told if the deal never reached it: moving on, up or to an end, takes nothing back."""
    was, now = record.facts["stage"], deal.stage
    if was is None:
        return None
    if any(one["field"] == "stage" for one in deal.fixed) and was != now:
        return Amendment("stage", was, now, READER)
    if now in ENDS and was not in ENDS:
        denied = denial(session, deal.id)
        return Amendment("stage", was, now, denied) if denied else None
    if was in stands.stages or (was not in ENDS and any(rung(was) < rung(one) for one in stands.stages)):
        fallen = was not in ENDS and rung(now) < rung(was)
        return Amendment("stage", was, now, Reason("outvoted")) if fallen else None
    if any(one["field"] == "stage" and one["value"] == was for one in deal.fixed):
        return None
    reached = now if now in stands.stages else max(stands.stages - set(ENDS), key=rung, default=None)
    return Amendment("stage", was, reached, why(session, record, key_of("stage", was), deal.id))


def _date(session: Session, record: Record, deal: Deal, stands: _Stands) -> Amendment | None:
    """Return the date that was told of the stage the deal is still at, if no report states it any more."""
    was, stage = record.facts["date"], record.facts["stage"]
    if was is None or stage != deal.stage or (stage, was) in stands.steps:
        return None
    now = (
        deal.stage_date.isoformat()
        if deal.stage_date and (stage, deal.stage_date.isoformat()) in stands.steps
        else None
    )
    return Amendment("date", was, now, why(session, record, key_of("date", f"{stage} {was}"), deal.id))


def _amended(told: Facts, found: tuple[Amendment, ...], deal: Deal) -> Facts:
    """Return what was told, put right."""
    after = dict(told)
    day = deal.stage_date.isoformat() if deal.stage_date else None
    for one in found:
        match one.field:
            case "stage":
                after |= {"stage": one.now, "date": day if one.now == deal.stage else None}
            case "date":
                after["date"] = one.now
            case "type":
                after["type"] = one.now
            case _:
                after = without(after, one.field, one.was)
        if one.field in {"stage", "date"}:
            after["precision"] = deal.stage_precision if after["date"] else None
    return after
