"""A sentence comes in; the countries that sign papers of their own beside Uzbekistan's go out."""

import re
from itertools import pairwise

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.reading import Reading

_PLURAL = {  # of the paper that each of them signs
    "en": re.compile(r"s\b|memoranda"),
    "ru": re.compile(r"(?:ы|ов|ами|ий|иями)\b"),
    "uz": re.compile(r"lar"),
    "de": re.compile(r"(?:en|trage)\b"),
    "fr": re.compile(r"s\b"),
    "it": re.compile(r"[ie]\b"),
}
_JOINT = re.compile(  # an ending of the country's name, and what joins it with the next
    r"(?:['’]?\w{0,5})?(?:, | ?,? (?:and|и|а также|va|ва|hamda|ҳамда|und|sowie|et|e) (?:with |с |mit |avec )?)"
    r"(?:the |la |le |l’|der |die )?"
)
_BEFORE = re.compile(r"\b(?:with|со?|mit|avec|con)(?: the| la| le| l’| der)? ?$")
_BEHIND = re.compile(r"['’]?\w{0,4} ?(?:bilan|билан)\b")
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
