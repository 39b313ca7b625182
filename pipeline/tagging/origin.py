"""A name in a document comes in; the country of the body it names goes out, by what stands in it or beside it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pipeline.lexicon import FOLDER, HOME, lexicon
from pipeline.tagging.known import Known, Span
from pipeline.words.anyof import any_of
from pipeline.words.fold import fold
from pipeline.words.inflect import city_forms
from pipeline.words.tables import InvalidTable, Patterns, read_table

_PARTS = ("press", "legal", "exchange", "adjective", "city", "province", "stem", "currency", "capital", "nation")
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("sits", "of-country", "genitive", "case", "and", "singular", "closed", "owner", "bought", "own"),
        *("adjective", "seat-before", "seat-behind", "house", "based", "from", "house-of", "of-city-before"),
        *("of-city-behind", "city-adjective", "listed", "only-and", "unspaced", "office", "seated"),
    ),
)
_SITS = _WORDS.of_all("sits").pattern
_OF_COUNTRY = re.compile(rf"{_WORDS.of_all('of-country').pattern}|[»”\"]?{_SITS}(?: the)? ")
_GENITIVE = _WORDS.of_all("genitive")
_UNSPACED = _WORDS.of_all("unspaced")
_CJK = "⺀"  # the first letter of scripts that set no spaces
_NATION = "(?<![一-鿿])WORD$"  # 米Borealis社
UZBEK_CASE = _WORDS.of_all("case").pattern
_AND, _SINGULAR = _WORDS.of_all("and"), _WORDS.of_all("singular")
_ONLY_AND = _WORDS.of_all("only-and")
_CLOSED, _OWNER = _WORDS.of_all("closed"), _WORDS.of_all("owner")
_BOUGHT = _WORDS.of_all("bought")
_SHORT = 3  # signs of such a name in Chinese, Japanese or Korean
_LONG = 5  # letters of a place's name that a body's name may begin with
_REACH = 40
_WORDS_BETWEEN = 3
_ENDING = _WORDS.of_all("city-adjective").pattern
_CITY_BEFORE = tuple(_WORDS.of_all(part).pattern for part in ("based", "from", "house-of", "of-city-before"))
_BASED = _WORDS.of_all("seated").pattern
_LISTED = _WORDS.of_all("listed").pattern
_CITY_ADJECTIVE = rf"(?<!\w)WORD{_ENDING} (?:\w+ ){{0,2}}[«“\"]?$"
_SEAT_BEFORE, _SEAT_BEHIND = _WORDS.of_all("seat-before"), _WORDS.of_all("seat-behind")
_HOUSE = _WORDS.of_all("house")
_OWN_PREFIX, _OFFICE = _WORDS.of_all("own"), _WORDS.of_all("office")
_OWN_ADJECTIVE = _WORDS.words("adjective")
_LEGAL_FORM = re.compile(r"^(?:,? (?:[A-Z][A-Za-z]{1,3}\.?|plc)){1,2}(?= )")  # Sächsische Lithium AG aus Dresden
RUSSIAN = re.compile("[А-ЯЁ][А-ЯЁа-яё-]+")
_CODE = re.compile(r"[A-Z]{2}")


def origin(document: str, start: int, end: int, known: Sequence[Known]) -> str | None:
    """Return where a body comes from: by its name, a country beside it, its legal form, its seat, or its namesake."""
    countries = [span for span in known if span.kind == "country"]
    if beside := _right_before(document, start, countries):
        return beside
    if inside := [span.country for span in countries if start <= span.start and span.end <= end]:
        return next((country for country in inside if country != HOME), HOME)  # Uzbek-Kyrgyz Development Fund
    for span in known:
        if span.kind == "place" and span.country not in (HOME, None) and _sits(document, start, end, span):
            return span.country
    if any(span.kind == "place" and span.country == HOME and span.start == start < span.end < end for span in known):
        return _by_seat(document, start) or HOME  # London-listed Ferghana Metals
    for span in countries:
        if _belongs(document, start, end, span):
            return span.country
    name = document[start:end]
    return _by_province(name) or _by_city(document, start, end) or _by_form(document, start, end) or _by_place(name)


def _right_before(document: str, start: int, countries: Sequence[Known]) -> str | None:
    """Read the country right before a body where no spaces are set: 美国Borealis, 米Borealis社, 호주의 Borealis."""
    if start == 0 or max(document[max(0, start - 2) : start]) < _CJK:
        return None
    near = (span for span in reversed(countries) if 0 <= start - span.end <= _REACH)
    if beside := next((span for span in near if _UNSPACED.fullmatch(document, span.end, start)), None):
        return beside.country
    nation = _around("nation", _NATION).search(document[max(0, start - 2) : start])
    return _pattern("nation")[1][nation["word"]] if nation else None


def _belongs(document: str, start: int, end: int, country: Known) -> bool:
    if country.start >= end and document[country.start : country.end].endswith(_OWN_ADJECTIVE):
        return False  # who walks away from Uzbek lithium is not of the country
    if country.start >= end:
        return _OF_COUNTRY.fullmatch(document[end : country.start]) is not None
    gap = document[country.end : start]
    if is_cut_off(document, country, start) or (_OWNER.search(gap) and _BOUGHT.match(document, end)):
        return False
    if _GENITIVE.fullmatch(gap):
        return True
    return len(gap) < _REACH and gap.count(" ") <= _WORDS_BETWEEN and not re.search(r"[,.;:\n]", gap)


def is_cut_off(document: str, country: Span, start: int) -> bool:
    """Tell whether a country is that of one body, and another stands behind "and": Китайский инвестор и «X»."""
    gap = document[country.end : start]
    if _CLOSED.search(gap) or _ONLY_AND.fullmatch(gap):
        return True
    return bool(_AND.search(gap)) and _SINGULAR.search(document, country.start, country.end) is not None


def _sits(document: str, start: int, end: int, place: Known) -> bool:
    """Tell whether a place beside a name is said to be its seat: Denver's X, X, a Toronto company."""
    if place.end <= start:
        return bool(_SEAT_BEFORE.fullmatch(document, place.end, start))
    return bool(_SEAT_BEHIND.fullmatch(document, end, place.start) and _HOUSE.match(document, place.end))


