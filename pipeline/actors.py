"""The sentences of a step come in; the bodies that take it go out, and the states they come from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.facts import Fact
from pipeline.lexicon import lexicon
from pipeline.reading import Reading
from pipeline.tag import Found

HOME = "UZ"
_BYSTANDERS = ("media", "forum", "programme")
_BESIDE = 25
_SUMMIT = 4  # states in one sentence
_OPENING_SENTENCES = 6
_LEAD = 2  # paragraphs in which the sides of a step are named
_SOURCE_REACH = 18  # characters between a body and the word that makes it a source
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|to|into|from|across|through|via|within|at|near|outside|of|for|"
    r"в|во|из|на|по|для|через|территории|территорию|en|au|aux|in|nach|aus|nel|nella|dal|dall)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_PARTNER_BEFORE = re.compile(
    r"\b(?:with|between|and|с|со|между|и|bilan|va|mit|und|zwischen|avec|et|entre|con|tra)\s+(?:the\s+)?$", re.IGNORECASE
)
_UZBEK_PLACE = re.compile(r"^['’‘ʻ`´-]?(?:ning|ga|ka|qa|da|dan|dagi|lik|нинг|га|ка|қа|да|дан|даги|лик)", re.IGNORECASE)
_UZBEK_PASSING = re.compile(r"\s+(?:orqali|hudud|орқали|ҳудуд)")
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


def is_joinable(found: Found, reading: Reading) -> bool:
    """Tell whether a body is one that can be joined: an association, or an institute that has members."""
    return is_association(found, reading) or body_type(found) == "institute"


def bodies(reading: Reading) -> list[Found]:
    """Return the bodies of a sentence that act in it: no sources, no bystanders."""
    takers = bool(reading.of("role", "taker"))
    return [
        found
        for found in reading.named("organisation")
        if body_type(found) not in _BYSTANDERS
        and not is_source(reading, found)
        and (takers or not is_present(reading, found))
    ]


def is_source(reading: Reading, found: Found) -> bool:
    """Tell whether a sentence names a body as where the news comes from."""
    if reading.title and reading.document[found.end : found.end + 3].strip('”"») ').startswith(":") and found.start < 3:  # noqa: PLR2004
        return True
    acts = reading.of("action", "sign", "agree", "join")
    for word in reading.of("role", "source"):
        if any(min(word.start, found.start) <= act.start < max(word.end, found.end) for act in acts):
            continue
        if reading.gap(word, found) <= _SOURCE_REACH and reading.same_clause(word, found):
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
        passing = _UZBEK_PASSING.match(document, found.end + len(ending))
        return not (passing or _UZBEK_PLACE.match(ending)) and found.surface[:1].isupper()
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


def parties(told: Sequence[Reading], more: Sequence[Reading], everything: Sequence[Reading]) -> Bound:
    """Bind the bodies and states of a step: from the sentences that tell it, then from those that name its takers."""
    named = _named(told)
    known = {found.term for found, _ in named}
    named += [
        (found, reading)
        for reading in more
        for found in bodies(reading)
        if reading.of("role", "taker") or known & {body.term for body in bodies(reading)}
    ]
    named = [(found, reading) for found, reading in named if not is_association(found, reading)]
    in_told = [(found, reading) for found, reading in named if any(reading is teller for teller in told)]
    own = {home_country(found, reading) for found, reading in in_told if not _is_state_name(found)}
    facts = [_party(found, reading) for found, reading in named if not (_is_state_name(found) and found.country in own)]
    taken = (
        own
        | {found.country for found, _ in in_told}
        | {found.country for reading in told for found in companies_of(reading)}
    )
    facts += _states([reading for reading in told if reading.sentence.paragraph <= _LEAD] or told, taken)
    if not _foreign(facts) and not any(companies_of(reading) for reading in told):
        facts += _states(told, taken) or _states(everything[:_OPENING_SENTENCES], taken, present=True)
    facts += (
        _summit(everything, taken) if _foreign(facts) and all(fact.detail["role"] == "state" for fact in facts) else []
    )
    at_home = [fact for fact in facts if fact.detail.get("country") == HOME]
    if all(fact.detail.get("bare") for fact in at_home):
        speaker = _home(told, more, everything)
        if speaker and (speaker[0].value != "uz-gov" or not at_home):
            facts = [fact for fact in facts if fact not in at_home] + speaker
    else:
        facts = [fact for fact in facts if not (fact.detail.get("bare") and fact.detail.get("country") == HOME)]
    return Bound(unique(facts), _countries(named, facts, [*told, *more]))


def _summit(readings: Sequence[Reading], taken: set[str | None]) -> list[Fact]:
    """Return the states whose leaders a summit's opening sentences list: what it adopts, they all adopt."""
    for reading in readings[:_OPENING_SENTENCES]:
        states = {found.country: found for found in reading.named("country", "organisation") if _is_state(found)}
        if len(states) >= _SUMMIT and reading.of("role", "state"):
            return [_state(found) for country, found in states.items() if country not in taken]
    return []


