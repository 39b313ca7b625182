"""A word of dealing comes in with its sentence; whether it is told as done, planned, denied or recalled goes out."""

import datetime as dt
import re
from pathlib import Path

from pipeline.understanding.aging import DESCRIBING, is_lately_joined, is_of_a_paper, is_stale
from pipeline.understanding.deal_words import WORKING, Word, dates_a_paper
from pipeline.understanding.reading import Reading, once
from pipeline.words.fold import fold
from pipeline.words.tables import Patterns

_SIGNING = ("sign", "agree", "found", "acquire", "join")
ENDING = ("cancel", "suspend")  # acts
_NOT_BOUND = ("sign", "open", "operate", "begin", "ship")  # are still to be done, though somebody agreed to
DENIED, PAST = ("denied", "negated"), ("recalled", "stale")  # what is told so is not done, or no news
_SCOPE = 70  # characters between a modal word and what it governs
_NEGATION_SCOPE = 25
_ADJECTIVE = 14  # characters between a word of denial and the paper of which there is none
_BESIDE_SAYING = 30  # characters: said on Wednesday that it
_OPENING = 30  # a recalling word that opens a sentence governs all of it
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("no-talk-of", "not-after-all", "not-ending", "not-behind", "time-after", "had", "stands", "only-reported"),
        *("day-before", "if", "verbal-noun", "about-it", "talked-over", "bidding", "decision", "future-ending"),
        *("future-behind", "resolved-to", "future-forms", "base-form", "to-be", "promised", "resolved"),
        *("lent", "agreed-to-do", "to-do-agreed", "to-be-written", "to-form-a-group", "others-will-do"),
        *("must-behind", "object"),
    ),
)
_NO_TALK_OF = _WORDS.of_all("no-talk-of")
_BIDDING, _DECISION, _LENT, _TALKED_OVER = map(_WORDS.words, ("bidding", "decision", "lent", "talked-over"))
_HAD_SIGNED = _WORDS.words("only-reported")
_HAD = _WORDS.of_all("had")
_STANDS = _WORDS.of_all("stands")
_NOT_AFTER_ALL = _WORDS.of_all("not-after-all")
_NOT_ENDING = _WORDS.by_language("not-ending")
_NOT_BEHIND = _WORDS.by_language("not-behind")
_TIME_AFTER = _WORDS.by_language("time-after")
_UZBEK_IF = _WORDS.of_all("if")
_VERBAL_NOUN = _WORDS.by_language("verbal-noun")
_VERB_FIRST = ("ru", "de", "fr", "it")
_SCOPE_OF_TALKS = 40  # characters between a word of talks and what they are about
_BEFORE_DATE = 15  # characters between an act and its day
_AHEAD = dt.timedelta(days=1500)  # what is read as farther off is no day of works
_ABOUT = 30  # characters before a word in which a preposition of talks may stand
_BEHIND_NOUN = 12  # characters behind a noun of what might be done
_ABOUT_IT = _WORDS.of_all("about-it")
_UZBEK_FUTURE = _WORDS.of_all("future-ending")
_RESOLVED_TO = _WORDS.of_all("resolved-to")
_FUTURE_FORMS = _WORDS.of_all("future-forms")
_PROMISED = _WORDS.of_all("promised")
_RESOLVED = _WORDS.of_all("resolved")
_AGREED_TO_DO, _TO_DO_AGREED, _OTHERS_WILL_DO = map(_WORDS.of_all, ("agreed-to-do", "to-do-agreed", "others-will-do"))
_TO_BE_WRITTEN = _WORDS.by_language("to-be-written")
_TO_FORM_A_GROUP = _WORDS.of_all("to-form-a-group")
_DAY_BEFORE = _WORDS.of_all("day-before")
_TO_BE = _WORDS.of_all("to-be")
_FUTURE_BEHIND = _WORDS.by_language("future-behind")
_OBJECT = _WORDS.words("object")
_MUST = _WORDS.of_all("must-behind")
_BASE_FORM = _WORDS.of_all("base-form")


