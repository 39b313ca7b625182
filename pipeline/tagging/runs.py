"""A document comes in; the quoted names and runs of capitalised words that may be bodies' names go out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from pipeline.tagging.edges import edges
from pipeline.tagging.known import Known, taken
from pipeline.tagging.name_words import CAPITAL, CYRILLIC_CAPITAL, CYRILLIC_WORD, LATIN_WORD, words
from pipeline.tagging.party import Party
from pipeline.words.fold import APOSTROPHES
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        "joint",
        "uzbek-kind",
        "ended",
        "office-before",
        "suffix",
        "place",
        "date",
        "kind-alone",
        "no-body-before",
        "no-body-behind",
    ),
)
_JOINT = _WORDS.of_all("joint").pattern
_RUN = re.compile(
    rf"(?=[\d{CAPITAL}{CYRILLIC_CAPITAL}])(?<![\w.])"  # what it may begin with first: all else is passed over at once
    rf"(?:(?:{LATIN_WORD})(?:{_JOINT}(?:{LATIN_WORD}))*|{CYRILLIC_WORD}(?:[ \u00a0]{CYRILLIC_WORD})*)"
)
_UNSPACED = ("zh", "ja", "ko")  # languages, whose own letters end a name in Latin ones
_LETTERS = rf"[A-Za-zÀ-ɏ0-9.&{APOSTROPHES}-]*"
_LATIN_RUN = re.compile(  # an abbreviation only where no other letter stands beside it
    r"(?<![A-Za-zÀ-ɏ0-9.])(?:(?![A-Z0-9.&-]+(?![a-z ]))|(?<![\w.])(?=[A-Z0-9&-]+(?!\w)))"
    rf"[{CAPITAL}]{_LETTERS}[A-Za-zÀ-ɏ0-9](?:{_JOINT}[{CAPITAL}0-9]{_LETTERS})*"
)
_QUOTED = re.compile(r"[«“„\"‹]([^«»“”„\"‹›\n]{2,60})[»”“\"›]")
_UZBEK_KIND = _WORDS.of_all("uzbek-kind")
_ENDED = _WORDS.by_language("ended")
_KIND_ALONE = _WORDS.by_language("kind-alone")
_OFFICE_BEFORE = _WORDS.of_all("office-before")
_OFFICE_REACH = 100  # characters
_LISTED_AT = re.compile(r"[(,; ][A-Z]{2,6}(?:[ -][A-Z])?: ?$")  # an exchange before a ticker: (LSE:RIO
_TICKER_REACH = 12  # characters
_TURKISH_DATE = _WORDS.of_all("date")
_NO_BODY_BEFORE, _NO_BODY_BEHIND = _WORDS.of_all("no-body-before"), _WORDS.of_all("no-body-behind")
_BESIDE = 8  # characters before a name in which a person's office may stand
_TURKISH_SUFFIX, _TURKISH_PLACE = _WORDS.of_all("suffix"), _WORDS.of_all("place")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(r"\.(?:uz|com|ru|kz|net|org)\b", re.IGNORECASE)
_ENDING = 4  # letters left of a country's name that belong to its adjective: американ-ская
_LONGEST = 6  # words of an unlisted name
_BY_START = attrgetter("start")


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    forms = {form.rstrip(".") for form in words("legal")}  # of A.Ş. a run has no last dot
    return words("openers") | words("never") | words("legal") | forms | words("heads") | words("outlets")


@dataclass(frozen=True, slots=True)
class _Spans:
    """What is understood of a document, as its runs ask for it."""

    nations: list[Known]
    known: list[Known]  # in order, as what follows
    starts: list[int]
    bare: frozenset[int]  # where all but the minerals start

    def cover(self, start: int, end: int) -> bool:
        """Tell whether all of a run is understood already: whatever a name's edges in it, no room is left."""
        before = bisect_right(self.starts, start)
        return before > 0 and end <= self.known[before - 1].end