def _is_state(found: Found) -> bool:
    return found.kind == "country" or _is_state_name(found) or found.term == "eu"


def membership(told: Sequence[Reading], everything: Sequence[Reading], joined: set[str]) -> Bound:
    """Bind the body that joins and the association joined; a country that a headline credits is neither."""
    named = _named(told)
    associations = [(found, reading) for found, reading in named if found.term in joined]
    joiners = [
        (found, reading)
        for found, reading in named
        if home_country(found, reading) == HOME and found.term not in joined
    ]
    if not joiners:
        joiners = [pair for pair in _named(everything) if pair[0].country == HOME and not _is_state_name(pair[0])][:1]
    pairs = [pair for pair in joiners if not _is_state_name(pair[0])] + associations
    facts = unique(_party(found, reading) for found, reading in pairs)
    return Bound(facts, _countries(pairs, facts, told))


def _named(readings: Sequence[Reading]) -> list[tuple[Found, Reading]]:
    return [(found, reading) for reading in readings for found in bodies(reading)]


def _is_state_name(found: Found) -> bool:
    return found.term.endswith("-gov")


def _foreign(facts: Sequence[Fact]) -> bool:
    return any(fact.detail.get("country") not in (HOME, None) for fact in facts)


def _states(readings: Sequence[Reading], taken: set[str | None], *, present: bool = False) -> list[Fact]:
    """Return the states that act by their countries' bare names, where no body of theirs is named."""
    return [
        _state(found)
        for reading in readings
        for found in (reading.named("country") if present else acting_states(reading))
        if found.country not in taken and (not present or reading.of("role", "state"))
    ]


def _state(found: Found) -> Fact:
    value = "eu" if found.country == "EU" else f"{(found.country or '').lower()}-gov"
    detail = {"role": "state", "country": found.country, "name": found.surface, "bare": True}
    return Fact(value, found.start, found.end, detail)


def _party(found: Found, reading: Reading) -> Fact:
    kinds = {
        "association": "association",
        "bank": "lender",
        "ministry": "state",
        "government": "state",
        "union": "state",
    }
    role = "state" if _is_state_name(found) else kinds.get(body_type(found) or "", "party")
    return Fact(
        found.term,
        found.start,
        found.end,
        {"role": role, "country": home_country(found, reading), "name": found.surface},
    )


def _home(told: Sequence[Reading], more: Sequence[Reading], everything: Sequence[Reading]) -> list[Fact]:
    """Where no Uzbek body acts, take the one that stands in the step's sentences, be it their source, else the state."""
    for readings in (told, more, everything[:_OPENING_SENTENCES]):
        for reading in readings:
            for found in reading.named("organisation"):
                if found.country == HOME and body_type(found) not in _BYSTANDERS and not _is_state_name(found):
                    return [_inferred(_party(found, reading))]
    for reading in [*told, *more, *everything[:_OPENING_SENTENCES]]:
        for found in [*reading.named("organisation"), *reading.named("person"), *reading.named("country")]:
            if found.country == HOME and body_type(found) not in _BYSTANDERS:
                role = {"role": "state", "country": HOME, "name": found.surface}
                return [_inferred(Fact("uz-gov", found.start, found.end, role))]
    return []


def _inferred(fact: Fact) -> Fact:
    """Mark a body that the text does not name as acting."""
    return replace(fact, detail={**fact.detail, "inferred": True})


def _countries(
    named: Sequence[tuple[Found, Reading]], facts: Sequence[Fact], readings: Sequence[Reading]
) -> tuple[Fact, ...]:
    """Return the counterpart states: where the bodies come from; an association counts where its country is named."""
    kept = {fact.value for fact in facts}
    origins: list[Fact] = []
    for found, reading in named:
        country = home_country(found, reading)
        shy = is_association(found, reading) and country != "EU" and not _beside(reading, found, country)
        if found.term in kept and country and not shy:
            origins.append(Fact(country, found.start, found.end))
    origins += [Fact(fact.detail["country"], fact.start, fact.end) for fact in facts if fact.detail["role"] == "state"]
    if not [fact for fact in origins if fact.value != HOME]:
        origins += [
            Fact(found.country or "", found.start, found.end) for reading in readings for found in companies_of(reading)
        ]
    if not [fact for fact in origins if fact.value != HOME]:
        abroad = [found for reading in readings for found in reading.named("country") if found.country != HOME]
        origins += [Fact(found.country or "", found.start, found.end) for found in abroad[:1]]
    return unique(fact for fact in origins if fact.value not in (HOME, ""))


def _beside(reading: Reading, found: Found, country: str | None) -> bool:
    return any(
        mention.country == country and reading.gap(mention, found) <= _BESIDE for mention in reading.named("country")
    )
