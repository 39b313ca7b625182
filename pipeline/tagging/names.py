"""A document and the terms found in it come in; the bodies it names that no lexicon holds go out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tagging.edges import POSSESSIVE
from pipeline.tagging.evidence import is_apart, is_body, stands_as_body
from pipeline.tagging.known import Known, taken
from pipeline.tagging.longer import without_parts
from pipeline.tagging.looks import is_person, is_plain
from pipeline.tagging.name_words import CJK, CYRILLIC, LEGAL_AFTER, LEGAL_FORMS, words
from pipeline.tagging.not_bodies import is_no_body
from pipeline.tagging.origin import UZBEK_CASE, cities, origin, press
from pipeline.tagging.party import Party, Text
from pipeline.tagging.people import people
from pipeline.tagging.runs import candidates
from pipeline.tagging.whole_names import whole_names
from pipeline.words.tables import Patterns

__all__ = ["Party", "parties"]
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("list", "group", "in", "russian-case", "chinese-form", "form-behind", "ends"),
)
_LIST = _WORDS.of_all("list")
_WORD_ENDS = re.compile(rf"{UZBEK_CASE}(?![^\W_])")
_OTHER_ENDS = _WORDS.by_language("ends")
_A_LETTER = re.compile(r"[^\W_]")
# Their capitals are those of names: Borealis купила «Каратау»
_PLAIN_HEADLINES = ("ru", "uz-Latn", "uz-Cyrl", "kk", "ky", "tg", "az")
_QUOTES = tuple('«»“”„"')
_FORM_BEFORE = re.compile(rf"(?<!\w)(?:{LEGAL_FORMS}) $")
_QUOTED_NEXT = re.compile(r" [«“\"][A-ZА-ЯЁ][\w-]+(?: [\w-]+){0,3}[»”\"]")
_GROUP, _IN = _WORDS.of_all("group"), "|".join(_WORDS.words("in"))
_BESIDE = 90  # characters on each side of a name in which words make it a body's
_FORM_REACH = 16  # characters
_TITLE_CASE = 0.7  # a headline with this share of capitalised words shows nothing by its capitals
_RUSSIAN_CASE = _WORDS.of_all("russian-case")
_CHINESE_FORM, _FORM_BEHIND = _WORDS.of_all("chinese-form"), _WORDS.of_all("form-behind")
_GAP = 12  # characters between two names of a list
_NATION = 7  # signs of a nation's Chinese name
_SHORTEST = 4  # letters of a word that may recall a longer name


def parties(document: str, lang: str, known: list[Known]) -> list[Party]:
    """Return the unlisted bodies of a document wherever they are named, in order."""
    known = [span for span in without_parts(document, known) if not _names_a_firm(document, lang, span)]
    evident: list[Party] = []
    for party in whole_names(document, lang, known):
        if not taken(known, party.start, party.end) and not _overlaps(evident, party.start, party.end):
            evident.append(party)
    text = Text(document, lang, known, people(document))
    evident = [party for party in evident if not is_apart(text, party)]
    doubtful: list[Party] = []
    skipped = document.find("\n") if lang not in _PLAIN_HEADLINES and _title_cased(document) else 0
    for party in candidates(document, lang, known):
        if party.start >= skipped and not _overlaps(evident, party.start, party.end):
            (evident if is_body(text, party) else doubtful).append(party)
    no_bodies = {name for name in {party.name for party in evident} if is_no_body(document, lang, name)}
    evident = [party for party in evident if party.name not in no_bodies and not _is_kind_of(document, party)]
    evident = [party for party in evident if not _is_land(document, lang, party)]
    evident += _listed(text, doubtful, evident)
    return _everywhere(document, lang, _with_countries(document, lang, _as_one(evident), known), known)


def _names_a_firm(document: str, lang: str, span: Known) -> bool:
    """Tell whether a mineral's word is a firm's whole name: quoted, where a firm stands: ООО «Борей», «Титан» купил."""
    quoted = document[max(0, span.start - 1) : span.start] in _QUOTES and document[span.end : span.end + 1] in _QUOTES
    if span.kind != "mineral" or not quoted or not document[span.start].isupper():
        return False
    before = _FORM_BEFORE.search(document, max(0, span.start - _FORM_REACH), span.start - 1)
    if before is not None or LEGAL_AFTER.match(document, span.end + 1):
        return True
    left, right = document[max(0, span.start - _BESIDE) : span.start - 1], document[span.end + 1 :][:_BESIDE]
    return stands_as_body(lang, left, right)


def _is_kind_of(document: str, party: Party) -> bool:
    """Tell whether a run only says what the quoted name behind it is: JSC National Atomic Company "Borealis"."""
    if party.quoted or _QUOTED_NEXT.match(document, party.end) is None:
        return False
    last = party.name.split()[-1]
    return last in words("ends") or last in words("institutions")


def _is_land(document: str, lang: str, party: Party) -> bool:
    """Tell whether a text names somebody by a land that it tells of elsewhere: the Odisha group, mines in Odisha."""
    if lang != "en" or party.quoted or " " in party.name or not _GROUP.match(document, party.end):
        return False
    return re.search(rf"\b(?:{_IN}) {re.escape(party.name)}(?!\w| [A-Z])", document) is not None


def _title_cased(document: str) -> bool:
    long = re.findall(r"[^\W\d_]{4,}", document.partition("\n")[0])
    return len(long) > 3 and sum(word[0].isupper() for word in long) / len(long) >= _TITLE_CASE  # noqa: PLR2004


def _overlaps(parties_: Iterable[Party], start: int, end: int) -> bool:
    return any(party.start < end and start < party.end for party in parties_)


def _listed(text: Text, doubtful: list[Party], evident: list[Party]) -> list[Party]:
    """Return the doubtful names that stand in a list with a body: "Citi, Abu Dhabi Commercial Bank and Natixis"."""
    if not doubtful:
        return []
    bodies = [(span.start, span.end) for span in text.known if span.kind == "organisation"]
    bodies += [(party.start, party.end) for party in evident]
    bodies += [(land, end) for start, end in bodies for land in _owners(text, start)]
    joined: list[Party] = []
    for _ in range(2):  # a list of three is reached from either end
        for party in doubtful:
            if party not in joined and _adjoins(text.document, party, bodies) and _distinct(text, party):
                joined.append(party)
                bodies.append((party.start, party.end))
    return joined


def _owners(text: Text, start: int) -> list[int]:
    """Return where the country begins whose body stands right behind it: X and India's Y."""
    near = [land for land in text.known if land.kind == "country" and 0 < start - land.end < _GAP]
    return [land.start for land in near if POSSESSIVE.fullmatch(text.document, land.end, start)]


