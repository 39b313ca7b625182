"""A sum comes in with its sentence and the step beside it; whether it belongs to something else goes out."""

import re
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.money import Amount
from pipeline.understanding.apart_sums import is_apart
from pipeline.understanding.costs import is_own_cost
from pipeline.understanding.deal_words import Word
from pipeline.understanding.draft import Draft
from pipeline.understanding.outer_sums import is_outer
from pipeline.understanding.reading import Reading
from pipeline.understanding.topics import is_far_abroad
from pipeline.words.tables import Patterns

_NEAR = 60
_OPENS = 25  # characters between a starting price and its sum
_BESIDE = 12  # characters between a sum and the word that counts papers
_SPACE = 1
_OPENS_MORE = 3  # characters between "another" and a sum
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("agreed", "purpose", "on-project", "projects", "not", "less", "reached", "spent"),
        *("numbers", "valued", "holder", "each", "used", "risen"),
    ),
)
_AGREED = _WORDS.of_all("agreed")
_PURPOSE = _WORDS.of_all("purpose")
_ON_PROJECT = _WORDS.of_all("on-project")
_PROJECTS = _WORDS.of_all("projects")
_LESS, _NOT, _REACHED, _SPENT = map(_WORDS.words, ("less", "not", "reached", "spent"))
_VALUED = _WORDS.of_all("valued")
_EACH = _WORDS.of_all("each")
_USED, _RISEN = map(_WORDS.by_language, ("used", "risen"))
_WITH_ITS_WHOLE = 2  # sums
_FROM_BODY = 40  # characters between a body and what it is worth
_NUMBER_OF = re.compile(r"(?<![\d.,])(\d{1,3})(?:\s|-)(?:[^\W\d]+\s){0,2}$")
_PAPERS = ("memorandum", "agreement", "contract", "document", "offtake")
_COUNTED = 30  # characters between a number and the papers that it counts
_MANY = 5  # papers are more than one deal's
_INSERTED = re.compile(r",(?!\d)[^,;:]*,(?!\d)")
_STOP = re.compile(r"(?<!\d),|,(?!\d)|[;:()]|[—–-]\s.*[—–-]\s")


def is_unrelated(reading: Reading, amount: Amount, sides: set[str], draft: Draft) -> bool:
    """Tell whether a sum is not this step's: a turnover, a portfolio, a rumour, another firm's, where bidding opens."""
    if _is_set_elsewhere(reading, amount, sides, draft) or _is_only_sought(reading, amount, draft):
        return True
    if _says_how_large(reading, amount) or _EACH.match(reading.document, amount.end):
        return True
    opening = any(_governs(reading, word, amount) for word in reading.of("noise", "start"))
    if opening or _is_conditional(reading, amount) or _is_what_a_body_is_worth(reading, amount):
        return True
    if reading.of("role", "price") or is_own_cost(reading, amount):
        return False
    totals = _totals(reading, draft) + ([] if draft.bought else reading.of("noise", "package", "till"))
    many = reading.of("noise", "many")
    if many:
        totals += reading.of("noise", "sum")
    of_visit = reading.of("role", "event") and reading.sentence.paragraph > 1
    at_large = of_visit or not reading.named("mineral", "organisation")
    if at_large and any(_counts_papers(word, amount) for word in many):
        return True
    totals = [word for word in totals if not _is_purpose(reading, amount, word)]
    return any(_one_clause(reading, word, amount) for word in totals)


def _is_set_elsewhere(reading: Reading, amount: Amount, sides: set[str], draft: Draft) -> bool:
    """Tell whether a sentence is set apart from the step: by many papers, hearsay, other lands or other trades."""
    if _counts_many(reading) or reading.of("modality", "hearsay") or is_far_abroad(reading, draft, sides):
        return True
    if _is_of_other_lands(reading, amount, sides) or _is_of_another_trade(reading, amount):
        return True
    return is_outer(reading, amount, draft) or is_apart(reading, amount, draft)


def _is_of_other_lands(reading: Reading, amount: Amount, sides: set[str]) -> bool:
    """Tell whether who is named before a sum, or in its clause, comes from no land of the step's sides."""
    named = reading.named("organisation", "country")
    own = any(
        0 <= amount.start - paper.end <= _BESIDE for paper in reading.of("instrument")
    )  # the loan of $450 million
    near = [found for found in named if found.start < amount.start or (not own and reading.same_clause(found, amount))]
    others = {found.country for found in near} - {HOME, None}
    return bool(sides and others) and not others & sides and not is_more(reading, amount)