def modality(reading: Reading, word: Word, published: dt.datetime | None) -> str:
    """Say whether an act is told as done, planned, not done, denied or recalled from an earlier time."""
    if reading.of("modality", "denial"):
        return "denied"
    if _recalled(reading, word) and not is_lately_joined(reading, word):
        return "recalled"
    if is_of_a_paper(reading, word) and is_stale(reading, word, published):
        return "stale"
    if _negated(reading, word):
        return "negated"
    if _planned(reading, word) or _dated_ahead(reading, word, published):
        return "planned"
    return "stale" if is_stale(reading, word, published) else "stated"


def _recalled(reading: Reading, word: Word) -> bool:
    if reading.lang.startswith("uz") and _HAD.match(reading.document, word.end):
        return True
    if reading.lang == "ja" and word.concept in _SIGNING and _STANDS.match(reading.document, word.end):
        return True
    after = _TIME_AFTER.get(reading.lang)
    if after and after.search(reading.document, reading.sentence.start, word.start):
        return True
    for sign in reading.of("modality", "recall"):
        if _only_reported(reading, sign) or _only_dates_a_paper(reading, sign, word):
            continue
        opens = sign.start - reading.sentence.start < _OPENING and sign.start < word.start
        nearer = any(
            reading.gap(sign, other) < reading.gap(sign, word) and reading.same_clause(sign, other)
            for other in _equals(reading, word)
        )
        if opens or (reading.same_clause(sign, word) and not nearer):
            return True
    return False


def _only_dates_a_paper(reading: Reading, sign: Word, word: Word) -> bool:
    """Tell whether a word of former times says when a paper was signed that more is done by: o‘tgan yili imzolangan."""
    if word.concept in WORKING and dates_a_paper(sign, reading.of("instrument")):
        return True
    signed = [
        other for other in reading.of("action", "sign") if other.start != word.start and is_of_a_paper(reading, other)
    ]
    return any(0 <= other.start - sign.end <= _BESIDE_SAYING for other in signed)


def _only_reported(reading: Reading, sign: Word) -> bool:
    """Tell whether a word recalls nothing: it said it had signed; it closed what was previously announced."""
    said = any(0 < sign.start - said.end <= _BESIDE_SAYING for said in reading.of("role", "source"))
    announced = any(word.start <= sign.start and sign.end < word.end for word in reading.of("noise", "start"))
    if any(word.start <= sign.start and sign.end <= word.end for word in reading.of("modality", "lately")):
        return True  # earlier this week, before its term
    if sign.text == "earlier" and _DAY_BEFORE.search(reading.document, max(0, sign.start - _BESIDE_SAYING), sign.start):
        return True
    return announced or (said and sign.text.startswith(_HAD_SIGNED))


def _equals(reading: Reading, word: Word) -> list[Word]:
    """Return the words of acts that may draw a recalling word to themselves: of talks only where it is about talks."""
    return [other for other in reading.of("action") if word.concept == "talk" or other.concept != "talk"]


def _negated(reading: Reading, word: Word) -> bool:
    last = word.text.rsplit(" ", 1)[-1]
    ending = _NOT_ENDING.get(reading.lang.partition("-")[0])
    if ending and ending.search(last):
        return True
    behind = _NOT_BEHIND.get(reading.lang)
    if _is_not_talked_of(reading) or (behind and behind.match(reading.document, word.end)):
        return True
    if _NOT_AFTER_ALL.search(reading.document, max(reading.sentence.start, word.start - _SCOPE), word.start):
        return True
    return any(_denies(reading, sign, word) for sign in reading.of("modality", "negation"))


@once
def _is_not_talked_of(reading: Reading) -> bool:
    return _NO_TALK_OF.search(reading.text.lower()) is not None


def _denies(reading: Reading, sign: Word, word: Word) -> bool:
    """Tell whether a word of denial governs an act, or its paper: no binding documents were signed."""
    papers = reading.of("instrument")
    of_paper = any(0 < paper.start - sign.end <= _ADJECTIVE and paper.end <= word.start for paper in papers)
    governed = _governs(reading, sign, word, reach=_SCOPE if of_paper else _NEGATION_SCOPE)
    return governed or (of_paper and _is_first_behind(reading, sign, word))


