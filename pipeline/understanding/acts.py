"""Sentences come in; the acts of dealing they tell go out: what is done, on which paper, and whether it is done."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.understanding.attributes import is_attribute
from pipeline.understanding.deal_words import Word, widest
from pipeline.understanding.items import items
from pipeline.understanding.modality import ENDING, PAST, modality, names_an_act
from pipeline.understanding.reading import Reading, once
from pipeline.understanding.recalls import is_recalled_on, recalled_papers
from pipeline.understanding.senses import (
    DEBT,
    PAPERS,
    PERCENT,
    UPPER,
    accedes,
    is_of_a_sum,
    is_share_passed,
    means_a_deal,
    names_a_lender,
)
from pipeline.understanding.starts import starts
from pipeline.understanding.ventures import names_founders
from pipeline.words.tables import Patterns

# What says most comes first: a sentence that tells of a founding and of talks tells of a founding.
_ORDER = (
    *("cancel", "suspend", "ship", "operate", "open", "begin", "join", "mandate", "acquire", "fund", "award", "give"),
    *("sign", "adopt", "found", "agree", "trade", "talk"),
)
_ALSO = {"adopt": "sign", "open": "operate", "give": "award"}  # words that tell an act only beside what it is about
GENERAL = ("memorandum", "roadmap", "partnership")  # papers that bind nobody, whose names are about nothing
_BINDING = ("contract", "agreement", "bond")
UNSIGNED = ("begin", "operate", "ship")  # acts that put no name to a paper
_NAMED = re.compile(r"\s?(?:[^\W\d_]{2,4} )?\W?")  # between a word of founding and what is founded, its legal form
_COMPANY = 45  # characters behind a word of founding in which it says that a company is founded
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("whole-works", "former-before", "handed-over", "handed", "mounting", "prepaid", "to-finance", "enumerated"),
)
_WHOLE_WORKS = _WORDS.of_all("whole-works")
WORKS = ("open", "operate", "begin", "ship")  # what is done on the ground, often by a paper of before
_SIGNED = ("memorandum", "roadmap", "agreement", "contract", "partnership", "document")
_BUYING = ("acquire", "cancel", "sign", "talk", "agree", "suspend", "adopt")
_BEFORE_IT = _WORDS.of_all("former-before")
_OWNER = 24  # characters before a paper in which it is said to be one of former times
_DELIVERED, _HANDED, _PREPAID = map(_WORDS.words, ("handed-over", "handed", "prepaid"))
_MOUNTING = _WORDS.of_all("mounting")
_TO_FINANCE, _ENUMERATED = _WORDS.of_all("to-finance"), _WORDS.of_all("enumerated")
_LINKING = ("contract", "loan", "offtake", "memorandum", "roadmap", "agreement")
SHORT = 2  # letters of JV, СП, QK


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
        papers = [*_papers(self.reading), *self.reading.of("instrument", "contract")]  # a contract on sale is one, too
        near = [word for word in papers if self.reading.same_clause(word, self.word)]
        forms = {word.concept for word in near} & {*GENERAL, *_BINDING}
        return self.kind in ("sign", "agree") and bool(forms & {*GENERAL}) and not forms & {*_BINDING}

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
    recalled = is_recalled_on(readings)
    told = [replace(act, modality="recalled") if act.reading.sentence.start in recalled else act for act in told]
    if any(reading.of("modality", "denial") for reading in readings if reading.sentence.paragraph <= UPPER):
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
    if reading.sentence.paragraph > 1 and any(act.modality in PAST for act in chosen):
        return [replace(act, modality="recalled") for act in chosen]
    in_passing = recalled_papers(reading) if chosen else ()
    return [*chosen, *(Act("sign", paper.concept, paper, "recalled", said) for paper, said in in_passing)]


def _told(reading: Reading, published: dt.datetime | None) -> Iterator[Act]:
    """Give every word of a sentence that means a deal, with its paper and whether it is done."""
    begun, said = starts(reading), reading.of("action")
    if not (begun or said):
        return
    named = (*reading.of("subject", "mining"), *reading.of("instrument", "licence"))  # a licence to explore
    taken = (*begun, *reading.of("noise", "way"), *(name for name in named if " " in name.text))
    plain = [word for word in said if not any(word.start < o.end and o.start < word.end for o in taken)]
    for word in widest([*plain, *begun]):
        if _is_aim(reading, word) or is_attribute(reading, word):
            continue
        paper = _paper(reading, word)
        if means_a_deal(reading, word, paper):
            yield Act(_kind(reading, word, paper), paper, word, _modality(reading, word, published), reading)


def _is_aim(reading: Reading, word: Word) -> bool:
    """Tell whether an act is a noun, what a paper signed behind it is for: kredit ajratish bo‘yicha memorandum."""
    if reading.lang == "en" or word.concept in ("sign", "talk", "agree") or not names_an_act(reading.lang, word.text):
        return False
    papers = [paper for paper in reading.of("instrument", *_SIGNED) if paper.start > word.end]
    signed = [act for act in reading.of("action", "sign") if act.start > word.end and reading.same_clause(word, act)]
    return any(paper.start < act.end for paper in papers for act in signed)


def _kind(reading: Reading, word: Word, paper: str | None) -> str:
    """Name an act: by its paper, by what it is about, else as its word does; machines at work run."""
    if told := _by_paper(reading, word, paper):
        return told
    if word.concept == "fund" and _is_paid_for(reading, paper):
        return "trade"
    machines = [thing for thing in reading.of("subject", "equipment") if reading.same_clause(thing, word)]
    if word.text in _DELIVERED or (machines and paper is None and word.text in _HANDED):
        return "ship"
    mounted = any(_MOUNTING.match(thing.text) for thing in reading.of("subject", "works"))
    works = mounted or reading.of("subject", "construction", "exploration", "plant")
    if word.concept == "begin" and machines and not works:
        return "operate"
    return _ALSO.get(word.concept, word.concept)


def _is_paid_for(reading: Reading, paper: str | None) -> bool:
    """Tell whether money is what a buyer pays in advance: to buy zinc for five years, lends $150 million."""
    bought = bool(reading.of("action", "trade") and reading.named("mineral"))
    return (paper == "offtake" or bought) and not names_a_lender(reading)


def _by_paper(reading: Reading, word: Word, paper: str | None) -> str | None:
    """Name an act by its paper: at an auction a right to the ground is bought, a line of credit opened, a share got."""
    got = word.concept in ("award", "give")
    if paper == "licence" and (word.concept in ("acquire", "trade") or got):
        return "acquire" if reading.of("instrument", "stake") else "award"
    given = word.concept == "award" and paper in ("memorandum", "roadmap")
    if given or (word.concept == "join" and accedes(reading, word, paper)):
        return "sign"  # who accedes to a declaration has signed it
    if (word.concept == "open" or got or is_of_a_sum(reading, word)) and paper in DEBT:
        return "fund"
    if word.concept == "trade" and paper == "bond":
        return "fund"
    return "acquire" if got and is_share_passed(reading, paper) else None


def _weight(act: Act) -> tuple[bool, bool, bool, int]:
    """Rank news before what it follows from (met since they agreed in May), what was done before what will follow."""
    vague = act.kind in ("agree", "trade", "talk")
    later = act.modality != "stated"
    return act.modality in PAST, later or vague, later and act.kind in WORKS, _ORDER.index(act.word.concept)


def _bare_paper(reading: Reading, published: dt.datetime | None, *, listed: bool) -> Act | None:
    """Find a paper that is denied, or links two bodies without a verb of signing: one agreement links fund and firm."""
    denials = reading.of("modality", "denial")
    upper = reading.sentence.paragraph <= UPPER
    if upper and denials and (denied := [*reading.of("instrument"), *reading.of("subject", "purchase")]):
        return Act(
            "sign", denied[0].concept if denied[0].group == "instrument" else None, denials[0], "denied", reading
        )
    papers = [word for word in reading.of("instrument") if word.concept in _LINKING]
    if not papers:
        return None
    listed = listed or bool(_ENUMERATED.match(reading.document, reading.sentence.start))
    countries = {body.country for body in reading.named("organisation")}
    sides = {found.term for found in reading.named("organisation", *(["country"] if listed else []))}
    if len(sides) < 2 or not (listed or (HOME in countries and len(countries) > 1)):  # noqa: PLR2004
        return None
    paper = next((one for one in papers if not _is_of_before(reading, one)), papers[0])
    told = modality(reading, paper, published)
    return Act("sign", paper.concept, paper, "stated" if told == "planned" else told, reading)


@once
def _papers(reading: Reading) -> list[Word]:
    return widest(reading.of("instrument"))


def _adds_nothing(act: Act, other: Act) -> bool:
    """Tell whether a weaker act of the same sentence only goes with a stronger one."""
    return act.modality == other.modality and act.paper in (None, "document", other.paper)


def _modality(reading: Reading, word: Word, published: dt.datetime | None) -> str:
    """Say whether an act is done; what is agreed on a paper that is still to be drawn up is a plan."""
    told = modality(reading, word, published)
    drawn_up = word.concept == "agree" and any(_is_to_be_drawn_up(reading, word, paper) for paper in _papers(reading))
    return "planned" if told == "stated" and drawn_up else told


def _is_to_be_drawn_up(reading: Reading, word: Word, paper: Word) -> bool:
    """Tell whether a paper is only to be prepared by what is agreed: договорились подготовить соглашение."""
    if paper.concept not in _SIGNED or not reading.same_clause(word, paper):
        return False
    start, end = min(word.end, paper.end), max(word.start, paper.start)
    return any(start <= sign.start < end for sign in reading.of("modality", "plan"))


def _paper(reading: Reading, word: Word) -> str | None:
    """Choose the paper of an act: in its clause if there is one, and the most telling."""
    papers = [
        paper
        for paper in _papers(reading)
        if (paper.concept != "membership" or word.concept == "join") and not _is_form(reading, paper)
    ]
    near = [paper for paper in papers if reading.same_clause(paper, word)] or (
        papers if word.concept != "agree" else []
    )
    prepaid = [paper for paper in near if _is_prepaid(reading, paper)]
    near = [paper for paper in near if not (_is_of_before(reading, paper) or paper in prepaid)] or near
    if word.concept == "agree":
        near = [paper for paper in near if not _is_to_be_drawn_up(reading, word, paper)]
    gives = word.concept in ("fund", "award") and reading.amounts and names_a_lender(reading)
    lent = "loan" if gives else None
    founded = "venture" if _is_company_founded(reading, word) or _is_company_left(reading, word) else None
    best = min((paper.concept for paper in near), key=PAPERS.index, default=lent or founded)
    if prepaid and best == "loan":
        return "offtake"
    plain = best in (None, "agreement", "contract", "document")
    if lent and word.concept == "fund" and (plain or best == "venture"):
        return lent  # a venture is who borrows
    if not plain:
        return best
    if word.concept == "sign" and reading.amounts and _TO_FINANCE.search(reading.text):
        return "loan"
    return "stake" if word.concept in _BUYING and _names_whole_works(reading) else best


@once
def _names_whole_works(reading: Reading) -> bool:
    return _WHOLE_WORKS.search(reading.text) is not None


def _is_prepaid(reading: Reading, paper: Word) -> bool:
    """Tell whether a loan is only what a buyer pays in advance."""
    return paper.concept == "loan" and is_prepayment(paper) and not names_a_lender(reading)


def is_prepayment(paper: Word) -> bool:
    """Tell whether a word names what a buyer pays in advance."""
    return paper.text.startswith(_PREPAID)


def _is_of_before(reading: Reading, paper: Word) -> bool:
    """Tell whether a paper is named as one that was there before: parts of their 2024 memorandum."""
    return _BEFORE_IT.search(reading.document, max(0, paper.start - _OWNER), paper.start) is not None


def _is_company_founded(reading: Reading, word: Word) -> bool:
    """Tell whether two sides found a company: established X, a company in which one holds 70 percent."""
    if word.concept != "found" or names_founders(reading):
        return word.concept == "found"
    sides = len({body.term for body in reading.named("organisation", "country")}) > 1 or PERCENT.search(reading.text)
    bodies = reading.named("organisation")
    new = [body for body in bodies if _NAMED.fullmatch(reading.document, word.end, body.start)]
    founders = bodies if reading.of("role", "taker") else [body for body in bodies if body.end <= word.start]
    if new and len({body.term for body in founders if body not in new}) > 1:
        return True
    return bool(sides) and any(0 < company.start - word.end <= _COMPANY for company in reading.of("role", "company"))


def _is_company_left(reading: Reading, word: Word) -> bool:
    """Tell whether somebody leaves a company that was founded with others: withdrew from X, which it set up with Y."""
    return word.concept in ENDING and any(one.start > word.end for one in reading.of("action", "found"))


def _is_form(reading: Reading, paper: Word) -> bool:
    """Tell whether a short word for a venture is only part of a body's name: СП «Самарканд Фосфат» bought mills."""
    short = paper.concept == "venture" and len(paper.text) == SHORT and not reading.of("action", "found")
    return short and any(0 <= body.start - paper.end <= SHORT for body in reading.named("organisation"))
