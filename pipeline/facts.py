"""A passage's spans come in; the typed facts and steps that resolution compares go out."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fact:
    """One value read from a document, and where it stands."""

    value: str
    start: int
    end: int
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One reported step of a deal: who, what, where, when, how far."""

    role: str
    deal_type: str
    stage: str
    event_date: dt.date | None
    date_precision: str | None
    parties: tuple[Fact, ...]
    minerals: tuple[Fact, ...]
    countries: tuple[Fact, ...]
    places: tuple[Fact, ...]
    values: tuple[Fact, ...]
    anchor: Fact
    score: float
    modality: str
