"""A document comes in; the quoted names and runs of capitalised words that may be bodies' names go out."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.lexicon import FOLDER
from pipeline.tagging.known import Known, taken
from pipeline.tagging.origin import UZBEK_CASE, cities, is_of_city
from pipeline.words.anyof import any_of
from pipeline.words.fold import APOSTROPHES, fold
from pipeline.words.tables import Patterns, read_table

_LISTS = (
    "legal",
    "heads",
    "ends",
    "never",
    "openers",
    "outlets",
    "shared",
    "institutions",
    "given",
    "titles",
    "trades",
    "determiners",
    "portfolios",
)
_BY_LANGUAGE = ("before", "after", "event", "apart_before", "apart_after", "whole")
WORDS = read_table(FOLDER / "names.toml", (*_LISTS, *_BY_LANGUAGE))
LEGAL_FORMS = any_of(WORDS["legal"])
_INSIDE = rf"(?:[\w.-]|[{APOSTROPHES}](?!s\b))"
_CAPITAL = "A-ZÀ-ÞƏ" + "".join(letter for letter in map(chr, range(0x100, 0x180)) if letter.isupper())  # Ş, not ş
_LATIN_WORD = (
    rf"\d?[{_CAPITAL}]{_INSIDE}*(?:\w|(?<=[gGoO])[{APOSTROPHES}](?=[ \u00a0]))|[A-Z]\.|[A-Z]&[A-Z]\b|\d[A-Z](?= [A-Z])"
)
_CYRILLIC_CAPITAL = "А-ЯЁЎҚҒҲӘІҢҮҰӨҺ"
_CYRILLIC_WORD = rf"[{_CYRILLIC_CAPITAL}]{_INSIDE}*\w"
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("joint", "genitive", "nationality", "qualified", "seated", "in-place", "uzbek-kind", "of-kind"),
        *("is-kind", "name-before", "ended", "office-before", "german-article"),
    ),
)
_JOINT = _WORDS.of_all("joint").pattern
_RUN = re.compile(
    rf"(?=[\d{_CAPITAL}{_CYRILLIC_CAPITAL}])(?<![\w.])"  # what it may begin with first: all else is passed over at once
    rf"(?:(?:{_LATIN_WORD})(?:{_JOINT}(?:{_LATIN_WORD}))*|{_CYRILLIC_WORD}(?:[ \u00a0]{_CYRILLIC_WORD})*)"
)
_QUOTED = re.compile(r"[«“„\"‹]([^«»“”„\"‹›\n]{2,60})[»”“\"›]")
_PARTED = re.compile("[,\u00a0 ]")
_LEGAL_END = re.compile(rf"(?:[ ,]+(?:{LEGAL_FORMS})(?![\w.]))+$")
LEGAL_AFTER = re.compile(rf"[,\u00a0 ]{{1,2}}(?:{LEGAL_FORMS}){UZBEK_CASE}(?!\w)")
POSSESSIVE = re.compile(rf"(?:[{APOSTROPHES}]s?|{'|'.join(_WORDS.words('genitive'))}) ")
_NATIONALITY, _QUALIFIED = _WORDS.of_all("nationality"), _WORDS.of_all("qualified")
_TWO_NATIONS = re.compile(r"[A-Z]\w+-[A-Z]\w+")
_TRADE = re.compile(rf"(?:{'|'.join(WORDS['trades'])})(?:s|n|en|in)?$", re.IGNORECASE)
_SEATED, _IN_PLACE = _WORDS.of_all("seated"), _WORDS.words("in-place")
_UZBEK_KIND = _WORDS.of_all("uzbek-kind")
_NAMED_BEHIND = re.compile(rf" [«“\"]?(?:{_LATIN_WORD}|[А-ЯЁ]{{2,}}(?!\w)|(?<=[«“\"])[А-ЯЁ])")
_OF_KIND, _IS_KIND = _WORDS.of_all("of-kind"), _WORDS.of_all("is-kind")
_NAME_BEFORE = _WORDS.of_all("name-before")
_OF_TRADE = re.compile(rf" des \w*(?:{'|'.join(WORDS['trades'])})(?:s|n|en)? ", re.IGNORECASE)  # Auftrag des Bauherrn X
_ENDED = _WORDS.by_language("ended")
_OFFICE_BEFORE = _WORDS.of_all("office-before")
_GERMAN_ARTICLE = _WORDS.of_all("german-article")
_OFFICE_REACH = 100  # characters
_TURKISH_SUFFIX = re.compile("[’'][a-zçğıöşü]")  # Kombinası'nın Türk
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(r"\.(?:uz|com|ru|kz|net|org)\b", re.IGNORECASE)
_ENDING = 4  # letters left of a country's name that belong to its adjective: американ-ская
_CJK = "⺀"  # the first letter of scripts that set no spaces
_LONGEST_FORM = 16  # characters of a legal form
_LONGEST = 6  # words of an unlisted name


@dataclass(frozen=True, slots=True)
class Party:
    """A body named in the text: its name without legal form and quotation marks, its span and its country."""

    name: str
    start: int
    end: int
    country: str | None = None
    quoted: bool = False

    @property
    def term(self) -> str:
        """Return the id of a body that only its name identifies."""
        return _term(self.name)


@lru_cache(maxsize=10_000)
def _term(name: str) -> str:
    letters = fold(name, "en" if name.isascii() else "uz-Cyrl").text
    return "x:" + (re.sub(r"[^\w]+", "-", letters).strip("-"))


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    return words("openers") | words("never") | words("legal") | words("heads") | words("outlets")


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return words("openers") | words("legal")


@lru_cache(maxsize=16)
def words(key: str) -> frozenset[str]:
    """Return one of the lists of names.toml as a set."""
    return frozenset(WORDS[key])


def whole(document: str, lang: str, known: list[Known]) -> Iterator[Party]:
    """Yield the names that their own shape shows: 中国黄金集团, Национальная арабская горнорудная компания."""
    for pattern in _shapes(lang):
        for match in pattern.finditer(document):
            start, end = match.span(1)
            only = _only_a_nation(document, start, end, known) or (_OF_KIND.match(match[1]) and is_of_city(match[1]))
            kind = lang == "ru" and _IS_KIND.search(match[1]) and _NAMED_BEHIND.match(document, end)
            cut = lang.startswith("uz") and _NAME_BEFORE.search(document, max(0, start - _LONGEST_FORM * 2), start)
            if not (words("never") & set(match[1].split()[1:-1]) or only or kind or cut):
                yield Party(match[1], start, end)


@lru_cache(maxsize=16)
def _shapes(lang: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape, re.MULTILINE) for shape in WORDS["whole"].get(lang, ()))


def _only_a_nation(document: str, start: int, end: int, known: list[Known]) -> bool:
    """Tell whether a country and a word of kind are all there is: турецкая компания, Yevropa banki."""
    common = ("country",) if document[start] >= _CJK else ("country", "mineral")  # Litiy zavodi: some plant
    countries = [span for span in known if span.kind in common and start <= span.start and span.end <= end]
    rest = "".join(" " if any(s.start <= i < s.end for s in countries) else document[i] for i in range(start, end))
    if " " not in document[start:end].strip() and document[start] >= _CJK:
        return bool(countries) and len("".join(rest.split())) < _ENDING
    return bool(countries) and sum(len(word) > _ENDING for word in rest.split()) < 2  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class _Spans:
    """What is understood of a document, as its runs ask for it."""

    nations: list[Known]
    starts: list[int]  # in order
    bare: frozenset[int]  # where all but the minerals start


def candidates(document: str, lang: str, known: list[Known]) -> Iterator[Party]:
    """Yield the quoted names and runs of capitalised words that are not yet understood."""
    nations = [span for span in known if span.kind == "country"]
    bare = frozenset(span.start for span in known if span.kind != "mineral")
    spans = _Spans(nations, sorted(span.start for span in known), bare)
    for match in (*_QUOTED.finditer(document), *_RUN.finditer(document)):
        quoted = match.lastindex is not None
        start, end = match.span(match.lastindex or 0)
        start = (
            _within_quotes(document, start, end, nations) if quoted else _without_openers(document, start, end, nations)
        )
        end = (_before_legal_end if quoted else _before_legal)(document, start, end, nations)
        if lang == "tr" and not quoted and (suffix := _TURKISH_SUFFIX.search(document, start, end)):
            end = suffix.start()
        name = document[start:end]
        sure = quoted or _UZBEK_KIND.match(document, end) is not None
        may = _may_name(name, lang, spans, start, quoted=sure) and not _is_rest_of_office(document, start, name)
        if may and not taken(known, start, end):
            yield Party(name, start, end, None, quoted)


def _is_rest_of_office(document: str, start: int, name: str) -> bool:
    """Tell whether a name is only the rest of an office's: Department for Business and Trade."""
    if not words("portfolios").issuperset(name.split()):
        return False
    return _OFFICE_BEFORE.search(document, max(0, start - _OFFICE_REACH), start) is not None


