"""The sentences of a step come in; the bodies that take it go out, and the states they come from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.facts import Fact
from pipeline.lexicon import lexicon
from pipeline.reading import Reading
from pipeline.tag import Found

HOME = "UZ"
_BYSTANDERS = ("media", "forum", "programme")
_SOURCE_REACH = 18  # characters between a body and the word that makes it a source
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|to|into|from|across|within|at|near|outside|of|for|"
    r"в|во|из|на|по|для|территории|en|au|aux|in|nach|aus|nel|nella|dal|dall)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_PARTNER_BEFORE = re.compile(
    r"\b(?:with|between|and|с|со|между|и|bilan|va|mit|und|zwischen|avec|et|entre|con|tra)\s+(?:the\s+)?$", re.IGNORECASE
)
_UZBEK_PLACE = re.compile(r"^['’‘ʻ`´-]?(?:ning|ga|ka|qa|da|dan|dagi|lik|нинг|га|ка|қа|да|дан|даги|лик)", re.IGNORECASE)
_TURKISH_PLACE = re.compile(r"^['’]?(?:[dt][ae]n?|[dt][ae]ki|[yn]?[ae]|n?[iıuü]n|l[iıuü])\b", re.IGNORECASE)
_KAZAKH_PLACE = re.compile(
    r"^(?:да|де|та|те|дан|ден|тан|тен|ға|ге|қа|ке|ның|нің|дың|дің|тың|тің|дағы|дегі)", re.IGNORECASE
)
_RUSSIAN_NOUN = re.compile(r"^(?:|ом|ем|ей|ой|ией)$")
_LATIN_DEMONYM = re.compile(r"(?:ish|ese|ean|ian|[^aei]an|ch|bek|akh|yz|jik|ais[e]?s?|ois[e]?s?|isch\w*)$")
_STAN = re.compile(r"(?:stan|japan|jordan|iran|oman|sudan|azerbaijan|taiwan|tan)$")
_VERB_LAST = ("uz", "tr", "ko", "ja", "kk", "zh")


@dataclass(frozen=True)
class Bound:
    """The bodies of a step, and the states that are counterparts even where no body of theirs is named."""

    parties: tuple[Fact, ...]
    countries: tuple[Fact, ...]


def body_type(found: Found) -> str | None:
    """Return what the lexicon says a body is; None for a name it does not hold."""
    terms = lexicon().terms
    return terms[found.term].type if found.term in terms else None


def is_association(found: Found, reading: Reading) -> bool:
    """Tell whether a body is one that others join, by the lexicon or by its name."""
    known = body_type(found)
    if known is not None:
        return known == "association"
    return any(found.start <= word.start and word.end <= found.end for word in reading.of("role", "association"))


def bodies(reading: Reading) -> list[Found]:
    """Return the bodies of a sentence that act in it: no sources, no bystanders."""
    return [
        found
        for found in reading.named("organisation")
        if body_type(found) not in _BYSTANDERS and not is_source(reading, found) and not is_present(reading, found)
    ]


def is_source(reading: Reading, found: Found) -> bool:
    """Tell whether a sentence names a body as where the news comes from."""
    if reading.title and reading.document[found.end : found.end + 3].strip('”"») ').startswith(":") and found.start < 3:  # noqa: PLR2004
        return True
    acts = reading.of("action", "sign", "agree", "join")
    for word in reading.of("role", "source"):
        if any(min(word.start, found.start) <= act.start < max(word.end, found.end) for act in acts):
            continue
        if reading.gap(word, found) <= _SOURCE_REACH and "." not in reading.document[found.end : word.start]:
            return True
    return False


def is_present(reading: Reading, found: Found) -> bool:
    """Tell whether a body or person is only said to have been there."""
    for word in reading.of("role", "presence"):
        behind = reading.lang.partition("-")[0] in _VERB_LAST
        first, second = (found, word) if behind else (word, found)
        between = [act for act in reading.of("action", "sign", "agree") if first.start < act.start < second.start]
        if first.start < second.start and not between:
            return True
    return False


def acting_states(reading: Reading) -> list[Found]:
    """Return the countries of a sentence that stand where someone acts, not as places and not as adjectives."""
    return [found for found in reading.named("country") if _acts(reading, found) and not is_present(reading, found)]


def _acts(reading: Reading, found: Found) -> bool:
    document, lang = reading.document, reading.lang.partition("-")[0]
    before = document[max(reading.sentence.start, found.start - 25) : found.start]
    rest = re.match(r"[\w'’‘ʻ`´-]*", document[found.end : found.end + 20])
    ending = rest[0] if rest else ""
    if lang == "uz":
        return not _UZBEK_PLACE.match(ending) and found.surface[:1].isupper() and not ending.startswith(("lik", "лик"))
    if lang == "tr":
        return not _TURKISH_PLACE.match(ending) and found.surface[:1].isupper()
    if lang == "kk":
        return not _KAZAKH_PLACE.match(ending)
    if _PLACE_BEFORE.search(before) and not _PARTNER_BEFORE.search(before):
        return False
    if lang == "ru":
        return _russian_actor(found)
    if ending.startswith(("'s", "’s")):
        return False
    return not is_adjective(found, lang)


def _russian_actor(found: Found) -> bool:
    word = found.surface.split()[-1]
    if re.search(r"ск(?:ий|ая|ое|ие|ого|ой|ую|им|их|ими|ом|ому)$", word.lower()):
        return False
    return word.isupper() or not re.search(r"(?:а|е|у|ы|и)$", word) or word.endswith(("ия", "ия", "ай"))


def is_adjective(found: Found, lang: str) -> bool:
    """Tell whether a country stands as an adjective: Turkish, узбекский, usbekisch."""
    word = found.surface.lower()
    if lang in ("en", "fr", "de", "it"):
        return bool(_LATIN_DEMONYM.search(word)) and not _STAN.search(word)
    return bool(re.search(r"(?:ск(?:ий|ая|ое|ие|ого|ой|ую|им|их|ими|ом|ому)|lik|лик)$", word))


def home_country(found: Found, reading: Reading) -> str | None:
    """Return where a body comes from: its own country, or the one named beside it."""
    if found.country:
        return found.country
    if body_type(found) is not None:
        return None
    near = [
        country
        for country in reading.named("country")
        if (0 <= found.start - country.end <= 40 or 0 <= country.start - found.end <= 12)
        and reading.gap(country, found) <= 40  # noqa: PLR2004
    ]
    best = min(near, key=lambda country: reading.gap(country, found), default=None)
    return best.country if best else None


def companies_of(reading: Reading) -> list[Found]:
    """Return the countries that stand before a word for company or partner: US firms, турецкая компания."""
    return [
        country
        for country in reading.named("country")
        if country.country != HOME
        and any(0 <= word.start - country.end <= 22 for word in reading.of("role", "company"))  # noqa: PLR2004
    ]


def unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Keep the first fact of each value."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(fact.value, fact)
    return tuple(seen.values())


def parties(readings: Sequence[Reading], deal_type: str) -> Bound:
    """Bind the bodies and states of a step told by these sentences, the most telling first."""
    named = [(found, reading) for reading in readings for found in bodies(reading)]
    if deal_type != "membership":
        named = [(found, reading) for found, reading in named if not is_association(found, reading)]
    own = {found.country for found, _ in named if not found.term.endswith("-gov")} - {None}
    facts = [
        _party(found, reading)
        for found, reading in named
        if not (found.term.endswith("-gov") and found.country in own and found.country == HOME)
    ]
    states = [found for reading in readings for found in acting_states(reading)]
    if deal_type != "membership":
        taken = own | {found.country for found, _ in named}
        facts += [
            Fact(f"{(found.country or '').lower()}-gov", found.start, found.end, {"role": "state"})
            if found.country != "EU"
            else Fact("eu", found.start, found.end, {"role": "state"})
            for found in states
            if found.country not in taken
        ]
        if not any(home_country(found, reading) == HOME for found, reading in named) and not any(
            fact.value == "uz-gov" for fact in facts
        ):
            facts += _home_fallback(readings)
    return Bound(unique(facts), _countries(named, facts, readings))


def _party(found: Found, reading: Reading) -> Fact:
    known = body_type(found)
    role = {"association": "association", "bank": "lender", "ministry": "state", "government": "state"}.get(
        known or "", "party"
    )
    return Fact(
        found.term,
        found.start,
        found.end,
        {"role": role, "country": home_country(found, reading), "name": found.surface},
    )


def _home_fallback(readings: Sequence[Reading]) -> list[Fact]:
    """Where no Uzbek body acts, take the one that reports the step, else the president as the state."""
    for reading in readings:
        for found in reading.named("organisation"):
            if found.country == HOME and body_type(found) not in _BYSTANDERS and not found.term.endswith("-gov"):
                return [Fact(found.term, found.start, found.end, {"role": "party", "country": HOME})]
    for reading in readings:
        for found in [*reading.named("organisation"), *reading.named("person"), *reading.named("country")]:
            if found.country == HOME and found.term != "uza":
                return [Fact("uz-gov", found.start, found.end, {"role": "state", "country": HOME})]
    return []


def _countries(
    named: Sequence[tuple[Found, Reading]], facts: Sequence[Fact], readings: Sequence[Reading]
) -> tuple[Fact, ...]:
    """Return the counterpart states: where the bodies come from; an association counts where its country is named."""
    found_countries: list[Fact] = []
    kept = {fact.value for fact in facts}
    for found, reading in named:
        country = home_country(found, reading)
        if found.term not in kept or country in (None, HOME):
            continue
        if is_association(found, reading) and country != "EU" and not _beside(reading, found, country):
            continue
        found_countries.append(Fact(country or "", found.start, found.end))
    found_countries += [
        Fact(fact.value.removesuffix("-gov").upper(), fact.start, fact.end)
        for fact in facts
        if fact.detail.get("role") == "state" and (fact.value.endswith("-gov") or fact.value == "eu")
    ]
    if not [fact for fact in found_countries if fact.value != HOME]:
        found_countries += [
            Fact(found.country or "", found.start, found.end) for reading in readings for found in companies_of(reading)
        ]
    return unique(fact for fact in found_countries if fact.value not in (HOME, ""))


def _beside(reading: Reading, found: Found, country: str | None) -> bool:
    return any(
        mention.country == country and reading.gap(mention, found) <= 25  # noqa: PLR2004
        for mention in reading.named("country")
    )
