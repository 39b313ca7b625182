"""The acts of a step, its sentences and its parties come in; whether partners hold it together goes out."""

from collections.abc import Sequence

from pipeline.lexicon import HOME
from pipeline.understanding.acts import GENERAL, SHORT, Act
from pipeline.understanding.deal_words import Word
from pipeline.understanding.facts import Fact
from pipeline.understanding.modality import modality
from pipeline.understanding.reading import Reading
from pipeline.understanding.sales import BEGUN, OTHER_THAN_ORE
from pipeline.understanding.senses import PERCENT

_NEXT = 2  # characters between a paper and what says that it is about what was told


def is_venture_told(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether a venture is founded or ended; of one that is only talked about, whether the talks are on it."""
    if all(act.modality in ("planned", "negated") or act.kind == "talk" for act in acts):
        return any(act.paper == "venture" and not _comes_after_exploring(act) for act in acts)
    return _is_venture(acts, about, parties)


def _comes_after_exploring(act: Act) -> bool:
    """Tell whether a venture is only what may come of exploration told before it: to explore, later to found one."""
    explored, ventures = act.reading.of("subject", "exploration"), act.reading.of("instrument", "venture")
    return any(
        one.end <= word.start and not act.reading.same_clause(one, word) for one in explored for word in ventures
    )


def _is_venture(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether partners hold what they agree on together: they found a venture, or mine a deposit as partners."""
    if any(act.paper == "venture" for act in acts):
        return True
    if any(_is_about_what_was_told(act) for act in acts) and any(
        _ventures(reading, named=True) for reading in about if reading.leads
    ):
        return True
    if any(act.reading.of("subject", "cooperation") for act in acts):
        return False
    soft = any(act.soft for act in acts)
    named = [reading for reading in about if reading.title or not soft]  # what a memorandum foresees is not founded
    running = {act.kind for act in acts} & {*BEGUN, "suspend"}
    if running and any(_is_partly_owned(act) for act in acts):
        return True
    if any(_ventures(reading, named=not running) and not _is_foreseen(reading) for reading in named):
        return True
    return not soft and _mine_together(acts, about, parties)


def _mine_together(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether a firm paper is on mining by partners of two countries, and not by what one of them buys."""
    firm = {act.paper for act in acts} & {"agreement", "contract"} and all(act.kind != "acquire" for act in acts)
    origins = {fact.detail.get("country") for fact in parties if fact.detail.get("role") == "party"}
    told = [reading for reading in about if reading.leads]  # what is mined may stand beside
    mining = any(reading.of("subject", "mining") for reading in [*told, *(act.reading for act in acts)])
    exploring = any(act.reading.of("subject", *OTHER_THAN_ORE) for act in acts)
    exploring = exploring or any(reading.of("subject", "exploration", "equipment", "technology") for reading in told)
    return bool(firm and mining and not exploring and HOME in origins and len(origins) > 1)


def _is_partly_owned(act: Act) -> bool:
    """Tell whether works on the ground are those of a company of which the sentence says who holds how much."""
    reading = act.reading
    shared = PERCENT.search(reading.text) and reading.of("role", "holding")
    return bool(act.kind in BEGUN and shared and reading.of("subject", "exploration", "mining"))


def _is_about_what_was_told(act: Act) -> bool:
    """Tell whether a paper is said to be about what the text has just told: a memorandum to that effect."""
    papers = act.reading.of("instrument", *GENERAL)
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
    short = [word for word in reading.of("instrument", "venture") if len(word.text) == SHORT]
    names = [word for word in short if any(0 <= body.start - word.end <= SHORT for body in bodies)]
    return [word for word in reading.of("instrument", "venture") if word not in names]
