"""A sum comes in with its sentence and its step; whether a body, a period or money raised before has it goes out."""

import re
from pathlib import Path

from pipeline.money import Amount
from pipeline.understanding.acts import WORKS
from pipeline.understanding.draft import Draft
from pipeline.understanding.reading import Reading
from pipeline.understanding.repeats import opens_with_a_part
from pipeline.understanding.senses import DEBT
from pipeline.words.numerals import to_dollar
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("means", "worth", "period", "traded", "raised", "whole", "at-large", "habit", "dues", "always", "earned"),
        *("former", "bidding", "follow-up", "gathering", "standing", "earlier", "all-works", "programme", "exports"),
    ),
)
_MEANS, _WORTH, _RAISED, _WHOLE = map(_WORDS.by_language, ("means", "worth", "raised", "whole"))
_PERIOD, _TRADED, _AT_LARGE = map(_WORDS.by_language, ("period", "traded", "at-large"))
_HABIT, _DUES, _ALWAYS, _EARNED = map(_WORDS.by_language, ("habit", "dues", "always", "earned"))
_FORMER, _BIDDING = map(_WORDS.by_language, ("former", "bidding"))
_FOLLOW_UP, _GATHERING = map(_WORDS.by_language, ("follow-up", "gathering"))
_STANDING, _EARLIER, _ALL_WORKS = map(_WORDS.by_language, ("standing", "earlier", "all-works"))
_PROGRAMME, _EXPORTS = map(_WORDS.by_language, ("programme", "exports"))
_SOLD = ("offtake", "stake", "licence")  # papers by which money comes in, year by year or at once
_DOING = ("begin", "operate", "ship", "fund", "acquire", "award", "trade", "found", "cancel", "suspend", "mandate")
_SOFT = ("memorandum", "roadmap", "partnership", "document", None)  # papers that put no sum to anything, or none at all
_PART = ("contract", "loan", "bond", "offtake", "licence")  # papers on no more than a part of the works
_DWARFED = 5  # times its own sum a step is dwarfed by what a side spends in all


