"""A step in the making comes in; its sums go out, each with what it is for and how much of the deal it covers."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence

from pipeline.lexicon import HOME
from pipeline.money import Amount
from pipeline.understanding.apart_sums import is_surely_apart
from pipeline.understanding.covering import kind, scope
from pipeline.understanding.deal_words import Word
from pipeline.understanding.draft import Draft, in_order
from pipeline.understanding.earmarks import is_earmarked
from pipeline.understanding.facts import Bound, Fact
from pipeline.understanding.outer_sums import is_of_the_region
from pipeline.understanding.reading import Reading
from pipeline.understanding.repeats import leans_on, opens_with_a_part
from pipeline.understanding.sum_model import Key, Mention, ToldAs, candidates, log_odds
from pipeline.understanding.topics import astray, lands
from pipeline.understanding.unrelated_sums import is_more, is_slice, is_unrelated
from pipeline.words.numerals import to_dollar

_SPACE = 1
_BESIDE = 12  # characters between where a sentence begins and a sum that it opens with
_NEXT = 1  # paragraphs behind a telling one in which others give money for the step
_FAR = 3  # paragraphs behind the last telling one
_LEAST = 10_000  # dollars; what is less is a price, a fee or a wage
_OPENING_YEAR = re.compile(r"(?:\w+ ){0,2}(?P<year>(?:19|20)\d\d)(?!\d|[–-]\d)")
_OF_YEAR = 60  # characters between a year and a sum of it
_YEAR_BEHIND = 40  # characters between a sum and a year of it behind it
_YEAR = re.compile(r"(?<![\d.,$€£])(?:19|20)\d\d(?![\d.,]\d|\d)")
_CARRIES_OUT = ("begin", "operate", "ship", "cancel", "suspend")


def values(draft: Draft, bound: Bound, published: dt.datetime | None, told_as: ToldAs) -> tuple[Fact, ...]:
    """Return the sums of a step: of all that its sentences name, what is likely its own (``sum_model``)."""
    carried = _carried(draft)
    with_sums = [reading for reading in in_order([*draft.current, *draft.about, *carried]) if reading.amounts]
    if not with_sums:
        return ()
    lands_of_it, gone = lands(draft), astray(draft)
    mentions: dict[Key, list[Mention]] = {}
    for reading in with_sums:
        passed = _is_of_many(reading) or reading.sentence.start in gone
        passed = passed or (reading not in carried and _is_former(reading, draft, published))
        far = reading not in carried and _is_far_behind(reading, draft)
        spans = [] if reading in carried else _former_years(reading, draft, published)
        others, tells = _of_others(reading, draft, lands_of_it, spans), _tells_of_money(reading)
        for amount in reading.amounts:
            if amount.amount >= _LEAST * to_dollar(amount.currency) and not is_slice(reading, amount):
                left = passed and not is_earmarked(reading, amount)
                mention = Mention(reading, amount, amount in others, left, far, tells)
                mentions.setdefault(_key(amount), []).append(mention)
    homes = (
        {fact.detail.get("country") for fact in bound.parties} | {fact.value for fact in bound.countries} | {HOME, None}
    )
    ruled = _ruled(mentions, draft, homes)
    open_to = {key: named for key, named in mentions.items() if not all(one.passed for one in named)}
    likely = {one.key for one in candidates(open_to, ruled, draft, told_as) if log_odds(one) > 0}
    likely = {key for key in likely if not all(_is_out(one, draft) for one in open_to[key])}
    likely |= _other_ends(open_to, likely)
    own = {key for key in likely if not _is_part_of_another(mentions[key], likely)}
    chosen = [ruled.get(key) or named[0] for key, named in mentions.items() if key in own]
    return tuple(_fact(one, draft) for one in chosen)


def _is_out(one: Mention, draft: Draft) -> bool:
    """Tell whether a place that names a sum leaves nothing to weigh."""
    surely = is_surely_apart(one.reading, one.amount, draft) or is_of_the_region(one.reading, draft)
    return one.passed or (one.other and surely)


def _ruled(mentions: Mapping[Key, Sequence[Mention]], draft: Draft, homes: set[str | None]) -> dict[Key, Mention]:
    """Return the sums that are the step's own by rules, each where it is told: no totals of other things."""
    told = _tellers(draft)
    own: dict[Key, Mention] = {}
    in_turn = sorted((one for named in mentions.values() for one in named), key=lambda one: one.amount.start)
    for before, one in zip([None, *in_turn], in_turn, strict=False):
        reading, meant = one.reading, is_earmarked(one.reading, one.amount)
        of_another = before is not None and before.other and opens_with_a_part(reading) and not meant
        if one.passed or one.far or one.other or of_another:
            continue
        inside = reading.sentence.start in told or (own and opens_with_a_part(reading))
        inside = inside or meant or _adds(reading, draft, homes)
        if inside or (own and _is_given_besides(reading, one.amount, draft)):
            own.setdefault(_key(one.amount), one)
    refused = {
        key for key, named in mentions.items() if any(one.other and not (one.passed or one.far) for one in named)
    }
    return {key: one for key, one in own.items() if key not in refused}


