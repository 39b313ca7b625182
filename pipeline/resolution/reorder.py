"""Deals around an article that came late come in; what the order of publication makes of them is stored."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from pipeline.columns import Clean
from pipeline.models import Article, Deal, Event, Evidence, Report
from pipeline.prepared import Prepared
from pipeline.put import fetch
from pipeline.resolution.candidates import FIELDS, forget, load, milestone, weigher
from pipeline.resolution.deals import derive
from pipeline.resolution.founding import found_deal
from pipeline.resolution.joining import absorb
from pipeline.resolution.orders import in_force, refresh
from pipeline.resolution.replay import Replayed, Told, combined, published, replay
from pipeline.resolution.view import View
from pipeline.resolution.voices import AT, STEP

MOST = 150  # reports that are replayed; what a deal of more is made of is settled
_LAST = "\U0010ffff"  # no character stands behind it
_THESE = Report.deal_id.in_(bindparam("deals", expanding=True))
_SIZES = Prepared(select(Report.deal_id, func.count()).where(_THESE).group_by(Report.deal_id))
_REPORTS = Prepared(
    select(
        Report.id, Report.deal_id, Report.article_id, Report.position, *STEP,
        AT, Article.published_offset, Article.copy_of, Article.address,
    )
    .join(Article, Article.id == Report.article_id)
    .where(_THESE)
)  # fmt: skip
_STATED = Prepared(
    select(Evidence.report_id, Evidence.field, Evidence.value)
    .where(Evidence.report_id.in_(bindparam("reports", expanding=True)))
    .order_by(Evidence.id)
)
_MOVED = Prepared(
    update(Report)
    .where(Report.id == bindparam("report"))
    .values(deal_id=bindparam("deal"), margin=bindparam("margin"), signals=bindparam("signals"))
)
_FIRST = Prepared(
    select(Report.id)
    .join(Article, Article.id == Report.article_id)
    .where(Report.deal_id == bindparam("deal"))
    .order_by(Report.role != "primary", AT, Report.id)
    .limit(1)
)

_UNTOLD = Prepared(  # deals are what events are found by
    delete(Event).where(
        Event.deal_id.in_(bindparam("deals", expanding=True)), Event.report_id.in_(bindparam("reports", expanding=True))
    )
)


def reorder(session: Session, deals: Sequence[int], late: int | None = None, most: int = MOST) -> None:
    """Replay the reports of these deals anew, ``most`` of them, and store where they belong now.

    ``late`` is the article that came late: what it seemed to report was told to nobody yet.
    """
    session.flush()
    free = _free(session, deals, most)
    told = told_of(session, free)
    settled = load(session, set(deals) - free)
    orders = in_force(session, {one.address for one in told})
    replayed = replay(told, settled, weigher(session, [one.seen for one in told]), orders)
    homes = _homes(session, replayed, settled)
    where = {one.report: homes.get(replayed.place.get(one.report, 0)) for one in told}
    moved = [one for one in told if where[one.report] != one.deal]
    if not moved:
        return
    hasty = {one.report: one.deal for one in moved if one.article == late}
    if hasty:
        _UNTOLD.rows(session, {"reports": list(hasty), "deals": list(hasty.values())})
    for one in moved:
        _move(session, one, where[one.report], replayed, homes)
    changed = {one.deal for one in moved} | {deal for one in moved if (deal := where[one.report])}
    changed |= refresh(session, changed) if orders.by_spot else set()
    for number in sorted(changed):
        heirs = Counter(deal for one in told if one.deal == number and (deal := where[one.report]))
        news = next((one.report for one in moved if one.report in hasty and where[one.report] == number), None)
        _bring_up(session, number, heirs, news, is_new=number not in deals)
    forget(session)
    session.expire_all()


def shown(session: Session, deal: int) -> View:
    """Return what a stored deal's reports show together, read from the evidence itself."""
    return combined(told_of(session, [deal]))


def _free(session: Session, deals: Sequence[int], most: int) -> set[int]:
    sizes = {deal: int(size) for deal, size in _SIZES.rows(session, {"deals": list(deals)})}
    free, left = set(), most
    for deal in dict.fromkeys(deals):
        left -= sizes.get(deal, 0)
        if left < 0:
            break
        free.add(deal)
    return free


