"""A word of dealing comes in with its sentence; whether it means a deal there, or is everyday language, goes out."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.actors import body_type, is_bank, is_joinable
from pipeline.understanding.deal_words import WORKING, Word
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("miner", "percent", "noun-behind", "noun-before", "attribute-before", "for", "mandate-letter", "acceding"),
        "halted-work",
    ),
)
_MINER = _WORDS.of_all("miner")
_ACCEDING, _HALTED = _WORDS.of_all("acceding"), _WORDS.words("halted-work")
PAPERS = (
    *("loan", "bond", "licence", "offtake", "venture", "stake", "contract", "tender"),
    *("memorandum", "roadmap", "partnership", "agreement", "document", "membership"),
)
_WORKS = ("mining", "construction", "plant", "processing", "technology", "exploration")
DEBT = ("loan", "bond")  # papers
_NEEDS = {  # without one of these beside it the word is everyday language
    "sign": PAPERS,
    "adopt": PAPERS,
    "join": ("membership",),
    "fund": DEBT,
    "award": ("licence", "tender", "contract", "agreement", "stake", "loan", "memorandum", "roadmap"),
    "acquire": ("stake", "venture", "licence"),
    "found": ("venture", "partnership"),
    "mandate": DEBT,
    "cancel": PAPERS,
    "suspend": PAPERS,
}
_TASKS = ("equipment", "construction", "plant", "technology", "exploration")  # what somebody is chosen for
PERCENT = _WORDS.of_all("percent")
_MANY = 3  # countries to which somebody who tells of a year has sold
_BESIDE = 2  # characters between a paper and the verb of it
_NOUN_REACH = 40  # characters before a noun of sale
_BEFORE = 12  # characters before a word in which its article stands
_NOUN_BEHIND, _NOUN_BEFORE = _WORDS.of_all("noun-behind"), _WORDS.of_all("noun-before")
_ATTRIBUTE_BEFORE = _WORDS.of_all("attribute-before")
_NEAREST = 45  # characters between a forum and the word of its opening
_FOR = _WORDS.of_all("for")
_MANDATE = _WORDS.of_all("mandate-letter")
_SCOPE = 70  # characters between a word and what it is about
UPPER = 3  # paragraphs in which the news stands


def means_a_deal(reading: Reading, word: Word, paper: str | None) -> bool:
    """Tell whether the word means a deal here: beside what it needs, it is no everyday language."""
    upper = reading.sentence.paragraph <= UPPER
    if word.concept in ("ship", "operate", "begin", "open", "trade"):
        return _is_work(reading, word, paper, upper=upper)
    if word.concept in ("talk", "agree"):
        return _is_said_to_agree(reading, word, upper=upper)
    if word.concept == "join":
        return accedes(reading, word, paper) or _can_be_joined(reading, word)
    if _alone(reading, word, upper=upper):
        return True
    if word.concept == "fund" and all(paper.start < word.end and word.start < paper.end for paper in _loans(reading)):
        return bool(reading.amounts and reading.named("organisation") and _loans(reading))  # it says how much is lent
    needs = _NEEDS.get(word.concept, ())
    return bool(needs) and (paper in needs or bool(reading.of("instrument", *needs)))


def _has_licence_beside(reading: Reading, word: Word) -> bool:
    licences = reading.of("instrument", "licence")
    return any(reading.gap(one, word) <= _SCOPE and reading.same_clause(one, word) for one in licences)


def accedes(reading: Reading, word: Word, paper: str | None) -> bool:
    """Tell whether somebody accedes to a declaration: he signs what others have signed, and is nobody's member."""
    if paper != "memorandum" or not _ACCEDING.match(word.text):
        return False
    return not (_names_what_can_be_joined(reading) or reading.of("role", "association"))


def _names_what_can_be_joined(reading: Reading) -> bool:
    return any(is_joinable(body, reading) for body in reading.named("organisation"))


