"""A step in the making comes in with the sentences beside it; those that say more of it, or who takes it, go out."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.actors import bodies
from pipeline.understanding.background import is_background
from pipeline.understanding.draft import Draft
from pipeline.understanding.facts import SIDES
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import UPPER
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("decided", "with-it"))
_DECIDED, _WITH_IT = _WORDS.of_all("decided"), _WORDS.by_language("with-it")
_GOES_ON = 1  # paragraphs behind the telling ones that still speak of them
_NEIGHBOURS = 3  # paragraphs around the telling sentences in which more is said
_GAP = 3  # characters between two sentences
_ARTICLE = 8  # characters before a paper that begins a sentence
_SAYING_MORE = ("memorandum", "roadmap", "agreement", "contract", "document", "partnership")


def before(draft: Draft, readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentence that names who takes a step told without names: "the contract was signed", a headline."""
    told = [reading for reading in draft.tellers if not reading.title]
    if meant := _meant(told, readings):
        return meant
    if not draft.membership and (both := _of_both(told, readings)):
        return both
    late = told and told[0].sentence.paragraph > UPPER
    if not draft.membership and (other := _other_side(told, readings) or _who_is_meant(told, readings)):
        return other
    if draft.membership or late or any(map(_names, told)):
        return []
    naming = [
        reading for reading in readings if not reading.title and not is_background(reading, draft) and _names(reading)
    ]
    start = told[0].sentence.start if told else len(readings[0].document) if readings else 0
    if told and told[0].sentence.paragraph <= 1:
        return [reading for reading in naming if 0 < start - reading.sentence.end <= _GAP][-1:]
    opening = [reading for reading in naming if reading.sentence.paragraph <= 1 and reading.sentence.start < start]
    return opening[:1]


def _of_both(told: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Return the two sentences that name, one each, who both are: X looks for tin; Y will help it; the two signed."""
    signed = next((one for one in told if one.of("role", "both") and not bodies(one)), None)
    if signed is None:
        return []
    near = [
        (reading, {body.term for body in bodies(reading)})
        for reading in readings
        if not reading.title
        and 0 <= signed.sentence.paragraph - reading.sentence.paragraph <= _GOES_ON
        and reading.sentence.end <= signed.sentence.start
        and not reading.of("modality", "recall")
    ]
    naming = [(reading, named) for reading, named in near if named]
    apart = len(naming) == SIDES and all(len(named) == 1 for _, named in naming) and naming[0][1] != naming[1][1]
    return [reading for reading, _ in naming] if apart else []


def _meant(told: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentence that a paper is said to be about: a memorandum to that effect was signed."""
    effects = [reading.sentence.start for reading in told if reading.of("role", "thereof")]
    return [
        reading
        for reading in readings
        if not reading.title and any(0 < start - reading.sentence.end <= _GAP for start in effects)
    ]


def _other_side(told: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentence before one that begins with a paper and names only whom it was signed with, of one side."""
    if not told or not _begins_with_paper(told[0]):
        return []
    start, sides = told[0].sentence.start, {_is_home(body) for body in bodies(told[0])}
    return [
        reading
        for reading in readings
        if not reading.title
        and 0 <= start - reading.sentence.end <= _GAP
        and len(sides) == 1
        and {_is_home(body) for body in bodies(reading)} - sides
        and not reading.of("modality", "recall")
    ]


def _who_is_meant(told: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentence right before one that names one side alone and the other as "it": Y signed with it."""
    if not told or len({_is_home(body) for body in bodies(told[0])}) != 1:
        return []
    said = _WITH_IT.get(told[0].lang.partition("-")[0])
    if said is None or not said.search(told[0].text):
        return []
    start, home = told[0].sentence.start, _is_home(bodies(told[0])[0])
    return [
        reading
        for reading in readings
        if not reading.title
        and 0 <= start - reading.sentence.end <= _GAP
        and any(_is_home(body) != home for body in bodies(reading))
    ]


def _is_home(body: Found) -> bool:
    return body.country == HOME


def _begins_with_paper(reading: Reading) -> bool:
    """Tell whether a sentence begins with the paper that is signed: a contract was signed with X."""
    papers = [word for word in reading.of("instrument") if word.start - reading.sentence.start <= _ARTICLE]
    signed = reading.of("action", "sign")
    first = min((body.start for body in bodies(reading)), default=reading.sentence.end)
    return bool(papers) and any(reading.verb_last or word.start < first for word in signed)


def _names(reading: Reading) -> bool:
    return bool(bodies(reading) or reading.named("country"))


def support(draft: Draft, readings: Sequence[Reading]) -> list[Reading]:
    """Find the sentences that say more about a step: they name its paper or its sides, or follow one that does."""
    paragraphs = {reading.sentence.paragraph for reading in draft.tellers}
    paragraphs |= {1} if 0 in paragraphs else set()  # what a headline tells the lead tells as well
    telling = {reading.sentence.start for reading in draft.tellers}
    found: list[Reading] = []
    open_paragraph = -1
    for reading in readings:
        paragraph = reading.sentence.paragraph
        if reading.sentence.start in telling:
            open_paragraph = paragraph
        elif is_background(reading, draft) and not reading.title and not _is_lead(reading, draft):
            open_paragraph = -1
        elif (
            reading.title
            or paragraph == open_paragraph
            or _is_lead(reading, draft)
            or _says_more(reading, draft, paragraphs)
        ):
            found.append(reading)
            open_paragraph = -1 if reading.title else paragraph
    return found


def _is_lead(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence is the first behind a headline that alone opens the telling, and names its mineral."""
    opens = reading.document.endswith("\n\n", 0, reading.sentence.start)
    return opens and reading.sentence.paragraph == 1 and draft.acts[0].reading.title and bool(reading.named("mineral"))


def _says_more(reading: Reading, draft: Draft, paragraphs: set[int]) -> bool:
    paragraph = reading.sentence.paragraph
    if draft.membership:
        named = {body.term for body in reading.named("organisation")} & draft.associations
        decided = _DECIDED.match(reading.document, reading.sentence.start) is not None
        beside = decided or bool(reading.of("role", "association"))
        return bool(named or (beside and paragraph - 1 in paragraphs))
    near = any(abs(paragraph - other) <= _NEIGHBOURS for other in paragraphs)
    if reading.of("role", "taker", "price"):
        return near or _names_a_side(reading, draft)
    own = {act.paper for act in draft.acts if act.paper}
    told = reading.of("instrument", *_SAYING_MORE, *own) or reading.of("role", "sides")
    return near and (bool(told) or _goes_on(reading, draft, paragraphs))


def _names_a_side(reading: Reading, draft: Draft) -> bool:
    known = {body.term for told in draft.tellers for body in told.named("organisation")}
    return any(body.term in known for body in reading.named("organisation"))


def _goes_on(reading: Reading, draft: Draft, paragraphs: set[int]) -> bool:
    """Tell whether a sentence follows the news and speaks of nobody and nothing else."""
    if not any(0 <= reading.sentence.paragraph - other <= _GOES_ON for other in paragraphs):
        return False
    if reading.of("noise", "price", "review", "opinion") or reading.of("modality", "further"):
        return False
    if reading.of("noise", "elsewhere") and not (reading.named("mineral") and reading.sentence.paragraph <= 1):
        return False
    sides = [found for told in draft.tellers for found in told.named("organisation", "country")]
    known = {found.term for found in sides} | {found.country for found in sides if found.country}  # "the Russian side"
    abroad = [found for found in reading.named("organisation", "country") if found.country != HOME]
    return all(found.term in known for found in abroad)
