"""Sentences come in; the acts of dealing they tell go out: what is done, on which paper, and whether it is done."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.actors import is_joinable
from pipeline.deal_words import Word
from pipeline.reading import Reading

# What says most comes first: a sentence that tells of a founding and of talks tells of a founding.
_ORDER = (
    *("cancel", "suspend", "ship", "operate", "open", "begin", "join", "mandate", "acquire", "fund", "award"),
    *("sign", "adopt", "found", "agree", "trade", "talk"),
)
_PAPERS = (
    *("loan", "bond", "licence", "offtake", "venture", "stake", "contract"),
    *("memorandum", "roadmap", "partnership", "agreement", "document", "membership"),
)
_ALSO = {"adopt": "sign", "open": "operate"}  # words that tell an act only beside what it is about
_WORKS = ("mining", "construction", "processing", "technology", "exploration")
_NEEDS = {  # without one of these beside it the word is everyday language
    "sign": _PAPERS,
    "adopt": _PAPERS,
    "join": ("membership",),
    "fund": ("loan", "bond"),
    "award": ("licence", "contract", "agreement", "stake"),
    "acquire": ("stake", "venture"),
    "found": ("venture", "partnership"),
    "mandate": ("loan", "bond"),
    "cancel": _PAPERS,
    "suspend": _PAPERS,
}
_PERCENT = re.compile(r"\d\s?(?:%|percent|per cent|процент|foiz|фоиз)")
_LINKING = ("contract", "loan", "offtake", "memorandum", "roadmap", "agreement")
_VERB_LAST = ("uz", "tr", "ko", "ja", "kk", "de")
_SCOPE = 70  # characters between a modal word and what it governs
_NEGATION_SCOPE = 25
_BESIDE = 2
_STALE = dt.timedelta(days=35)
_SOON = dt.timedelta(days=60)  # a date to come that a text may well name
_STALE_MONTH = dt.timedelta(days=45)
_UPPER = 3  # paragraphs in which the news stands
_OPENING = 30  # a recalling word that opens a sentence governs all of it
_UZBEK_NOT = re.compile(r"ma(?:di|gan|y(?:di|apti)?|sdan)\w{0,5}$|mas$")
_UZBEK_FUTURE = re.compile(r"(?:nadi|laydi|moqchi|adigan|iladi)$")
_TURKISH_NOT = re.compile(r"m[ai](?:di|mis|yor)\w{0,4}$")
_FUTURE_FORMS = re.compile(r"подпишет|подпишут|подписать$|заключит$|заключат$|заключить$|ecek|acak")
_PROMISED = re.compile(r"(?:agreed|agrees|undertook|committed|contracts?)\s+to\s+$")
_TO_BE = re.compile(r"\b(?:be|being|get|if|once|when|unless|until)\s+(?:\w+\s+)?$")
_BASE_FORM = re.compile(r"(?:to|will|would|may|might|could|should|can|must|shall|not)\s+(?:\w+\s+)?$")


@dataclass(frozen=True)
class Act:
    """One act told by one sentence."""

    kind: str
    paper: str | None
    word: Word
    modality: str  # stated, planned, negated, denied, recalled, stale (old by its date alone)
    reading: Reading

    @property
    def done(self) -> bool:
        """Tell whether the text says that it was done, be it long ago."""
        return self.modality in ("stated", "stale", "recalled")


def acts(readings: Sequence[Reading], published: dt.datetime | None) -> list[Act]:
    """Return the acts of a document in order, the strongest of each clause; of what is denied, not the rumour."""
    told = [act for reading in readings for act in _of_sentence(reading, published)]
    if any(act.modality == "denied" for act in told):
        return [act for act in told if act.modality == "denied" or not act.reading.of("modality", "hearsay")]
    return told


def _of_sentence(reading: Reading, published: dt.datetime | None) -> list[Act]:
    """Find the acts of a sentence; words of the same clause tell one act, named by the strongest."""
    chosen: list[Act] = []
    for word in sorted(_widest(reading.of("action")), key=lambda word: _ORDER.index(word.concept)):
        paper = _paper(reading, word)
        if not _is_act(reading, word, paper):
            continue
        kind = _ALSO.get(word.concept, word.concept)
        act = Act(kind, paper, word, modality(reading, word, published), reading)
        if not any(reading.same_clause(act.word, other.word) or _adds_nothing(act, other) for other in chosen):
            chosen.append(act)
    chosen.sort(key=lambda act: act.word.start)
    if not chosen and (bare := _bare_paper(reading, published)):
        return [bare]
    if reading.sentence.paragraph > 1 and any(act.modality in ("recalled", "stale") for act in chosen):
        return [replace(act, modality="recalled") for act in chosen]
    return chosen


def _bare_paper(reading: Reading, published: dt.datetime | None) -> Act | None:
    """Find a paper that is denied, or links two bodies without a verb of signing: one agreement links fund and firm."""
    denials = reading.of("modality", "denial")
    upper = reading.sentence.paragraph <= _UPPER
    if upper and denials and (denied := [*reading.of("instrument"), *reading.of("subject", "purchase")]):
        return Act(
            "sign", denied[0].concept if denied[0].group == "instrument" else None, denials[0], "denied", reading
        )
    countries = {body.country for body in reading.named("organisation")}
    papers = [word for word in reading.of("instrument") if word.concept in _LINKING]
    if not papers or "UZ" not in countries or len(countries) < 2:  # noqa: PLR2004 - two sides
        return None
    told = modality(reading, papers[0], published)
    return Act("sign", papers[0].concept, papers[0], "stated" if told == "planned" else told, reading)


def _widest(words: Sequence[Word]) -> list[Word]:
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
    papers = [paper for paper in reading.of("instrument") if paper.concept != "membership" or word.concept == "join"]
    near = [paper for paper in papers if reading.same_clause(paper, word)] or (
        papers if word.concept != "agree" else []
    )
    return min((paper.concept for paper in near), key=_PAPERS.index, default=None)


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
    between = len({body.term for body in reading.named("organisation")}) > 1
    alone = {
        "sign": between or reading.title,
        "suspend": upper and bool(reading.of("subject", *_WORKS)),
        "acquire": bool(_PERCENT.search(reading.text)),
    }
    if alone.get(word.concept):
        return True
    needs = _NEEDS[word.concept]
    return paper in needs or bool(reading.of("instrument", *needs))


def _is_work(reading: Reading, word: Word, paper: str | None, *, upper: bool) -> bool:
    """Tell whether works, goods or a sale are those of minerals: an opening and a sale are so only in the news."""
    mineral = bool(reading.named("mineral"))
    if word.concept == "open":
        things = reading.of("subject", "construction", "processing", "technology")
        return upper and any(reading.gap(thing, word) <= _SCOPE for thing in things)
    if word.concept == "trade":
        abroad = any(found.country != "UZ" for found in reading.named("organisation", "country"))
        goods = not reading.of("subject", "equipment") and not reading.of("instrument", "stake", "venture")
        return upper and mineral and abroad and goods
    things = reading.of("subject", "mining", "construction", "purchase", "processing")
    return bool((upper and word.concept != "ship") or things or paper or mineral)


def modality(reading: Reading, word: Word, published: dt.datetime | None) -> str:
    """Say whether an act is told as done, planned, not done, denied or recalled from an earlier time."""
    if reading.of("modality", "denial"):
        return "denied"
    if _recalled(reading, word) and not _lately_joined(reading, word):
        return "recalled"
    if _negated(reading, word):
        return "negated"
    if _planned(reading, word):
        return "planned"
    return "stale" if _stale(reading, word, published) else "stated"


def _recalled(reading: Reading, word: Word) -> bool:
    for sign in reading.of("modality", "recall"):
        opens = sign.start - reading.sentence.start < _OPENING and sign.start < word.start
        nearer = any(reading.gap(sign, other) < reading.gap(sign, word) for other in reading.of("action"))
        if opens or (reading.same_clause(sign, word) and not nearer):
            return True
    return False


def _lately_joined(reading: Reading, word: Word) -> bool:
    """Tell whether bodies were joined one after another this year: what readers were never told stays news."""
    recalls = [sign for sign in reading.of("modality", "recall") if not sign.text.endswith(" edi")]
    return word.concept == "join" and bool(reading.of("modality", "lately")) and not recalls


def _negated(reading: Reading, word: Word) -> bool:
    last = word.text.rsplit(" ", 1)[-1]
    if reading.lang.startswith("uz") and _UZBEK_NOT.search(last):
        return True
    if reading.lang in ("tr", "az") and _TURKISH_NOT.search(last):
        return True
    papers = [paper.start for paper in reading.of("instrument")]
    for sign in reading.of("modality", "negation"):  # no documents with this firm were signed
        far = _SCOPE if any(0 < paper - sign.end <= _BESIDE for paper in papers) else _NEGATION_SCOPE
        if _governs(reading, sign, word, reach=far):
            return True
    return False


def _planned(reading: Reading, word: Word) -> bool:
    last = word.text.rsplit(" ", 1)[-1]
    if reading.lang.startswith("uz") and _UZBEK_FUTURE.search(last):
        return True
    if _FUTURE_FORMS.search(word.text):
        return True
    before = reading.document[max(0, word.start - 25) : word.start].lower()
    if reading.lang == "en" and word.concept != "talk" and not last.endswith("ed") and _BASE_FORM.search(before):
        return not _PROMISED.search(before)
    if reading.lang == "en" and last.endswith("ed") and not _TO_BE.search(before + word.text[: -len(last)]):
        return False  # what was signed or sealed is done, whatever the sentence says will follow from it
    return any(_governs(reading, sign, word, reach=_SCOPE) for sign in reading.of("modality", "plan"))


def _governs(reading: Reading, sign: Word, word: Word, *, reach: int) -> bool:
    """Tell whether a modal word governs an act: it stands before it, in verb-final languages also behind it."""
    if sign.start >= word.start and sign.end <= word.end:
        return False
    if sign.end > word.start and reading.lang.partition("-")[0] not in _VERB_LAST:
        return False
    return reading.gap(sign, word) <= reach and reading.same_clause(sign, word)


def _stale(reading: Reading, word: Word, published: dt.datetime | None) -> bool:
    """Tell whether the dates beside an act are older than news is."""
    if published is None or reading.of("modality", "ongoing") or _lately_joined(reading, word):
        return False
    whens = [when for when in reading.dates if reading.same_clause(when, word)] or reading.dates
    return bool(whens) and all(_old(when.day, when.precision, published.date()) for when in whens)


def _old(day: dt.date, precision: str, today: dt.date) -> bool:
    """Tell whether a date is too old for news; one far ahead, of something done, is that of a year before."""
    if precision == "year":
        return day.year < today.year
    if day > today + _SOON:
        day -= dt.timedelta(days=365)
    return today - day > (_STALE if precision == "day" else _STALE_MONTH)
