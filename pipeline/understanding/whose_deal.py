"""A step and the opening of its text come in; whether it is Uzbekistan's, or others' between themselves, goes out."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.lexicon import HOME, lexicon
from pipeline.tag import Found
from pipeline.tagging.spellings import matcher
from pipeline.understanding.actors import type_of
from pipeline.understanding.facts import Fact, Step
from pipeline.understanding.opening import Opening
from pipeline.understanding.regions import is_of_many, is_of_region
from pipeline.words.fold import fold
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("carrier",))
_ENDING = ("action.suspend", "action.cancel")
WORKS = ("action.begin", "action.operate")  # on the ground
_AT_WORK = (*WORKS, *_ENDING)
_CARRIER = _WORDS.of_all("carrier")


def is_at_home(step: Step, found: Sequence[Found], lead: Opening) -> bool:
    """Tell whether the text opens with Uzbekistan, or names it soon and an Uzbek body takes the step."""
    news = [start for start in lead.homes if not any(span.start <= start < span.end for span in lead.recalling)]
    home = min(news, default=lead.upper)
    named = [fact for fact in step.parties if not is_inferred_state(fact)]
    firm = any(fact.detail.get("country") == HOME and fact.detail.get("role") == "party" for fact in named)
    joins = step.anchor.value == "action.join" and any(map(_is_named_state, step.parties))
    abroad = {fact.detail.get("country") for fact in step.parties} - {HOME, None}
    if lead.native and any(map(_is_unsaid, step.parties)):
        return True
    if home < lead.upper and (joins or is_of_region(step.countries) or is_of_many(step.parties)):
        return True
    early = (fact.detail.get("name", "") for fact in named if fact.start < lead.opening)
    if any(_is_named_after_home(name, lead.lang) for name in early):
        return True
    unsaid = any(fact.detail.get("country") is None for fact in step.parties)
    mined = any(one.start < lead.upper and _is_miner(one) for one in found)  # beside whom a firm of nowhere deals
    return (
        lead.soums or home < lead.opening or (home < lead.upper and (firm or (unsaid and mined)) and len(abroad) <= 1)
    )


def _is_miner(mention: Found) -> bool:
    """Tell whether a body that the lexicon holds for the country, or a deposit of it, is named."""
    listed = mention.kind == "organisation" and is_of_mining(mention.term)
    return mention.country == HOME and (listed or type_of(mention.term) == "deposit")


@lru_cache(maxsize=10_000)
def _is_named_after_home(name: str, written: str) -> bool:
    """Tell whether a body's name says that it is of the country too: Uzbek-Kyrgyz Development Fund."""
    langs = {"en" if name.isascii() else "ru", written} if name else ()
    terms = (hit.spelling.term for lang in langs for hit in matcher(lang).hits(fold(name, lang), name))
    return any(term.kind == "country" and term.country == HOME for term in terms)


def _is_named_state(fact: Fact) -> bool:
    """Tell whether a party is the country itself, by its name: one of the states that joined a forum."""
    return fact.value == "uz-gov" and not fact.detail.get("inferred")


def _is_unsaid(fact: Fact) -> bool:
    """Tell whether a party is one that Uzbek news need not say to be of the country: a firm, the government."""
    return fact.detail.get("country") is None or is_inferred_state(fact)


def is_of_others(step: Step, found: Sequence[Found], lead: Opening) -> bool:
    """Tell whether bodies of two other countries deal with each other and Uzbekistan is only named beside them."""
    acting = [
        fact
        for fact in step.parties
        if not (fact.detail.get("inferred") or (fact.detail.get("bare") and fact.start >= lead.headline))
    ]
    countries = {fact.detail.get("country") for fact in acting}
    firms = {fact.detail.get("country") for fact in step.parties if not is_inferred_state(fact)}
    lenders = all(fact.detail.get("role") == "lender" for fact in acting)  # who lend together lend to somebody else
    taken = HOME in firms and (lenders or lead.home)
    away = lead.lands - countries and not lead.told_home and HOME not in firms
    if any(_is_named_after_home(fact.detail.get("name", ""), lead.lang) for fact in acting):
        return False
    if _is_built_abroad(step, found, lead):
        return True
    several = len({fact.value for fact in acting}) > 1
    if several and (away or (None not in countries and _is_apart(step, lead) and HOME not in firms)):
        return True  # two firms sign in a third country, or in their own
    return HOME not in countries and len(countries - {None}) > 1 and not taken


def _is_built_abroad(step: Step, found: Sequence[Found], lead: Opening) -> bool:
    """Tell whether works that nobody of home takes part in are told of another land, which the headline names."""
    if (
        step.anchor.value not in _AT_WORK
        or not lead.lands
        or any(f.detail.get("country") == HOME for f in step.parties)
    ):
        return False
    if (lead.native or step.anchor.value in _ENDING) and any(map(_is_unsaid, step.parties)):
        return False
    told = next((span for span in lead.telling if span.start <= step.anchor.start < span.end), None)
    if not lead.told_home or told is None:
        return not lead.told_home
    own = {fact.detail.get("country") for fact in step.parties}
    named = {one.country for one in found if told.start <= one.start < told.end}
    return HOME not in named and bool((named & lead.lands) - own)


def _is_apart(step: Step, lead: Opening) -> bool:
    """Tell whether neither the headline nor the sentence that tells a step, within the opening, names the country."""
    told = next((span for span in lead.telling if span.start <= step.anchor.start < span.end), None)
    named = told and any(told.start <= start < told.end for start in lead.homes)
    return (
        told is not None
        and not named
        and not lead.home
        and HOME not in {fact.detail.get("country") for fact in step.parties}
    )


def only_carries(step: Step) -> bool:
    """Tell whether the only Uzbek side carries what others sell each other: a railway grants a discount on transit."""
    homes = [fact for fact in step.parties if fact.detail.get("country") == HOME and not is_inferred_state(fact)]
    return bool(homes) and all(_CARRIER.search(fact.detail.get("name", "")) for fact in homes)


def is_inferred_state(fact: Fact) -> bool:
    """Tell whether a party is the Uzbek state, which the text does not name as acting."""
    return bool(fact.detail.get("inferred")) and fact.value == "uz-gov"


def is_of_mining(term_id: str) -> bool:
    """Tell whether the lexicon holds a body and its business is not far wider than minerals."""
    term = lexicon().terms.get(term_id)
    return term is not None and not term.wider