def _distinct(text: Text, party: Party) -> bool:
    """Tell a body's bare name in a list from a person's, a place's and a word that only begins a sentence."""
    city = party.name.lower() in cities()
    return not (city or is_person(text, party) or is_plain(text, party) or is_apart(text, party))


def _adjoins(document: str, party: Party, bodies: list[tuple[int, int]]) -> bool:
    for start, end in bodies:
        left, right = (end, party.start) if end <= party.start else (party.end, start)
        if (
            (start, end) != (party.start, party.end)
            and right - left < _GAP
            and _LIST.fullmatch(document, left, max(left, right))
        ):
            return True
    return False


def _as_one(evident: Sequence[Party]) -> list[Party]:
    """Give each name that another one begins with, or is a case form of, the longer or the plainer name."""
    names = list(dict.fromkeys(party.name for party in evident))
    chosen = {name: _whole_name(name, names) for name in names}
    return [replace(party, name=chosen[party.name]) for party in evident]


def _whole_name(name: str, names: Sequence[str]) -> str:
    if name[0] >= CJK and (own := next((one for one in names if _adds_nation(name, one)), None)):
        return own
    longer = next((other for other in names if name in _shorter(other)), None)
    longer = longer or next((other for other in names if _only_form_behind(name, other) or _frames(name, other)), None)
    cases = [other for other in names if _stem(other) == _stem(name)]
    return longer or min(cases, key=len)


def _adds_nation(name: str, other: str) -> bool:
    """Tell whether a Chinese name only puts a nation or a place before another: 乌兹别克斯坦努拉塔金属公司."""
    return name != other and name.endswith(other) and len(other) > _SHORTEST and len(name) - len(other) <= _NATION


def _frames(name: str, other: str) -> bool:
    """Tell whether a longer name begins and ends as this one: Tebinbuloq kombinati, Tebinbuloq rux kombinati."""
    first, _, last = name.partition(" ")
    ends = bool(last) and " " not in last and other.endswith(f" {last}")
    return ends and len(other) > len(name) and other.startswith(f"{first} ")


def _only_form_behind(name: str, other: str) -> bool:
    """Tell whether a Chinese name goes on with a word of kind alone: 塔什干铜业, 塔什干铜业公司."""
    if name[0] < CJK or len(other) <= len(name):
        return False
    form = _FORM_BEHIND.search(name)
    core = name[: form.start()] if form and form.end() == len(name) else name
    return other.startswith(core) and _FORM_BEHIND.fullmatch(other, len(core)) is not None


