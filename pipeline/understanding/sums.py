"""A step in the making comes in; its sums go out, each with what it is for and how much of the deal it covers."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from pipeline.lexicon import HOME
from pipeline.money import Amount
from pipeline.tag import Found
from pipeline.understanding.costs import is_own_cost
from pipeline.understanding.deal_words import Word
from pipeline.understanding.draft import Draft, in_order
from pipeline.understanding.facts import Fact
from pipeline.understanding.modality import VERB_LAST
from pipeline.understanding.reading import Reading

_NEAR = 60
_OPENS = 25  # characters between a starting price and its sum
_BESIDE = 12  # characters between a sum and the word that bounds it
_SPACE = 1
_LEAST = 10_000  # what is less is a price
_AGREED = re.compile(r" (?:an? |the )?(?:financial close|deal|agreement|accord|understanding|pact)")
_PURPOSE = re.compile(r" (?:for|to (?:fund|finance|cover)|для|на|под) ")
_ON_PROJECT = re.compile(r"(?:loyiha|лойиҳа)(?:ga|га)\b", re.IGNORECASE)  # what was spent on it is its cost
_PROJECTS = re.compile(r"\b\d{1,4}\s(?:\w+\s){0,2}(?:projects|проект|loyiha|лойиҳа)", re.IGNORECASE)
_STOP = re.compile(r"(?<!\d),|,(?!\d)|[;:()]|[—–-]\s.*[—–-]\s")
_CONVERTED = re.compile(r"\s?[(（][^()（）.\d]{0,25}")  # 42 million euros (about $46 million): one sum, said twice
_OPENING_YEAR = re.compile(r"(?:\w+ ){0,2}(?P<year>(?:19|20)\d\d)(?!\d|[–-]\d)")
_UZBEK_UP_TO = re.compile(r"(?:gacha|гача)\b")
_CARRIES_OUT = ("begin", "operate", "ship", "cancel", "suspend")
_SAID = (
    ("loan", ("instrument", "loan", "bond")),
    ("contract", ("instrument", "contract", "offtake", "licence", "stake")),
    ("contract", ("subject", "purchase", "equipment")),
    ("investment", ("role", "investment")),
)
_OWNS = (("loan", {"loan", "bond"}), ("contract", {"contract", "offtake", "licence", "stake"}))


def values(
    draft: Draft, parties: Sequence[Fact], countries: Sequence[Fact], published: dt.datetime | None
) -> tuple[Fact, ...]:
    """Return the sums of a step: named where it is told, or with a word of investment; no totals of other things."""
    telling, about = {reading.sentence.start for reading in draft.tellers}, draft.about
    told = {reading.sentence.start for reading in about if _tells_of_money(reading)} | telling
    carried = _carried(draft)
    told |= {reading.sentence.start for reading in carried}
    homes = {fact.detail.get("country") for fact in parties} | {fact.value for fact in countries} | {HOME, None}
    sides = _abroad([found for reading in draft.tellers for found in reading.named("organisation")])
    facts: dict[tuple[float, str], Fact] = {}
    refused: set[tuple[float, str]] = set()
    for reading in in_order([*draft.current, *about, *carried]):
        inside = reading.sentence.start in told or _adds(reading, homes)
        for amount in reading.amounts:
            key = (amount.amount, amount.currency)
            if _is_converted(reading, amount) or (reading not in carried and _is_former(reading, draft, published)):
                continue
            if _is_other(reading, amount, sides, draft):
                refused.add(key)
            elif inside and amount.amount >= _LEAST:
                facts.setdefault(key, _fact(amount, kind(reading, amount, draft), scope(reading, amount)))
    return tuple(fact for key, fact in facts.items() if key not in refused)


def _carried(draft: Draft) -> list[Reading]:
    """Return the sentences that recall the paper under which works go on, goods go out or all ends."""
    if draft.acts[0].kind not in _CARRIES_OUT:
        return []
    return [reading for reading in draft.history if reading.of("instrument")]


def _is_former(reading: Reading, draft: Draft, published: dt.datetime | None) -> bool:
    """Tell whether a sentence beside the news opens with an earlier year: In 2021 the same customer bought .."""
    if published is None or draft.acts[0].modality == "stale" or reading in [act.reading for act in draft.firm]:
        return False
    opening = _OPENING_YEAR.match(reading.text)
    return opening is not None and int(opening["year"]) < published.year


def _abroad(bodies: Iterable[Found]) -> set[str]:
    return {found.term for found in bodies if found.country not in (HOME, None)}


def _tells_of_money(reading: Reading) -> bool:
    """Tell whether a sentence that says more of a step speaks of its price or its paper: else its sum is another's."""
    said = reading.of("role", "value", "investment", "spending", "sides", "price", "taker", "promised") or reading.of(
        "instrument"
    )
    first = reading.amounts and reading.amounts[0].start - reading.sentence.start < _BESIDE
    return bool(reading.title or said or first or _is_of_goods(reading)) and not _is_between_states(reading)


