"""A sum comes in with its sentence and the step beside it; whether works or lands around the step have it goes out."""

import re
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.money import Amount
from pipeline.tag import Found
from pipeline.understanding.draft import Draft
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import DEBT
from pipeline.words.tables import Patterns

_SUPPLYING = ("contract", "offtake", "agreement")  # papers by which equipment comes
_REGION = "central-asia"
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("within", "inside", "uninflected"))
_WITHIN, _INSIDE, _UNINFLECTED = map(_WORDS.words, ("within", "inside", "uninflected"))


def is_outer(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether a sum is that of the works around a step, or of a whole land in which it is not taken."""
    if _is_of_what_is_financed(reading, draft) or _is_of_what_is_bought(reading, amount, draft):
        return True
    return _is_of_what_is_supplied(reading, amount, draft) or _is_of_a_land(reading, draft)


def _is_of_what_is_financed(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence beside a loan speaks of what the works cost, which is no sum of the loan."""
    lent = any(act.paper in DEBT for act in draft.acts) and not reading.of("instrument", "loan", "bond")
    lent = lent and draft.acts[0].kind not in ("operate", "open")  # what runs now is told with what it cost
    whole = reading.of("role", "works") or reading.of("noise", "sum")
    return lent and not _tells(reading, draft) and bool(whole and reading.of("role", "cost"))


def _is_of_what_is_bought(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether a sentence beside the talks on a stake says what works cost, which is no price of the stake."""
    if any(act.paper != "stake" for act in draft.acts if act.paper) or draft.acts[0].paper != "stake":
        return False
    costs = any(word.end <= amount.start and reading.same_clause(word, amount) for word in reading.of("role", "cost"))
    said = reading.of("instrument") or reading.of("role", "price", "investment", "taker")
    return costs and not said and not _tells(reading, draft)


def _is_of_what_is_supplied(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether a sum is what the works cost to which a contract brings equipment: the project costs 5 billion."""
    supplied = any(told.of("subject", "equipment") for told in draft.tellers)
    built = any(told.of("subject", "construction") for told in draft.tellers)
    if not supplied or built or not any(act.paper in _SUPPLYING for act in draft.acts):
        return False
    costs = [word for word in reading.of("role", "cost") if reading.same_clause(word, amount)]
    works = any(word.end <= amount.start for word in reading.of("role", "works"))
    own = any(reading.same_clause(paper, amount) for paper in reading.of("instrument", "contract"))
    return bool(costs) and works and not own


def _is_of_a_land(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence beside the news speaks of a whole country: 850 million lent in Uzbekistan.

    What is done in another country alone is none of the step's, be it in a side's own: in Poland it sinks new shafts.
    """
    if _tells(reading, draft) or reading.title:
        return False
    if is_of_the_region(reading, draft):
        return True
    within = {found.country for found in reading.named("country") if _is_within(reading, found)}
    thing = reading.of("instrument") or reading.of("role", "sides")
    if within and HOME not in within:
        return not thing and all(found.country != HOME for found in reading.found)
    return bool(within) and not (thing or reading.named("mineral") or reading.of("role", "works"))


def is_of_the_region(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence beside the news speaks of all of Central Asia, of no land in it, no body and no metal."""
    region = any(found.term == _REGION for found in reading.named("place")) and not _tells(reading, draft)
    said = reading.named("organisation", "mineral") or reading.of("instrument") or reading.of("role", "sides")
    return region and not said and all(found.country != HOME for found in reading.found)


def _is_within(reading: Reading, found: Found) -> bool:
    """Tell whether a country is where something is done: in Poland, O‘zbekistonda; no case ends Kanada."""
    ended = _LETTERS.match(reading.document, found.end)
    name = found.surface + (ended[0] if ended else "")
    before = reading.document[: found.start].endswith(_WITHIN)
    return before or (name.endswith(_INSIDE) and not name.endswith(_UNINFLECTED))


def _tells(reading: Reading, draft: Draft) -> bool:
    return any(reading is teller for teller in draft.tellers)