def _stem(name: str) -> str:
    """Return a Russian name without the ending of its case: Навоийурана, Кызылкум Литием."""
    return _RUSSIAN_CASE.sub("", name) if len(name) > _SHORTEST else name


def _with_countries(document: str, lang: str, evident: list[Party], known: list[Known]) -> list[Party]:
    """Give each body the country that any of its mentions shows; a country's press names its own without it."""
    shown: dict[str, str | None] = {}
    for party in evident:
        shown[party.term] = shown.get(party.term) or origin(document, party.start, party.end, known)
        shown[party.term] = shown[party.term] or _by_chinese_form(party.name, lang)
    if lang in CYRILLIC and (only := _only_country_abroad(document, known)):
        foreign = [party for party in evident if not shown[party.term] and party.name.isascii()]
        if len({party.term for party in foreign}) == 1 and only not in shown.values():
            shown[foreign[0].term] = only
    home = press().get(lang)
    bodies = {one.country for one in known if one.kind == "organisation"}
    unshown = [party for party in evident if not shown[party.term]]
    others = {*shown.values(), *bodies} - {HOME, None}
    if home and unshown and others <= {home}:
        first = min(unshown, key=lambda party: party.start)
        if not others or first.start < document.find("\n"):  # beside others from there, who makes the news
            shown[first.term] = home
    return [replace(party, country=shown[party.term]) for party in evident]


def _only_country_abroad(document: str, known: Sequence[Known]) -> str | None:
    """Return the country abroad of a text that names no other one and no body of it: its one firm is from there."""
    opening = document.find("\n", document.find("\n\n") + 2) % (len(document) + 1)
    named = {span.country for span in known if span.kind == "country"} - {HOME, None}
    bodies = {span.country for span in known if span.kind == "organisation"} - {HOME, None}
    early = [
        span for span in known if span.kind == "country" and span.country in named and span.start < max(opening, 0)
    ]
    return named.pop() if len(named) == 1 and not bodies and early else None


def _by_chinese_form(name: str, lang: str) -> str | None:
    """Return China for a name with the legal form of its companies in a Chinese text."""
    return "CN" if lang == "zh" and _CHINESE_FORM.search(name) else None


def _everywhere(document: str, lang: str, evident: list[Party], known: list[Known]) -> list[Party]:
    """Return every place that names one of the bodies, its shorter names included."""
    ends = _OTHER_ENDS.get(lang, _WORD_ENDS)
    found: dict[int, Party] = {}
    spellings = [(document[p.start : p.end], p) for p in evident] + [(p.name, p) for p in evident]
    spellings += [(short, p) for p in evident for short in _shorter(p.name)]
    for name, party in dict.fromkeys(sorted(spellings, key=lambda pair: -len(pair[0]))):
        unspaced = min(name[0], name[-1]) >= CJK  # of 中色公司6月 the name is over, though a digit follows
        for start in _places(document, name, spaced=not unspaced):
            end = start + len(name)
            closed = unspaced or document[end : end + 1] >= CJK or ends.match(document, end)
            if closed and not taken(known, start, end) and not _overlaps(found.values(), start, end):
                found[start] = replace(party, start=start, end=end)
    return [found[start] for start in sorted(found)]


def _places(document: str, name: str, *, spaced: bool) -> Iterator[int]:
    """Give the places of a name, none within a word where words are spaced."""
    start = document.find(name)
    while start >= 0:
        inside = spaced and start > 0 and document[start - 1] < CJK and _A_LETTER.match(document, start - 1)
        if not inside:
            yield start
        start = document.find(name, start + (1 if inside else len(name)))


def _shorter(name: str) -> list[str]:
    """Return the names by which a text recalls a body: without the words that many share, and its first word."""
    if form := _CHINESE_FORM.search(name):
        return [name[: form.start()]] if form.start() >= _SHORTEST else []
    parts = name.split()
    if not all(part[0].isupper() or part[0].isdigit() for part in parts[1:]):
        return []
    core = list(parts)
    while len(core) > 1 and core[-1] in words("heads"):
        core.pop()
    shorts = [" ".join(core)] if core != parts else []
    if len(core) == 1 or len(parts) > len(core):
        shorts.append(core[0])
    own = [short for short in dict.fromkeys(shorts) if len(short) >= _SHORTEST and short != name]
    return [short for short in own if not any(short in words(kind) for kind in ("heads", "openers", "shared"))]
