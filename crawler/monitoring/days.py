"""The days of a source: a run's account comes in, its day's row, its rhythm and its verdict go out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from crawler.monitoring import drift, rhythm, shape, silence, testimony
from crawler.monitoring.calendars import days_off
from crawler.monitoring.tally import Polled, Tally
from crawler.monitoring.verdict import Evidence, Verdict, verdict
from crawler.sources import Source
from pipeline import clock
from pipeline.models import REACHED, Run, SourceDay, SourceState

KEPT = dt.timedelta(days=400)  # days of a source
RECENT = dt.timedelta(hours=36)  # an article older than this when it is met is backlog, and no sign of the rhythm
AHEAD = dt.timedelta(days=60)  # for which public holidays are looked up ...
COUNTED = dt.timedelta(days=30)  # ... anew after half of it
SHAPES, LONG_SHAPES = 28, 120  # days whose pages today's are compared with: of quick sources, and of the slowest ...
ENOUGH = 200  # ... else those of about so many pages
FEWEST = 3  # other sources, without which an outage of ours cannot be told from one of theirs
MOSTLY = 0.9  # of the others
FATES = ("stored", "rejected")


def note(opened: Session, state: SourceState, source: Source, tally: Tally) -> None:
    """Judge a source after a run, and put the run into the row of its local day."""
    now = clock.now()
    outcome, reason = tally.ending()
    local = now.astimezone(ZoneInfo(source.timezone))
    fresh = _fresh(state, tally, now)
    _learn(opened, state, source, tally, local.date())
    day = _day(opened, source, local.date())
    met = any(recent for _, recent in fresh)
    _count(day, tally, outcome, fresh, local.tzinfo)
    if tally.shapes:
        _compare(opened, state, day, tally)
    newest = max((moment for moment, _ in fresh), default=None)
    watched = state.last_healthy_at or (min(tally.newest, now) if tally.newest else now)
    state.last_healthy_at = max(newest or watched, state.last_healthy_at or newest or watched)
    said = testimony.note(state, tally.testimony, over=met)
    seen = Evidence(outcome, reason, fresh=met, witness=said.words(), overtaken=said.newer > 0)
    judged = _judge(opened, state, source, tally, seen)
    state.verdict, state.reason, state.probability = judged.name, judged.reason, judged.probability
    state.doubtful = judged.doubtful
    day.verdict, day.reason, day.probability = judged.name, judged.reason, judged.probability


def _fresh(state: SourceState, tally: Tally, now: dt.datetime) -> list[tuple[dt.datetime, bool]]:
    """Return when each article first met was published, undated ones now, and whether that is recent.

    What only a witness shows is no sign of life of the lists.
    """
    moments, standing = _moments(tally), bool(state.witness or tally.testimony)
    found = []
    for key, (fate, _) in tally.fates.items():
        if fate in FATES and not (standing and key not in moments):
            moment = moments.get(key)
            recent = moment is None or now - moment < RECENT
            found.append((now if moment is None or (recent and _is_day(moment)) else min(moment, now), recent))
    return found


def _moments(tally: Tally) -> dict[str, dt.datetime | None]:
    """Return when lists say their entries were published: feeds first; a sitemap's lastmod only at the first meeting.

    Later a lastmod says nothing: it may stand still, or be the day on which the sitemap was built.
    """
    found: dict[str, dt.datetime | None] = {}
    for polled in sorted(tally.polled, key=lambda polled: polled.way == "sitemaps"):
        for entry in polled.entries:
            dated = polled.way != "sitemaps" or entry.published or not tally.polls
            found.setdefault(entry.key, entry.moment if dated else None)
    return found


def _is_day(moment: dt.datetime) -> bool:
    return not (moment.minute or moment.second)  # a day alone, in whatever zone it was meant


def _learn(opened: Session, state: SourceState, source: Source, tally: Tally, today: dt.date) -> None:
    """Learn the source's rhythm anew, once a day, and forget days long past."""
    kept = state.rhythm or {}
    if kept.get("learned") == today.isoformat() and "allowed" in kept:
        return
    prior = kept.get("prior") or _prior(source, tally)
    since = SourceDay.day >= today - rhythm.LONG_BASELINE
    columns = select(SourceDay.day, SourceDay.hours, SourceDay.reached, SourceDay.verdict)
    rows = opened.execute(columns.where(SourceDay.source == source.name, since))
    past = [rhythm.Past(day, hours or [0] * 24, reached, judged) for day, hours, reached, judged in rows]
    counted, holidays = _holidays(kept, source.country, today) if past else (None, [])  # nothing to learn from yet
    learned = rhythm.learn(past, today, prior or rhythm.PRIOR, holidays)
    limits = silence.limits(learned, today)
    state.rhythm = {**learned, **limits, "learned": today.isoformat(), "prior": prior, "counted": counted}
    opened.execute(delete(SourceDay).where(SourceDay.source == source.name, SourceDay.day < today - KEPT))