def _by_form(document: str, start: int, end: int) -> str | None:
    before, behind = document[max(0, start - 12) : start], document[end : end + _REACH]
    listed = _around("exchange", r"[^(\n]{0,15}\(WORD\s?:").match(behind)
    form = _around("legal", rf"[»”\",]{{0,2}} ?WORD{UZBEK_CASE}(?!\w)").match(behind) or _around(
        "legal", r"(?<!\w)WORD(?: [«“\"]| )$"
    ).search(before)
    listed = listed or _around("exchange", _LISTED).search(document[:start][-_REACH:])
    if listed:
        return _pattern("exchange")[1][listed["word"]]
    return _pattern("legal")[1][form["word"]] if form else None


def _by_city(document: str, start: int, end: int) -> str | None:
    """Read a seat beside a name: Ulsan-based X, X of Abu Dhabi, X (Wuhan), X from Perth, венская X."""
    beside = document[max(0, start - _REACH) : start]
    before, behind = fold(beside, "en").text, fold(_LEGAL_FORM.sub("", document[end : end + _REACH]), "en").text
    seat = next((seat for shape in _city_behind() if (seat := _around("city", shape).match(behind))), None)
    if seat is None and _around("city", "WORD").search(before):
        seat = next((seat for shape in _CITY_BEFORE if (seat := _around("city", shape).search(before))), None)
    if seat:
        return _pattern("city")[1][seat["word"]]
    told = _around("adjective", _CITY_ADJECTIVE).search(beside.lower())
    return _pattern("adjective")[1][told["word"]] if told else None


def _by_seat(document: str, start: int) -> str | None:
    """Read a stock exchange or a city before a name by which it is said to be listed or based there."""
    before = document[max(0, start - _REACH) : start]
    if listed := _around("exchange", _LISTED).search(before):
        return _pattern("exchange")[1][listed["word"]]
    based = _around("city", _BASED).search(fold(before, "en").text)
    return _pattern("city")[1][based["word"]] if based else None


@cache
def _city_behind() -> tuple[str, ...]:
    folded = re.sub("[éèïä]", lambda match: fold(match[0], "en").text, _SITS)
    return rf"[»”\"]?{folded} WORD", _WORDS.of_all("of-city-behind").pattern