def told_of(session: Session, deals: Iterable[int]) -> list[Told]:
    """Return the reports of deals with what they show, in the order of publication."""
    rows = _REPORTS.rows(session, {"deals": sorted(deals)})
    stated = _stated(session, [row[0] for row in rows])
    return sorted((_one(row, stated[row[0]]) for row in rows), key=published)


def _stated(session: Session, reports: Sequence[int]) -> Mapping[int, Mapping[str, dict[str, float]]]:
    stated: defaultdict[int, defaultdict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for report, field, value in _STATED.rows(session, {"reports": list(reports)}):
        stated[report][field][value] = 1.0
    return stated


def _one(row: Sequence[Any], stated: Mapping[str, dict[str, float]]) -> Told:
    report, deal, article, position, role, kind, stage, date, precision, at, offset, copy, address = row
    told = (at + dt.timedelta(minutes=offset or 0)).date()
    reached = milestone(stage, date, precision, told if role == "primary" else None)
    seen = View(
        **{name: dict(stated.get(field, {})) for field, name in FIELDS.items()},
        types={kind: 1.0},
        milestones=[reached] if reached else [],
        born=reached.last if reached else told,
    )
    return Told(report, article, copy, at, address, position, role, deal, seen, (stage, date, precision))


def _homes(session: Session, replayed: Replayed, settled: Iterable[int]) -> dict[int, int]:
    """Return the stored deal for each in the making: the one that most of its reports were in, or a new one."""
    homes = {number: number for number in settled}
    shares = [
        (-count, deal, number)
        for number, making in replayed.deals.items()
        for deal, count in Counter(one.deal for one in making.told).items()
    ]
    for _, deal, number in sorted(shares):
        if number not in homes and deal not in homes.values():
            homes[number] = deal
    for number in [number for number in replayed.deals if number not in homes]:
        first = replayed.deals[number].told[0]
        stage, date, _ = first.stage
        new = found_deal(session, first.seen, stage, (date or first.at).year, first.at)
        session.flush()
        homes[number] = new.id
    return homes


def _move(session: Session, one: Told, deal: int | None, replayed: Replayed, homes: Mapping[int, int]) -> None:
    """Let a report belong to another deal; one that is too vague to be known again is forgotten."""
    if deal is None:
        session.execute(delete(Evidence).where(Evidence.report_id == one.report))
        session.execute(delete(Report).where(Report.id == one.report))
        return
    choice = replayed.choices[one.report]
    runner_up = choice.signals["runner_up"]
    shown = runner_up | {"deal": homes.get(runner_up["deal"], 0)} if runner_up else None
    why = {"margin": choice.margin, "signals": choice.signals | {"runner_up": shown}}
    _MOVED.rows(session, {"report": one.report, "deal": deal, **why})


def _bring_up(session: Session, number: int, heirs: Mapping[int, int], news: int | None, *, is_new: bool) -> None:
    """Derive a deal whose reports changed; one that has none left is a part of the deal that has most of them."""
    deal = fetch(session, Deal, number)
    first = next((report for (report,) in _FIRST.rows(session, {"deal": number})), None)
    if first:
        told = first if is_new else news
        _take_back(session, deal)
        derive(session, deal, fetch(session, Report, told) if told else None, founded=is_new)
    elif heirs:
        absorb(session, fetch(session, Deal, max(heirs, key=lambda heir: (heirs[heir], -heir))), deal)
    else:
        session.delete(deal)
    session.flush()


def _take_back(session: Session, deal: Deal) -> None:
    """Give a deal the events back that it had before it was joined with another one."""
    _returned(session.get_bind().dialect.name).rows(session, {"deal": deal.id, "prefix": f"{deal.key}:"})


@cache
def _returned(dialect: str) -> Prepared:
    """Return the statement that gives a deal the events whose keys begin with its own, on SQLite by their index."""
    prefix = bindparam("prefix", type_=Clean())
    within = Event.key.between(prefix, prefix.concat(_LAST))  # as bytes: PostgreSQL may sort as a language does
    mine = within if dialect == "sqlite" else func.starts_with(Event.key, prefix)
    return Prepared(update(Event).where(mine, Event.deal_id != bindparam("deal")).values(deal_id=bindparam("deal")))