def _holidays(kept: dict[str, Any], country: str, today: dt.date) -> tuple[str | None, list[dt.date]]:
    """Return when public holidays were last looked up, and those known: the package takes 4 MB, so once a month."""
    counted = kept.get("counted")
    if counted and today - dt.date.fromisoformat(counted) < COUNTED:
        return counted, [dt.date.fromisoformat(day) for day in kept.get("holidays", ())]
    return today.isoformat(), days_off(country, today - rhythm.LONG_BASELINE, today + AHEAD)


def _prior(source: Source, tally: Tally) -> float | None:
    """Return how many articles a day to expect before anything is learned: by the catalogue, or by its lists' dates."""
    if source.expect and source.expect.min:
        return source.expect.min
    dated = {entry.key: entry.moment for polled in tally.polled for entry in polled.entries if entry.moment}
    return rhythm.pace(dated.values())


def recent(opened: Session, names: Sequence[str], now: dt.datetime) -> list[SourceDay]:
    """Return the rows of today, whatever day that is in a source's zone."""
    since = now.date() - dt.timedelta(days=1)
    return list(opened.scalars(select(SourceDay).where(SourceDay.source.in_(names), SourceDay.day >= since)))


def _day(opened: Session, source: Source, today: dt.date) -> SourceDay:
    day = opened.get(SourceDay, (source.name, today))
    if day is None:
        counts = dict.fromkeys(("polls", "reached", "fresh", "gaps", "backfilled", "failed"), 0)
        day = SourceDay(source=source.name, day=today, verdict="new", hours=[0] * 24, shape={}, **counts)
        opened.add(day)
    return day


def _count(
    day: SourceDay, tally: Tally, outcome: str, fresh: list[tuple[dt.datetime, bool]], zone: dt.tzinfo | None
) -> None:
    counts = tally.counts()
    day.polls += 1
    day.reached += outcome in REACHED
    day.fresh += len(fresh)
    day.gaps += sum(polled.gap for polled in tally.polled)
    day.backfilled += len(tally.backfilled)
    day.failed += counts["failed"]
    hours = list(day.hours)
    for moment, recent in fresh:
        hours[moment.astimezone(zone).hour] += recent
    day.hours = hours


def span(known: Mapping[str, Any]) -> dt.timedelta:
    """Return how far back the pages of a source of such a rhythm are compared."""
    return dt.timedelta(days=min(max(ENOUGH / rhythm.average(known), SHAPES), LONG_SHAPES))


def _compare(opened: Session, state: SourceState, day: SourceDay, tally: Tally) -> None:
    """Compare this run's pages, and the newest of several runs, with those of the days before."""
    since = SourceDay.day.between(day.day - span(state.rhythm), day.day - dt.timedelta(days=1))
    kept = opened.scalars(select(SourceDay.shape).where(SourceDay.source == day.source, since).order_by(SourceDay.day))
    earlier = [(shape.unpacked(one), bool(one.get("drift"))) for one in kept]
    today = shape.unpacked(day.shape)
    state.drift = tally.turned or drift.compare(tally.shapes, [*earlier, (today, False)], state.drift)
    day.shape = {"pages": shape.packed((today + tally.shapes)[-shape.KEPT :]), "drift": state.drift}


def _judge(opened: Session, state: SourceState, source: Source, tally: Tally, seen: Evidence) -> Verdict:
    now = clock.now()
    if seen.outcome == "unreachable":
        opened.flush()  # others may be closed in the same transaction
        reached = opened.scalar(
            select(func.max(Run.finished_at)).where(Run.source == source.name, Run.outcome.in_(REACHED))
        )
        reached = reached or dt.datetime.min.replace(tzinfo=dt.UTC)
        more: dict[str, Any] = {
            "unreached": now - reached,
            "uncertified": tally.trouble() == "certificate",
            "ours": _all_unreached(opened, source, reached),
        }
    else:
        last = state.last_healthy_at or now  # its last article
        more = {
            **silence.waited(state.rhythm, source.timezone, last, last if seen.fresh else now),
            "newest": tally.newest,
            "rewritten": _rewritten(tally),
            "drift": state.drift,
        }
    more |= {"before": state.verdict or "new", "doubted": bool(state.doubtful), "failures": state.failures}
    return verdict(replace(seen, **more))


def _rewritten(tally: Tally) -> bool:
    """Tell whether a dated list was made anew though all it names was known: its file lives, its news does not."""
    return any(_is_anew(polled, tally) for polled in tally.polled if polled.way in ("feeds", "sitemaps"))


def _is_anew(polled: Polled, tally: Tally) -> bool:
    dated = any(entry.moment for entry in polled.entries)
    return polled.state == "ok" and dated and tally.settled(polled)


def _all_unreached(opened: Session, source: Source, since: dt.datetime) -> bool:
    """Tell whether the other sources asked since this one was reached fail as well: then it is our connection."""
    others = select(SourceState.failures).where(SourceState.last_run_at > since, SourceState.name != source.name)
    failing = [failures > 0 for failures in opened.scalars(others)]
    return len(failing) >= FEWEST and sum(failing) >= MOSTLY * len(failing)
