"""A sentence comes in; the bodies and states that act in it go out, apart from sources, bystanders and places."""

import re
from dataclasses import replace

from pipeline.attending import acts_behind
from pipeline.deal_words import Word
from pipeline.lexicon import HOME, lexicon
from pipeline.origin import is_cut_off
from pipeline.pacts import others_of_list
from pipeline.reading import Reading, once
from pipeline.tag import Found

BYSTANDERS = ("media", "forum", "programme")
_ORIGIN_BEFORE, _ORIGIN_BEHIND = 40, 12  # characters: the Turkish company Esan; Neo (Canada)
_HEADS_REACH = 90  # characters
_FORMER_REACH = 24  # characters before a body in which a word for former times may stand
_SOURCE_REACH = 18  # characters between a body and the word that makes it a source
_SAYS_OF_ITSELF = re.compile(  # the firm said on 17 June it has put on hold
    r"(?:said|says|announced|announces|reported|reports|confirmed|told)\b[^.;:]{0,40}?\b(?:it|its|they|their|to have)\b"
)
_CONSENT_REACH = 12  # characters between a body and the word by which it allows a deal
_FORMER = re.compile(  # the name that a side, or its site, once had
    r"(?:\b(?:former|formerly|formerly known as|previously|once called|ehemalig\w*|vormals|früher\w*|anciennement|"
    r"l['’]ancien(?:ne)?|già|ранее|прежде|бывш\w+|sobiq|avvalgi|ilgarigi|собиқ|аввалги|илгариги|eski adıyla|"
    r"бұрынғы)|原|旧)[ :]*[«“\"„]?$",
    re.IGNORECASE,
)
_SOURCE_ASIDE = re.compile(r"[^.;:!?\n]{0,45}\b(?:в|во|у)\s(?:[\w-]+\s){0,3}«?")  # сообщили агентству в концерне «X»
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|to|into|from|across|through|via|within|at|near|outside|of|for|"
    r"в|во|из|на|по|для|через|территории|территорию|en|au|aux|in|nach|aus|nel|nella|dal|dall)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_APART_BEFORE = re.compile(  # investors beyond Russia and China
    r"\b(?:beyond|besides|unlike|than|кроме|помимо|außer|outre)\s+(?:the\s+)?"
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
_WITH = re.compile(r"\s(?:bilan|va|hamda|билан|ва|ҳамда|и|с|со|мен|пен|бен)\s")
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
_LATIN_DEMONYM = re.compile(r"(?:ish|ese|ean|ian|[^aei]an|ch|bek|akh|yz|jik|ais[e]?s?|ois[e]?s?|isch\w*)$")
_STAN = re.compile(r"(?:stan|japan|jordan|iran|oman|sudan|azerbaijan|taiwan|tan)$")
_BANK = re.compile(
    r"bank(?![a-z])|банк|银行|은행|銀行|(?:corporation|fund) for (?:the )?development|"
    r"development (?:bank|fund|finance)|export (?:development|credit|finance|insurance)|exim",
    re.IGNORECASE,
)
_PLACE_ENDINGS = {"uz": _UZBEK_PLACE, "tr": _TURKISH_PLACE, "kk": _KAZAKH_PLACE}
_VERB_LAST = ("uz", "tr", "ko", "ja", "kk", "zh")


def body_type(found: Found) -> str | None:
    """Return what the lexicon says a body is; None for a name it does not hold."""
    terms = lexicon().terms
    return terms[found.term].type if found.term in terms else None


def is_bank(found: Found) -> bool:
    """Tell whether a body lends, by the lexicon or by its name."""
    if body_type(found) is not None and found.country == HOME:
        return body_type(found) == "bank"
    return body_type(found) == "bank" or bool(_BANK.search(found.surface))


def is_association(found: Found, reading: Reading) -> bool:
    """Tell whether a body is one that others join, by the lexicon or by its name."""
    known = body_type(found)
    if known is not None:
        return known == "association"
    return any(found.start <= word.start < found.end for word in reading.of("role", "association"))


def is_joinable(found: Found, reading: Reading) -> bool:
    """Tell whether a body is one that can be joined: an association, or an institute that has members."""
    return is_association(found, reading) or body_type(found) == "institute"


@once
def bodies(reading: Reading) -> list[Found]:
    """Return the bodies of a sentence that act in it: no sources, no bystanders."""
    takers = bool(reading.of("role", "taker"))
    return [
        found
        for found in reading.named("organisation")
        if body_type(found) not in BYSTANDERS
        and not is_source(reading, found)
        and not is_aside(reading, found)
        and (takers or not is_present(reading, found))
    ]


