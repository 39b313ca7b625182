"""A document and the terms found in it come in; the bodies it names that no lexicon holds go out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.fold import APOSTROPHES, fold
from pipeline.lexicon import FOLDER
from pipeline.origin import UZBEK_CASE, Known, origin
from pipeline.tables import read_table

WORDS = read_table(
    FOLDER / "names.toml", ("legal", "heads", "ends", "never", "openers", "outlets", "before", "after", "whole")
)
_LEGAL_FORMS = "|".join(map(re.escape, sorted(WORDS["legal"], key=len, reverse=True)))
_INSIDE = rf"(?:[\w.-]|[{APOSTROPHES}](?!s\b))"
_LATIN_WORD = rf"[A-ZÀ-ÞĀ-ŽƏ]{_INSIDE}*\w|[A-Z]\."
_CYRILLIC_WORD = rf"[А-ЯЁЎҚҒҲӘІҢҮҰӨҺ]{_INSIDE}*\w"
_JOINT = r"[ \u00a0](?:(?:of|&|de|du|des|for)[ \u00a0])?"
_RUN = re.compile(
    rf"(?<![\w.])(?:(?:{_LATIN_WORD})(?:{_JOINT}(?:{_LATIN_WORD}))*|{_CYRILLIC_WORD}(?:[ \u00a0]{_CYRILLIC_WORD})*)"
)
_QUOTED = re.compile(r"[«“„\"‹]([^«»“”„\"‹›\n]{2,60})[»”“\"›]")
_LEGAL_END = re.compile(rf"(?:[ ,]+(?:{_LEGAL_FORMS})(?![\w.]))+$")
_LEGAL_BEFORE = re.compile(rf"(?<!\w)(?:{_LEGAL_FORMS})[ \u00a0]$")
_LEGAL_AFTER = re.compile(rf"[,\u00a0 ]{{1,2}}(?:{_LEGAL_FORMS}){UZBEK_CASE}(?!\w)")
_POSSESSIVE = re.compile(rf"(?:[{APOSTROPHES}]s?|ning|нинг) ")
_LIST = re.compile(r"[»”\"]?(?:, | (?:and|и|va|ва|hamda|ҳамда|және|мен|ve|und|et|&) |, (?:and|и|а также) )[«“\"]?")
_SURNAME = re.compile(r"(?:ov|ev|ova|eva|yan|dze|enko|ов|ев|ова|ева)$")
_NATIONALITY = re.compile(r"(?:n|ese|ish|ch|ek|kh|yz|sh|ss|i|ning|dagi|lik)$")
_QUALIFIED = re.compile(r"-(?:based|listed|owned|backed|led|controlled)$")
_ENDED = re.compile(r"(?:-based|dagi|ning|[dD]a|dan|ga|lik|ого|ому|ый|ая|ой|ую|ое|ые|ых|даги|нинг|да|дан|га)$")
_LATIN_ONLY = re.compile(r"[\x00-\u024f\u1e00-\u1eff’‘“”–]*")
_APPOSITION = re.compile(
    r", (?:an?|the) (?:[\w-]+ ){0,4}(?:company|firm|producer|miner|maker|group|bank|trader|supplier|enterprise|"
    r"developer|explorer|contractor)\b"
)
_MODEL_BEFORE = re.compile(
    r"(?:станк|машин|самосвал|экскаватор|погрузчик|мельниц|насос|марк|тип|модел|stanok|mashina)\w* $"
)
_WORD_ENDS = re.compile(rf"{UZBEK_CASE}(?![^\W_])")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(r"\.(?:uz|com|ru|kz|net|org)\b")
_TITLE_CASE = 0.7  # a headline with this share of capitalised words shows nothing by its capitals
_REACH = 40
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
        letters = fold(self.name, "en" if self.name.isascii() else "uz-Cyrl").text
        return "x:" + (re.sub(r"[^\w]+", "-", letters).strip("-"))


def parties(document: str, lang: str, known: list[Known]) -> list[Party]:
    """Return the unlisted bodies of a document wherever they are named, in order."""
    evident = [party for party in _whole(document, lang) if not _taken(known, party.start, party.end)]
    doubtful: list[Party] = []
    skipped = document.find("\n") if _title_cased(document) else 0
    for party in _candidates(document, known):
        if party.start >= skipped and not _overlaps(evident, party.start, party.end):
            (evident if _is_body(document, lang, party, known) else doubtful).append(party)
    evident += _listed(document, lang, doubtful, evident, known)
    return _everywhere(document, _with_countries(document, evident, known), known)


def _title_cased(document: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", document.partition("\n")[0])
    return len(words) > 3 and sum(word[0].isupper() for word in words) / len(words) >= _TITLE_CASE  # noqa: PLR2004


def _whole(document: str, lang: str) -> Iterator[Party]:
    """Yield the names that their own shape shows: 中国黄金集团, Национальная арабская горнорудная компания."""
    if shape := WORDS["whole"].get(lang):
        for match in re.finditer(shape, document, re.MULTILINE):
            if not _set("never") & set(match[1].split()):
                yield Party(match[1], *match.span(1))


def _candidates(document: str, known: list[Known]) -> Iterator[Party]:
    """Yield the quoted names and runs of capitalised words that are not yet understood."""
    for match in (*_QUOTED.finditer(document), *_RUN.finditer(document)):
        quoted = match.lastindex is not None
        start, end = match.span(match.lastindex or 0)
        start = _without_openers(document, start, end, known)
        end = start + len(_LEGAL_END.sub("", document[start:end])) if quoted else _before_legal(document, start, end)
        name = document[start:end]
        if _may_name(name, known, start) and not _taken(known, start, end):
            yield Party(name, start, end, None, quoted)


def _before_legal(document: str, start: int, end: int) -> int:
    """Return where a name ends though its run goes on: Borealis Ltd of Australia, Borealis Steel of India."""
    legal = _LEGAL_AFTER.search(document, start, end + 1)
    if legal and legal.start() < end:
        return legal.start()
    head, of, _country = document[start:end].rpartition(" of ")
    return start + len(head) if of and head.split()[-1] in _set("ends") else end


def _without_openers(document: str, start: int, end: int, known: list[Known]) -> int:
    """Skip the words that begin a sentence, legal forms, and a word of nationality before at least two more words."""
    while (head := document[start:end].partition(" "))[1]:
        after = start + len(head[0])
        nationality = any(s.kind == "country" and s.start == start and s.end <= after for s in known)
        adjective = nationality and _NATIONALITY.search(head[0]) and " " in head[2]
        opens = head[0] in _set("openers") | _set("legal") or _QUALIFIED.search(head[0])
        if not opens and not adjective:
            break
        start = after + 1
    owners = (_POSSESSIVE.match(document, s.end, end) for s in known if s.kind == "country" and start <= s.start < end)
    return max([start, *(owner.end() for owner in owners if owner)])


def _may_name(name: str, known: list[Known], start: int) -> bool:
    """Tell whether the words could be a body's name at all."""
    words = name.split()
    if len(name) < 3 or not name[0].isupper() or len(words) > _LONGEST or _ADDRESS.search(name):  # noqa: PLR2004
        return False
    if len(words) == 1:
        odd = name in _set("openers") | _set("never") | _set("legal") | _set("heads") | _set(
            "outlets"
        ) or _ENDED.search(name)
        return not odd and not any(start <= span.start < start + len(name) for span in known)
    borders = {start, *(start + match.end() for match in re.finditer(" ", name))}
    if borders <= {span.start for span in known}:  # each word begins with a country, place or mineral: Anqarada Turkiya
        return False
    return name not in _set("outlets") and not _set("never") & set(words) and not _YEAR.search(name)