def candidates(document: str, lang: str, known: list[Known]) -> Iterator[Party]:
    """Yield the quoted names and runs of capitalised words that are not yet understood."""
    nations = [span for span in known if span.kind == "country"]
    bare = frozenset(span.start for span in known if span.kind != "mineral")
    in_order = sorted(known, key=_BY_START)
    spans = _Spans(nations, in_order, [span.start for span in in_order], bare)
    for match in (*_QUOTED.finditer(document), *_runs(document, lang)):
        quoted = match.lastindex is not None
        start, end = match.span(match.lastindex or 0)
        if spans.cover(start, end):
            continue
        start, end = edges(document, start, end, nations, quoted=quoted or lang in _UNSPACED)
        if lang == "tr" and not quoted and (suffix := _TURKISH_SUFFIX.search(document, start, end)):
            if _TURKISH_PLACE.match(document, suffix.start()):
                continue
            end = suffix.start()
        name = document[start:end]
        if name.isupper() and _LISTED_AT.search(document, max(0, start - _TICKER_REACH), start):
            continue
        sure = quoted or _UZBEK_KIND.match(document, end) is not None
        may = _may_name(name, lang, spans, start, quoted=sure) and not _is_rest_of_office(document, start, name)
        if may and not taken(known, start, end):
            yield Party(name, start, end, None, quoted)


def _runs(document: str, lang: str) -> Iterator[re.Match[str]]:
    """Yield the runs of capitalised words; where no spaces are set those in Latin letters, people and places apart."""
    if lang not in _UNSPACED:
        for match in _RUN.finditer(document):
            yield match
            if lang == "tr" and (dated := _TURKISH_DATE.match(document, match.start(), match.end())):
                yield from _RUN.finditer(document, dated.end(), match.end())  # 9 Şubat'ta ABD'li Borealis
        return
    for match in _LATIN_RUN.finditer(document):
        titled = _NO_BODY_BEFORE.search(document, max(0, match.start() - _BESIDE), match.start())
        if not (titled or _NO_BODY_BEHIND.match(document, match.end())):
            yield match


def _is_rest_of_office(document: str, start: int, name: str) -> bool:
    """Tell whether a name is only the rest of an office's: Department for Business and Trade."""
    if not words("portfolios").issuperset(name.split()):
        return False
    return _OFFICE_BEFORE.search(document, max(0, start - _OFFICE_REACH), start) is not None


def _may_name(name: str, lang: str, spans: _Spans, start: int, *, quoted: bool) -> bool:
    """Tell whether the words could be a body's name at all."""
    if len(name) < 3 or not name.lstrip("0123456789")[:1].isupper():  # noqa: PLR2004
        return False
    parts = name.split()
    if len(parts) == 1:
        inside = bisect_left(spans.starts, start) < bisect_left(spans.starts, start + len(name))
        common = name in _no_names() or _is_kind(lang, name, quoted=quoted) or _is_adjective(lang, parts, quoted=quoted)
        return not (common or inside or _ADDRESS.search(name))
    if len(parts) > _LONGEST or _ADDRESS.search(name) or _is_adjective(lang, parts, quoted=quoted):
        return False
    if not quoted and start in spans.bare and spans.bare.issuperset(start + m.end() for m in re.finditer(" ", name)):
        return False  # Anqarada Turkiya
    if parts[0] in words("outlets") and _is_country(spans.nations, start + len(parts[0]) + 1, start + len(name)):
        return False
    may = words("never").isdisjoint(parts) or _is_titled(parts)
    return may and name not in words("outlets") and not _YEAR.search(name)


def _is_kind(lang: str, name: str, *, quoted: bool) -> bool:
    """Tell whether a word, in whatever case, only says what kind of body is meant: между X и Корпорацией развития."""
    kind = _KIND_ALONE.get(lang)
    return bool(kind and not quoted and kind.fullmatch(name))


def _is_titled(parts: list[str]) -> bool:
    """Tell whether such a word only begins a company's name, or stands within it: Emir Metals, Duke River Energy."""
    ends = words("never").isdisjoint(parts[-1:]) and parts[-1] in words("heads")
    within = len(parts) > 2 and words("never").isdisjoint(parts[:1])  # noqa: PLR2004
    return ends and (within or words("heads").issuperset(parts[1:]))


def _is_country(nations: list[Known], start: int, end: int) -> bool:
    """Tell whether a span is all a country's name: of Королевство Саудовская Аравия."""
    return any(span.start == start and end <= span.end + _ENDING for span in nations)


def _is_adjective(lang: str, parts: list[str], *, quoted: bool) -> bool:
    """Tell whether the last word ends as an adjective does, or says where and whence; no quoted name does."""
    ended = _ENDED.get(lang.partition("-")[0])
    return bool(ended and not quoted and parts[-1] not in words("heads") and ended.search(parts[-1]))
