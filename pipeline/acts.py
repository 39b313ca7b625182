"""Sentences come in; the acts of dealing they tell go out: what is done, on which paper, and whether it is done."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.actors import body_type, is_joinable
from pipeline.deal_words import Word
from pipeline.items import items
from pipeline.lexicon import HOME
from pipeline.modality import modality, names_an_act
from pipeline.reading import Reading
from pipeline.recalls import recalled_papers
from pipeline.starts import starts

# What says most comes first: a sentence that tells of a founding and of talks tells of a founding.
_ORDER = (
    *("cancel", "suspend", "ship", "operate", "open", "begin", "join", "mandate", "acquire", "fund", "award"),
    *("sign", "adopt", "found", "agree", "trade", "talk"),
)
_PAPERS = (
    *("loan", "bond", "licence", "offtake", "venture", "stake", "contract", "tender"),
    *("memorandum", "roadmap", "partnership", "agreement", "document", "membership"),
)
_ALSO = {"adopt": "sign", "open": "operate"}  # words that tell an act only beside what it is about
_WORKS = ("mining", "construction", "plant", "processing", "technology", "exploration")
_NEEDS = {  # without one of these beside it the word is everyday language
    "sign": _PAPERS,
    "adopt": _PAPERS,
    "join": ("membership",),
    "fund": ("loan", "bond"),
    "award": ("licence", "tender", "contract", "agreement", "stake"),
    "acquire": ("stake", "venture", "licence"),
    "found": ("venture", "partnership"),
    "mandate": ("loan", "bond"),
    "cancel": _PAPERS,
    "suspend": _PAPERS,
}
_TASKS = ("equipment", "construction", "plant", "technology", "exploration")  # what somebody is chosen for
_SOFT, _BINDING = ("memorandum", "roadmap", "partnership"), ("contract", "agreement", "bond")
PERCENT = re.compile(
    r"[^\W\d]+ (?:Prozent (?:an|von|der)|per ?cent of)\b|yüzde \d|百分之|"
    r"\d\s?(?:%|percent|per cent|процент|foiz|фоиз|Prozent|pour cent|per cento|пайыз|퍼센트|パーセント)"
)
_BANK = re.compile(
    r"bank(?![a-z])|банк|银行|은행|銀行|(?:corporation|fund) for (?:the )?development|"
    r"development (?:bank|fund|finance)",
    re.IGNORECASE,
)
_SIGNED = ("memorandum", "roadmap", "agreement", "contract", "partnership", "document")
_LINKING = ("contract", "loan", "offtake", "memorandum", "roadmap", "agreement")
_SCOPE = 70  # characters between a modal word and what it governs
_UPPER = 3  # paragraphs in which the news stands


@dataclass(frozen=True)
class Act:
    """One act told by one sentence."""

    kind: str
    paper: str | None
    word: Word
    modality: str  # stated, planned, negated, denied, recalled, stale (old by its date alone)
    reading: Reading

    @property
    def soft(self) -> bool:
        """Tell whether what is signed only says what is meant: a memorandum on a venture founds none."""
        near = [word for word in widest(self.reading.of("instrument")) if self.reading.same_clause(word, self.word)]
        forms = {word.concept for word in near} & {*_SOFT, *_BINDING}
        return self.kind == "sign" and bool(forms & {*_SOFT}) and not forms & {*_BINDING}

    @property
    def done(self) -> bool:
        """Tell whether the text says that it was done, be it long ago."""
        return self.modality in ("stated", "stale", "recalled")


def acts(readings: Sequence[Reading], published: dt.datetime | None) -> list[Act]:
    """Return the acts of a document in order, the strongest of each clause; of what is denied, not the rumour."""
    listed = items(readings)
    told = [
        act
        for reading in readings
        for act in _of_sentence(reading, published, listed=reading.sentence.paragraph in listed)
    ]
    if any(reading.of("modality", "denial") for reading in readings if reading.sentence.paragraph <= _UPPER):
        return [act for act in told if act.modality == "denied" or not act.reading.of("modality", "hearsay")]
    return told


def _of_sentence(reading: Reading, published: dt.datetime | None, *, listed: bool) -> list[Act]:
    """Find the acts of a sentence; words of the same clause tell one act, named by the strongest."""
    chosen: list[Act] = []
    for act in sorted(_told(reading, published), key=_weight):
        if not any(reading.same_clause(act.word, other.word) or _adds_nothing(act, other) for other in chosen):
            chosen.append(act)
    chosen.sort(key=lambda act: act.word.start)
    if not chosen and (bare := _bare_paper(reading, published, listed=listed)):
        return [bare]
    if reading.sentence.paragraph > 1 and any(act.modality in ("recalled", "stale") for act in chosen):
        return [replace(act, modality="recalled") for act in chosen]
    in_passing = recalled_papers(reading) if chosen else ()
    return [*chosen, *(Act("sign", paper.concept, paper, "recalled", said) for paper, said in in_passing)]


def _told(reading: Reading, published: dt.datetime | None) -> Iterator[Act]:
    """Give every word of a sentence that means a deal, with its paper and whether it is done."""
    begun = starts(reading)
    taken = [*begun, *reading.of("noise", "way")]
    plain = [word for word in reading.of("action") if not any(word.start < o.end and o.start < word.end for o in taken)]
    for word in widest([*plain, *begun]):
        if _is_aim(reading, word):
            continue
        paper = _paper(reading, word)
        if _is_act(reading, word, paper):
            yield Act(_kind(reading, word, paper), paper, word, modality(reading, word, published), reading)


def _is_aim(reading: Reading, word: Word) -> bool:
    """Tell whether an act is a noun, what a paper signed behind it is for: kredit ajratish bo‘yicha memorandum."""
    if reading.lang == "en" or word.concept in ("sign", "talk", "agree") or not names_an_act(reading.lang, word.text):
        return False
    papers = [paper for paper in reading.of("instrument", *_SIGNED) if paper.start > word.end]
    signed = [act for act in reading.of("action", "sign") if act.start > word.end and reading.same_clause(word, act)]
    return any(paper.start < act.end for paper in papers for act in signed)


def _kind(reading: Reading, word: Word, paper: str | None) -> str:
    """Name an act: at an auction a right to the ground is bought, a line of credit is opened, machines at work run."""
    if word.concept == "acquire" and paper == "licence":
        return "award"
    if word.concept == "open" and paper in ("loan", "bond"):
        return "fund"
    machines = [thing for thing in reading.of("subject", "equipment") if reading.same_clause(thing, word)]
    if word.concept == "begin" and machines and not reading.of("subject", "construction", "exploration", "plant"):
        return "operate"
    return _ALSO.get(word.concept, word.concept)


def _weight(act: Act) -> tuple[bool, int]:
    """Rank what was done before what will follow from it: a contract signed, under which drilling will begin."""
    vague = act.kind in ("agree", "trade", "talk")
    return act.modality != "stated" or vague, _ORDER.index(act.word.concept)


def _bare_paper(reading: Reading, published: dt.datetime | None, *, listed: bool) -> Act | None:
    """Find a paper that is denied, or links two bodies without a verb of signing: one agreement links fund and firm."""
    denials = reading.of("modality", "denial")
    upper = reading.sentence.paragraph <= _UPPER
    if upper and denials and (denied := [*reading.of("instrument"), *reading.of("subject", "purchase")]):
        return Act(
            "sign", denied[0].concept if denied[0].group == "instrument" else None, denials[0], "denied", reading
        )
    countries = {body.country for body in reading.named("organisation")}
    papers = [word for word in reading.of("instrument") if word.concept in _LINKING]
    sides = {found.term for found in reading.named("organisation", *(["country"] if listed else []))}
    if not papers or len(sides) < 2 or not (listed or (HOME in countries and len(countries) > 1)):  # noqa: PLR2004
        return None
    told = modality(reading, papers[0], published)
    return Act("sign", papers[0].concept, papers[0], "stated" if told == "planned" else told, reading)


def widest(words: Sequence[Word]) -> list[Word]:
    """Drop the words that are part of a wider one: to exchange views is not to exchange papers."""
    return [
        word
        for word in words
        if not any(
            o.start <= word.start and word.end <= o.end and o.end - o.start > word.end - word.start for o in words
        )
    ]


def _adds_nothing(act: Act, other: Act) -> bool:
    """Tell whether a weaker act of the same sentence only goes with a stronger one."""
    return act.modality == other.modality and act.paper in (None, "document", other.paper)


def _paper(reading: Reading, word: Word) -> str | None:
    """Choose the paper of an act: in its clause if there is one, and the most telling."""
    papers = [
        paper for paper in widest(reading.of("instrument")) if paper.concept != "membership" or word.concept == "join"
    ]
    near = [paper for paper in papers if reading.same_clause(paper, word)] or (
        papers if word.concept != "agree" else []
    )
    lent = "loan" if word.concept == "fund" and reading.amounts and _lender(reading) else None
    return min((paper.concept for paper in near), key=_PAPERS.index, default=lent)


def _is_act(reading: Reading, word: Word, paper: str | None) -> bool:
    """Tell whether the word means a deal here: beside what it needs, it is no everyday language."""
    upper = reading.sentence.paragraph <= _UPPER
    if word.concept in ("ship", "operate", "begin", "open", "trade"):
        return _is_work(reading, word, paper, upper=upper)
    if word.concept in ("talk", "agree"):
        named = bool(reading.named("organisation", "country", "person"))
        return named or (upper if word.concept == "talk" else bool(reading.of("role", "state", "minister", "company")))
    if word.concept == "join":
        joinable = any(is_joinable(body, reading) for body in reading.named("organisation"))
        return joinable or bool(reading.of("role", "association") or reading.of("instrument", "membership"))
    if _alone(reading, word, upper=upper):
        return True
    if word.concept == "fund" and all(paper.start < word.end and word.start < paper.end for paper in _loans(reading)):
        return bool(reading.amounts and reading.named("organisation") and _loans(reading))  # it says how much is lent
    needs = _NEEDS[word.concept]
    return paper in needs or bool(reading.of("instrument", *needs))


def _alone(reading: Reading, word: Word, *, upper: bool) -> bool:
    """Tell whether a word means a deal without its paper: between two bodies, by a share, by what a bank gives."""
    bodies = reading.named("organisation")
    between = len({body.term for body in bodies}) > 1
    alone = {
        "sign": between or reading.title or (upper and bool(reading.of("role", "sides"))),
        "suspend": upper and bool(reading.of("subject", *_WORKS, "works", "output", "delivery")),
        "acquire": bool(PERCENT.search(reading.text) and (bodies or reading.title or reading.of("role", "company")))
        and not reading.of("noise", "price"),
        "award": between and upper and bool(reading.of("subject", *_TASKS)),
        "fund": bool(reading.amounts) and _lender(reading),
    }
    return alone.get(word.concept, False)


def _lender(reading: Reading) -> bool:
    """Tell whether a sentence names a bank, by the lexicon or by its name."""
    bodies = reading.named("organisation")
    return any(body_type(found) == "bank" or _BANK.search(found.surface) for found in bodies)


def _loans(reading: Reading) -> list[Word]:
    return reading.of("instrument", "loan", "bond")


def _is_work(reading: Reading, word: Word, paper: str | None, *, upper: bool) -> bool:
    """Tell whether works, goods or a sale are those of minerals: an opening and a sale are so only in the news."""
    mineral = bool(reading.named("mineral"))
    if word.concept == "open":
        things = reading.of("subject", "construction", "plant", "processing", "technology")
        return upper and any(reading.gap(thing, word) <= _SCOPE for thing in things)
    if word.concept == "trade":
        abroad = any(found.country != HOME for found in reading.named("organisation", "country"))
        machines = bool(reading.of("subject", "equipment"))
        if reading.of("instrument", "stake", "venture") or not upper:
            return False
        return abroad and (mineral or bool(machines and reading.of("subject", "mining", "processing", "output")))
    things = reading.of("subject", "mining", "construction", "plant", "purchase", "processing")
    return bool((upper and word.concept != "ship") or things or paper or mineral)
