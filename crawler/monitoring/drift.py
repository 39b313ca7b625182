"""Whether a source's pages have drifted: a run's shapes and those of earlier days come in, what is wrong goes out."""

import math
import statistics
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from crawler.monitoring.shape import KEPT, MOST, SHORT, Shape

FEWEST, FEWEST_LENGTHS = 4, 7  # pages that something can be told from, and by their lengths
SIZES = (MOST, KEPT, 3 * KEPT)  # of the newest pages that are looked at together, besides those of a run
DAYS, BASELINE = 3, 10  # days, and pages of them, that something can be compared with
TIMES = 2  # as many pages as are looked at, at least, with which they are compared
NEARLY_ALL = 0.8
BUDGET = 0.003  # coincidences a year that are taken for a drift, of one kind and one number of pages ...
LENGTHS = 2.0  # ... and of lengths so many times as many
OFTENER = 2.0  # times as many as in any earlier stretch of as many pages
NEVER = 0.1  # pages that are so, added to those that were: most outlets never do it
ALIKE, ALIKE_WEIGHT = 0.1, 4.0  # correlation of a page with the next one, as it is guessed; and the guess's weight
LIKENESS = (0.02, 0.9)  # between which it is believed
HALVED = math.log(0.6)  # of the usual length: a half, with some play
FARTHER = 1.5  # times as far from the usual length as any earlier stretch was
SPREAD = 0.04  # variance of a logarithm by which lengths differ from day to day, as it is guessed ...
SPREAD_WEIGHT = 8.0  # ... and the guess's weight
WEEKLY = 1 / 7  # pages a day of the slowest source, for all that is counted by the year
Day = tuple[Sequence[Shape], bool]  # its pages, and whether they had drifted

DRIFTS: dict[str, tuple[Callable[[Shape], bool], str]] = {
    "short": (lambda shape: shape.short, "bodies are gone: {n} of {of} pages have hardly any text"),
    "untitled": (lambda shape: shape.untitled, "headlines are gone: {n} of {of} pages have none"),
    "undated": (lambda shape: shape.undated, "dates are gone: {n} of {of} pages have none"),
    "midnight": (lambda shape: shape.midnight, "dates have drifted: {n} of {of} pages are dated 00:00"),
    "unsigned": (lambda shape: shape.unsigned, "authors have drifted: {n} of {of} pages are signed by the outlet"),
}


def compare(found: Sequence[Shape], days: Sequence[Day], drifted: str | None) -> str | None:
    """Return what is wrong with a run's pages, by themselves or with the newest before them; days come oldest first.

    With the last, today, nothing is compared: what has begun may have begun then.
    """
    met = [(one, bad) for pages, bad in days for one in pages]
    earlier = len(met) - len(days[-1][0])
    known = sum(bool(pages) and not bad for pages, bad in days) >= DAYS
    a_day = max(len(met) / len(days), WEEKLY)
    for size in sorted({len(found), *SIZES}):
        parted = max(len(met) - max(size - len(found), 0), 0)
        before = [one for one, bad in met[: min(parted, earlier)] if not bad] if known else []
        newest = [*(one for one, _ in met[parted:]), *found]
        if said := drift(newest, before, a_day):
            return said
        if drifted and size == MOST and _still(drifted, newest[-FEWEST:], before):
            return drifted
    return None


def _still(drifted: str, newest: Sequence[Shape], before: Sequence[Shape]) -> bool:
    """Tell whether all of the newest few still show what was said, and most of those before, while known, did not."""
    for is_so, said in DRIFTS.values():
        if drifted.startswith(said.partition(":")[0]):
            return all(map(is_so, newest)) and 2 * sum(map(is_so, before)) < len(before)
    new, old = logs([one.length for one in newest]), logs([one.length for one in before])
    return bool(new and old) and statistics.fmean(new) < statistics.fmean(old) + HALVED