def is_of_city(name: str) -> bool:
    """Tell whether a name begins with a city's adjective: Анкарский холдинг is any of that city."""
    return _around("adjective", f"WORD{_ENDING} ").match(name.lower()) is not None


def _by_province(name: str) -> str | None:
    """Read the province, city or land that a body's name begins with: Sichuan Hengda, 四川恒达, AzerGold."""
    head = _around("province", "WORD(?:(?<=[⺀-鿿])|(?<=[가-힣])|(?= ))").match(name)
    if head:
        return _pattern("province")[1][head["word"]]
    stem = _around("stem", "WORD(?=[A-ZА-ЯЁҚ])").match(name)
    return _pattern("stem")[1][stem["word"]] if stem else None


def _by_place(name: str) -> str | None:
    """Read the place that a body is called after: Samarkand Invest, Кунградский содовый завод."""
    if _OWN_PREFIX.match(name) or _OFFICE.search(name):
        return HOME
    if name[0] >= _CJK:
        return HOME if name.startswith(_unspaced_places()) else None
    words = fold(name, "en").text.split()
    return HOME if any(word.startswith(place) for word in words for place in _places().get(word[:_LONG], ())) else None


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Return the names of Uzbek regions, towns and deposits, folded, by how they begin."""
    names = {fold(name, "en").text for name in _of_home()}
    by_beginning: dict[str, tuple[str, ...]] = {}
    for name in sorted(name for name in names if len(name) >= _LONG and " " not in name):
        by_beginning[name[:_LONG]] = (*by_beginning.get(name[:_LONG], ()), name)
    return by_beginning


@cache
def _unspaced_places() -> tuple[str, ...]:
    """Return the names of the same places in scripts that set no spaces."""
    return tuple(name for name in _of_home() if name[0] >= _CJK and len(name) >= _SHORT)


def _of_home() -> Iterator[str]:
    places = (term for term in lexicon() if term.kind == "place" and term.country == HOME)
    return (name.text for term in places for name in term.spellings if not name.weak)


@cache
def cities() -> frozenset[str]:
    """Return the names, in lower case and in every case, of the cities that show where a body sits, and name none."""
    table = read_table(FOLDER / "origins.toml", _PARTS)["city"]
    names = [name for listed in table.values() for name in listed]
    return frozenset(form.lower() for name in names for form in (name, *_cases(name)))


@cache
def capitals() -> dict[str, str]:
    """Return of each capital, as it is written, the country that it stands for."""
    table = read_table(FOLDER / "origins.toml", _PARTS)["capital"]
    return {name: code for code, names in table.items() for name in names}


@cache
def press() -> dict[str, str]:
    """Return of each language that one country's papers are written in that country."""
    table = read_table(FOLDER / "origins.toml", _PARTS)["press"]
    return {lang: code for code, langs in table.items() for lang in langs}


@cache
def _currencies() -> dict[str, str]:
    table = read_table(FOLDER / "origins.toml", _PARTS)["currency"]
    return {currency: code for code, currencies in table.items() for currency in currencies}


def of_currency(code: str) -> str | None:
    """Return the country whose own money this is; None for Uzbek money and for what all the world counts in."""
    return _currencies().get(code)


@cache
def _around(part: str, shape: str) -> re.Pattern[str]:
    """Return the pattern of a word of a part, and what must stand around it; long, and so compiled once."""
    return re.compile(shape.replace("WORD", f"(?P<word>{_pattern(part)[0]})"))


@cache
def _pattern(part: str) -> tuple[str, dict[str, str]]:
    return load(FOLDER / "origins.toml", part)


def _cases(city: str) -> tuple[str, ...]:
    """Return a Russian city's other forms."""
    return city_forms(city) if RUSSIAN.fullmatch(city) else ()


def load(path: Path, part: str) -> tuple[str, dict[str, str]]:
    """Return the words of a part of the table as one pattern, and the country of each."""
    table = read_table(path, _PARTS)[part]
    if wrong := [code for code in table if not _CODE.fullmatch(code)]:
        raise InvalidTable(f"{path.name} [{part}]: {wrong[0]!r} is no country: write its two capital letters")
    if part == "city":
        table = {code: [*names, *(case for name in names for case in _cases(name))] for code, names in table.items()}
    words = {fold(word, "en").text if part == "city" else word: code for code, names in table.items() for word in names}
    return any_of(words), words