def _can_be_joined(reading: Reading, word: Word) -> bool:
    """Tell whether a sentence names what takes members, and no paper is what it adopts: an association, a platform."""
    if _is_adopted(reading, word):
        return False
    joinable = _names_what_can_be_joined(reading)
    said = reading.of("role", "association") or reading.of("instrument", "membership")
    unions = [body for body in reading.named("organisation") if body_type(body) == "union"]
    return (
        joinable
        or bool(said)
        or any(
            reading.same_clause(word, thing) and not any(body.start <= thing.start < body.end for body in unions)
            for thing in reading.of("role", "joined")
        )
    )


def _is_adopted(reading: Reading, word: Word) -> bool:
    """Tell whether a paper stands right before a word that may mean both: bayonot qabul qilindi."""
    adopts = any(other.start <= word.start < other.end for other in reading.of("action", "adopt"))
    papers = [paper for paper in reading.of("instrument") if paper.concept != "membership"]
    return adopts and any(0 <= word.start - paper.end <= _BESIDE for paper in papers)


def _is_said_to_agree(reading: Reading, word: Word, *, upper: bool) -> bool:
    """Tell whether somebody agrees or talks: the agreed programme is an agreement of former times."""
    attribute = _ATTRIBUTE_BEFORE.search(reading.document, max(0, word.start - _BEFORE), word.start)
    if word.concept == "agree" and attribute:
        return False
    named = bool(reading.named("organisation", "country", "person"))
    return named or (upper if word.concept == "talk" else bool(reading.of("role", "state", "minister", "company")))


def _alone(reading: Reading, word: Word, *, upper: bool) -> bool:
    """Tell whether a word means a deal without its paper: between two bodies, by a share, by what a bank gives."""
    bodies = reading.named("organisation")
    between = len({body.term for body in bodies}) > 1
    alone = {  # only what is asked is looked up
        "sign": lambda: between or reading.title or (upper and (bool(reading.of("role", "sides")) or _lists(reading))),
        "suspend": lambda: (
            upper
            and bool(
                reading.of("subject", *_WORKS, "works", "output", "delivery", "purchase")
                or _names_project(reading)
                or word.text.endswith(_HALTED)
            )
        ),
        "acquire": lambda: (
            bool(PERCENT.search(reading.text) or reading.of("role", "fraction"))
            and bool(bodies or reading.title or reading.of("role", "company"))
            and not reading.of("noise", "price")
        ),
        "award": lambda: (
            (between and upper and bool(reading.of("subject", *_TASKS)))
            or (bool(reading.amounts) and names_a_lender(reading))
            or is_share_passed(reading, None)
            or (reading.title and bool(reading.of("subject", "mining") and bodies))
        ),
        "cancel": lambda: (
            between
            and upper
            and bool(
                reading.of("subject", "works", "purchase", "delivery")
                or reading.of("action", "found")
                or _names_project(reading)
            )
        ),
        "fund": lambda: bool(reading.amounts) and names_a_lender(reading),
        "give": lambda: _has_licence_beside(reading, word),
        "mandate": lambda: (" " in word.text and bool(reading.of("action", "fund"))) or is_mandate_letter(word),
    }
    return word.concept in alone and alone[word.concept]()


def _names_project(reading: Reading) -> bool:
    """Tell whether a sentence names a mineral's project, by whatever word."""
    told = reading.of("role", "works", "undertaking")
    return bool(told and reading.named("mineral") and reading.named("organisation"))


def _lists(reading: Reading) -> bool:
    """Tell whether a sentence lists the countries that put their names to a paper which another one names."""
    return len({found.country for found in reading.named("country")}) >= _MANY


def is_share_passed(reading: Reading, paper: str | None) -> bool:
    """Tell whether what somebody gets is a share, by its percentage: 40% of the mine went to IRH."""
    parts = reading.of("subject", "mining", "plant") or (reading.amounts and reading.of("role", "company"))
    works = bool(parts and reading.named("organisation"))
    return (paper == "stake" or (paper is None and works)) and PERCENT.search(reading.text) is not None


def is_of_a_sum(reading: Reading, word: Word) -> bool:
    """Tell whether what comes first, or is sent, is money: received the first 50 million, or tranche, of the credit."""
    starts = [amount.start for amount in reading.amounts]
    starts += [money.start for money in (*reading.of("action", "fund"), *_loans(reading))]
    return word.concept in WORKING and any(0 <= start - word.end <= _BESIDE for start in starts)


