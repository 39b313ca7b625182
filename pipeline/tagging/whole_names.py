"""A document comes in; the names that their own shape shows to be bodies' go out: 中国黄金集团."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.tagging.known import Known
from pipeline.tagging.name_words import CJK, LATIN_WORD, words
from pipeline.tagging.origin import is_of_city
from pipeline.tagging.party import Party
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"), parts=("shapes", "of-kind", "is-kind", "name-before", "verb", "form")
)
_NAMED_BEHIND = re.compile(rf" [«“\"]?(?:{LATIN_WORD}|[А-ЯЁ]{{2,}}(?!\w)|(?<=[«“\"])[А-ЯЁ])")
_OF_KIND, _IS_KIND = _WORDS.of_all("of-kind"), _WORDS.of_all("is-kind")
_VERB = _WORDS.of_all("verb")
_NAME_BEFORE = _WORDS.of_all("name-before")
_IN_LATIN = re.compile(rf"[A-Za-z]{{3}}(?:{_WORDS.of_all('form').pattern})$")  # 美国Borealis公司: a run finds it
_INSIDE = re.compile(r"[а-яё,] $")
_NAME_REACH = 32  # characters before a name in which another may stand
_ENDING = 4  # letters left of a country's name that belong to its adjective: американ-ская


def whole_names(document: str, lang: str, known: list[Known]) -> Iterator[Party]:
    """Yield the names that their own shape shows: 中国黄金集团, Национальная арабская горнорудная компания."""
    for pattern in _WORDS.each("shapes", lang):
        for match in pattern.finditer(document):
            start, end = match.span(1)
            kind = lang == "ru" and _IS_KIND.search(match[1]) and _NAMED_BEHIND.match(document, end)
            cut = lang.startswith("uz") and _NAME_BEFORE.search(document, max(0, start - _NAME_REACH), start)
            form = match[1].partition(" ")[0] in words("legal")  # “Borea” MChJ grafit zavodi: it is called Borea
            other = (
                kind
                or cut
                or form
                or (match[1][0] >= CJK and (_VERB.search(match[1]) or _IN_LATIN.search(match[1])))
                or not words("never").isdisjoint(match[1].split()[1:-1])
            )
            if not (other or _only_says_where(document, lang, match, known)):
                yield Party(match[1], start, end)


def _only_says_where(document: str, lang: str, match: re.Match[str], known: list[Known]) -> bool:
    """Tell whether a nation or a city with a word of kind is all there is: турецкая компания, Ташкентский банк."""
    nation = _only_a_nation(document, *match.span(1), known) and not _is_titled(document, lang, match, known)
    return nation or (_OF_KIND.match(match[1]) is not None and is_of_city(match[1]))


def _is_titled(document: str, lang: str, match: re.Match[str], known: list[Known]) -> bool:
    """Tell whether the capital of a nation's Russian adjective is a name's: кредит даст Чешский экспортный банк."""
    start, several = match.start(1), match[1].count(" ") > 1
    nation = lang == "ru" and several and any(span.kind == "country" and span.start == start for span in known)
    return nation and _INSIDE.search(document, max(0, start - 2), start) is not None


def _only_a_nation(document: str, start: int, end: int, known: list[Known]) -> bool:
    """Tell whether a country and a word of kind are all there is: турецкая компания, Yevropa banki."""
    common = ("country",) if document[start] >= CJK else ("country", "mineral")  # Litiy zavodi: some plant
    countries = [span for span in known if span.kind in common and start <= span.start and span.end <= end]
    if not countries:
        return False
    rest = "".join(" " if any(s.start <= i < s.end for s in countries) else document[i] for i in range(start, end))
    if " " not in document[start:end].strip() and document[start] >= CJK:
        return len("".join(rest.split())) < _ENDING
    return sum(len(word) > _ENDING for word in rest.split()) < 2  # noqa: PLR2004
