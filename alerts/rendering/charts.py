"""The picture of a month and a language come in; its charts, as lines with a name, a number and a length, go out."""

from collections.abc import Iterator
from dataclasses import dataclass

from alerts.telling.picture import Picture
from alerts.wording import Wording

LONGEST = 8  # lines of a chart, the rest is counted


@dataclass(frozen=True)
class Bar:
    """One line of a chart: its name, its number, and its length in hundredths of the longest."""

    name: str
    number: str
    length: int


@dataclass(frozen=True)
class Chart:
    """One chart of the picture in words."""

    title: str
    bars: tuple[Bar, ...]
    more: str


def charts(picture: Picture, words: Wording) -> Iterator[Chart]:
    """Put the picture into words, a chart a question; one without an answer is left out."""
    tables = {
        "by_mineral": [(words.term(key), n) for key, n in picture.minerals],
        "by_country": [(words.term(key), n) for key, n in picture.countries],
        "by_stage": [(words.of("stages", key), n) for key, n in picture.stages],
    }
    for title, rows in tables.items():
        if rows:
            most = max(n for _, n in rows)
            bars = tuple(Bar(name, words.number(n), max(1, round(100 * n / most))) for name, n in rows[:LONGEST])
            rest = len(rows) - LONGEST
            yield Chart(words.say(title), bars, words.say("and_more", n=rest) if rest > 0 else "")
