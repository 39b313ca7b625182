"""What a reported step or a known deal shows to the matcher: parties, countries, minerals, sums and when it moved."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pipeline.lexicon import HOME, lexicon
from pipeline.resolution.ladder import ENDS
from pipeline.resolution.parties import is_arm, is_written_otherwise, sound, standing

GENERIC = {"critical-minerals", "rare-metals"}
COMMON = {"uranium", "copper", "gold", "silver"}
_USUAL = GENERIC | COMMON
FACTS = ("parties", "countries", "minerals", "places", "values", "follows", "beside", "types")
_PARTS = ("region", "town")
_CAPITAL = "toshkent"
STRAY = 0.2  # a smaller share of the reports is a stray mention


class Milestone(NamedTuple):
    """A stage and the days between which it was reached."""

    stage: str
    first: dt.date
    last: dt.date
    share: float = 1.0  # of the deal's reports

    @property
    def exact(self) -> bool:
        """Tell whether the day is known."""
        return self.first == self.last


class Span(NamedTuple):
    """A milestone with its days as numbers, which are compared faster."""

    stage: str
    first: int
    last: int
    share: float


class Traits(NamedTuple):
    """What follows from the facts of a step or a deal."""

    counterparts: dict[str, float]  # the bodies that make the deal distinct: no state and no Uzbek body
    home: dict[str, float]  # the Uzbek bodies that are no part of the state
    strangers: list[str]  # parties that no lexicon holds, and that may be met again in another spelling
    signs: set[bool]  # whether the counterparts' names are written in signs that stand for no sounds
    unusual: set[str]  # minerals that few deals are about
    assets: dict[str, float]  # places that are the asset itself
    regions: set[str]  # regions and towns at home where no papers are signed
    deal_type: str | None  # the one that most reports state
    lexical: set[str]  # the counterparts that the lexicon holds
    partners: dict[str, float]  # the counterparts that are more than stray mentions ...
    known: dict[str, float]  # ... and those of them that the lexicon holds
    houses: dict[str, float]  # of the bodies at home those that are more than stray mentions
    ministries: tuple[bool, bool]  # whether there are any, and any that are more
    governments: frozenset[str]  # states from abroad that are in it
    firms: bool  # whether a counterpart is no arm of a state
    named: tuple[set[str], set[str]]  # minerals that are no class: all, and those that are more than stray mentions
    sides: int  # countries that are more than stray mentions
    spans: list[Span]  # the milestones
    ended: int | None  # the earliest day on which it had ended


@dataclass
class View:
    """Each fact with the share of reports that state it; one that was compared is never changed again."""

    parties: dict[str, float] = field(default_factory=dict)
    countries: dict[str, float] = field(default_factory=dict)
    minerals: dict[str, float] = field(default_factory=dict)
    places: dict[str, float] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    follows: dict[str, float] = field(
        default_factory=dict
    )  # months and days when papers were made that it goes on with
    beside: dict[str, float] = field(default_factory=dict)  # a venture of it and its owners, where they are no sides
    types: dict[str, float] = field(default_factory=dict)
    milestones: list[Milestone] = field(default_factory=list)
    born: dt.date | None = None  # earliest day known of it; None for a step recalled without a date

    def standing(self, *kinds: str) -> dict[str, float]:
        """Return the parties of these standings."""
        return {party: share for party, share in self.parties.items() if standing(party) in kinds}

    def stored(self) -> dict[str, Any]:
        """Return the view as the JSON object of ``Deal.shown``."""
        reached = [[one.stage, one.first.isoformat(), one.last.isoformat(), one.share] for one in self.milestones]
        facts = {name: getattr(self, name) for name in FACTS}
        return facts | {"milestones": reached, "born": self.born.isoformat() if self.born else None}

    @classmethod
    def restored(cls, shown: Mapping[str, Any]) -> "View":
        """Return the view that ``stored`` wrote."""
        day = dt.date.fromisoformat
        reached = [Milestone(stage, day(first), day(last), share) for stage, first, last, share in shown["milestones"]]
        born = day(shown["born"]) if shown["born"] else None
        return cls(**{name: shown.get(name, {}) for name in FACTS}, milestones=reached, born=born)

    @cached_property
    def traits(self) -> Traits:
        """Return what follows from the facts: found when it is first asked, for one view is compared with many."""
        counterparts, home = self.standing("foreign", "bank", "unknown"), self.standing("home")
        ministries, partners = self.standing("home-state"), solid(counterparts)
        spans = [Span(one.stage, one.first.toordinal(), one.last.toordinal(), one.share) for one in self.milestones]
        return Traits(
            counterparts=counterparts,
            home=home,
            strangers=[party for party in self.parties if sound(party)],
            signs={is_written_otherwise(party) for party in counterparts},
            unusual=self.minerals.keys() - _USUAL,
            assets={place: share for place, share in self.places.items() if is_asset(place)},
            regions={place for place in self.places if is_region(place)},
            deal_type=max(self.types, key=self.types.__getitem__, default=None),
            lexical={party for party in counterparts if standing(party) != "unknown"},
            partners=partners,
            known={party: share for party, share in partners.items() if standing(party) != "unknown"},
            houses=solid(home),
            ministries=(bool(ministries), bool(solid(ministries))),
            governments=frozenset(self.standing("state")),
            firms=not all(map(is_arm, counterparts)),
            named=(self.minerals.keys() - GENERIC, solid(self.minerals).keys() - GENERIC),
            sides=len(solid(self.countries)),
            spans=spans,
            ended=min((one.last for one in spans if one.stage in ENDS), default=None),
        )


def solid(shares: Mapping[str, float]) -> dict[str, float]:
    """Return the facts that are more than a stray mention."""
    return {value: share for value, share in shares.items() if share >= STRAY}


def is_region(place: str) -> bool:
    """Tell whether the place is a part of Uzbekistan, but the capital, where papers are signed."""
    term = lexicon().terms.get(place)
    return term is not None and term.type in _PARTS and term.country == HOME and place != _CAPITAL


def is_asset(place: str) -> bool:
    """Tell whether the place is a deposit or a stretch of one country: the asset itself and no place of ceremony."""
    term = lexicon().terms.get(place)
    return term is not None and (term.type == "deposit" or (term.type == "area" and term.country is not None))