def is_mandate_letter(word: Word) -> bool:
    """Tell whether a word names the paper by which a bank is to raise a loan."""
    return _MANDATE.match(word.text) is not None


def names_a_lender(reading: Reading) -> bool:
    """Tell whether a sentence names a bank, by the lexicon or by its name."""
    return any(is_bank(found) for found in reading.named("organisation"))


def _abroad(sides: Sequence[Found]) -> bool:
    return any(found.country != HOME for found in sides)


def _are_mines(reading: Reading) -> bool:
    """Tell whether machines go to a mine: a word of mining says so, or the two sides are named."""
    sides = {body.country for body in reading.named("organisation")}
    return bool(reading.of("subject", "mining", "processing", "output")) or (HOME in sides and len(sides) > 1)


def _loans(reading: Reading) -> list[Word]:
    return reading.of("instrument", "loan", "bond")


def _is_for(reading: Reading, word: Word, thing: Word) -> bool:
    """Tell whether a thing is not what is opened but whom it is opened to: opens archives to researchers."""
    return word.end < thing.start and bool(_FOR.search(reading.document, word.end, thing.start))


def _is_work(reading: Reading, word: Word, paper: str | None, *, upper: bool) -> bool:
    """Tell whether works, goods or a sale are those of minerals: an opening and a sale are so only in the news."""
    mineral = bool(reading.named("mineral"))
    if _is_gathering(reading, word) or (word.concept == "ship" and _is_of_people(reading, word)):
        return False
    if word.concept == "open":
        things = reading.of("subject", "construction", "plant", "processing", "technology")
        return upper and any(
            reading.gap(thing, word) <= _SCOPE and not _is_for(reading, word, thing) for thing in things
        )
    if word.concept == "trade":
        if paper == "bond":
            return upper
        abroad = _abroad(reading.named("organisation", "country"))
        machines = bool(reading.of("subject", "equipment"))
        noun = _is_noun(reading, word)
        many = len({found.country for found in reading.named("country")} - {HOME}) >= _MANY
        exported = (many or reading.of("noise", "review")) and not _abroad(reading.named("organisation"))
        if exported or noun or reading.of("instrument", "stake", "venture") or not upper:
            return False
        return abroad and (mineral or bool(machines and (_are_mines(reading) or _names_a_miner(reading))))
    things = reading.of("subject", "mining", "construction", "plant", "purchase", "processing")
    return bool((upper and word.concept != "ship") or things or paper or mineral)


def _is_noun(reading: Reading, word: Word) -> bool:
    """Tell whether what ends as a verb does is a noun: supplies of uranium, talks on copper supplies."""
    if not word.text.endswith("s"):
        return False
    before = reading.document[max(reading.sentence.start, word.start - _NOUN_REACH) : word.start]
    return bool(
        _NOUN_BEHIND.match(reading.document, word.end) or (reading.lang == "en" and _NOUN_BEFORE.search(before))
    )


def _is_of_people(reading: Reading, word: Word) -> bool:
    """Tell whether people are sent, and no goods: has sent geologists to look for copper."""
    return any(0 <= people.start - word.end <= _BEFORE for people in reading.of("subject", "explorers"))


def _names_a_miner(reading: Reading) -> bool:
    """Tell whether a sentence names an Uzbek body whose name says that it mines or smelts."""
    homes = [found for found in reading.named("organisation") if found.country == HOME]
    return any(_MINER.search(found.surface) for found in homes)


def _is_gathering(reading: Reading, word: Word) -> bool:
    """Tell whether what begins or opens is a forum or a fair: nothing of works stands nearer to the word."""
    if word.concept not in ("begin", "operate", "open"):
        return False
    near = [reading.gap(thing, word) for thing in reading.of("noise", "gathering") if reading.same_clause(thing, word)]
    works = [reading.gap(thing, word) for thing in reading.of("subject", *_WORKS, "works", "output", "equipment")]
    return min(near, default=_SCOPE) < min([_NEAREST, *works])
