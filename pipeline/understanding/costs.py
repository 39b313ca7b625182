"""A sum comes in with its sentence; whether what stands right beside it makes it the deal's own goes out."""

from pipeline.money import Amount
from pipeline.understanding.reading import Reading

_PROMISED = 12  # characters between "of the promised" and its sum


def is_own_cost(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is what works cost or what was promised for them, whatever else its sentence adds up."""
    return _is_cost_of_works(reading, amount) or _is_promised(reading, amount)


def _is_cost_of_works(reading: Reading, amount: Amount) -> bool:
    """Tell whether what is built stands right behind a sum: the $85 million plant makes silicon worth as much."""
    return any(0 <= word.start - amount.end <= 1 for word in reading.of("role", "works"))


def _is_promised(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is one that was promised, of which a part is spent: из обещанных 38 млн долларов."""
    return any(0 <= amount.start - word.end <= _PROMISED for word in reading.of("role", "promised"))
