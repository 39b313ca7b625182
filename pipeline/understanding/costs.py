"""A sum comes in with its sentence; whether what stands right beside it makes it the deal's own goes out."""

from pipeline.money import Amount
from pipeline.understanding.reading import Reading

_SPACE = 1
_BESIDE = 12  # characters between a paper and its sum
_PROMISED = 12  # characters between "of the promised" and its sum


def is_own_cost(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is what works cost, was promised for them or a paper is on, whatever else is added up."""
    return _is_cost_of_works(reading, amount) or _is_promised(reading, amount) or _is_of_paper(reading, amount)


def _is_cost_of_works(reading: Reading, amount: Amount) -> bool:
    """Tell whether what is built stands right behind a sum: the $85 million plant makes silicon worth as much."""
    return any(0 <= word.start - amount.end <= 1 for word in reading.of("role", "works"))


def _is_promised(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is one that was promised, of which a part is spent: из обещанных 38 млн долларов."""
    return any(0 <= amount.start - word.end <= _PROMISED for word in reading.of("role", "promised"))


def _is_of_paper(reading: Reading, amount: Amount) -> bool:
    """Tell whether one paper is said to be of that sum, whatever it is on: заказ на 31 млн евро."""
    if reading.of("noise", "many"):
        return False
    papers = reading.of("instrument", "contract", "offtake", "loan")
    if reading.verb_last:
        return any(0 <= paper.start - amount.end <= _SPACE for paper in papers)
    return any(0 <= amount.start - paper.end <= _BESIDE and reading.same_clause(paper, amount) for paper in papers)