def _is_of_goods(reading: Reading) -> bool:
    """Tell whether a sum is that of what is delivered: 900 tonnes a year for 18 million euros."""
    goods = reading.of("subject", "purchase", "delivery", "equipment")
    return any(reading.same_clause(word, amount) for word in goods for amount in reading.amounts)


def _adds(reading: Reading, homes: set[str | None]) -> bool:
    """Tell whether a sentence that stands apart from the step tells its cost, and speaks of nobody else."""
    apart = reading.of("noise", "reserves") or reading.of("modality", "condition") or _is_between_states(reading)
    return bool(reading.of("role", "value")) and not apart and _at_home(reading, homes)


def _is_between_states(reading: Reading) -> bool:
    """Tell whether a sentence names two countries and no body: what one has invested in the other, and lent it."""
    return len({found.country for found in reading.named("country")}) > 1 and not reading.named("organisation")


def _is_converted(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum in brackets only gives the one before them in another currency."""
    return any(
        other.currency != amount.currency and _CONVERTED.fullmatch(reading.document, other.end, amount.start)
        for other in reading.amounts
        if other.end <= amount.start
    )


def _at_home(reading: Reading, homes: set[str | None]) -> bool:
    return all(found.country in homes for found in reading.named("organisation", "country"))


def kind(reading: Reading, amount: Amount, draft: Draft) -> str:
    """Say what a sum is: many papers' bundle, a loan, a contract's price, an investment or one only planned.

    The nearest word that says it decides; where none does, the paper of the step.
    """
    if reading.of("noise", "many"):
        return "bundle"
    said = [(reading.gap(word, amount), name) for name, concepts in _SAID for word in reading.of(*concepts)]
    papers = {act.paper for act in draft.acts}
    nearest = min(said)[1] if said else next((name for name, owns in _OWNS if papers & owns), "investment")
    foreseen = any(reading.same_clause(word, amount) for word in reading.of("modality", "plan"))
    return "plan" if foreseen and nearest == "investment" else nearest


def scope(reading: Reading, amount: Amount) -> str:
    """Say how much of the deal a sum covers: the whole, a part of it, at most or at least so much."""
    if _UZBEK_UP_TO.search(reading.document[amount.end - 8 : amount.end + 12]):
        return "ceiling"
    near = [
        (reading.gap(word, amount), word.concept)
        for word in reading.of("scope")
        if reading.gap(word, amount) <= _BESIDE and reading.same_clause(word, amount) and _bounds(reading, word, amount)
    ]
    return min(near)[1] if near else "whole"


def _bounds(reading: Reading, word: Word, amount: Amount) -> bool:
    """Tell whether a bound stands where its language puts it: before the sum, in verb-final languages behind it."""
    return word.concept == "part" or word.end <= amount.start or reading.lang.partition("-")[0] in VERB_LAST


def _fact(amount: Amount, kind: str, scope: str) -> Fact:
    number = int(amount.amount) if amount.amount == int(amount.amount) else amount.amount
    detail = {"amount": number, "currency": amount.currency, "text": amount.text, "kind": kind, "scope": scope}
    return Fact(f"{number} {amount.currency}", amount.start, amount.end, detail)


def _is_other(reading: Reading, amount: Amount, sides: set[str], draft: Draft) -> bool:
    """Tell whether a sum is not this step's: a turnover, a portfolio, a rumour, another firm's, where bidding opens."""
    others = _abroad(reading.named("organisation"))
    if _PROJECTS.search(reading.text) or reading.of("modality", "hearsay") or (sides and others and not others & sides):
        return True
    if any(_governs(reading, word, amount) for word in reading.of("noise", "start")) or _is_elsewhere(reading, amount):
        return True
    if _is_slice(reading, amount) or _is_only_sought(reading, amount, draft):
        return True
    if reading.of("role", "price") or is_own_cost(reading, amount) or _is_of_paper(reading, amount):
        return False
    totals = _totals(reading) + ([] if draft.bought else reading.of("noise", "package", "till"))
    many = reading.of("noise", "many")
    if many:
        totals += reading.of("noise", "sum")
    if not reading.named("mineral", "organisation") and any(_counts_papers(word, amount) for word in many):
        return True
    totals = [word for word in totals if not _is_purpose(reading, amount, word)]
    return any(reading.gap(word, amount) <= _NEAR and _one_clause(reading, word, amount) for word in totals)


def _is_only_sought(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether a sum is that of a loan which is only talked of, beside a step that is no loan."""
    firm = [act for act in draft.firm if act.reading is reading or act.paper in ("loan", "bond", "stake")]
    if firm or not reading.of("action", "talk"):
        return False
    loans = reading.of("instrument", "loan", "bond")
    return any(0 <= amount.start - loan.end <= _OPENS for loan in loans)


def _is_slice(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is what of another one is spent this year: of which $30 million will be used this year."""
    parts = [word for word in reading.of("scope", "part") if 0 <= amount.start - word.end <= _BESIDE]
    return bool(parts) and any(
        0 <= word.start - amount.end <= _NEAR and reading.same_clause(amount, word)
        for word in reading.of("modality", "lately")
    )


def _is_purpose(reading: Reading, amount: Amount, word: Word) -> bool:
    """Tell whether a word only says what a sum is for: a loan of $1.2 billion for the expansion of a mine."""
    return word.start >= amount.end and bool(_PURPOSE.match(reading.document, amount.end, word.start))


def _governs(reading: Reading, word: Word, amount: Amount) -> bool:
    """Tell whether a sum is the first behind a word: at a starting price of $3 million it went for $14 million."""
    first = not any(word.end <= other.start < amount.start for other in reading.amounts)
    return first and 0 <= amount.start - word.end <= _OPENS


def _is_elsewhere(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is of another trade, in a sentence without a mineral: a road, a wastewater scheme."""
    if reading.named("mineral"):
        return False
    near = [word for word in reading.of("noise", "elsewhere") if reading.gap(word, amount) <= _NEAR]
    listed = (
        len({word.start for word in near if word.end <= amount.start}) > 1
    )  # health, textiles and tourism: 12 billion
    return listed or any(reading.same_clause(word, amount) for word in near)


def _is_of_paper(reading: Reading, amount: Amount) -> bool:
    """Tell whether one paper is said to be of that sum, whatever it is on: 115 mln dollarlik eksport shartnomasi."""
    if reading.of("noise", "many") or reading.lang.partition("-")[0] not in VERB_LAST:
        return False
    papers = reading.of("instrument", "contract", "offtake", "loan")
    return any(0 <= paper.start - amount.end <= _SPACE for paper in papers)


def _counts_papers(word: Word, amount: Amount) -> bool:
    """Tell whether a sum is that of papers at large: agreements worth $10 billion, 300 mln dollarlik kelishuvlar."""
    return 0 <= amount.start - word.end <= _BESIDE or 0 <= word.start - amount.end <= 1


def _one_clause(reading: Reading, word: Word, amount: Amount) -> bool:
    """Tell whether a word speaks of a sum: in its clause, or made equal to it by a dash: капитализация – $60 млн."""
    if reading.same_clause(word, amount):
        return True
    return word.end <= amount.start and not _STOP.search(reading.document, word.end, amount.start)


def _totals(reading: Reading) -> list[Word]:
    """Return the words of totals, without those that are part of the name of a stock exchange."""
    exchanges = reading.of("noise", "exchange")
    surveys = reading.of("subject", "exploration")  # a programme of exploration is what is paid for
    return [
        word
        for word in reading.of("noise", "total")
        if not any(name.start <= word.start < name.end for name in exchanges)
        and not (word.text == "less than" and reading.document[: word.start].endswith(("no ", "not ")))
        and not (word.text.endswith(" reached") and _AGREED.match(reading.document, word.end))
        and not any(reading.gap(survey, word) <= _SPACE for survey in surveys)
        and not (word.text.startswith("sarfla") and _ON_PROJECT.search(reading.text))
    ]