def _before_legal_end(document: str, start: int, end: int, _: list[Known]) -> int:
    """Return where a quoted name ends before its legal form: “Borealis” MChJ, “Borealis MChJ”."""
    legal = _LEGAL_END.search(document, start, end)
    return legal.start() if legal else end


def _before_legal(document: str, start: int, end: int, nations: list[Known]) -> int:
    """Return where a name ends though its run goes on: Borealis Ltd of Australia, Borealis Steel of India."""
    if not _PARTED.search(document, start, end):
        return end
    legal = LEGAL_AFTER.search(document, start, end + _LONGEST_FORM)
    if legal and legal.start() < end:
        return legal.start()
    head, of, seat = document[start:end].rpartition(" of ")
    if not of:
        return end
    last = head.split()[-1]
    sits = seat.lower() in cities() or any(span.start == end - len(seat) for span in nations)
    return start + len(head) if last in words("ends") or (sits and last not in words("institutions")) else end


def _within_quotes(document: str, start: int, end: int, nations: list[Known]) -> int:
    """Keep the word that opens a quoted name and would only open a sentence elsewhere: «Янги Руда», not «О сделке»."""
    after = _without_openers(document, start, end, nations)
    form = document[start:end].partition(" ")[0] in words("legal")
    return start if document[after : after + 1].isupper() and not form else after


