"""The acts of a step and its sentences come in; its type goes out, by the closed list of the taxonomy.

The order of precedence: what is joined, lent or licensed; then states on both sides; then what partners found or hold
together; then shares; and where none of these settles it, what the sentences speak of, weighed by
``lexicon/deal_types.toml``.
"""

import re
from collections.abc import Sequence

from pipeline.lexicon import HOME
from pipeline.understanding.acts import Act
from pipeline.understanding.deal_words import Word
from pipeline.understanding.facts import Fact
from pipeline.understanding.interstate import is_of_states
from pipeline.understanding.modality import modality
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import PERCENT
from pipeline.understanding.stage import leading
from pipeline.understanding.subjects import weighed
from pipeline.understanding.tonnage import is_of_goods

_LICENSING = {"award", "sign", "fund", "cancel", "suspend"}
_BEGUN = {"begin", "operate"}
_SALES = {"ship", "trade"}
_TAKING = {"sign", "talk", "agree", "cancel", "suspend"}  # acts that make a paper on shares a deal on shares
_OTHER_THAN_MINING = ("exploration", "purchase", "equipment", "technology", "construction", "plant")
_PLAIN_PAPERS = {"venture": "joint_venture", "stake": "equity", "licence": "licence", "loan": "financing"}
_LEAD = 2  # paragraphs
_GENERAL = ("memorandum", "roadmap", "partnership")  # whose names are about nothing: a road map is no mapping
_NEXT = 2  # characters between a paper and what says that it is about what was told
_PERCENT_BEHIND = 20  # characters behind a word of buying
_ON = re.compile(r" на (?:\w+ )?")
_FAR = 1000  # characters: behind any sentence
_MONEY = re.compile(
    r"\b(?:financ|fund(?:ing|s\b)|lend|loan|credit|darlehen|kredi|pr[eê]ts?\b|финансир|moliyala|Finanzier|finanzier)|融资|金融|融資|금융",
    re.IGNORECASE,
)
_SHORT = 2  # letters of JV, СП, QK


def deal_type(
    acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], history: Sequence[Reading] = ()
) -> str:
    """Return the type: what is joined, lent, licensed or founded first; then who; then what it is about."""
    lead = leading(acts)
    lead = [act for act in lead if act.modality != "planned"] or lead
    kinds = {act.kind for act in lead}
    papers = {act.paper for act in lead if act.kind not in {*_BEGUN, *_SALES}}
    by_paper = (
        ("membership", "join" in kinds),
        ("financing", _is_loan(lead, parties) or _is_lent(lead, papers, parties)),
        ("licence", _is_asked_for(lead)),
        ("licence", _is_licence(lead, about) or _works_a_licence(kinds, about, history, parties)),
        ("equity", any(act.paper == "stake" and act.kind in ("suspend", "cancel") for act in lead)),
        ("intergovernmental", not kinds <= {*_BEGUN, *_SALES} and is_of_states(lead, about, parties)),
        ("joint_venture", _is_venture_told(lead, about, parties)),
        ("equity", "acquire" in kinds or _is_on_shares(lead) or _buys_a_share(lead)),
        ("equity", kinds == {"talk"} and papers <= {None, "document"} and _offers_for_a_share(about)),
        ("supply", _sells_machines(lead) and bool(kinds & _SALES)),
        (
            "technology",
            any(act.paper == "licence" and _is_of_technology(act, headline=_on_technology(about)) for act in lead),
        ),
        ("technology", "offtake" in papers and any(_buys_technology(act) for act in lead)),
        ("supply", ("offtake" in papers or _ships_no_ore(lead)) and _delivers_machines(about)),
        ("offtake", ("offtake" in papers or _ships(lead)) and not _sells_machines(lead)),
        ("offtake", any(_is_on_ore(act) for act in lead)),
        ("offtake", any(is_of_goods(act) for act in lead)),
        *_ended(kinds, papers, history),
    )
    return next((name for name, holds in by_paper if holds), None) or weighed(lead, about)


def _ended(kinds: set[str], papers: set[str | None], history: Sequence[Reading]) -> list[tuple[str, bool]]:
    """Give the types that the recalled paper of what ends or rests may have, where the news does not name it."""
    if not kinds & {"cancel", "suspend"} or papers & _PLAIN_PAPERS.keys():
        return []
    recalled = {word.concept for reading in history for word in reading.of("instrument")}
    return [(name, paper in recalled) for paper, name in _PLAIN_PAPERS.items()]


