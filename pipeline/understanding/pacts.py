"""A sentence comes in; the countries that sign papers of their own beside Uzbekistan's go out."""

from itertools import pairwise
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("plural", "joint", "before", "behind"))
_PLURAL = _WORDS.by_language("plural")  # of the paper that each of them signs
_JOINT, _BEFORE, _BEHIND = map(_WORDS.of_all, ("joint", "before", "behind"))
_REACH = 12


def others_of_list(reading: Reading) -> list[Found]:
    """Return the countries listed with Uzbekistan as those with which somebody signs papers, a paper with each."""
    run = _run(reading)
    if len(run) < 2 or not _plural(reading):  # noqa: PLR2004
        return []
    start, end = run[0].start, run[-1].end
    before = reading.document[max(reading.sentence.start, start - _REACH) : start]
    if not (_BEFORE.search(before) or _BEHIND.match(reading.document, end)):
        return []
    return [found for found in run if found.country != HOME]


def _run(reading: Reading) -> list[Found]:
    """Return the list of countries in which the home country stands."""
    run: list[Found] = []
    named = reading.named("country")
    for found, following in pairwise([*named, None]):
        if found is None:
            break
        run.append(found)
        if following is None or not _JOINT.fullmatch(reading.document, found.end, following.start):
            if any(one.country == HOME for one in run):
                return run
            run = []
    return []


def _plural(reading: Reading) -> bool:
    """Tell whether the sentence speaks of several papers."""
    pattern = _PLURAL.get(reading.lang.partition("-")[0])
    return pattern is not None and any(pattern.search(word.text) for word in reading.of("instrument"))
