"""A sentence comes in; it goes out without the bodies that only make up another: "X is a joint venture of A and B"."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.tagging.name_words import LEGAL_AFTER
from pipeline.understanding.reading import Reading, once_each
from pipeline.words.fold import fold_part
from pipeline.words.tables import Patterns

_PATTERNS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        "is",
        "aside",
        "one-owner",
        "holders",
        "bracket",
        "apposition",
        "whose",
        "of",
        "beside",
        "built-by",
        "builds",
    ),
)
_OPENS = re.compile(r"(?:\([^()]*\)|[^(),–—])*?(?:,| [-–—])")  # an aside, brackets behind the name apart
Span = tuple[int, int]  # start and end in the document
_REACH = 60  # characters between an owner and what it owns
_BESIDE = _PATTERNS.of_all("beside")
_NEXT = 2  # characters between a name and what is said of it
_VERB_REACH = 14  # characters between the comma behind what is said of a body and its verb
_DEALS = ("sign", "adopt", "agree", "join", "award", "fund", "acquire", "cancel", "suspend")


def without_owners(reading: Reading) -> Reading:
    """Return a sentence without what it says a body is made up of; a headline and a founding tell their sides so."""
    if not reading.named("organisation"):
        return reading
    if reading.title:
        owner = _owner(reading)
        return _without(reading, [owner] if owner else [])
    if reading.of("modality", "plan"):
        said = _aside(reading)
        return _without(reading, [*_builders(reading), *([said] if said else [])])
    said = _holders(reading) or _statement(reading) or _aside(reading) or _owner(reading) or _apposition(reading)
    spans = [*_brackets(reading), *_builders(reading), said]
    return _without(reading, [span for span in spans if span])


def _statement(reading: Reading) -> Span | None:
    """Return where a sentence says what its first body is, and no deal besides."""
    first = reading.named("organisation")[0]
    said = _said("is", reading, first)
    if said is None or any(not _is_inside(word.start, [said]) for word in reading.of("action", *_DEALS)):
        return None
    return (first.end, reading.sentence.end)


def _holders(reading: Reading) -> Span | None:
    """Return where a sentence lists whose a company is, to its end: its shareholders include X."""
    pattern = _PATTERNS.get("holders", reading.lang)
    told = pattern.search(_folded(reading, reading.sentence.start, reading.sentence.end)) if pattern else None
    return (reading.sentence.start + told.start(), reading.sentence.end) if told else None


def _aside(reading: Reading) -> Span | None:
    """Return where an aside says what a body is: from its name to the comma before the verb, or to the end."""
    for body in reading.named("organisation"):
        if said := _said("aside", reading, body):
            opened = _OPENS.match(reading.document, body.end)
            start = opened.end() if opened else body.end + _NEXT
            verb = next((word for word in reading.of("action") if word.start >= said[1]), None)
            end = verb.start if verb else reading.sentence.end
            one = _found("one-owner", reading, body)
            comma = _closing(reading, start, end, one=one)
            return (body.end, comma if comma > 0 else end) if comma > 0 or one or not verb else None
    return None


def _closing(reading: Reading, start: int, end: int, *, one: bool) -> int:
    """Return where an aside ends: at the last mark before the verb, with one owner at the first comma; -1 for none."""
    first = reading.document.find(",", start, end)
    if one and first > 0:
        return first
    return max(reading.document.rfind(mark, start, end) for mark in (",", ":", " –", " —", " -"))


def _brackets(reading: Reading) -> list[Span]:
    """Return the brackets behind a body that say whose it is: (входит в дивизион Росатома)."""
    return [
        (body.end, close)
        for body in reading.named("organisation")
        if (close := reading.document.find(")", body.end, reading.sentence.end)) > 0
        and _found("bracket", reading, body)
    ]


def _builders(reading: Reading) -> list[Span]:
    """Return the bodies that only build or run what two others sign on: fuel for the plant, which is built by Z."""
    named = reading.named("organisation")
    if not reading.of("action", "sign", "agree"):
        return []
    spans = [(body.start, body.end) for body in named if _builds(reading, body)]
    lands = {body.country for body in named if not _is_inside(body.start, spans)}
    return spans if HOME in lands and len(lands - {None}) > 1 else []


def _builds(reading: Reading, body: Found) -> bool:
    """Tell whether a clause says right before a body that something is built by it, or right behind it that it does."""
    before = _PATTERNS.get("built-by", reading.lang)
    said = before and before.search(_folded(reading, max(reading.sentence.start, body.start - _REACH), body.start))
    return bool(said) or _found("builds", reading, body)


def _apposition(reading: Reading) -> Span | None:
    """Return where a body is described between commas before its verb: X, the miner behind the rescue of Y, bought."""
    for body in reading.named("organisation"):
        if not _found("apposition", reading, body):
            continue
        comma = reading.document.find(",", body.end + _NEXT, reading.sentence.end)
        verb = next((word for word in reading.of("action") if word.start > comma), None)
        if verb and body.end < comma and verb.start - comma <= _VERB_REACH:
            return (body.end + _NEXT, comma)
    return None


def _owner(reading: Reading) -> Span | None:
    """Return where the owner of a body is named right before it: Rosatom's mining arm Uranium One."""
    named = reading.named("organisation")
    for owner, body in itertools.pairwise(named):
        if body.start - owner.end <= _REACH and (_between(reading, owner, body) or _before(reading, owner, body)):
            return (owner.start, owner.end)
    return None


def _between(reading: Reading, owner: Found, body: Found) -> bool:
    pattern = _PATTERNS.get("whose", reading.lang)
    return pattern is not None and bool(pattern.fullmatch(_folded(reading, owner.end, body.start)))


def _before(reading: Reading, owner: Found, body: Found) -> bool:
    pattern = _PATTERNS.get("of", reading.lang)
    if pattern is None or not _BESIDE.fullmatch(reading.document, owner.end, body.start):
        return False
    before = _folded(reading, max(reading.sentence.start, owner.start - _REACH), owner.start)
    return any(match.end() == len(before) for match in pattern.finditer(before))


def _folded(reading: Reading, start: int, end: int) -> str:
    return fold_part(reading.document, reading.lang, start, end)


def _found(part: str, reading: Reading, body: Found) -> bool:
    return _said(part, reading, body) is not None


def _said(part: str, reading: Reading, body: Found) -> Span | None:
    """Return where a part's words stand right behind a body and its legal form."""
    pattern = _PATTERNS.get(part, reading.lang)
    if pattern is None:
        return None
    start, behind = _behind(reading, body)
    told = pattern.match(behind)
    return (start, start + told.end()) if told else None


@once_each
def _behind(reading: Reading, body: Found) -> tuple[int, str]:
    """Return where a body and its legal form end, and what stands behind them."""
    form = LEGAL_AFTER.match(reading.document, body.end)
    start = form.end() if form else body.end
    return start, _folded(reading, start, reading.sentence.end)


def _without(reading: Reading, spans: Sequence[Span]) -> Reading:
    """Return a sentence without the words and bodies of some spans; the bodies are remembered as owners."""
    if not spans:
        return reading
    gone = [found for found in reading.named("organisation") if _is_inside(found.start, spans)]
    return replace(
        reading,
        words=[word for word in reading.words if word.concept == "holding" or not _is_inside(word.start, spans)],
        found=[found for found in reading.found if found not in gone],
        owners=gone,
    )


def _is_inside(start: int, spans: Sequence[Span]) -> bool:
    return any(left <= start < right for left, right in spans)