def _buys_a_share(acts: Sequence[Act]) -> bool:
    """Tell whether what is signed is to buy a share: an agreement to acquire 60% of a company."""
    signed = [act.reading for act in acts if act.kind in ("sign", "suspend", "cancel")]
    return any(reading.of("action", "acquire") and PERCENT.search(reading.text) for reading in signed)


def _is_on_shares(acts: Sequence[Act]) -> bool:
    """Tell whether a paper on shares is taken or ended; who rests a project may well agree on its shares."""
    kinds = {act.kind for act in acts}
    ending = kinds & {"suspend", "cancel"}
    tender = any(act.kind == "award" and act.reading.of("instrument", "tender") for act in acts)  # of a privatisation
    taken = ending or kinds & (_TAKING | {"award"} if tender else _TAKING)
    return any(act.paper == "stake" and act.kind in taken for act in acts)


def _offers_for_a_share(about: Sequence[Reading]) -> bool:
    """Tell whether the opening of a text on talks speaks of buying shares: an offer for 51% of a plant."""
    told = [reading for reading in about if reading.sentence.paragraph <= 1 and reading.of("subject", "purchase")]
    return any(
        (reading.of("instrument", "stake") and PERCENT.search(reading.text)) or _buys_percents(reading)
        for reading in told
    )


def _buys_percents(reading: Reading) -> bool:
    """Tell whether what is bought is so many percent, not of what is made: a purchase of 25% of the complex."""
    goods = reading.of("subject", "output", "delivery")
    return not goods and any(
        PERCENT.search(reading.document, word.end, word.end + _PERCENT_BEHIND)
        for word in reading.of("subject", "purchase")
    )


def _is_loan(acts: Sequence[Act], parties: Sequence[Fact]) -> bool:
    """Tell whether money is lent; who pays for exploration and is no lender takes part in it."""
    lends = any(fact.detail.get("role") == "lender" for fact in parties)
    loans = [act for act in acts if act.paper in ("loan", "bond") and act.kind not in {*_BEGUN, *_SALES}]
    return any(lends or act.paper == "bond" or not act.reading.of("subject", "exploration") for act in loans)


def _is_lent(acts: Sequence[Act], papers: set[str | None], parties: Sequence[Fact]) -> bool:
    """Tell whether a lender puts a sum into something by a paper of no other kind."""
    lends = any(fact.detail.get("role") == "lender" for fact in parties)
    if lends and all(act.kind == "talk" for act in acts):
        return any(_MONEY.search(act.reading.text) for act in acts)
    sums = any(act.reading.amounts for act in acts)
    if lends and "memorandum" in papers and papers <= {"memorandum", "document"}:  # a letter of interest to lend
        return any(act.reading.amounts and _MONEY.search(act.reading.text) for act in acts)
    return lends and sums and papers <= {None, "document", "agreement", "contract"}