@lru_cache(maxsize=8)
def _set(key: str) -> frozenset[str]:
    return frozenset(WORDS[key])


def _taken(known: Iterable[Known], start: int, end: int) -> bool:
    """Tell whether an understood span leaves no room: only a country, place or mineral may be part of a longer name."""
    for span in known:
        if span.end <= start or end <= span.start:
            continue
        inside = start <= span.start and span.end <= end and span.end - span.start < end - start
        if span.kind in ("organisation", "person") or not inside:
            return True
    return False


def _overlaps(parties_: Iterable[Party], start: int, end: int) -> bool:
    return any(party.start < end and start < party.end for party in parties_)


def _is_body(document: str, lang: str, party: Party, known: list[Known]) -> bool:
    """Tell whether the name itself, or a word beside it, shows that it is a body's."""
    left = document[max(0, party.start - _REACH) : party.start].rstrip('«“„"‹')
    right = document[party.end : party.end + _REACH].lstrip('»”“"›')
    words = party.name.split()
    if len(words) > 1 and words[-1] in _set("heads"):
        return True
    if _LEGAL_BEFORE.search(left) or _LEGAL_AFTER.match(right) or _APPOSITION.match(right):
        return True
    if _plain_word(document, lang, party):
        return False
    before, after = _beside(lang.partition("-")[0])
    if before.search(fold(left, lang).text) or after.match(fold(right, lang).text):
        return not _MODEL_BEFORE.search(left)
    return _stands_out(document, lang, party, known)


