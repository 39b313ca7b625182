"""An article's reported steps come in; its reports, each with its evidence and the deal it belongs to, go out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from pipeline.dedupe import alone
from pipeline.models import Anchor, Article, Deal, Evidence, Report
from pipeline.prepared import Prepared
from pipeline.put import fetch, new, put
from pipeline.resolution.candidates import candidates, copied, load, published_day, view, weigher
from pipeline.resolution.changes import note_corrections
from pipeline.resolution.choice import Choice, are_one, choose, is_specific
from pipeline.resolution.deals import derive
from pipeline.resolution.founding import found_deal
from pipeline.resolution.joining import absorb
from pipeline.resolution.orders import FREE, Bound, Order, Orders, held_apart, in_force, moved_to, refresh, where_now
from pipeline.resolution.reorder import reorder
from pipeline.resolution.replay import divides
from pipeline.resolution.view import View
from pipeline.understanding.facts import Fact, Step

_BORDER = re.compile(r"[.!?…。！？\n](?:(?<=[\n。！？])\n*|(?<=[.!?…])\s+)")  # with the sign before it
_QUOTE = 600  # characters
_LATER = Prepared(
    select(Anchor.deal_id)
    .where(Anchor.deal_id.in_(bindparam("deals", expanding=True)), Anchor.seen_at > bindparam("published"))
    .limit(1)
)
_MINE = Prepared(select(Report.id).where(Report.article_id == bindparam("article")).order_by(Report.position))
_NEWS = select(Report.article_id).where(Report.role == "primary")
_BOTH = Prepared(
    _NEWS.where(
        Report.deal_id == bindparam("one"), Report.article_id.in_(_NEWS.where(Report.deal_id == bindparam("other")))
    ).limit(1)
)
_PROVE = Prepared(insert(Evidence))


def resolve(
    session: Session, article: Article, steps: Sequence[Step], before: Mapping[int, View] = MappingProxyType({})
) -> list[Report]:
    """Attach the article's steps to the deals they report; return its reports in order.

    ``before`` holds the deals, as they were, that an earlier version of the article reported. Deals, their derived
    fields and the events that tell what changed are written in the same transaction. A recalled step that is not
    specific enough to be known again leaves no report. Where the article came later than it was published, or tells
    parts of one deal apart, the deals around it are replayed, so that the order of arrival decides little.
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
    extra = dict.fromkeys([*copied(session, article), *before], "copy")
    orders = in_force(session, [article.address])
    said = orders.match(article.address, seen)
    near: dict[int, None] = {}
    placed: list[tuple[View, Report]] = []
    for number, (step, own) in enumerate(zip(steps, seen, strict=True)):
        mine = said.get(number, [])
        if any(order.side == "gone" for order in mine):
            continue
        bound = _bound(session, orders, mine, known)
        choice = choose(own, known, weigh, extra, bound)
        near |= dict.fromkeys(choice.near)
        if choice.deal_id is None and step.role == "background" and not is_specific(own, dated=bool(step.event_date)):
            continue
        report = _attach(session, article, step, own, choice, len(placed))
        placed.append((own, report))
        _obey(session, report, mine, choice)
        derive(session, report.deal, report, edited=report.deal_id in before)
        if choice.also or own is not seen[-1]:
            known |= load(session, [report.deal_id])
        if choice.also and extra.get(choice.also) != "same-article":
            _join_if_one(session, report, choice.also, known, weigh)
        extra[report.deal_id] = "same-article"
    return _in_order(session, article, placed, list(near))


def _in_order(
    session: Session, article: Article, placed: Sequence[tuple[View, Report]], near: Sequence[int]
) -> list[Report]:
    """Lay the deals around an article anew where its coming changes what has been decided before."""
    reports = [report for _, report in placed]
    mine = list(dict.fromkeys(report.deal_id for report in reports))
    around = list(dict.fromkeys([*mine, *near]))
    blended = len(mine) < len(reports) and divides([own for own, report in placed if report.role == "primary"])
    if not blended and not _moved_since(session, around, article):
        return reports
    reorder(session, around, article.id)
    return [fetch(session, Report, number) for (number,) in _MINE.rows(session, {"article": article.id})]