def _is_first_behind(reading: Reading, sign: Word, word: Word) -> bool:
    """Tell whether an act is the verb of a paper of which there is none: no agreement on transfer, lease is signed."""
    acts = [act.start for act in reading.of("action") if act.start > sign.end]
    return word.concept == "sign" and bool(acts) and min(acts) == word.start


def _planned(reading: Reading, word: Word) -> bool:
    last = word.text.rsplit(" ", 1)[-1]
    if reading.lang.startswith("uz") and _UZBEK_FUTURE.search(last):
        return not _RESOLVED_TO.match(reading.document, word.end)
    must = reading.lang.startswith("uz") and _MUST.match(reading.document, word.end)
    if must or _conditional(reading, word) or _talked_of(reading, word):
        return True
    if _FUTURE_FORMS.search(word.text) or _is_to_be_written(reading, word) or _is_to_be_lent(reading, word):
        return True
    before = reading.document[max(0, word.start - 25) : word.start].lower()
    if reading.lang == "en" and word.concept != "talk" and not last.endswith("ed") and _BASE_FORM.search(before):
        bound = word.concept not in _NOT_BOUND and _PROMISED.search(before)  # who agrees to sign has signed nothing
        return not (bound or (word.concept in ENDING and _RESOLVED.search(before)))
    if reading.lang == "en" and last.endswith("ed") and not _TO_BE.search(before + word.text[: -len(last)]):
        return False  # what was signed or sealed is done, whatever the sentence says will follow from it
    bids = word.concept == "award"  # what wins was offered
    return any(
        _governs(reading, sign, word, reach=_SCOPE)
        for sign in reading.of("modality", "plan")
        if not (bids and sign.text.startswith(_BIDDING))
    )


def _is_still_to_be(reading: Reading, word: Word) -> bool:
    """Tell whether a noun of an act stands right before its verb, of what is still to be done."""
    later = _FUTURE_BEHIND.get(reading.lang)
    return later is not None and later.match(reading.document, word.end) is not None


def _dated_ahead(reading: Reading, word: Word, published: dt.datetime | None) -> bool:
    """Tell whether works or goods stand right before a day or a word of what is to come: first shipment in January."""
    if word.concept == "ship" and any(
        0 < sign.start - word.end <= _BEFORE_DATE and reading.same_clause(sign, word)
        for sign in reading.of("modality", "plan")
    ):
        return True  # the first shipment will leave
    if word.concept == "ship" and _leaves_later(reading, word):
        return True
    if published is None or word.concept not in ("begin", "operate", "ship"):
        return False
    near = [when for when in reading.dates if 0 <= when.start - word.end <= _BEFORE_DATE]
    return any(when.day > published.date() and when.day - published.date() < _AHEAD for when in near)


def _leaves_later(reading: Reading, word: Word) -> bool:
    """Tell whether an Uzbek noun of a shipment stands in a clause whose verb is one of the future: jo‘natiladi."""
    if not reading.lang.startswith("uz"):
        return False
    clause = re.split(r"[,;:.!?]", reading.document[word.end : reading.sentence.end], maxsplit=1)[0]
    return _UZBEK_FUTURE.search(fold(clause, reading.lang).text.rstrip()) is not None


def names_an_act(lang: str, word: str) -> bool:
    """Tell whether a word of dealing is a noun, by its ending: buying, sotib olish."""
    noun = _VERBAL_NOUN.get(lang.partition("-")[0])
    return bool(noun and noun.search(word))


def _is_to_be_lent(reading: Reading, word: Word) -> bool:
    """Tell whether a loan is only what a paper is about, and nobody has agreed to it: a letter of interest to lend."""
    if word.concept == "mandate" and _is_still_to_be(reading, word):
        return True
    before = reading.document[max(0, word.start - _BESIDE_SAYING) : word.start].lower()
    return word.concept == "fund" and word.text.startswith(_LENT) and not _PROMISED.search(f"{before}to ")