def _stands_out(document: str, lang: str, party: Party, known: list[Known]) -> bool:
    """Tell a body by its script, by a word of nationality or a country's possessive right before it."""
    several, foreign = " " in party.name, _foreign_script(lang, party.name)
    if foreign and _MODEL_BEFORE.search(document, max(0, party.start - _REACH), party.start):
        return False
    if (foreign and several) or (_called_by_nation(document, party, known) and (foreign or party.quoted)):
        return True
    possessive = (s for s in known if s.kind == "country" and _POSSESSIVE.fullmatch(document[s.end : party.start]))
    return not several and any(possessive)


def _called_by_nation(document: str, party: Party, known: list[Known]) -> bool:
    """Tell whether a word of nationality stands right before a name: шведская Epiroc, турецкой Gübretaş."""
    gap = (document[span.end : party.start] for span in known if span.kind == "country" and span.end <= party.start)
    return any(re.fullmatch(r"[а-яёўқғҳa-z]{0,4} [«“„\"]?", between) for between in gap)


def _foreign_script(lang: str, name: str) -> bool:
    """Tell whether the name stands out by Latin letters in a Cyrillic or Asian text."""
    return _LATIN_ONLY.fullmatch(name) is not None and lang in ("ru", "uz-Cyrl", "kk", "tg", "ky", "zh", "ja", "ko")


def _plain_word(document: str, lang: str, party: Party) -> bool:
    """Tell whether the capital alone may come from the sentence: an unquoted word of the text's own language."""
    if party.quoted or lang == "en" or _foreign_script(lang, party.name):
        return False
    return not re.search(r"[\w,)»”][ \u00a0]$", document[max(0, party.start - 2) : party.start])


@lru_cache(maxsize=16)
def _beside(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    nothing = r"(?!)"
    before, after = ("|".join(WORDS[side].get(lang, [])) or nothing for side in ("before", "after"))
    return re.compile(rf"\b(?:{before})\w* $"), re.compile(rf" (?:{after})")


def _listed(document: str, lang: str, doubtful: list[Party], evident: list[Party], known: list[Known]) -> list[Party]:
    """Return the doubtful names that stand in a list with a body: "Citi, Abu Dhabi Commercial Bank and Natixis"."""
    bodies = [(span.start, span.end) for span in known if span.kind == "organisation"]
    bodies += [(party.start, party.end) for party in evident]
    bodies += [(party.start, party.end) for party in doubtful if _foreign_script(lang, party.name)]
    joined: list[Party] = []
    for _ in range(2):  # a list of three is reached from either end
        for party in doubtful:
            if party not in joined and _distinct(document, lang, party) and _adjoins(document, party, bodies):
                joined.append(party)
                bodies.append((party.start, party.end))
    return joined


def _distinct(document: str, lang: str, party: Party) -> bool:
    """Tell a body's bare name in a list from a person's and from a word that only begins a sentence."""
    words = party.name.split()
    return len(words) == 1 and not _SURNAME.search(words[0]) and not _plain_word(document, lang, party)


def _adjoins(document: str, party: Party, bodies: list[tuple[int, int]]) -> bool:
    for start, end in bodies:
        between = document[end : party.start] if end <= party.start else document[party.end : start]
        if (start, end) != (party.start, party.end) and len(between) < 12 and _LIST.fullmatch(between):  # noqa: PLR2004
            return True
    return False


def _with_countries(document: str, evident: list[Party], known: list[Known]) -> list[Party]:
    """Give each body the country that any of its mentions shows."""
    shown: dict[str, str | None] = {}
    for party in evident:
        shown[party.term] = shown.get(party.term) or origin(document, party.start, party.end, known)
    return [replace(party, country=shown[party.term]) for party in evident]


def _everywhere(document: str, evident: list[Party], known: list[Known]) -> list[Party]:
    """Return every place that names one of the bodies, the first word of a long name included."""
    found: dict[int, Party] = {}
    for name, party in [(p.name, p) for p in evident] + [(_short(p.name), p) for p in evident]:
        for match in re.finditer(rf"(?<![^\W_]){re.escape(name)}", document) if name else ():
            start, end = match.span()
            whole = document[end : end + 1] >= "⺀" or _WORD_ENDS.match(document, end)
            if whole and not _taken(known, start, end) and not _overlaps(found.values(), start, end):
                found[start] = replace(party, start=start, end=end)
    return [found[start] for start in sorted(found)]


def _short(name: str) -> str:
    """Return the word by which a text recalls a name, or nothing where that word says too little."""
    first, *others = name.split()
    if not all(word[0].isupper() for word in others):
        return ""
    plain = first in _set("heads") or first in _set("openers") or first in ("National", "International", "China")
    return first if first != name and len(first) > 4 and not plain else ""  # noqa: PLR2004
