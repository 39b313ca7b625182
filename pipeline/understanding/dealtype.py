"""The acts of a step and its sentences come in; its type goes out, by the closed list of the taxonomy.

The order of precedence: what is joined, lent or licensed; then states on both sides; then what partners found or hold
together; then shares; and where none of these settles it, what the sentences speak of, weighed by
``lexicon/deal_types.toml``.

That answer is one more thing to weigh beside what was learned from labelled articles (``type_model``), in what is news.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.understanding.actors import type_of
from pipeline.understanding.acts import GENERAL, Act
from pipeline.understanding.facts import DOUBTED, HUNDREDTHS, Fact
from pipeline.understanding.interstate import is_of_states
from pipeline.understanding.modality import ENDING
from pipeline.understanding.partners import is_venture_told
from pipeline.understanding.reading import Reading
from pipeline.understanding.sales import (
    BEGUN,
    SALES,
    buys_technology,
    delivers_machines,
    is_on_ore,
    is_on_tonnes,
    is_paid_in_advance,
    sells_machines,
    ships,
    ships_no_ore,
)
from pipeline.understanding.senses import DEBT, is_mandate_letter
from pipeline.understanding.shares import (
    buys_a_share,
    is_on_ground,
    is_on_shares,
    means_to_buy_a_share,
    offers_for_a_share,
)
from pipeline.understanding.stage import leading
from pipeline.understanding.subjects import weighed
from pipeline.understanding.type_model import DIGITS, features, log_likelihoods
from pipeline.words.tables import Patterns

_LICENSING = {"award", "sign", "fund", "cancel", "suspend"}
_PLAIN_PAPERS = {"venture": "joint_venture", "stake": "equity", "licence": "licence", "loan": "financing"}
_FOLLOWING = ("found", "trade", "begin", "operate", "acquire", "fund")
_MATTERS = ("exploration", "technology", "construction", "equipment")  # what a paper may be on
_RULED, _COUNTED = 2.5, 1.6  # what a rule that holds, or where none does what is counted, adds to the odds' logarithm
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("money", "of-money"))
_MONEY, _OF_MONEY = _WORDS.of_all("money"), _WORDS.of_all("of-money")


def deal_type(
    acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], history: Sequence[Reading] = ()
) -> str:
    """Return the type by rules: what is joined, lent, licensed or founded first; then who; then what it is about."""
    lead, about = _without_by_the_way(leading(acts), about)
    return _ruled(lead, about, parties, history) or _counted(lead, about, parties)


def likely_types(
    acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], history: Sequence[Reading] = ()
) -> tuple[str, dict[str, float]]:
    """Return the likeliest type by what was learned, where what the rules say is one more thing to weigh.

    Of two that are as likely it is the one that the rules say. With it go the types that are not quite unlikely, each
    with the natural logarithm of how likely it is beside that one, above DOUBTED.
    """
    opening = leading(acts)
    lead, told = _without_by_the_way(opening, about)
    ruled = _ruled(lead, told, parties, history)
    said, trust = (ruled, _RULED) if ruled else (_counted(lead, told, parties), _COUNTED)
    likely = log_likelihoods(features(opening, about, parties, history))
    if said in likely:
        likely[said] = round(likely[said] + trust, DIGITS)
    likeliest = max(likely, key=lambda name: (likely[name], name == said))
    beside = {name: round(odds - likely[likeliest], HUNDREDTHS) for name, odds in likely.items()}
    return likeliest, {name: odds for name, odds in beside.items() if odds > DOUBTED}


def _without_by_the_way(opening: Sequence[Act], about: Sequence[Reading]) -> tuple[list[Act], list[Reading]]:
    """Return the leading acts and the sentences without what is only to follow or is one of many papers."""
    lead = [act for act in opening if act.modality != "planned" or act.kind == "talk"] or opening
    lead = [act for act in lead if act.modality != "negated"] or lead  # no licences change hands
    lead = [act for act in lead if not _follows(act, lead)]
    package = [act.reading for act in lead if _is_of_a_package(act, lead)]
    return [act for act in lead if act.reading not in package], [one for one in about if one not in package]


def _counted(lead: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> str:
    """Return what the sentences speak for; what ministry and agency of two lands agree on is of states."""
    best = weighed(lead, about)
    home = {_office(fact) for fact in parties if fact.detail.get("country") == HOME}
    abroad = {_office(fact) for fact in parties if fact.detail.get("country") != HOME}
    public = {"state"} in (home, abroad) and "agency" in home | abroad and home | abroad <= {"state", "agency"}
    return "intergovernmental" if best == "framework" and public else best


def _office(fact: Fact) -> str | None:
    return "state" if fact.detail.get("role") == "state" else type_of(fact.value)


def _ruled(
    lead: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], history: Sequence[Reading]
) -> str | None:
    return next((name for name, holds in _told(lead, about, parties, history) if holds), None)


def _told(
    lead: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], history: Sequence[Reading]
) -> Iterator[tuple[str, bool]]:
    """Yield the types in their order and whether each holds; who asks stops at the first that does."""
    kinds = {act.kind for act in lead}
    papers = {act.paper for act in lead if act.kind not in {*BEGUN, *SALES}}
    goods = "offtake" in papers
    yield "membership", "join" in kinds
    yield "financing", is_paid_in_advance(lead, about)
    yield "financing", _is_loan(lead, about, parties) or _is_lent(lead, papers, parties, about)
    yield "licence", _is_asked_for(lead)
    yield "licence", _is_licence(lead, about) or _gets_ground(lead, about)
    yield "licence", _works_a_licence(kinds, about, history, parties)
    ended = any(act.paper == "stake" and act.kind in ENDING for act in lead)
    yield "equity", ended and not is_on_ground([act for act in lead if act.paper == "stake"])
    yield "intergovernmental", not kinds <= {*BEGUN, *SALES} and is_of_states(lead, about, parties, goods=goods)
    yield "joint_venture", is_venture_told(lead, about, parties)
    yield "equity", "acquire" in kinds or is_on_shares(lead) or buys_a_share(lead)
    yield "equity", means_to_buy_a_share(lead, about) or _are_shares_to_be_sold(lead, about)
    yield "equity", papers <= {None, "document", "agreement"} and _is_undone(lead) and offers_for_a_share(about)
    yield "supply", sells_machines(lead) and bool(kinds & SALES)
    yield (
        "technology",
        any(act.paper == "licence" and _is_of_technology(act, headline=_on_technology(about)) for act in lead),
    )
    yield "technology", "offtake" in papers and any(buys_technology(act) for act in lead)
    yield "supply", ("offtake" in papers or ships_no_ore(lead)) and delivers_machines(about)
    yield "offtake", ("offtake" in papers or ships(lead)) and not sells_machines(lead)
    yield "offtake", any(is_on_ore(act) for act in lead)
    yield "offtake", any(is_on_tonnes(act) for act in lead)
    yield from _ended(lead, papers, history)


def _follows(act: Act, acts: Sequence[Act]) -> bool:
    """Tell whether an act only says what is to follow from a paper before it that binds nobody and is on something."""
    return act.kind in _FOLLOWING and any(
        one.soft and one.reading.sentence.start < act.reading.sentence.start and one.reading.of("subject", *_MATTERS)
        for one in acts
    )


def _is_of_a_package(act: Act, acts: Sequence[Act]) -> bool:
    """Tell whether an act is the signing of many papers, of which another act tells one by what it is on."""
    many = act.kind == "sign" and (act.paper == "document" or (act.paper is None and not act.reading.title))
    return many and not act.reading.named("mineral") and any(_is_told_by_itself(one) for one in acts)


def _is_told_by_itself(act: Act) -> bool:
    """Tell whether an act has a paper of its own, on a mineral or between two bodies by name."""
    sides = {body.term for body in act.reading.named("organisation")}
    return bool(act.paper and (act.reading.named("mineral") or (act.paper != "document" and len(sides) > 1)))


def _is_undone(acts: Sequence[Act]) -> bool:
    """Tell whether nothing but talks is told, or what is not done yet."""
    return all(act.kind == "talk" or act.modality in ("planned", "negated") for act in acts)


def _ended(acts: Sequence[Act], papers: set[str | None], history: Sequence[Reading]) -> list[tuple[str, bool]]:
    """Give the types that the recalled paper of what ends or rests may have, where the news does not name it."""
    ending = [act for act in acts if act.kind in ENDING]
    if not ending or papers & _PLAIN_PAPERS.keys():
        return []
    told = [act.reading for act in ending]
    told += [reading for reading in history for act in ending if act.paper and reading.of("instrument", act.paper)]
    if any(reading.of("subject", *_MATTERS) for reading in told):
        return []
    recalled = {word.concept for reading in history for word in reading.of("instrument")}
    return [(name, paper in recalled) for paper, name in _PLAIN_PAPERS.items()]


def _is_loan(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether money is lent; who pays for exploration and is no lender takes part in it."""
    lends = any(fact.detail.get("role") == "lender" for fact in parties)
    loans = [act for act in acts if act.paper in DEBT and act.kind not in {*BEGUN, *SALES}]
    if not lends and (acts[0].kind in SALES or _is_news_itself(acts[0])):
        return False  # who buys, pays in advance; grants and guarantees go with what is opened or ordered
    if any(act.kind == "mandate" and is_mandate_letter(act.word) for act in acts):
        return not _are_shares_to_be_sold(acts, about)
    return any(lends or act.paper == "bond" or not act.reading.of("subject", "exploration") for act in loans)