def _is_part_of_another(mentions: Sequence[Mention], own: Collection[Key]) -> bool:
    """Tell whether a sum is wherever it is named a part of one, or the same said again, that is not the step's own."""
    wholes = [None if is_earmarked(one.reading, one.amount) else leans_on(one.reading, one.amount) for one in mentions]
    return all(whole is not None and _key(whole) not in own for whole in wholes)


def _other_ends(mentions: Mapping[Key, Sequence[Mention]], own: Collection[Key]) -> set[Key]:
    """Return the sums that are one end of a range whose other end is the step's own."""
    ends = [one.amount for key, named in mentions.items() if key in own for one in named]
    return {
        key for key, named in mentions.items() if any(_are_one_range(one.amount, end) for one in named for end in ends)
    }


def _are_one_range(one: Amount, other: Amount) -> bool:
    """Tell whether two sums are the ends of a range: quoted as one, or nothing between them, as in Uzbek."""
    first, last = sorted((one, other), key=lambda amount: amount.start)
    return first.start == last.start or 0 <= last.start - first.end <= _SPACE


def _of_others(reading: Reading, draft: Draft, sides: set[str], spans: Sequence[Word]) -> list[Amount]:
    """Return the sums of a sentence that are none of the step's: unrelated, of earlier years, or parts of such sums."""
    others: list[Amount] = []
    for amount in reading.amounts:
        if is_earmarked(reading, amount):
            continue
        whole = leans_on(reading, amount)
        unrelated = (
            any(other.start == whole.start for other in others)
            if whole
            else is_unrelated(reading, amount, sides, draft)
        )
        if unrelated or any(_is_of_year(reading, amount, year) for year in spans):
            others.append(amount)
    return others


def _key(amount: Amount) -> Key:
    return amount.amount, amount.currency


def _tellers(draft: Draft) -> set[int]:
    """Return where the sentences begin that tell the step, or its price."""
    more = [reading for reading in draft.about if reading.amounts and _tells_of_money(reading)]
    return {reading.sentence.start for reading in [*draft.tellers, *more, *_carried(draft)]}


def _carried(draft: Draft) -> list[Reading]:
    """Return the sentences that recall the paper under which works go on, goods go out or all ends."""
    return [reading for reading in draft.history if reading.of("instrument")] if _carries_out(draft) else []


def _carries_out(draft: Draft) -> bool:
    """Tell whether works go on or run, goods go out, or all ends: under a paper of before."""
    return any(act.kind in _CARRIES_OUT for act in draft.acts)


def _is_of_many(reading: Reading) -> bool:
    """Tell whether a sentence says what many papers come to, none of them with the country: $2 billion of contracts."""
    home = any(found.country == HOME for found in reading.found)
    parted = reading.of("role", "spending") or reading.of("scope", "part")
    return bool(reading.of("noise", "many")) and not (home or parted)


