"""The stages of a deal in their order: talks to operation, and the two ends that any stage may come to."""

import datetime as dt

STAGES = ("talks", "memorandum", "agreement", "financing", "construction", "operation")
ENDS = ("suspended", "terminated")
_RUNGS = {stage: number for number, stage in enumerate(STAGES)}
_RECURRING = {"talks", "construction", "operation"}


def rung(stage: str) -> int:
    """Return how high a stage stands; an end stands above all."""
    return _RUNGS.get(stage, len(STAGES))


def recurs(stage: str) -> bool:
    """Tell whether one deal may well be reported at this stage at several times: rounds of talks, phases of work."""
    return stage in _RECURRING


def known(date: dt.date, precision: str | None) -> str:
    """Return the date of a stage as far as it is known: 2025-03-12, 2025-03 or 2025."""
    return date.isoformat()[: {"month": 7, "year": 4}.get(precision or "", 10)]
