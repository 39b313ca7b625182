"""A sentence comes in; the countries that act in it go out, apart from places, adjectives and markets."""

import re

from pipeline.tag import Found
from pipeline.understanding.actors import is_present
from pipeline.understanding.pacts import others_of_list
from pipeline.understanding.reading import Reading, once

_HEADS_REACH, _SINCE_REACH = 90, 12  # characters
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|to|into|from|across|through|via|within|at|near|outside|of|for|"
    r"в|во|из|на|по|для|через|территории|территорию|en|au|aux|in|nach|aus|nel|nella|dal|dall)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_APART_BEFORE = re.compile(  # investors beyond Russia and China
    r"\b(?:beyond|besides|unlike|than|border with|frontier with|dispute with|кроме|помимо|außer|outre)\s+(?:the\s+)?"
    r"(?:[A-ZА-ЯЁ][\w-]+(?:,|\s+and|\s+or|\s+и|\s+или|\s+und|\s+et)\s+)*$"
)
_SINCE_BEFORE = re.compile(r"\b(?:since|after|because|while|when|as)\s+$", re.IGNORECASE)
_PARTNER_BEFORE = re.compile(
    r"\b(?:with|between|and|с|со|между|и|bilan|va|mit|und|zwischen|avec|et|entre|con|tra)\s+(?:the\s+)?$", re.IGNORECASE
)
_HEADS_BEFORE = re.compile(  # the leaders of Kazakhstan, Kyrgyzstan and Tajikistan are sides, each of them
    r"\b(?:leaders|presidents|heads of state|governments|ministers|главы|(?:лидер|президент|министр)(?:ы|ов|ам|ами))\s+"
    r"(?:(?:of|from)\s+)?(?:the\s+)?(?:[A-ZА-ЯЁ][\w-]+(?:,|\s+and|\s+и|,\s+and)\s+)*$"
)
_UZBEK_PLACE = re.compile(r"^['’‘ʻ`´-]?(?:ning|ga|ka|qa|da|dan|dagi|lik|нинг|га|ка|қа|да|дан|даги|лик)", re.IGNORECASE)
_UZBEK_PASSING = re.compile(r"\s+(?:orqali|hudud|орқали|ҳудуд)")
_UZBEK_PEOPLE = re.compile(r"^(?:lar|лар)")  # Koreyslar are not their state
# Fransiya nasoslari are pumps, Koreya agentligi an agency of that country.
_OF_KIND = (
    "sarmoyador|investor|mutaxassis|olim|muhandis|geolog|uskuna|texnolog|agentlig|bank|kompaniya|korxona|fond|jamg|firma|"
    "сармоядор|инвестор|мутахассис|олим|муҳандис|геолог|ускуна|технолог|агентлиг|банк|компания|корхона|фонд|жамғ|фирма"
)
_UZBEK_OF = re.compile(
    rf"\s(?!barcha|hamma|барча|ҳамма)(?:\w+(?:lari|лари)(?!\w)|{_OF_KIND})"
)  # Fransiya nasoslari: pumps of France
_TURKISH_PLACE = re.compile(r"^['’]?(?:[dt][ae]n?|[dt][ae]ki|[yn]?[ae]|n?[iıuü]n|l[iıuü])\b", re.IGNORECASE)
_KAZAKH_PLACE = re.compile(
    r"^(?:да|де|та|те|дан|ден|тан|тен|ға|ге|қа|ке|ның|нің|дың|дің|тың|тің|дағы|дегі)", re.IGNORECASE
)
_REST_OF_WORD = re.compile(r"[\w'’‘ʻ`´-]{0,20}")
_LATIN_DEMONYM = re.compile(
    r"(?:swiss|greek|thai|slovak|cypriot|argentine|filipino|"
    r"(?:kuwait|oman|qatar|saud|emirat|israel|pakistan|iraq|bahrain|azer|stan)i|ish|ese|ean|ian|[^aei]an|ch|bek|akh|yz|jik|ais[e]?s?|ois[e]?s?|isch\w*)$"
)
_STAN = re.compile(r"(?:stan|japan|jordan|iran|oman|sudan|azerbaijan|taiwan|tan)$")
_PLACE_ENDINGS = {"uz": _UZBEK_PLACE, "tr": _TURKISH_PLACE, "kk": _KAZAKH_PLACE}


@once
def acting_states(reading: Reading) -> list[Found]:
    """Return the countries of a sentence that stand where someone acts, not as places and not as adjectives."""
    others = {found.start for found in others_of_list(reading)}
    return [
        found
        for found in reading.named("country")
        if found.start not in others and _acts(reading, found) and not is_present(reading, found)
    ]


def _acts(reading: Reading, found: Found) -> bool:
    """Tell by the ending, or by the preposition, whether a country is a side here and not a place or an adjective."""
    document, lang = reading.document, reading.lang.partition("-")[0]
    rest = _REST_OF_WORD.match(document, found.end)
    ending = rest[0] if rest else ""
    if lang in _PLACE_ENDINGS:
        passing = _UZBEK_PASSING.match(document, found.end + len(ending))
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


def _in_passing(reading: Reading, found: Found) -> bool:
    """Tell whether a country is only in what happened before: since China curbed exports, after Niger's setback."""
    if not _SINCE_BEFORE.search(reading.document, max(reading.sentence.start, found.start - _SINCE_REACH), found.start):
        return False
    acts = [word for word in reading.of("action", "sign", "agree", "join") if word.start > found.end]
    return not any(reading.same_clause(found, act) for act in acts)


def _is_russian_side(word: str) -> bool:
    """Tell a nominative or instrumental from a genitive or a place: Узбекистан, с Узбекистаном, not Узбекистана."""
    return word.isupper() or not word.endswith(("а", "е", "у", "ы", "и")) or word.endswith(("ия", "ай"))


def is_adjective(found: Found, lang: str) -> bool:
    """Tell whether a country stands as an adjective: Turkish, узбекский, usbekisch."""
    word = found.surface.lower()
    if lang in ("en", "fr", "de", "it"):
        return bool(_LATIN_DEMONYM.search(word)) and not _STAN.search(word)
    return bool(re.search(r"(?:[сц]к(?:ий|ая|ое|ие|ого|ой|ую|им|их|ими|ом|ому)|lik|лик)$", word))
