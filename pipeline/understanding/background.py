"""A sentence comes in with the step that it stands beside; whether it speaks of other times or things goes out."""

from pipeline.understanding.costs import is_own_cost
from pipeline.understanding.draft import Draft
from pipeline.understanding.reading import Reading

_TOTALS = ("package", "total")


def is_background(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence speaks of former times, of what lies in the ground, of trade at large."""
    return bool(
        reading.of("modality", "recall")
        or (reading.of("noise", "reserves") and not (reading.amounts and reading.of("role", "taker", "price")))
        or (_sums_up(reading, draft) and not reading.title)
    )


def _sums_up(reading: Reading, draft: Draft) -> bool:
    """Tell whether the sums of a sentence are totals of other things: turnover, a portfolio, a package of deals."""
    totals = reading.of("noise", *_TOTALS[draft.bought :])
    if not totals or reading.of("role", "price") or any(is_own_cost(reading, amount) for amount in reading.amounts):
        return False
    if not reading.of("role", "taker"):
        return bool(reading.amounts)
    return any(reading.same_clause(word, amount) for word in totals for amount in reading.amounts)