def _are_shares_to_be_sold(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether banks are picked to place shares, and nothing in the opening speaks of a loan or a bond."""
    if not any(act.kind == "mandate" for act in acts):
        return False
    told = [act.reading for act in acts] + [reading for reading in about if reading.sentence.paragraph <= 1]
    return any(one.of("instrument", "stake") for one in told) and not any(one.of("instrument", *DEBT) for one in told)


def _is_news_itself(act: Act) -> bool:
    """Tell whether an act tells of works or of a paper on something, which money told of behind it only pays for."""
    return act.done and (act.kind in BEGUN or act.paper in ("contract", "venture", "licence", "stake"))


def _is_lent(acts: Sequence[Act], papers: set[str | None], parties: Sequence[Fact], about: Sequence[Reading]) -> bool:
    """Tell whether a lender puts a sum into something by a paper of no other kind."""
    lends = any(fact.detail.get("role") == "lender" for fact in parties)
    if lends and all(act.kind == "talk" for act in acts):
        return any(_MONEY.search(act.reading.text) for act in acts if act.paper not in GENERAL)
    sums = any(act.reading.amounts for act in acts)
    if lends and "memorandum" in papers and papers <= {"memorandum", "document"}:  # a letter of interest to lend
        told = [act.reading for act in acts] + [one for one in about if one.sentence.paragraph <= 1]
        of_money = any(_OF_MONEY.search(act.reading.text) for act in acts if act.paper == "memorandum")
        return of_money or any(reading.amounts and _MONEY.search(reading.text) for reading in told)
    return lends and sums and papers <= {None, "document", "agreement", "contract"}


def _is_licence(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether a right to the ground is given: what is bid for without a licence may be works or machines."""
    kinds = {act.kind for act in acts}
    papers = {act.paper for act in acts if act.kind not in {*BEGUN, *SALES}}
    headline = _on_technology(about)
    if (
        not kinds & _LICENSING
        or sells_machines(acts)
        or is_on_ground(acts)
        or any(_is_of_technology(act, headline=headline) for act in acts)
    ):
        return False
    told = [act.reading for act in acts] + [
        reading for reading in about if reading.title
    ]  # not what the winner must do
    ordered = any(reading.of("subject", "equipment", "construction", "plant", "technology") for reading in told)
    return "licence" in papers or ("tender" in papers and not ordered)


def _gets_ground(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether a deposit goes to somebody, and the opening says that it was for a right or at an auction."""
    gets = [act for act in acts if act.kind == "award" and act.paper in (None, "tender", "document")]
    told = [reading for reading in about if reading.leads]
    return any(
        act.reading.of("subject", "mining") and not act.reading.of("subject", *_MATTERS) for act in gets
    ) and any(reading.of("instrument", "licence") for reading in told)


def _on_technology(about: Sequence[Reading]) -> bool:
    return any(reading.title and reading.of("subject", "technology") for reading in about)


def _is_asked_for(acts: Sequence[Act]) -> bool:
    """Tell whether talks are on a right to the ground: applied for licences."""
    return all(act.kind == "talk" for act in acts) and any(
        act.paper == "licence" and not _is_of_technology(act, headline=False) for act in acts
    )


def _is_of_technology(act: Act, *, headline: bool) -> bool:
    """Tell whether the licence of an act is one to a technology, not to the ground."""
    ground = act.reading.of("subject", "mining", "exploration")
    return act.paper == "licence" and bool(headline or act.reading.of("subject", "technology")) and not ground


def _works_a_licence(
    kinds: set[str], about: Sequence[Reading], history: Sequence[Reading], parties: Sequence[Fact]
) -> bool:
    """Tell whether works begin that one company does alone, on ground whose licence the text says it won."""
    abroad = any(fact.detail.get("country") not in (HOME, None) for fact in parties)
    if not kinds <= {"begin"} or abroad or len(parties) > 1:
        return False
    told = [reading for reading in (*about, *history) if reading.of("instrument", "licence")]
    return any(reading.of("action", "award", "acquire") for reading in told)
