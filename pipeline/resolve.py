"""An article's reported steps come in; its reports, each with its evidence and the deal it belongs to, go out."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.candidates import candidates, load, published_day, view, weigher
from pipeline.deals import derive
from pipeline.dedupe import alone
from pipeline.facts import Fact, Step
from pipeline.match import View, compare
from pipeline.models import Article, Deal, Event, Evidence, Report
from pipeline.naming import slug
from pipeline.parties import standing
from pipeline.weights import weights

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+|(?<=[。！？])")
_QUOTE = 600  # characters
SIDES = ("home", "counterparts", "countries", "sides")  # signals of who the deal is between

Ranked = tuple[float, int, dict[str, float]]  # total, minus the deal's id, signals
_NOBODY: Ranked = (0.0, 0, {})


@dataclass(frozen=True)
class Choice:
    """The deal a step belongs to, None for a new one, and why."""

    deal_id: int | None
    margin: float
    signals: dict[str, Any]
    also: int | None = None  # a second deal that the step fits as surely


def resolve(
    session: Session, article: Article, steps: Sequence[Step], before: Mapping[int, View] = MappingProxyType({})
) -> list[Report]:
    """Attach the article's steps to the deals they report; return its reports in order.

    ``before`` holds the deals, as they were, that an earlier version of the article reported. Deals, their derived
    fields and the events that tell what changed are written in the same transaction. A recalled step that is not
    specific enough to be known again leaves no report.
    """
    alone(session)
    session.flush()
    with session.no_autoflush:  # what is read below is flushed where it is written
        return _resolve(session, article, steps, before)


def _resolve(session: Session, article: Article, steps: Sequence[Step], before: Mapping[int, View]) -> list[Report]:
    day = published_day(article)
    seen = [view(step, day) for step in steps]
    known = candidates(session, article, seen) | dict(before)
    weigh = weigher(session, seen)
    extra = dict.fromkeys([*_copied(session, article), *before], "copy")
    reports: list[Report] = []
    for step, own in zip(steps, seen, strict=True):
        choice = _choose(own, known, weigh, extra)
        if choice.deal_id is None and step.role == "background" and not _specific(step):
            continue
        report = _attach(session, article, step, choice, len(reports))
        reports.append(report)
        derive(session, report.deal, report, edited=report.deal_id in before)
        if choice.also or own is not seen[-1]:
            known |= load(session, [report.deal_id])
        if (
            choice.also
            and extra.get(choice.also) != "same-article"
            and _are_one(known, report.deal_id, choice.also, weigh)
        ):
            _join(session, report, choice.also)
            known.pop(choice.also)
            known.pop(choice.deal_id, None)
            known |= load(session, [report.deal_id])
        extra[report.deal_id] = "same-article"
    return reports


def _copied(session: Session, article: Article) -> list[int]:
    """Return the deals that the copied article reported."""
    if article.copy_of is None:
        return []
    return list(session.scalars(select(Report.deal_id).where(Report.article_id == article.copy_of).distinct()))


def _choose(own: View, known: Mapping[int, View], weigh: Callable[[str], float], extra: Mapping[int, str]) -> Choice:
    table = weights()
    ranked: list[Ranked] = []
    for deal_id, deal in known.items():
        signals = compare(own, deal, weigh)
        if deal_id in extra:
            others = extra[deal_id] == "same-article" and set(own.counterparts) - set(deal.counterparts)
            signals[extra[deal_id]] = table["facts"]["same-article-others" if others else extra[deal_id]]
        ranked.append((sum(signals.values()), -deal_id, signals))
    ranked.sort(key=lambda one: one[:2], reverse=True)
    best, second, *_ = [*ranked, _NOBODY, _NOBODY]
    runner_up = {"deal": -second[1], "total": round(second[0], 2), "signals": second[2]} if second[1] else None
    why = {"total": round(best[0], 2), "signals": best[2], "runner_up": runner_up}
    if best[0] < table["threshold"]["same"] or not best[1]:
        closest = {"deal": -best[1], "total": round(best[0], 2), "signals": best[2]} if best[1] else None
        return Choice(
            None, round(table["threshold"]["same"] - best[0], 2), {"total": 0.0, "signals": {}, "runner_up": closest}
        )
    also = -second[1] if second[0] >= table["threshold"]["join"] else None
    return Choice(-best[1], round(best[0] - second[0], 2), why, also)


def _are_one(known: Mapping[int, View], chosen: int, also: int, weigh: Callable[[str], float]) -> bool:
    """Tell whether two deals that one step fits are one: each fits the other as well, and nothing speaks against it."""
    both = (compare(known[one], known[other], weigh) for one, other in ((also, chosen), (chosen, also)))
    return all(
        sum(signals.values()) >= float(weights()["threshold"]["join"])
        and not any(signals.get(name, 0.0) < 0 for name in SIDES)
        for signals in both
    )


def _specific(step: Step) -> bool:
    """Tell whether a recalled step can be known again: who with whom, about what, and when if no company is named."""
    if len(step.parties) < 2 or not step.minerals:  # noqa: PLR2004 - a deal has two sides
        return False
    return any(standing(fact.value) in {"foreign", "bank"} for fact in step.parties) or step.event_date is not None


def _attach(session: Session, article: Article, step: Step, choice: Choice, position: int) -> Report:
    deal = session.get_one(Deal, choice.deal_id) if choice.deal_id else _new_deal(session, article, step)
    report = Report(
        article=article,
        deal=deal,
        position=position,
        role=step.role,
        deal_type=step.deal_type,
        stage=step.stage,
        event_date=step.event_date,
        date_precision=step.date_precision,
        margin=choice.margin,
        signals=choice.signals,
    )
    session.add(report)
    session.flush()
    rows = [row | {"report_id": report.id} for row in _evidence(article.document, step)]
    session.connection().execute(insert(Evidence), rows)
    return report


def _new_deal(session: Session, article: Article, step: Step) -> Deal:
    when = article.published_at or article.created_at
    year = (step.event_date or published_day(article)).year
    parties = list(dict.fromkeys(fact.value for fact in step.parties))
    minerals = list(dict.fromkeys(fact.value for fact in step.minerals))
    deal = Deal(
        key=_unused(session, slug(parties, minerals, step.deal_type, year)),
        title="",
        deal_type=step.deal_type,
        stage=step.stage,
        first_seen_at=when,
        updated_at=when,
    )
    session.add(deal)
    return deal


def _unused(session: Session, key: str) -> str:
    """Return the key, numbered where another deal has it."""
    taken = set(session.scalars(select(Deal.key).where(Deal.key.startswith(key, autoescape=True))))
    names = (key if number == 1 else f"{key}-{number}" for number in itertools.count(1))
    return next(name for name in names if name not in taken)


def _evidence(document: str, step: Step) -> Iterator[dict[str, Any]]:
    anchor = step.anchor
    stated = [
        *(("party", fact) for fact in step.parties),
        *(("mineral", fact) for fact in step.minerals),
        *(("country", fact) for fact in step.countries),
        *(("place", fact) for fact in step.places),
        *(("value", fact) for fact in step.values),
        *(("signatory", fact) for fact in step.people),
        ("deal_type", Fact(step.deal_type, anchor.start, anchor.end, {"words": anchor.value})),
        ("stage", Fact(step.stage, anchor.start, anchor.end, {"words": anchor.value})),
    ]
    if step.event_date and step.date_fact:
        stated.append(("event_date", replace(step.date_fact, value=step.event_date.isoformat())))
    written = set()
    for field, fact in stated:
        if (field, fact.value, fact.start) not in written:
            written.add((field, fact.value, fact.start))
            surface = document[fact.start : fact.end]
            detail = fact.detail | ({"surface": surface} if field in {"party", "value"} else {})
            quote = sentence_at(document, fact.start, fact.end)
            yield {
                "field": field,
                "value": fact.value,
                "detail": detail,
                "start": fact.start,
                "end": fact.end,
                "quote": quote,
            }


def sentence_at(document: str, start: int, end: int) -> str:
    """Return the sentence around a span, cut where it is very long."""
    begin = max((match.end() for match in _SENTENCE.finditer(document, 0, start)), default=0)
    match = _SENTENCE.search(document, end)
    stop = match.start() if match else len(document)
    begin = max(begin, start - _QUOTE // 2)
    return document[begin : min(stop, max(end, begin + _QUOTE))].strip()


def _join(session: Session, report: Report, other_id: int) -> None:
    """Make two deals one: the older keeps its key, and takes the other's reports and events."""
    session.flush()
    kept, lost = sorted((report.deal, session.get_one(Deal, other_id)), key=lambda deal: deal.id)
    session.execute(update(Report).where(Report.deal_id == lost.id).values(deal_id=kept.id))
    session.execute(update(Event).where(Event.deal_id == lost.id).values(deal_id=kept.id))
    session.add(
        Event(
            key=f"{kept.key}:joined:{lost.key}",
            deal_id=kept.id,
            report_id=report.id,
            kind="joined",
            before=lost.title,
            after=kept.title,
            happened_on=None,
            created_at=clock.now(),
        )
    )
    session.flush()
    session.expire(report, ["deal"])
    session.execute(delete(Deal).where(Deal.id == lost.id))
    session.expunge(lost)
    derive(session, kept)