def _is_to_be_written(reading: Reading, word: Word) -> bool:
    """Tell whether what is agreed on is to draft or to sign a paper, or to form a working group."""
    agreed = [word] if word.concept == "agree" else reading.of("action", "agree") if word.concept == "sign" else []
    for agree in agreed:
        to_do = _TO_DO_AGREED.search(reading.document, max(reading.sentence.start, agree.start - _SCOPE), agree.start)
        if to_do and (agree == word or to_do.start() <= word.start < agree.start):
            return True
    if word.concept == "agree" and any(
        later.match(reading.document, word.end) for later in (_AGREED_TO_DO, _OTHERS_WILL_DO)
    ):
        return True
    written = _TO_BE_WRITTEN.get(reading.lang)
    if (
        word.concept in ("agree", "adopt")
        and written
        and written.search(reading.document, word.end, reading.sentence.end)
    ):
        return True
    return word.concept in ("found", "agree") and bool(_TO_FORM_A_GROUP.search(reading.text))


def _talked_of(reading: Reading, word: Word) -> bool:
    """Tell whether an act is a noun that talks or a mandate behind it are about: talks on buying the shares."""
    if word.concept == "talk" or not names_an_act(reading.lang, word.text):
        return False
    if reading.lang == "en":  # approached the bank about borrowing
        before = reading.document[max(reading.sentence.start, word.start - _ABOUT) : word.start]
        talks = [talk for talk in reading.of("action", "talk") if talk.end < word.start]
        over = any(talk.text.startswith(_TALKED_OVER) and word.start - talk.end <= _BESIDE_SAYING for talk in talks)
        return over or bool(talks and _ABOUT_IT.search(before))
    if reading.lang in _VERB_FIRST:  # обсуждает приобретение доли
        return any(0 <= word.start - talk.end <= _SCOPE_OF_TALKS for talk in reading.of("action", "talk"))
    if any(one.start > word.end and one.text.startswith(_DECISION) for one in reading.of("action", "adopt")):
        return False  # tugatish to‘g‘risida qaror qabul qildi: it is decided, nobody is received
    if any(0 < sign.start - word.end <= _BEHIND_NOUN for sign in reading.of("modality", "prospect")):
        return True
    later = [*reading.of("action", "talk", "mandate"), *reading.of("noise", "instruction")]
    return any(talk.start > word.end and reading.same_clause(word, talk) for talk in later)


def _conditional(reading: Reading, word: Word) -> bool:
    """Tell whether an act follows from something that must come first, be it in another clause: if cobalt is found."""
    told = reading.document[reading.sentence.start : word.end + 1]
    uzbek = reading.lang.startswith("uz") and _UZBEK_IF.search(told)
    return bool(uzbek) or any(sign.start < word.start for sign in reading.of("modality", "condition"))


def _governs(reading: Reading, sign: Word, word: Word, *, reach: int) -> bool:
    """Tell whether a modal word governs an act: it stands before it, in verb-final languages also behind it."""
    if sign.start >= word.start and sign.end <= word.end:
        return False
    if sign.start > word.start and not reading.verb_last:
        return False
    if reading.lang.startswith("uz") and sign.start < word.start and sign.text.endswith(DESCRIBING):
        return False  # besh yilga mo‘ljallangan shartnoma imzolandi: it is meant for five years, and signed
    if _describes_the_paper(reading, sign, word):
        return False  # imzolangan bitim besh yilga mo‘ljallangan: what was signed is meant for five years
    if word.concept in ("adopt", "sign") and sign.start < word.start and sign.text.endswith(_OBJECT):
        return False  # the plan itself is adopted
    return reading.gap(sign, word) <= reach and reading.same_clause(sign, word)


def _describes_the_paper(reading: Reading, sign: Word, word: Word) -> bool:
    """Tell whether an Uzbek participle stands before its paper, and a modal word behind that: it is of the paper."""
    if not reading.lang.startswith("uz") or sign.start < word.start or not word.text.endswith(DESCRIBING):
        return False
    return any(word.end < paper.start and paper.end < sign.start for paper in reading.of("instrument"))
