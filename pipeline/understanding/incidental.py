"""A sentence and a mineral named in it come in; whether the mineral is only named by the way goes out."""

from collections.abc import Collection, Sequence
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.reading import Reading, once, once_each
from pipeline.words.fold import fold_part
from pipeline.words.tables import Patterns

_PATTERNS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("around", "sentence", "held", "company", "left_out", "relative", "imprint"),
        *("what-it-is", "sort-of-company", "site"),
    ),
)
_WHAT_IT_IS = _PATTERNS.of_all("what-it-is")
_SORT_OF_COMPANY = _PATTERNS.of_all("sort-of-company")
_SITE = _PATTERNS.of_all("site")
_DEALT = ("purchase", "delivery", "search")
_DONE = ("exploration", "technology", "works", "construction", "equipment", "plant")
BREATH = 6  # characters of an "and" between two minerals
_REACH = 40  # characters on each side of a mineral


def is_by_the_way(reading: Reading, found: Found, sides: Collection[str], *, told: bool) -> bool:
    """Tell whether a mineral only says what a company is, what another is won from, made with or costs.

    ``sides`` are the bodies of the step; ``told`` says that the sentence tells the step, or is the headline.
    """
    if _is_aside(reading, found):
        return True
    return not told and (
        _describes(reading) or _is_of_the_market(reading) or _adds_other_bodies(reading, sides) or _is_portrait(reading)
    )


@once_each
def _is_aside(reading: Reading, found: Found) -> bool:
    """Tell whether a sentence says something else with a mineral, whoever takes the step and wherever it is told."""
    if not reading.of("action") and reading.of("noise", "portrait"):
        return True
    if _is_in_relative(reading, found) or _is_about_abroad(reading):
        return True
    if is_of_a_company(reading, found) or is_won_from(reading, found):
        return True
    return is_left_out(reading, found) or _is_said(("held",), reading, found)


@once_each
def is_of_a_company(reading: Reading, found: Found) -> bool:
    """Tell whether a mineral only says what sort of company is spoken of: a copper producer, a maker of zinc wire."""
    before = reading.document[reading.sentence.start : found.start]
    behind = reading.document[found.end : min(reading.sentence.end, found.end + _REACH)]
    named_so = _WHAT_IT_IS.search(before) or _SORT_OF_COMPANY.match(behind)
    return bool(named_so) or _is_said(("company",), reading, found)


@once
def _is_portrait(reading: Reading) -> bool:
    """Tell whether a sentence says what a body, a firm or a country abroad does besides: it speaks of no deal."""
    deal = reading.of("instrument") or reading.of("role", "sides", "taker", "association")
    if deal or reading.of("modality", "plan", "prospect") or reading.of("subject", *_DEALT):
        return False
    lands = {found.country for found in reading.named("place", "country")} - {None}
    if lands - {HOME} and not (HOME in lands and reading.of("action")):
        return True
    if reading.of("subject", *_DONE):
        return False
    other = reading.of("subject", "output", "mining") or reading.of("modality", "further")
    return bool(reading.named("organisation") or (reading.of("role", "company") and other))


@once
def _is_about_abroad(reading: Reading) -> bool:
    """Tell whether a sentence further down tells what a firm does in another country, and nothing that is signed."""
    opens = reading.document.endswith("\n", 0, reading.sentence.start) and reading.sentence.paragraph == 1
    if reading.title or opens or reading.of("action", "sign", "agree", "adopt", "award", "ship"):
        return False
    lands = [found.country for found in reading.named("place", "country") if found.country]
    named = [found.country for found in reading.named("organisation")]
    return bool(lands) and HOME not in (*lands, *named) and not reading.of("modality", "plan")