def _is_former(reading: Reading, draft: Draft, published: dt.datetime | None) -> bool:
    """Tell whether a sentence beside the news opens with an earlier year: In 2021 the same customer bought .."""
    if published is None or draft.acts[0].modality == "stale" or reading in [act.reading for act in draft.firm]:
        return False
    opening = _OPENING_YEAR.match(reading.text)
    return opening is not None and int(opening["year"]) < published.year


def _is_far_behind(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence stands paragraphs behind all that tell the step: reports tell a deal's price near it."""
    here = reading.sentence.paragraph
    before = [told.sentence.paragraph for told in draft.tellers if not told.title and told.sentence.paragraph <= here]
    if here - max(before, default=here) < _FAR:
        return False
    project = reading.of("role", "cost") and reading.of("role", "sides")
    bound = reading.of("role", "taker") and reading.of("role", "investment")  # what a winner must put in
    of_it = project or bound or reading.of("action", "fund") or reading.of("subject", "exploration")
    return not of_it or bool(reading.named("organisation", "place"))


def _is_of_year(reading: Reading, amount: Amount, year: Word) -> bool:
    """Tell whether a sum is of a year: in 2021 it was bought at $5 billion, subscribed $5 million in 2021."""
    before, behind = amount.start - year.end, year.start - amount.end
    return (0 <= before <= _OF_YEAR or 0 <= behind <= _YEAR_BEHIND) and reading.same_clause(year, amount)


def _former_years(reading: Reading, draft: Draft, published: dt.datetime | None) -> list[Word]:
    """Return the earlier years that a sentence beside the news names: taken private in 2021 at $5 billion."""
    told = any(reading is teller for teller in draft.tellers)
    if published is None or told or draft.acts[0].kind in _CARRIES_OUT or draft.acts[0].modality == "stale":
        return []
    found = _YEAR.finditer(reading.document, reading.sentence.start, reading.sentence.end)
    return [Word("date", "year", m.start(), m.end(), m[0]) for m in found if int(m[0]) < published.year]


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


def _adds(reading: Reading, draft: Draft, homes: set[str | None]) -> bool:
    """Tell whether a sentence that stands apart from the step tells its cost, and speaks of nobody else."""
    given = _is_next(reading, draft) and reading.named("organisation") and reading.of("role", "spending")
    said = bool(given or reading.of("role", "value"))
    apart = reading.of("noise", "reserves") or (
        reading.of("modality", "recall") and not _recalls_a_paper(reading, draft)
    )
    return said and not (apart or _is_between_states(reading)) and _at_home(reading, homes)


def _recalls_a_paper(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence recalls what the paper was worth under which works go on or run now."""
    papers = reading.of("instrument", "contract")
    return _carries_out(draft) and any(paper.end <= amount.start for paper in papers for amount in reading.amounts[:1])


def _is_next(reading: Reading, draft: Draft) -> bool:
    return any(0 <= reading.sentence.paragraph - told.sentence.paragraph <= _NEXT for told in draft.tellers)


def _is_given_besides(reading: Reading, amount: Amount, draft: Draft) -> bool:
    """Tell whether somebody gives money on top of what was told: another 5 million euros from the Union."""
    return is_more(reading, amount) and _is_next(reading, draft) and bool(reading.of("role", "spending", "value"))


def _is_between_states(reading: Reading) -> bool:
    """Tell whether a sentence names two countries and no body: what one has invested in the other, and lent it."""
    named = len({found.country for found in reading.named("country")}) > 1
    return named and not reading.named("organisation") and not reading.of("role", "sides")


def _at_home(reading: Reading, homes: set[str | None]) -> bool:
    return all(found.country in homes for found in reading.named("organisation", "country"))


def _fact(one: Mention, draft: Draft) -> Fact:
    amount = one.amount
    number = int(amount.amount) if amount.amount == int(amount.amount) else amount.amount
    covers = {"kind": kind(one.reading, amount, draft), "scope": scope(one.reading, amount)}
    detail = {"amount": number, "currency": amount.currency, "text": amount.text, **covers}
    return Fact(f"{number} {amount.currency}", amount.start, amount.end, detail)
