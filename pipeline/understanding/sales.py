"""The acts of a step and its sentences come in; whether ore, machines or know-how are sold goes out."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.understanding.acts import Act, is_prepayment
from pipeline.understanding.deal_words import Word
from pipeline.understanding.modality import DENIED
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

BEGUN = {"begin", "operate"}
SALES = {"ship", "trade"}
OTHER_THAN_ORE = ("exploration", "purchase", "equipment", "technology", "construction", "plant")
_BINDING = ("contract", "agreement", "document", None)
_WORKS = ("construction", "plant", "exploration", "equipment", "technology", "mining")
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("on", "tonnes", "drawn"))
_ON, _TONNES = _WORDS.of_all("on"), _WORDS.of_all("tonnes")
_DRAWN = _WORDS.of_all("drawn")
_FAR = 1000  # characters: behind any sentence


def ships(acts: Sequence[Act]) -> bool:
    """Tell whether goods leave or are sold, and not only once a plant is opened."""
    first = next((act for act in acts if act.kind in {*BEGUN, *SALES}), None)
    return first is not None and first.kind in SALES and not _is_nearer_technology(first.reading, first.word)


def is_paid_in_advance(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether money that a buyer of ore has lent is the news: a prepayment was drawn, and no contract signed."""
    told = [act for act in acts if act.kind != "talk" and act.modality not in DENIED]
    papers = [word for act in told for word in act.reading.of("instrument", "offtake", "loan", "contract", "agreement")]
    prepaid = any(is_prepayment(word) for word in papers)
    firm = any(word.concept in ("contract", "agreement") for word in papers)
    opening = [reading for reading in about if reading.leads]
    return prepaid and not firm and any(_DRAWN.search(reading.text) for reading in opening)


def buys_technology(act: Act) -> bool:
    """Tell whether what a sale is of is a technology: none of the minerals stands nearer to the word of sale."""
    reading = act.reading
    return any(_is_nearer_technology(reading, sale) for sale in reading.of("instrument", "offtake"))


def _is_nearer_technology(reading: Reading, sale: Word) -> bool:
    known = [reading.gap(word, sale) for word in reading.of("subject", "technology")]
    goods = [reading.gap(mineral, sale) for mineral in reading.named("mineral")]
    return bool(known) and min(known) < min(goods, default=_FAR)


def delivers_machines(about: Sequence[Reading]) -> bool:
    """Tell whether what opens the text says that machines are delivered, be their contract told of apart."""
    told = [reading for reading in about if reading.sentence.paragraph <= 1]
    return any(_delivers(reading) for reading in told)


def _delivers(reading: Reading) -> bool:
    machines = reading.of("subject", "equipment")
    return any(reading.same_clause(word, one) for word in reading.of("action", "trade") for one in machines)


def sells_machines(acts: Sequence[Act]) -> bool:
    """Tell whether machines are delivered, be it for a plant that is built or by tender."""
    return any(
        act.reading.of("subject", "equipment")
        and (act.kind == "trade" or _ships_machines(act) or act.reading.of("subject", "purchase", "order"))
        for act in acts
    )


def is_on_ore(act: Act) -> bool:
    """Tell whether a contract is said to be on a mineral and nothing else: контракт на узбекский уран."""
    papers = act.reading.of("instrument", "contract") if act.paper == "contract" else []
    minerals = act.reading.named("mineral")
    return any(
        _ON.fullmatch(act.reading.document, paper.end, ore.start) for paper in papers for ore in minerals
    ) and not (act.reading.of("subject", *OTHER_THAN_ORE))


def is_on_tonnes(act: Act) -> bool:
    """Tell whether what is signed is on an amount of a mineral: a contract for 60 thousand tonnes of concentrate."""
    reading = act.reading
    if act.kind not in ("sign", "agree", "award") or act.paper not in _BINDING or act.soft:
        return False
    if not reading.named("mineral") or reading.of("subject", *_WORKS):
        return False
    return _TONNES.search(reading.text) is not None


def ships_no_ore(acts: Sequence[Act]) -> bool:
    """Tell whether goods leave or arrive and the sentences that say so name no mineral."""
    shipped = [act for act in acts if act.kind == "ship"]
    return bool(shipped) and not any(act.reading.named("mineral") for act in shipped)


def _ships_machines(act: Act) -> bool:
    """Tell whether what has arrived or left are machines, and no ore: they stand nearer to the word that says it."""
    machines = [act.reading.gap(word, act.word) for word in act.reading.of("subject", "equipment")]
    goods = [act.reading.gap(mineral, act.word) for mineral in act.reading.named("mineral")]
    return act.kind == "ship" and min(machines) < min(goods, default=_FAR)