def _is_in_relative(reading: Reading, found: Found) -> bool:
    """Tell whether a mineral stands in a clause that says what a body is: X, which also owns a nickel refinery."""
    pattern = _PATTERNS.get("relative", reading.lang)
    if pattern is None:
        return False
    for body in reading.named("organisation"):
        clause = pattern.match(reading.document, body.end, reading.sentence.end) if body.end < found.start else None
        if clause and found.start < clause.end():
            doing = (*reading.of("modality", "plan"), *reading.of("subject", *_DEALT), *reading.of("action"))
            return not any(clause.start() < word.start < found.start for word in doing)
    return False


@once
def _describes(reading: Reading) -> bool:
    """Tell whether a sentence says what somebody is known for or what a metal is for, or what is mined elsewhere."""
    if reading.of("noise", "portrait") or _is_imprint(reading):
        return True
    home = any(found.country == HOME for found in reading.named("place", "country"))
    return not home and bool(_SITE.search(reading.text))


def _is_imprint(reading: Reading) -> bool:
    """Tell whether a sentence stands in the paragraph that says what a firm is, behind a press release."""
    pattern = _PATTERNS.get("imprint", reading.lang)
    start = reading.document.rfind("\n", 0, reading.sentence.start) + 1
    return pattern is not None and pattern.match(reading.document, start) is not None


@once_each
def is_won_from(reading: Reading, found: Found) -> bool:
    """Tell whether a mineral names what another is won from, or what it is mixed with: out of copper slimes."""
    pattern = _PATTERNS.get("around", reading.lang)
    if pattern is None:
        return False
    start, end = max(reading.sentence.start, found.start - _REACH), min(reading.sentence.end, found.end + _REACH)
    first = reading.document.find(" ", found.start, found.end)  # what follows may be of the name: concentrate
    named = found.end if first < 0 else first
    return pattern.search(_around(reading, (start, found.start), (named, end))) is not None


@once_each
def is_left_out(reading: Reading, found: Found) -> bool:
    """Tell whether a sentence says that the deal leaves a mineral out: uranium is not part of the sale."""
    return _is_said(("left_out",), reading, found)


def _is_said(parts: Sequence[str], reading: Reading, found: Found) -> bool:
    """Tell whether a sentence says of a mineral that a side has it elsewhere, or that the deal leaves it out."""
    patterns = [pattern for part in parts if (pattern := _PATTERNS.get(part, reading.lang))]
    if not patterns:
        return False
    around = _around_its_own(reading, found)
    return any(pattern.search(around) for pattern in patterns)


@once_each
def _around_its_own(reading: Reading, found: Found) -> str:
    """Return what is said around a mineral, and of no other behind it."""
    ends = (reading.sentence.start, found.start), (found.end, _end_of_its_own(reading, found))
    return _around(reading, *ends)


def _around(reading: Reading, before: tuple[int, int], behind: tuple[int, int]) -> str:
    """Return what stands on each side of a mineral, folded, with a bar in its place."""
    return "|".join([fold_part(reading.document, reading.lang, *span) for span in (before, behind)])


def _end_of_its_own(reading: Reading, found: Found) -> int:
    """Return where what is said of a mineral ends: at the next one, unless both are named in one breath."""
    end = found.end
    for other in reading.named("mineral"):
        if other.start < end:
            continue
        between = reading.document[end : other.start]
        if len(between) > BREATH or not between.strip() or set(between) & set(",;:，；、"):
            return other.start
        end = other.end
    return reading.sentence.end


@once
def _is_of_the_market(reading: Reading) -> bool:
    """Tell whether a sentence speaks of prices, of a period's output, of raw material or of what one side keeps."""
    if reading.of("noise", "price", "review"):
        return True
    pattern = _PATTERNS.get("sentence", reading.lang)
    return (
        pattern is not None
        and pattern.search(fold_part(reading.document, reading.lang, *reading.sentence[:2])) is not None
    )


def _adds_other_bodies(reading: Reading, sides: Collection[str]) -> bool:
    """Tell whether a sentence adds what was done with other bodies: the minister also met X on copper."""
    named = {found.term for found in reading.named("organisation")}
    return bool(reading.of("modality", "further") and named) and not named & set(sides)