def _without_openers(document: str, start: int, end: int, nations: list[Known]) -> int:
    """Skip the words that begin a sentence, legal forms, and a word of nationality before at least two more words."""
    if " " in document[start:end] and (trade := _OF_TRADE.search(document, start, end)):
        start = trade.end()
    while (head := document[start:end].partition(" "))[1]:
        after = start + len(head[0])
        opens = _opens(head[0]) or _is_german_seat(document, start, head[0])
        if not opens and not (" " in head[2] and _NATIONALITY.search(head[0]) and _begins(nations, start, after)):
            break
        if not opens and _is_of_two(head[0], document[start:end]):
            break
        start = after + 1
    owners = [POSSESSIVE.match(document, span.end, end) for span in nations if start <= span.start < end]
    return max([start, *(owner.end() for owner in owners if owner)])


def _is_of_two(word: str, name: str) -> bool:
    """Tell whether two nations' names begin that of what they share: Uzbek-Kyrgyz Development Fund."""
    return _TWO_NATIONS.fullmatch(word) is not None and name.rsplit(maxsplit=1)[-1] in words("institutions")


@lru_cache(maxsize=20_000)
def _opens(word: str) -> bool:
    """Tell whether a word only begins a sentence, is a legal form, or says what a body does or where it sits."""
    return bool(word in _openers() or _QUALIFIED.search(word) or _TRADE.search(word) or _is_seat(word))


def _is_german_seat(document: str, start: int, word: str) -> bool:
    """Tell whether a German word says where a body sits: die Freiberger Erzgebirge Lithium."""
    if not word.endswith("er"):
        return False
    known = {word[:-2].lower(), word[:-1].lower()} & cities()
    return bool(known or _GERMAN_ARTICLE.search(document, max(0, start - _ENDING), start))


def _is_seat(word: str) -> bool:
    """Tell whether an Uzbek word says where a body sits: Vankuverdagi, Minskning, but not Liaoning."""
    seat = _SEATED.match(word)
    return seat is not None and (word.endswith(_IN_PLACE) or seat[1].lower() in cities())


def _begins(nations: list[Known], start: int, end: int) -> bool:
    return any(span.start == start and span.end <= end for span in nations)


def _may_name(name: str, lang: str, spans: _Spans, start: int, *, quoted: bool) -> bool:
    """Tell whether the words could be a body's name at all."""
    if len(name) < 3 or not name.lstrip("0123456789")[:1].isupper():  # noqa: PLR2004
        return False
    parts = name.split()
    if len(parts) == 1:
        inside = bisect_left(spans.starts, start) < bisect_left(spans.starts, start + len(name))
        return not (name in _no_names() or inside or _ADDRESS.search(name) or _is_adjective(lang, parts, quoted=quoted))
    if len(parts) > _LONGEST or _ADDRESS.search(name) or _is_adjective(lang, parts, quoted=quoted):
        return False
    if not quoted and start in spans.bare and spans.bare.issuperset(start + m.end() for m in re.finditer(" ", name)):
        return False  # Anqarada Turkiya
    if parts[0] in words("outlets") and _is_country(spans.nations, start + len(parts[0]) + 1, start + len(name)):
        return False
    may = words("never").isdisjoint(parts) or _is_titled(parts)
    return may and name not in words("outlets") and not _YEAR.search(name)


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
