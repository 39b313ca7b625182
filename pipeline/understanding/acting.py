"""A sentence comes in; the countries that act in it go out, apart from places, adjectives and markets."""

import re
from itertools import pairwise
from pathlib import Path

from pipeline.tag import Found
from pipeline.understanding.actors import is_present
from pipeline.understanding.likened import is_likened
from pipeline.understanding.pacts import others_of_list
from pipeline.understanding.reading import Reading, once
from pipeline.words.tables import Patterns

_UNSPACED = ("zh", "ja")  # languages
_HEADS_REACH, _SINCE_REACH = 90, 12  # characters
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("place-before", "apart-before", "since-before", "partner-before", "heads-before", "place-ending", "passing"),
        *("people-ending", "of-it", "for-it", "adjective", "no-adjective", "adjective-elsewhere", "oblique", "subject"),
    ),
)
_PLACE_BEFORE, _APART_BEFORE = _WORDS.of_all("place-before"), _WORDS.of_all("apart-before")
_SINCE_BEFORE, _PARTNER_BEFORE = _WORDS.of_all("since-before"), _WORDS.of_all("partner-before")
_HEADS_BEFORE = _WORDS.of_all("heads-before")
_UZBEK_PASSING, _UZBEK_PEOPLE, _UZBEK_OF = map(_WORDS.of_all, ("passing", "people-ending", "of-it"))
_UZBEK_FOR = _WORDS.of_all("for-it")
_LISTED = 2  # countries that make a list
_PLACE_ENDINGS = _WORDS.by_language("place-ending")
_LINK = re.compile(r", | \w+ ")  # between two countries of a list
_REST_OF_WORD = re.compile(r"[\w'’‘ʻ`´-]{0,20}")
_LATIN_DEMONYM, _STAN = _WORDS.of_all("adjective"), _WORDS.of_all("no-adjective")
_DEMONYM = _WORDS.of_all("adjective-elsewhere")
_OBLIQUE, _SUBJECT = _WORDS.words("oblique"), _WORDS.words("subject")


@once
def acting_states(reading: Reading) -> list[Found]:
    """Return the countries of a sentence that stand where someone acts, not as places and not as adjectives."""
    others = {found.start for found in others_of_list(reading)}
    return [
        found
        for found in reading.named("country")
        if found.start not in others
        and _acts(reading, found)
        and not is_present(reading, found)
        and not is_likened(reading, found)
    ]


def _acts(reading: Reading, found: Found) -> bool:
    """Tell by the ending, or by the preposition, whether a country is a side here and not a place or an adjective."""
    document, lang = reading.document, reading.lang.partition("-")[0]
    if lang in _UNSPACED and any(found.end == place.start for place in reading.named("place")):
        return False  # 乌兹别克斯坦吉扎克州
    rest = _REST_OF_WORD.match(document, found.end)
    ending = rest[0] if rest else ""
    if lang in _PLACE_ENDINGS:
        passing = _UZBEK_PASSING.match(document, found.end + len(ending))
        if lang == "uz" and _UZBEK_FOR.match(document, found.end + len(ending)) and _ends_list(reading, found):
            return True
        people = lang == "uz" and (
            _UZBEK_PEOPLE.match(ending)
            or _UZBEK_OF.match(document, found.end + len(ending))
            or is_adjective(found, lang)
        )
        return not (passing or people or _PLACE_ENDINGS[lang].match(ending)) and found.surface[:1].isupper()
    before = document[max(reading.sentence.start, found.start - _HEADS_REACH) : found.start]
    if _HEADS_BEFORE.search(before):
        return not is_adjective(found, lang)
    placed = _PLACE_BEFORE.search(before) and not _PARTNER_BEFORE.search(before)
    if (
        placed
        or _in_passing(reading, found)
        or _APART_BEFORE.search(before)
        or ending.startswith(("'s", "’s"))
        or is_adjective(found, lang)
    ):
        return False
    return lang != "ru" or _is_russian_side(found.surface.split()[-1] + ending)


def _ends_list(reading: Reading, found: Found) -> bool:
    """Tell whether a country ends a list, behind which stands who acts for all: X va Y prezidentlari."""
    named = [country for country in reading.named("country") if country.start <= found.start]
    between = [reading.document[one.end : other.start] for one, other in pairwise(named[-_LISTED:])]
    return len(between) == _LISTED - 1 and all(_LINK.fullmatch(words) for words in between)


def _in_passing(reading: Reading, found: Found) -> bool:
    """Tell whether a country is only in what happened before: since China curbed exports, after Niger's setback."""
    if not _SINCE_BEFORE.search(reading.document, max(reading.sentence.start, found.start - _SINCE_REACH), found.start):
        return False
    acts = [word for word in reading.of("action", "sign", "agree", "join") if word.start > found.end]
    return not any(reading.same_clause(found, act) for act in acts)


def _is_russian_side(word: str) -> bool:
    """Tell a nominative or instrumental from a genitive or a place: Узбекистан, с Узбекистаном, not Узбекистана."""
    return word.isupper() or not word.endswith(_OBLIQUE) or word.endswith(_SUBJECT)


def is_adjective(found: Found, lang: str) -> bool:
    """Tell whether a country stands as an adjective: Turkish, узбекский, usbekisch."""
    word = found.surface.lower()
    if lang in ("en", "fr", "de", "it"):
        return bool(_LATIN_DEMONYM.search(word)) and not _STAN.search(word)
    return bool(_DEMONYM.search(word))