def is_apart(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether a sum is what a body has or is worth, of a period's trade, or was lent before the step."""
    around = _around(reading, amount)
    if is_surely_apart(reading, amount, draft) or _is_of_a_gathering(reading, draft):
        return True
    if _is_told(reading, draft):
        return False
    beside = any(_says(patterns, reading.lang, around) for patterns in (_BIDDING, _FOLLOW_UP))
    if beside or (not reading.title and (_says(_DUES, reading.lang, around) or _is_besides(reading, amount, draft))):
        return True
    if _is_of_all_works(reading, draft) and _says(_WHOLE, reading.lang, around):
        return True
    lent = any(act.paper in DEBT or act.kind == "fund" for act in draft.acts)
    return not (lent or reading.leads) and _says(_RAISED, reading.lang, around)


def is_surely_apart(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether what is said of a sum leaves nothing to weigh: a body's worth, a turnover, a market, a country's."""
    around = _around(reading, amount)
    founded = any(act.kind == "found" or act.paper == "venture" for act in draft.acts)  # a venture's capital is its own
    if _says(_WORTH, reading.lang, around) or (not founded and _says(_MEANS, reading.lang, around)):
        return True
    if _is_of_another_time(reading, draft, around):
        return True
    if _is_told(reading, draft):
        return False
    return _is_of_business(reading, draft, around) or _is_of_other_works(reading, amount, draft, around)


def _is_of_another_time(reading: Reading, draft: Draft, around: str) -> bool:
    """Tell whether a sum is what a deal was to be worth before, what stands for years, or what was signed earlier."""
    if draft.acts[0].kind in ("suspend", "cancel"):  # what was to be is all that there is to tell
        return False
    if not reading.title and _says(_STANDING, reading.lang, around):
        return True
    under = any(act.kind in WORKS for act in draft.acts)  # a paper of before
    return _says(_FORMER, reading.lang, around) or (not under and _says(_EARLIER, reading.lang, around))


def _is_of_a_gathering(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence behind the news says what a visit brought besides, of no mineral and no side."""
    told = [one for one in draft.tellers if not one.title and one.sentence.start < reading.sentence.start]
    if not told or reading.title or reading.named("mineral"):
        return False
    own = {found.term for one in told for found in one.named("organisation")}
    mine = {found.term for found in reading.named("organisation")}
    return mine.isdisjoint(own) and _says(_GATHERING, reading.lang, reading.text)


def _is_of_business(reading: Reading, draft: Draft, around: str) -> bool:
    """Tell whether a sum is what somebody spends everywhere, or earns, beside a step that brings no money in."""
    if any(act.paper in _SOLD or act.kind in ("trade", "ship") for act in draft.acts):
        return _is_of_a_period(reading)
    said = any(_says(patterns, reading.lang, around) for patterns in (_ALWAYS, _EARNED, _EXPORTS))
    return said or _is_of_a_period(reading)


def _is_of_other_works(reading: Reading, amount: Amount, draft: Draft, around: str) -> bool:
    """Tell whether a sum is that of all to which equipment is brought, of all that is planned, or of the country."""
    supplied = any(told.of("subject", "equipment") for told in draft.tellers)
    if supplied and _is_of_works(reading) and _says(_ALL_WORKS, reading.lang, around):
        return True
    if _says(_PROGRAMME, reading.lang, around) and _dwarfs(amount, draft):
        return True
    return not reading.named("mineral") and _says(_AT_LARGE, reading.lang, reading.text)


def _dwarfs(amount: Amount, draft: Draft) -> bool:
    """Tell whether a sum is many times what the sentences that tell a step said before it: what is spent by 2030.

    Beside a paper that binds nobody, and of no sum, what somebody spends is not what it is on.
    """
    told = [one for reading in draft.tellers for one in reading.amounts if one.end <= amount.start]
    if not told:
        return all(act.paper in _SOFT and act.kind not in _DOING for act in draft.acts)
    most = max(one.amount / to_dollar(one.currency) for one in told)
    return amount.amount / to_dollar(amount.currency) >= most * _DWARFED


def _is_besides(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether a sentence beside a paper that binds nobody tells what others did, or somebody does year by year."""
    news = [act for act in draft.firm if act.reading.leads or act is draft.firm[0]]
    if any(act.paper not in _SOFT or (act.done and act.kind in _DOING) for act in news):
        return False
    if reading.of("role", "sides") or reading.of("instrument", "memorandum"):
        return False
    states = len({found.country for found in reading.named("country")}) > 1 and not reading.named("organisation")
    own = {found.term for told in draft.tellers for found in told.named("organisation")}
    before = {found.term for found in reading.named("organisation") if found.start < amount.start}
    return states or bool(before and before.isdisjoint(own)) or _says(_HABIT, reading.lang, reading.text)


def _is_of_all_works(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence may speak of all the works of whose part a sum was told before."""
    built = any(told.of("subject", "construction") for told in draft.tellers)
    part = not built and any(act.paper in _PART or act.kind == "fund" for act in draft.acts)
    told = any(one.amounts and one.sentence.start < reading.sentence.start for one in draft.about if not one.title)
    return part and told and not (reading.of("instrument", *_PART) or opens_with_a_part(reading))


def _is_of_works(reading: Reading) -> bool:
    """Tell whether a sentence speaks of works and of no paper."""
    works = reading.of("role", "works") or reading.of("subject", "construction", "plant")
    return bool(works) and not reading.of("instrument")


def _is_of_a_period(reading: Reading) -> bool:
    """Tell whether a sentence adds up what went out or was dug within months: in nine months it sold for 41 million."""
    if reading.title or reading.of("modality", "plan"):
        return False
    return _says(_PERIOD, reading.lang, reading.text) and _says(_TRADED, reading.lang, reading.text)


def _is_told(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence itself tells what was signed."""
    start = reading.sentence.start
    return any(act.paper and act.reading.sentence.start == start for act in draft.acts)


def _says(patterns: dict[str, re.Pattern[str]], lang: str, text: str) -> bool:
    pattern = patterns.get(lang)
    return pattern is not None and pattern.search(text) is not None


def _around(reading: Reading, amount: Amount) -> str:
    """Return a sentence with a bar in the place of the sum."""
    before = reading.document[reading.sentence.start : amount.start]
    return f"{before}|{reading.document[amount.end : reading.sentence.end]}"
