"""Mentions of countries come in; each goes out by its full name, and by a word of state as the state itself, a body."""

import re
from functools import lru_cache
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tagging.name_words import words
from pipeline.tagging.spellings import GRAMMAR, Mention
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("gap", "owner", "ministry", "foreign-affairs", "several", "before-state", "seated", "apart", "charge"),
)
_SEVERAL, _BEFORE_STATE = _WORDS.of_all("several"), _WORDS.of_all("before-state")
_GAP, _OWNER = _WORDS.of_all("gap"), _WORDS.of_all("owner")
_SEATED = _WORDS.of_all("seated")
_APART, _CHARGE = _WORDS.by_language("apart"), _WORDS.by_language("charge")
_REACH = 120  # characters before a country in which its ministry may begin
_MINISTRY, _FOREIGN_AFFAIRS = _WORDS.of_all("ministry"), _WORDS.of_all("foreign-affairs")
_STATE_BODIES = ("ministry", "government", "agency")


def states(text: str, lang: str, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with every "government of X", "X's embassy", "Ministry of ... of X" made one body, x-gov."""
    tongue = lang.partition("-")[0]
    mentions = [_in_full(text, mention, mentions, tongue) for mention in mentions]
    grown: list[Mention] = []
    for mention in mentions:
        if mention.kind == "country":
            left, right = _span(text, mention, tongue)
            grown.append(_state(text, mention, left, right, mentions))
    grown += _others(text, mentions, grown)
    return _without_overlaps(mentions, [state for state in grown if state.kind == "organisation"])


def _in_full(text: str, mention: Mention, mentions: list[Mention], lang: str) -> Mention:
    """Return a country with the words of its official name; nothing else is told in them."""
    if mention.kind != "country":
        return mention
    before, after = _official(lang)
    head = before.search(text, max(0, mention.left - _REACH), mention.left) if before else None
    tail = after.match(text, mention.right) if after else None
    left, right = head.start() if head else mention.left, tail.end() if tail else mention.right
    if any(other is not mention and other.left < right and left < other.right for other in mentions):
        return mention
    return mention._replace(left=left, right=right)


@lru_cache(maxsize=16)
def _official(lang: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    forms = GRAMMAR["official"].get(lang, {})
    before, after = forms.get("before"), forms.get("after")
    return re.compile(rf"(?:{before})\Z") if before else None, re.compile(after) if after else None


def _others(text: str, mentions: list[Mention], grown: list[Mention]) -> list[Mention]:
    """Return the countries whose state goes with another's: the Uzbek and Czech governments."""
    several = [
        state for state in grown if state.kind == "organisation" and _SEVERAL.search(text, state.left, state.right)
    ]
    return [
        _as_state(country, country.left, country.right)
        for country in mentions
        if country.kind == "country" and country.country is not None
        for state in several
        if country.right <= state.left and _BEFORE_STATE.fullmatch(text, country.right, state.left)
    ]


@lru_cache(maxsize=16)
def _patterns(lang: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    rules = GRAMMAR["state"].get(lang, {})
    portfolio = rules.get("portfolio", "")
    before, after = (rules.get(side, "").replace("{X}", portfolio) for side in ("before", "after"))
    last = f"(?s:.*)(?P<head>{before})"  # of two ministries the nearer
    return re.compile(last) if before else None, re.compile(after) if after else None


def _span(text: str, country: Mention, lang: str) -> tuple[int, int]:
    """Return how far the words of state reach on each side of a country."""
    before, after = _patterns(lang)
    owner = _OWNER.match(text, country.right)  # the president of Japan's X is one of X
    head = before.fullmatch(text, max(0, country.left - _REACH), country.left) if before and not owner else None
    head = head if head and _is_one_charge(head["head"], lang) else None
    tail = after.match(text, country.right) if after else None
    tail = tail if tail and _is_one_charge(tail[0], lang, behind=True) else None
    return head.start("head") if head else country.left, tail.end() if tail else country.right


def _is_one_charge(office: str, lang: str, *, behind: bool = False) -> bool:
    """Tell whether all that an "and" joins is of a ministry's charge, and nobody who signs with it.

    What an office before a country begins with is its own; ``behind`` one may stand whoever comes from there.
    """
    first, *further = _APART[lang].split(office) if lang in _APART else [office]
    named = [first, *further] if behind and further else further
    return all(word in _charges() or _CHARGE[lang].match(word) for part in named for word in part.split())


@lru_cache(maxsize=1)
def _charges() -> frozenset[str]:
    return frozenset(word.lower() for word in words("portfolios"))


def _state(text: str, country: Mention, left: int, right: int, mentions: list[Mention]) -> Mention:
    """Make the country a state unless its words reach into another country or a body that is its own."""
    if _own_ministry(text[left:right], country):
        return country
    if (left, right) == (country.left, country.right) or country.country is None:
        return _foreign_ministry(text, country, mentions)
    for other in mentions:
        if other is not country and other.left < right and left < other.right and not _yields(text, other, country):
            return country
    return _as_state(country, left, right)


def _own_ministry(words: str, country: Mention) -> bool:
    """Tell whether a ministry of Uzbekistan is meant, which acts by its own name; abroad it stands for its state."""
    return country.country == HOME and bool(_MINISTRY.search(words)) and not _FOREIGN_AFFAIRS.search(words)


def _yields(text: str, other: Mention, country: Mention) -> bool:
    """Tell whether a mention is only part of the state's name: a mineral, another's ministry, where an embassy is."""
    if other.kind in ("country", "place"):
        return _SEATED.match(text, other.right) is not None
    if other.kind == "organisation":
        return other.type in _STATE_BODIES and other.country != country.country
    return other.kind == "mineral"


def _foreign_ministry(text: str, country: Mention, mentions: list[Mention]) -> Mention:
    """Read "Қозоғистон Энергетика вазирлиги" as a body of Kazakhstan although the ministry is known as an Uzbek one."""
    for other in mentions:
        if other.country == country.country or other.left < country.right:
            continue
        owned = other.type == "agency" and other.country == HOME and _OWNER.fullmatch(text, country.right, other.left)
        if owned or (other.type == "ministry" and _GAP.fullmatch(text, country.right, other.left)):
            return _as_state(country, country.left, other.right)
    return country


def _as_state(country: Mention, left: int, right: int) -> Mention:
    code = str(country.country)
    term = "eu" if code == "EU" else f"{code.lower()}-gov"
    return country._replace(kind="organisation", type="government", term=term, left=left, right=right)


def _without_overlaps(mentions: list[Mention], states_: list[Mention]) -> list[Mention]:
    """Let each state take the place of what it grew from; of two that overlap the longer stays."""
    if not states_:
        return sorted(mentions, key=lambda mention: mention.left)
    chosen: list[Mention] = []
    for state in sorted(states_, key=lambda state: state.left - state.right):
        if not any(state.left < other.right and other.left < state.right for other in chosen):
            chosen.append(state)
    rest = [m for m in mentions if not any(m.left < s.right and s.left < m.right for s in chosen)]
    return sorted(rest + chosen, key=lambda mention: mention.left)