def drift(now: Sequence[Shape], before: Sequence[Shape], a_day: float) -> str | None:
    """Return what is wrong with the newest pages, by those before or by any standard; None where nothing is.

    A source of so many pages a day has so many stretches of as many a year: the rarer a coincidence must be.
    """
    if len(now) < FEWEST:
        return None
    rare = BUDGET * len(now) / (365 * a_day)
    for name, (is_so, said) in DRIFTS.items():
        number = sum(map(is_so, now))
        over = 2 * sum(map(is_so, now[-FEWEST:])) < FEWEST
        if over or number < NEARLY_ALL * len(now):
            continue
        usual = list(map(is_so, before))
        unknown = len(before) < BASELINE and name == "short"
        if unknown or _coincidence(number, len(now), usual) < rare:
            return said.format(n=number, of=len(now))
    return _shrunk([one.length for one in now], [one.length for one in before], LENGTHS * rare, a_day)


def _coincidence(number: int, of: int, before: Sequence[bool]) -> float:
    """Return how likely so many pages are so, by how often others were and how they came together.

    What pages look like changes by the day and by who is on duty: the number is that of a beta-binomial distribution.
    Where there is too little to compare with, or a stretch nearly as rare has been met, it is taken for likely.
    """
    if _too_few(of, len(before)) or OFTENER * max(_stretches(before, of)) > number:
        return 1.0
    usual = sum(before)
    share = (usual + NEVER) / (len(before) + 1)
    together = sum(one and following for one, following in pairwise(before))
    again = (together + ALIKE_WEIGHT * (share + ALIKE * (1 - share))) / (usual + ALIKE_WEIGHT)
    alike = min(max((again - share) / (1 - share), LIKENESS[0]), LIKENESS[1])
    weight = 1 / alike - 1
    return sum(_beta_binomial(n, of, share * weight, (1 - share) * weight) for n in range(number, of + 1))


def _too_few(now: int, before: int) -> bool:
    return before < max(BASELINE, TIMES * now)


def _stretches(values: Sequence[float], of: int) -> list[float]:
    """Return the sum of each stretch of so many values."""
    sums = list(accumulate(values, initial=0.0))
    return [end - begin for begin, end in zip(sums, sums[of:], strict=False)]


def _beta_binomial(number: int, of: int, for_it: float, against: float) -> float:
    """Return how likely just so many are so, the odds themselves varying."""
    logs = math.lgamma(number + for_it) + math.lgamma(of - number + against) - math.lgamma(of + for_it + against)
    logs += math.lgamma(for_it + against) - math.lgamma(for_it) - math.lgamma(against)
    return math.comb(of, number) * math.exp(logs)


def _shrunk(now: Sequence[int], before: Sequence[int], rare: float, a_day: float) -> str | None:
    """Return that texts have become shorter: by half, the newest too, and as no stretch of as many ever has by chance.

    A stretch varies with its pages and with its days: both are learned.
    """
    new, old = logs(now), logs(before)
    if len(new) < FEWEST_LENGTHS or _too_few(len(new), len(old)):
        return None
    usual, of = statistics.fmean(old), len(new)
    shorter = usual - statistics.fmean(new)
    if min(shorter, usual - statistics.fmean(new[-FEWEST:])) < -HALVED:
        return None
    if shorter < FARTHER * (usual - min(_stretches(old, of)) / of):
        return None
    if math.erfc(_distance(shorter, old, of, a_day) / math.sqrt(2)) / 2 >= rare:
        return None
    short, long = statistics.median(now), statistics.median(before)
    return f"bodies have shrunk: half of {len(now)} pages have under {short:.0f} characters, {long:.0f} is usual"


def _distance(shorter: float, old: Sequence[float], of: int, a_day: float) -> float:
    """Return how many standard deviations so much is for a stretch, less where little is known (Student's t)."""
    usual = statistics.fmean(old)
    means = [total / of for total in _stretches(old, of)[::of]]
    known = SPREAD_WEIGHT + len(means) - 1
    guess = statistics.pvariance(old) / of + SPREAD / max(of / a_day, 1)
    squares = SPREAD_WEIGHT * guess + sum((one - usual) ** 2 for one in means[1:])
    return math.sqrt(known * math.log1p(shorter**2 / squares))


def logs(lengths: Sequence[int]) -> list[float]:
    """Return the logarithms of the lengths of texts; pages that have none are told of elsewhere."""
    return [math.log(length) for length in lengths if length >= SHORT]
