"""The figures of our behaviour towards hosts: policy.toml comes in, checked measures go out."""

import datetime as dt
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from crawler.sources.values import duration, nearest


class InvalidMeasure(Exception):
    """A figure of policy.toml cannot be used; correct the named key."""


@dataclass(frozen=True)
class _Block:
    """A table of policy.toml: every key is needed, no other is known."""

    @classmethod
    def of(cls, name: str, block: dict[str, Any]) -> Self:
        """Return the table's measures; raises InvalidMeasure naming the key."""
        known = {item.name: item.type for item in fields(cls)}
        for key in block:
            if key not in known:
                raise InvalidMeasure(f"policy.toml, [{name}]: unknown key {key!r}{nearest(key, known)}")
        for key in known:
            if key not in block:
                raise InvalidMeasure(f"policy.toml, [{name}]: the key {key!r} is missing")
        return cls(**{key: duration(block[key]) if known[key] == dt.timedelta else block[key] for key in known})


@dataclass(frozen=True)
class BackOff(_Block):
    """How long a failure of one kind is waited out: the first pause, its growth, its ceiling."""

    first: dt.timedelta
    growth: float
    longest: dt.timedelta

    def pause(self, failures: int, every: dt.timedelta = dt.timedelta(0)) -> dt.timedelta:
        """Return the pause after so many failures in a row, never shorter than the usual interval."""
        grown = max(self.first, every) * self.growth ** (min(max(failures, 1), 20) - 1)
        return max(min(grown, self.longest), every)


@dataclass(frozen=True)
class Hosts(_Block):
    """The bounds of what a host may ask for, and how often it is asked for its rights."""

    longest_delay: dt.timedelta
    shortest_hold: dt.timedelta
    longest_hold: dt.timedelta
    rights_every: dt.timedelta


@dataclass(frozen=True)
class Polling(_Block):
    """How the interval between two polls follows a source's rhythm."""

    longest: dt.timedelta
    articles: float
    window: float
    learned: int
    jitter: dt.timedelta


@dataclass(frozen=True)
class Overlap(_Block):
    """What proves a gap, and how far it is followed."""

    fewest: int
    pages: int
    sections: int
    depth: int


@dataclass(frozen=True)
class Validators(_Block):
    """How far a host's word that nothing has changed is believed."""

    whole_every: dt.timedelta
    whole_longest: dt.timedelta
    distrust: dt.timedelta


_data = tomllib.loads(Path(__file__).with_name("policy.toml").read_text(encoding="utf-8"))
BACK_OFF = {kind: BackOff.of(f"back_off.{kind}", block) for kind, block in _data["back_off"].items()}
HOSTS = Hosts.of("hosts", _data["hosts"])
POLLING = Polling.of("polling", _data["polling"])
OVERLAP = Overlap.of("overlap", _data["overlap"])
VALIDATORS = Validators.of("validators", _data["validators"])
