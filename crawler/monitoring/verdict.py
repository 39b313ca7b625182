"""How a source fares: what a run and its rhythm tell comes in, the verdict with its reason and probability goes out."""

import datetime as dt
import math
from dataclasses import dataclass

QUIET = 0.05  # a gap that by chance is this rare is unusual, and still plausible
DOUBTFUL = 0.01  # a gap as rare as this may be a death, though it is too early to call it so
SHORTEST_SILENCE = dt.timedelta(hours=36)  # articles come in bursts, and outlets have bad days
PATIENCE = 3  # runs that fail in a passing way before a source that was well is called broken
UNREACHED = dt.timedelta(hours=6)  # that a source may be out of our reach before it is called so
STALE = dt.timedelta(days=60)  # a list whose newest entry is older, and older than its rhythm explains, stands still
MOST = 1_000_000  # "once in" more than so many says nothing more


@dataclass(frozen=True)
class Limits:
    """When a gap of a source is silence: at once where it is less likely than ``certain``, else after a while."""

    certain: float
    allowed: float = 0.0
    after: dt.timedelta = dt.timedelta.max


NONE = Limits(0.0)


@dataclass(frozen=True)
class Evidence:
    """What is known after a run. ``gap`` is since the last article, up to when the source was last reached."""

    outcome: str  # of the run, as in its row
    reason: str | None = None
    before: str = "new"  # the verdict so far
    failures: int = 0  # runs in a row, this one included
    fresh: bool = False  # the run brought an article that is new by its date too
    doubted: bool = False  # so far: it may have died
    gap: dt.timedelta = dt.timedelta()
    expected: float = 0.0  # articles in the gap that come by themselves, by its rhythm
    articles: float = 1.0  # that the rhythm was learned from
    limits: Limits = NONE  # when a gap is silence
    newest: dt.datetime | None = None  # of the dates its lists have named
    rewritten: bool = False  # its lists were made anew, and yet name nothing new
    witness: str = ""  # what another place of its site shows while its lists bring nothing ...
    overtaken: bool = False  # ... newer articles
    drift: str | None = None  # what is wrong with its pages
    unreached: dt.timedelta = dt.timedelta()  # since it was last reached
    uncertified: bool = False  # it answered, and its certificate is not valid
    ours: bool = False  # other sources cannot be reached either


@dataclass(frozen=True)
class Verdict:
    """One of new, healthy, quiet, silent, broken; why; and how likely such a gap is while the source is well."""

    name: str
    reason: str | None = None
    probability: float | None = None
    doubtful: bool = False  # quiet, and it may have died


def verdict(seen: Evidence) -> Verdict:
    """Judge a source by what is known after a run."""
    if seen.outcome not in ("ok", "unchanged"):
        return _failed(seen)
    if seen.drift:
        return Verdict("broken", seen.drift)
    if seen.fresh:
        return Verdict("healthy", seen.reason, 1.0)
    return _quiet(seen)


def _failed(seen: Evidence) -> Verdict:
    if seen.outcome == "unreachable":
        return _unreached(seen)
    passing = seen.outcome == "empty" or (seen.reason or "").startswith("HTTP 5")
    if passing and seen.failures < PATIENCE:
        return _as_before(seen, seen.reason)
    if seen.outcome == "empty":
        return Verdict("broken", f"its list is empty, {seen.failures} times in a row")
    return Verdict("broken", f"blocked: {seen.reason}" if seen.outcome == "blocked" else seen.reason)


def _unreached(seen: Evidence) -> Verdict:
    said = f"unreachable from here: {seen.reason}" if not seen.uncertified else (seen.reason or "")
    if seen.ours:
        ourselves = "clock or connection" if seen.uncertified else "connection"
        return _as_before(seen, f"{said}; the other sources fail as well: as likely our own {ourselves}")
    if seen.failures >= PATIENCE and seen.uncertified:
        return Verdict("broken", said)
    if seen.failures >= PATIENCE and seen.unreached >= UNREACHED:
        return Verdict("broken", said)
    return _as_before(seen, said)


def _as_before(seen: Evidence, reason: str | None) -> Verdict:
    """Leave the verdict as it was, with its doubt: what fails in passing proves nothing."""
    return Verdict(seen.before, reason, doubtful=seen.doubted)


def _quiet(seen: Evidence) -> Verdict:
    chance = probability(seen.expected, seen.articles)
    if seen.overtaken:
        return Verdict("broken", seen.witness, chance)
    due = seen.gap >= seen.limits.after and chance < seen.limits.allowed
    if seen.gap >= SHORTEST_SILENCE and (due or chance < seen.limits.certain):
        return _silent(seen, chance)
    if chance < QUIET:
        doubtful = chance < DOUBTFUL and seen.gap >= SHORTEST_SILENCE
        said = f"nothing for {_days(seen.gap)}, which happens {odds(chance)}{': it may have died' if doubtful else ''}"
        return Verdict("quiet", f"{said}; {seen.witness}" if seen.witness else said, chance, doubtful)
    return Verdict("healthy", seen.reason, chance)


def _silent(seen: Evidence, chance: float) -> Verdict:
    if seen.newest and (seen.rewritten or seen.gap > STALE):
        anew = ", though it is written anew" if seen.rewritten else ""
        return Verdict("broken", f"frozen: its list names nothing newer than {seen.newest:%Y-%m-%d}{anew}", chance)
    said = f"nothing for {_days(seen.gap)}, which happens by chance {odds(chance)}"
    return Verdict("silent", f"{said}; {seen.witness}" if seen.witness else said, chance)


def probability(expected: float, articles: float) -> float:
    """Return how likely a source brings nothing where so many articles were expected.

    The rate is known from ``articles`` only, hence the Gamma-Poisson predictive (1 + e/n)^-n, which becomes e^-e where
    they are many.
    """
    return math.exp(-articles * math.log1p(expected / articles))


def odds(chance: float) -> str:
    """Return a probability in words."""
    times = round(1 / chance) if chance > 1 / MOST else MOST
    rounded = round(times, min(2 - len(str(times)), 0))
    return f"less than once in {MOST:,}" if times >= MOST else f"once in {rounded:,}"


def _days(gap: dt.timedelta) -> str:
    return f"{gap / dt.timedelta(days=1):.1f} days"
