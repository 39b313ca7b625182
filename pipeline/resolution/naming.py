"""A deal's facts come in; the key it is known by and the title a reader sees go out."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.resolution.parties import UNKNOWN, name_of, standing
from pipeline.resolution.view import GENERIC
from pipeline.words.fold import fold

_SLUG = re.compile(r"[^a-z0-9]+")
_ORDER = ("home", "venture", "foreign", "bank", "unknown", "state", "home-state")
_LONGEST = 3  # parties or minerals spelt out
TYPES = {
    "intergovernmental": "agreement of states",
    "membership": "membership",
    "framework": "cooperation",
    "exploration": "exploration",
    "licence": "licence",
    "joint_venture": "joint venture",
    "equity": "stake",
    "offtake": "sale of minerals",
    "financing": "financing",
    "construction": "construction",
    "supply": "equipment and services",
    "technology": "technology",
}


def type_called(typed: str) -> str | None:
    """Return the type that somebody means by its id or by the words that are shown for it."""
    wanted = fold(typed.strip(), "en").text.replace("-", " ").replace("_", " ")
    return next((name for name, words in TYPES.items() if wanted in {name.replace("_", " "), words}), None)


def slug(parties: Iterable[str], minerals: Sequence[str], deal_type: str, year: int) -> str:
    """Return a readable key: the most telling parties, a mineral, the kind of deal, the year."""
    names = [_latin(party.removeprefix(UNKNOWN).removesuffix("-gov")) for party in telling(parties)[:_LONGEST]]
    words = [*names, *specific(minerals)[:1], deal_type.replace("_", "-"), str(year)]
    return "-".join(filter(None, words))


def _latin(text: str) -> str:
    return _SLUG.sub("-", fold(text, "uz-Cyrl").text).strip("-")[:40]


def telling(parties: Iterable[str]) -> list[str]:
    """Return the parties that name the deal: Uzbek bodies, then counterparts; states only where a side has no other."""
    parties = sorted(parties, key=lambda party: (_ORDER.index(standing(party)), party))
    kinds = {party: standing(party) for party in parties}
    counterpart = {"foreign", "bank", "unknown"} & set(kinds.values())
    home = "home" in kinds.values()
    unneeded = {"home-state"} if home else set()
    unneeded |= {"state"} if counterpart else set()
    chosen = [party for party in parties if kinds[party] not in unneeded]
    return sorted(chosen, key=lambda party: not at_home(party))


def at_home(party: str) -> bool:
    """Tell whether a party stands on the Uzbek side of a deal."""
    return standing(party) in {"home", "home-state", "venture"}


def specific(minerals: Sequence[str]) -> list[str]:
    """Return the minerals named, or the class where there is no other."""
    return [mineral for mineral in minerals if mineral not in GENERIC] or list(minerals)


def title(parties: Sequence[tuple[str, str | None]], minerals: Sequence[str], deal_type: str) -> str:
    """Return the title of a deal, from its parties with the names they were met under, in order of support."""
    return _title(tuple(parties), tuple(minerals), deal_type)


@lru_cache(maxsize=500)  # a deal that is reported again mostly keeps it
def _title(parties: Sequence[tuple[str, str | None]], minerals: Sequence[str], deal_type: str) -> str:
    surfaces = dict(parties)
    chosen = telling(surfaces)
    home = [party for party in chosen if at_home(party)]
    others = [party for party in chosen if party not in home]
    sides = [_listed([name_of(party, surfaces[party]) for party in side]) for side in (home, others) if side]
    about = _listed([mineral.replace("-", " ") for mineral in specific(minerals)])
    words = TYPES.get(deal_type, deal_type)
    head = " – ".join(sides) or "Uzbekistan"
    return f"{head}: {words} ({about})" if about else f"{head}: {words}"


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _LONGEST
    return ", ".join(names[:_LONGEST]) + (f" and {rest} more" if rest > 0 else "")
