"""The acts of a step and its sentences come in; whether shares change hands goes out."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.understanding.acts import Act
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import PERCENT, UPPER
from pipeline.words.tables import Patterns

_TAKING = {"sign", "talk", "agree", "cancel", "suspend"}  # acts that make a paper on shares a deal on shares
_OPTION = Patterns(Path(__file__).with_suffix(".toml"), parts=("option",)).words("option")
_MATTERS = ("exploration", "technology", "equipment", "construction", "search")  # that a paper may be on
_PERCENT_BEHIND = 20  # characters behind a word of buying


def buys_a_share(acts: Sequence[Act]) -> bool:
    """Tell whether what is signed is to buy a share: an agreement to acquire 60% of a company."""
    signed = [act.reading for act in acts if act.kind in ("sign", "suspend", "cancel")]
    return any(reading.of("action", "acquire") and PERCENT.search(reading.text) for reading in signed)


def means_to_buy_a_share(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether a paper that binds nobody is on nothing else, and a side may buy a share by it: up to 15%."""
    papers = [act.reading for act in acts if act.kind == "sign" and act.soft]
    if not papers or any(reading.of("subject", *_MATTERS) for reading in papers):
        return False
    later = [reading for reading in about if 0 < reading.sentence.paragraph <= UPPER]
    return any(
        reading.of("action", "acquire") and reading.of("modality", "plan") and PERCENT.search(reading.text)
        for reading in later
    )


def is_on_shares(acts: Sequence[Act]) -> bool:
    """Tell whether a paper on shares is taken or ended; who rests a project may well agree on its shares."""
    kinds = {act.kind for act in acts}
    ending = kinds & {"suspend", "cancel"}
    tender = any(act.kind == "award" and act.reading.of("instrument", "tender") for act in acts)  # of a privatisation
    taken = ending or kinds & (_TAKING | {"award"} if tender else _TAKING)
    on_stakes = [act for act in acts if act.paper == "stake"]
    return any(act.kind in taken for act in on_stakes) and not is_on_ground(on_stakes)


def is_on_ground(acts: Sequence[Act]) -> bool:
    """Tell whether all that is told is an option on ground that somebody explores, and not on a company's shares."""
    stakes = [word for act in acts for word in act.reading.of("instrument", "stake")]
    options = bool(stakes) and all(word.text.startswith(_OPTION) for word in stakes)
    return options and any(act.reading.of("subject", "exploration") for act in acts)


def offers_for_a_share(about: Sequence[Reading]) -> bool:
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
