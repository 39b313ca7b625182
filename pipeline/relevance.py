"""A document's mentions and steps come in; whether it reports a deal on Uzbekistan's minerals goes out, with reasons."""

from dataclasses import dataclass

from pipeline.facts import Step
from pipeline.tag import Found


@dataclass(frozen=True)
class Relevance:
    """The verdict, how sure it is (0 to 1), and why."""

    relevant: bool
    score: float
    reasons: list[str]


def relevance(document: str, lang: str, found: list[Found], steps: list[Step]) -> Relevance:
    """Judge whether a text reports, as its news, a step of a deal on a mineral with an Uzbek side."""
    primary = [step for step in steps if step.role == "primary"]
    if not primary:
        return Relevance(False, 0.0, ["no step"])
    return Relevance(True, 1.0, ["step"])