def _says_how_large(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum stands before a body's name and says how large it is: the kingdom's $925 billion fund."""
    pattern = _WORDS.get("holder", reading.lang)
    if pattern is None or not pattern.search(reading.document, reading.sentence.start, amount.start):
        return False
    bodies = [found for found in reading.named("organisation") if 0 <= found.start - amount.end <= _SPACE]
    papers = reading.of("instrument")
    return any(not any(0 <= paper.start - body.end <= _BESIDE for paper in papers) for body in bodies)


def is_more(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is said to come on top of one told before: another 5 million, ещё 5 млн."""
    return any(0 <= amount.start - word.end <= _OPENS_MORE for word in reading.of("modality", "further", "yet"))


def _is_what_a_body_is_worth(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is what a body itself is worth, which is no price: Almalyk is worth 8 billion."""
    named = reading.named("organisation", "place")  # a town often stands for its works
    bodies = [body for body in named if 0 < amount.start - body.end <= _FROM_BODY]
    return any(_VALUED.search(reading.document[body.end : amount.start]) for body in bodies)


def _counts_many(reading: Reading) -> bool:
    """Tell whether a sentence counts papers or projects by the dozen: 19 documents worth $1.2 billion."""
    if _PROJECTS.search(reading.text):
        return True
    papers = [*reading.of("instrument", *_PAPERS), *reading.of("noise", "many")]
    numbers = [_NUMBER_OF.search(reading.document, max(0, paper.start - _COUNTED), paper.start) for paper in papers]
    sums = [range(amount.start, amount.end) for amount in reading.amounts]
    said = _WORDS.get("numbers", reading.lang)
    if said and any(said.search(reading.document, max(0, paper.start - _COUNTED), paper.start) for paper in papers):
        return True
    return any(
        int(number[1]) >= _MANY and not any(number.start(1) in inside for inside in sums)
        for number in numbers
        if number
    )


def _is_only_sought(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether a sum is that of a loan which is only talked of, beside a step that is no loan."""
    firm = [act for act in draft.firm if act.reading is reading or act.paper in ("loan", "bond", "stake")]
    if firm or not reading.of("action", "talk"):
        return False
    loans = reading.of("instrument", "loan", "bond")
    return any(0 <= amount.start - loan.end <= _OPENS for loan in loans)


def is_slice(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is what of another one is spent already or this year, or from where a price rose to it."""
    parts = [word for word in reading.of("scope", "part") if 0 <= amount.start - word.end <= _BESIDE]
    if parts and any(
        0 <= word.start - amount.end <= _NEAR and reading.same_clause(amount, word)
        for word in reading.of("modality", "lately")
    ):
        return True
    if len(reading.amounts) < _WITH_ITS_WHOLE:
        return False
    return _says(_USED, reading, amount) or (_is_lower_end(reading, amount) and _says(_RISEN, reading, amount))


def _says(patterns: dict[str, re.Pattern[str]], reading: Reading, amount: Amount) -> bool:
    pattern = patterns.get(reading.lang)
    return pattern is not None and pattern.search(reading.around(amount)) is not None


def _is_lower_end(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is no upper end of a range, whose ends have the same span."""
    return all(amount.amount <= other.amount for other in reading.amounts if other.start == amount.start)


def _is_purpose(reading: Reading, amount: Amount, word: Word) -> bool:
    """Tell whether a word only says what a sum is for: a loan of $1.2 billion for the expansion of a mine."""
    return word.start >= amount.end and bool(_PURPOSE.match(reading.document, amount.end, word.start))


def _governs(reading: Reading, word: Word, amount: Amount) -> bool:
    """Tell whether a sum is the first behind a word: at a starting price of $3 million it went for $14 million."""
    first = not any(word.end <= other.start < amount.start for other in reading.amounts)
    return first and 0 <= amount.start - word.end <= _OPENS


def _is_of_another_trade(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is of another trade, in a sentence without a mineral: a road, a wastewater scheme."""
    if reading.named("mineral"):
        return False
    near = [word for word in reading.of("noise", "elsewhere") if reading.gap(word, amount) <= _NEAR]
    before = {word.start for word in near if word.end <= amount.start}
    listed = len(before) > 1  # health, textiles and tourism: 12 billion
    return listed or any(reading.same_clause(word, amount) for word in near)


def _counts_papers(word: Word, amount: Amount) -> bool:
    """Tell whether a sum is that of papers at large: agreements worth $10 billion, 300 mln dollarlik kelishuvlar."""
    return 0 <= amount.start - word.end <= _BESIDE or 0 <= word.start - amount.end <= 1


def _one_clause(reading: Reading, word: Word, amount: Amount) -> bool:
    """Tell whether a word speaks of a sum: in its clause, or made equal to it by a dash: капитализация – $60 млн.

    What is inserted between two commas divides nothing: the portfolio, the ministry says, exceeds $7 billion.
    """
    if reading.same_clause(word, amount):
        return reading.gap(word, amount) <= _NEAR
    if word.end > amount.start:
        return False
    between = _INSERTED.sub("", reading.document[word.end : amount.start])
    return len(between) <= _NEAR and not _STOP.search(between)


def _is_conditional(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is only what would be spent if something happened: если инвестор готов вложить 5 млн."""
    conditions = [] if reading.verb_last else reading.of("modality", "condition")
    return any(word.end <= amount.start and reading.same_clause(word, amount) for word in conditions)


def _totals(reading: Reading, draft: Draft) -> list[Word]:
    """Return the words of totals, without those that are part of the name of a stock exchange."""
    exchanges = reading.of("noise", "exchange")
    beside = any(0 <= reading.sentence.paragraph - told.sentence.paragraph <= 1 for told in draft.tellers)
    cost = (draft.acts[0].kind == "operate" and beside) or _ON_PROJECT.search(reading.text)
    surveys = reading.of("subject", "exploration")  # a programme of exploration is what is paid for
    return [
        word
        for word in reading.of("noise", "total")
        if not any(name.start <= word.start < name.end for name in exchanges)
        and not (word.text in _LESS and reading.document[: word.start].endswith(_NOT))
        and not (word.text.endswith(_REACHED) and _AGREED.match(reading.document, word.end))
        and not any(reading.gap(survey, word) <= _SPACE for survey in surveys)
        and not (cost and word.text.startswith(_SPENT))
    ]
