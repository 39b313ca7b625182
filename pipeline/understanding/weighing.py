"""A table of what was learned comes in; what each feature weighs for each answer goes out.

The tables ``*_weights.toml`` are made by ``make learn`` from the labelled articles: logistic regressions over what the
sentences of a step say, by concepts and not by words, so that what is learned of one language holds in all of them.
"""

from pathlib import Path

from pipeline.words.tables import InvalidTable, read_table

EVER = "ever"  # what is true of everything that is weighed: how common an answer is

Rows = dict[str, list[float]]


def load(path: Path) -> tuple[tuple[str, ...], Rows]:
    """Return the answers and of each feature its weights, natural logarithms of odds, one for each answer.

    Raises InvalidTable where a row has not one for each.
    """
    table = read_table(path, ("answers", "weights"))
    answers, rows = tuple(table["answers"]), table["weights"]
    for name, row in rows.items():
        if len(row) != len(answers):
            few = f"{len(row)} numbers for {len(answers)} answers"
            raise InvalidTable(f"{path.name} [weights] {name!r}: {few}; make learn")
    return answers, rows


def odds(path: Path) -> dict[str, float]:
    """Return of each feature what it weighs for yes, from a table that has one answer."""
    return {name: float(row[0]) for name, row in load(path)[1].items()}


def weighed(found: dict[str, float], weights: dict[str, float]) -> float:
    """Return the natural logarithm of the odds of yes; what was never learned of weighs nothing."""
    return sum(value * weights.get(name, 0.0) for name, value in found.items())