def as_state(found: Found, reading: Reading) -> Found:
    """Take an unlisted ministry for the state that it acts for: the one beside it, or the only one that is named."""
    ministry = found.term.startswith("x:") and any(
        found.start <= word.start < found.end for word in reading.of("role", "minister")
    )
    if not ministry:
        return found
    abroad = {country.country for country in reading.named("country")} - {HOME}
    country = home_country(found, reading) or (abroad.pop() if len(abroad) == 1 else None)
    if country in (HOME, None):
        return found
    term = "eu" if country == "EU" else f"{str(country).lower()}-gov"
    return replace(found, term=term, country=country)


def is_source(reading: Reading, found: Found) -> bool:
    """Tell whether a sentence names a body as where the news comes from."""
    if reading.title and reading.document[found.end : found.end + 3].strip('”"») ').startswith(":") and found.start < 3:  # noqa: PLR2004
        return True
    if reading.of("modality", "denial") or (body_type(found) == "ministry" and _licenses(reading)):
        return False
    acts = reading.of("action", "sign", "agree", "join")
    for word in reading.of("role", "source"):
        if any(min(word.start, found.start) <= act.start < max(word.end, found.end) for act in acts):
            continue
        itself = found.end <= word.start and _SAYS_OF_ITSELF.match(reading.document, word.start)
        near = reading.gap(word, found) <= _SOURCE_REACH or _told_in(reading, word, found)
        if near and reading.same_clause(word, found) and not itself:
            return True
    return False


def _told_in(reading: Reading, word: Word, found: Found) -> bool:
    """Tell whether somebody in a body told the news to a paper that is named first: сообщили агентству в концерне."""
    return reading.lang == "ru" and bool(
        _SOURCE_ASIDE.fullmatch(reading.document, word.end, max(word.end, found.start))
    )


def is_aside(reading: Reading, found: Found) -> bool:
    """Tell whether a body only says nothing of the deal, only allows it to others, or is a name of former times."""
    if reading.of("role", "silent") or _FORMER.search(
        reading.document, max(0, found.start - _FORMER_REACH), found.start
    ):
        return True
    behind = reading.lang.partition("-")[0] in _VERB_LAST
    return any(
        (found.end <= word.start) == behind
        and reading.gap(word, found) <= _CONSENT_REACH
        and reading.same_clause(word, found)
        for word in reading.of("role", "consent")
    )


def _licenses(reading: Reading) -> bool:
    """Tell whether a right is given: who tells of it is the one who gives it."""
    return bool(reading.of("instrument", "licence") and reading.of("action", "award", "give"))


def is_present(reading: Reading, found: Found) -> bool:
    """Tell whether a body or person is only said to have been there."""
    for word in reading.of("role", "presence"):
        behind = reading.lang.partition("-")[0] in _VERB_LAST
        first, second = (found, word) if behind else (word, found)
        between = [act for act in reading.of("action", "sign", "agree") if first.start < act.start < second.start]
        if first.start < second.start and not between and (behind or not acts_behind(reading, word, found)):
            return True
    return False


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
    if not _SINCE_BEFORE.search(
        reading.document, max(reading.sentence.start, found.start - _ORIGIN_BEHIND), found.start
    ):
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


def home_country(found: Found, reading: Reading) -> str | None:
    """Return where a body comes from: its own country, or the one named beside it."""
    if found.country:
        return found.country
    if body_type(found) is not None:
        return None
    near = [
        country
        for country in reading.named("country")
        if (0 <= found.start - country.end <= _ORIGIN_BEFORE and not is_cut_off(reading.document, country, found.start))
        or (0 <= country.start - found.end <= _ORIGIN_BEHIND and _is_said_of(reading, found, country))
    ]
    best = min(near, key=lambda country: reading.gap(country, found), default=None)
    return best.country if best else None


def _is_said_of(reading: Reading, found: Found, country: Found) -> bool:
    """Tell whether a country behind a body is where it comes from: no verb and no ending of a subject parts them."""
    between = reading.document[found.end : country.start]
    if reading.lang.partition("-")[0] in _VERB_LAST and not between.lstrip().startswith(("(", "（")):
        return False
    if _WITH.search(reading.document, found.end, country.start):
        return False
    return not any(found.end <= word.start and word.end <= country.start for word in reading.of("action"))


@once
def companies_of(reading: Reading) -> list[Found]:
    """Return the countries that stand before a word for company or partner: US firms, турецкая компания."""
    return [
        country
        for country in reading.named("country")
        if country.country != HOME
        and any(0 <= word.start - country.end <= 22 for word in reading.of("role", "company"))  # noqa: PLR2004
    ]
