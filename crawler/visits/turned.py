"""Whether known pages have turned: what a run brought comes in, some are asked for anew, what is wrong goes out.

Articles differ so much in length that a few halved ones prove nothing. The same page, as it was and as it is, does.
"""

import asyncio
import math
import statistics
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scrapy import Request
from sqlalchemy import Engine, select

from crawler.manners.guest import Guest
from crawler.manners.headers import charset_of, header
from crawler.manners.refusals import refusal
from crawler.monitoring import shape
from crawler.monitoring.days import span
from crawler.monitoring.drift import DRIFTS, HALVED, Day, logs
from crawler.monitoring.shape import LARGEST, SHORT, Sample, Shape
from crawler.monitoring.tally import Tally
from crawler.sources import Source
from pipeline import clock
from pipeline.db import session
from pipeline.models import SourceDay, SourceState

PAGES = 4  # known pages, all of which must have turned ...
STILL = 1  # ... and, while they are said to have, of which it is enough that they still have
MOST = 7  # that are asked for: some cannot be had
KNOWN = 24  # of the newest ones, from days that were well
LONG = 4 * SHORT  # characters: half of less says little
ROOM = 0.7  # by which the logarithm of one page's length may exceed that of halved ones, and less that of many
SHRUNK = "shrunk"
Look = Callable[[str], Awaitable[Shape | None]]


@dataclass(frozen=True)
class Past:
    """What is known of a source's pages: some that were well, and all since pages of it were first said to drift."""

    well: Sequence[Shape] = ()
    since: Sequence[Shape] = ()
    drifted: bool = False


async def turned(engine: Engine, source: Source, tally: Tally, guest: Guest) -> str | None:
    """Return what is wrong with known pages of a source, where those that a run brought do not speak against it."""
    days, drifted = await asyncio.to_thread(_days, engine, source)

    async def look(address: str) -> Shape | None:
        return await _look(address, source, guest)

    return await compare(tally.shapes, past(days, drifted=drifted), look, tally.run_id)


def past(days: Sequence[Day], *, drifted: bool) -> Past:
    """Return what the days of a source, the last of them today, tell of its pages."""
    well = {one.address: one for pages, bad in days[:-1] if not bad for one in pages if one.address}
    begun = next((n for n, (_, bad) in enumerate(days) if bad), len(days))
    return Past(list(well.values())[-KNOWN:], [one for pages, _ in days[begun:] for one in pages], drifted)


async def compare(found: Sequence[Shape], known: Past, look: Look, turn: int) -> str | None:
    """Return in what way known pages have turned; nobody is asked where the run's pages are as ever.

    One page is asked for, in turns another one, and more of them only where it has turned.
    """
    kinds = suspected(found, known)
    times = Counter[str]()
    for then in _wanted(found, known, kinds, turn)[:MOST]:
        now = await look(then.address)
        if now is None or (now.cut and not then.cut):  # an older article behind a paywall says nothing of newer ones
            continue
        kinds = [kind for kind in kinds if not _can_turn(kind, then) or _has_turned(kind, then, now)]
        times.update(kind for kind in kinds if _can_turn(kind, then))
        for kind in kinds:
            if times[kind] >= (STILL if known.drifted else PAGES):
                return _said(kind, found, times[kind])
        if not kinds:
            break
    return None


def _wanted(found: Sequence[Shape], known: Past, kinds: Sequence[str], turn: int) -> list[Shape]:
    """Return known pages that can turn, those that can in most ways first, and among them in turns another one."""
    met, start = {one.address for one in found}, turn % max(len(known.well), 1)
    may = {one.address: sum(_can_turn(kind, one) for kind in kinds) for one in known.well}
    in_turns = [one for one in (*known.well[start:], *known.well[:start]) if may[one.address]]
    return sorted((one for one in in_turns if one.address not in met), key=lambda one: -may[one.address])


def suspected(found: Sequence[Shape], known: Past) -> list[str]:
    """Return the kinds of drift that the run's pages do not speak against."""
    kinds = [name for name, (is_so, _) in DRIFTS.items() if all(map(is_so, found))]
    new, old = logs([one.length for one in (*known.since, *found)]), logs([one.length for one in known.well])
    if not new or not old:
        return kinds
    room = HALVED / 2 + ROOM / math.sqrt(len(new))
    return [*kinds, SHRUNK] if statistics.fmean(new) < statistics.fmean(old) + room else kinds


def _can_turn(kind: str, then: Shape) -> bool:
    return then.length >= LONG if kind == SHRUNK else not DRIFTS[kind][0](then)


def _has_turned(kind: str, then: Shape, now: Shape) -> bool:
    if kind == SHRUNK:
        return SHORT <= now.length < then.length * math.exp(HALVED)
    return DRIFTS[kind][0](now)


def _said(kind: str, found: Sequence[Shape], known: int) -> str:
    if kind == SHRUNK:
        return f"bodies have shrunk: {known} of {known} known pages have lost two fifths of their text"
    number = len(found) + known
    return f"{DRIFTS[kind][1].format(n=number, of=number)}, {known} only now"


def _days(engine: Engine, source: Source) -> tuple[list[Day], bool]:
    """Return the days of a source up to today, with their pages, and whether these are said to drift."""
    today = clock.now().astimezone(ZoneInfo(source.timezone)).date()
    with session(engine) as opened:
        state = opened.get_one(SourceState, source.name)
        since = today - span(state.rhythm or {})
        rows = select(SourceDay).where(SourceDay.source == source.name, SourceDay.day >= since).order_by(SourceDay.day)
        kept = {row.day: row.shape for row in opened.scalars(rows)}
        drifted = bool(state.drift)
    kept.setdefault(today, {})
    return [(shape.unpacked(one), bool(one.get("drift"))) for one in kept.values()], drifted


async def _look(address: str, source: Source, guest: Guest) -> Shape | None:
    """Return what a known page looks like now; None where it cannot be had, or a wall stands before it."""
    try:
        answer = await guest.fetch(Request(address, meta={"download_maxsize": LARGEST}))
    except Exception:  # noqa: BLE001 - whatever a network does: a page that cannot be had proves nothing
        return None
    charset = charset_of(header(answer, "Content-Type"))
    if answer.status != 200 or refusal(answer.body, charset, address, answer.url):  # noqa: PLR2004
        return None
    page = Sample(answer.body, charset, address, clock.now())
    return (await asyncio.to_thread(shape.shapes, [page], source))[0]