def _is_licence(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether a right to the ground is given: what is bid for without a licence may be works or machines."""
    kinds = {act.kind for act in acts}
    papers = {act.paper for act in acts if act.kind not in {*_BEGUN, *_SALES}}
    headline = _on_technology(about)
    if (
        not kinds & _LICENSING
        or _sells_machines(acts)
        or any(_is_of_technology(act, headline=headline) for act in acts)
    ):
        return False
    ordered = any(reading.of("subject", "equipment", "construction", "plant", "technology") for reading in about)
    return "licence" in papers or ("tender" in papers and not ordered)


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


def _ships(acts: Sequence[Act]) -> bool:
    """Tell whether goods leave or are sold, and not only once a plant is opened."""
    first = next((act for act in acts if act.kind in {*_BEGUN, *_SALES}), None)
    return first is not None and first.kind in _SALES and not _is_nearer_technology(first.reading, first.word)


def _is_venture_told(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether a venture is founded or ended; of one that is only talked about, whether the talks are on it."""
    if all(act.modality == "planned" or act.kind == "talk" for act in acts):
        return any(act.paper == "venture" for act in acts)
    return _is_venture(acts, about, parties)


def _is_venture(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether partners hold what they agree on together: they found a venture, or mine a deposit as partners."""
    if any(act.paper == "venture" for act in acts):
        return True
    if any(_is_about_what_was_told(act) for act in acts) and any(
        _ventures(reading, named=True) for reading in about if reading.sentence.paragraph <= _LEAD
    ):
        return True
    if any(act.reading.of("subject", "cooperation") for act in acts):
        return False
    soft = any(act.soft for act in acts)
    named = [reading for reading in about if reading.title or not soft]  # what a memorandum foresees is not founded
    running = {act.kind for act in acts} & {*_BEGUN, "suspend"}
    if any(_ventures(reading, named=not running) and not _is_foreseen(reading) for reading in named):
        return True
    firm = {act.paper for act in acts if act.kind != "acquire"} & {"agreement", "contract"} and not soft
    origins = {fact.detail.get("country") for fact in parties if fact.detail.get("role") == "party"}
    told = [reading for reading in about if reading.sentence.paragraph <= _LEAD]  # what is mined may stand beside
    mining = any(reading.of("subject", "mining") for reading in [*told, *(act.reading for act in acts)])
    exploring = any(act.reading.of("subject", *_OTHER_THAN_MINING) for act in acts)
    exploring = exploring or any(reading.of("subject", "equipment", "technology") for reading in told)
    return bool(firm and mining and not exploring and HOME in origins and len(origins) > 1)


def _is_about_what_was_told(act: Act) -> bool:
    """Tell whether a paper is said to be about what the text has just told: a memorandum to that effect."""
    papers = act.reading.of("instrument", *_GENERAL)
    return any(0 <= word.start - paper.end <= _NEXT for word in act.reading.of("role", "thereof") for paper in papers)


def _is_foreseen(reading: Reading) -> bool:
    """Tell whether a sentence denies a venture or only foresees it; a headline may well say what will be founded."""
    if reading.of("modality", "negation"):
        return True
    if reading.title:
        return False
    ventures = reading.of("instrument", "venture")
    return bool(reading.of("modality", "plan", "condition")) or any(
        modality(reading, word, None) == "planned" for word in ventures
    )


def _ventures(reading: Reading, *, named: bool) -> list[Word]:
    """Return the words of a venture, if not ``named`` none that is part of a name: works of СП «Navoi Lithium»."""
    bodies = [] if named else reading.named("organisation")
    short = [word for word in reading.of("instrument", "venture") if len(word.text) == _SHORT]
    names = [word for word in short if any(0 <= body.start - word.end <= _SHORT for body in bodies)]
    return [word for word in reading.of("instrument", "venture") if word not in names]


def _buys_technology(act: Act) -> bool:
    """Tell whether what a sale is of is a technology: none of the minerals stands nearer to the word of sale."""
    reading = act.reading
    return any(_is_nearer_technology(reading, sale) for sale in reading.of("instrument", "offtake"))


def _is_nearer_technology(reading: Reading, sale: Word) -> bool:
    known = [reading.gap(word, sale) for word in reading.of("subject", "technology")]
    goods = [reading.gap(mineral, sale) for mineral in reading.named("mineral")]
    return bool(known) and min(known) < min(goods, default=_FAR)


def _delivers_machines(about: Sequence[Reading]) -> bool:
    """Tell whether what opens the text says that machines are delivered, be their contract told of apart."""
    told = [reading for reading in about if reading.sentence.paragraph <= 1]
    return any(_delivers(reading) for reading in told)


def _delivers(reading: Reading) -> bool:
    machines = reading.of("subject", "equipment")
    return any(reading.same_clause(word, one) for word in reading.of("action", "trade") for one in machines)


def _sells_machines(acts: Sequence[Act]) -> bool:
    """Tell whether machines are delivered, be it for a plant that is built or by tender."""
    return any(
        act.reading.of("subject", "equipment")
        and (act.kind == "trade" or _ships_machines(act) or act.reading.of("subject", "purchase", "order"))
        for act in acts
    )


def _is_on_ore(act: Act) -> bool:
    """Tell whether a contract is said to be on a mineral and nothing else: контракт на узбекский уран."""
    papers = act.reading.of("instrument", "contract") if act.paper == "contract" else []
    minerals = act.reading.named("mineral")
    return any(
        _ON.fullmatch(act.reading.document, paper.end, ore.start) for paper in papers for ore in minerals
    ) and not (act.reading.of("subject", *_OTHER_THAN_MINING))


def _ships_no_ore(acts: Sequence[Act]) -> bool:
    """Tell whether goods leave or arrive and the sentences that say so name no mineral."""
    shipped = [act for act in acts if act.kind == "ship"]
    return bool(shipped) and not any(act.reading.named("mineral") for act in shipped)


def _ships_machines(act: Act) -> bool:
    """Tell whether what has arrived or left are machines, and no ore: they stand nearer to the word that says it."""
    machines = [act.reading.gap(word, act.word) for word in act.reading.of("subject", "equipment")]
    goods = [act.reading.gap(mineral, act.word) for mineral in act.reading.named("mineral")]
    return act.kind == "ship" and min(machines) < min(goods, default=_FAR)