def _moved_since(session: Session, deals: Sequence[int], article: Article) -> bool:
    """Tell whether one of these deals was reported or recalled again after the article was published."""
    published = article.published_at or article.created_at
    asked = {"deals": list(deals), "published": published}
    return bool(deals) and bool(_LATER.rows(session, asked))


def _attach(session: Session, article: Article, step: Step, own: View, choice: Choice, position: int) -> Report:
    if choice.deal_id:
        deal = fetch(session, Deal, choice.deal_id)
    else:
        year = (step.event_date or published_day(article)).year
        deal = found_deal(session, own, step.stage, year, article.published_at or article.created_at)
    report = new(
        Report,
        article_id=article.id,
        deal_id=deal.id,
        position=position,
        role=step.role,
        deal_type=step.deal_type,
        types=step.types,
        stage=step.stage,
        event_date=step.event_date,
        date_precision=step.date_precision,
        margin=choice.margin,
        signals=choice.signals,
    )
    put(session, report)
    set_committed_value(report, "deal", deal)  # it need not be looked up
    rows = [row | {"report_id": report.id} for row in _evidence(article.document, step)]
    _PROVE.each(session, rows)
    return report


def _evidence(document: str, step: Step) -> Iterator[dict[str, Any]]:
    anchor = step.anchor
    stated = [
        *(("party", fact) for fact in step.parties),
        *(("mineral", fact) for fact in step.minerals),
        *(("country", fact) for fact in step.countries),
        *(("place", fact) for fact in step.places),
        *(("value", fact) for fact in step.values),
        *(("signatory", fact) for fact in step.people),
        *(("deadline", fact) for fact in step.deadlines),
        *(("follows", fact) for fact in step.follows),
        *(("beside", fact) for fact in step.beside),
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


@lru_cache(maxsize=4)  # of an article every fact is asked for
def _borders(document: str) -> tuple[list[int], list[int]]:
    """Return where the sentences of a document begin, and where they end."""
    borders = [(match.start() + (document[match.start()] != "\n"), match.end()) for match in _BORDER.finditer(document)]
    return [0, *(end for _, end in borders)], [*(start for start, _ in borders), len(document)]


def sentence_at(document: str, start: int, end: int) -> str:
    """Return the sentence around a span, cut where it is very long."""
    begins, stops = _borders(document)
    begin, stop = begins[bisect_right(begins, start) - 1], stops[bisect_left(stops, end)]
    begin = max(begin, start - _QUOTE // 2)
    return document[begin : min(stop, max(end, begin + _QUOTE))].strip()


def _bound(session: Session, orders: Orders, mine: Sequence[Order], known: dict[int, View]) -> Bound:
    """Return where readers want a step to be; a deal that they name is among the known ones then."""
    if not mine:
        return FREE
    bound = orders.bind(mine, where_now(session, orders))
    if bound.deal is not None and bound.deal not in known:
        known |= load(session, [bound.deal])
    return bound


def _obey(session: Session, report: Report, mine: Sequence[Order], choice: Choice) -> None:
    """Let what readers said about a report hold for its deal."""
    if not mine:
        return
    session.flush()
    moved_to(session, mine, report.position)
    for number in refresh(session, [report.deal_id]) - {report.deal_id}:
        derive(session, fetch(session, Deal, number))
    note_corrections(session, report.deal_id, [order.correction for order in mine if _holds(order, choice)])


def _holds(order: Order, choice: Choice) -> bool:
    return order.kind in {"set", "split"} or order.correction == choice.signals.get("correction")


def _join_if_one(
    session: Session, report: Report, other_id: int, known: dict[int, View], weigh: Callable[[str], float]
) -> None:
    """Make the report's deal and another that it fits one, if they are; the older keeps its key."""
    mine = report.deal_id
    if not are_one(known[mine], known[other_id], weigh) or _told_apart(session, mine, other_id):
        return
    if held_apart(session, mine, other_id):
        return
    kept, lost = sorted((report.deal, fetch(session, Deal, other_id)), key=lambda deal: deal.id)
    absorb(session, kept, lost, report=report)
    derive(session, kept)
    del known[mine], known[other_id]
    known |= load(session, [kept.id])


def _told_apart(session: Session, one: int, other: int) -> bool:
    """Tell whether an article reports both deals as its news."""
    return bool(_BOTH.rows(session, {"one": one, "other": other}))
