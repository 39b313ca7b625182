"""A word of dealing comes in with its sentence; whether it is told as done, planned, denied or recalled goes out."""

import datetime as dt
import re

from pipeline.understanding.deal_words import Word
from pipeline.understanding.reading import Reading

_WORKING = ("ship", "operate", "begin")
_ENDING = ("cancel", "suspend")
VERB_LAST = ("uz", "tr", "ko", "ja", "kk", "de")
_SCOPE = 70  # characters between a modal word and what it governs
_NEGATION_SCOPE = 25
_BESIDE = 2
_BESIDE_SAYING = 20  # characters: said on Monday that it
_STALE = dt.timedelta(days=35)
_SOON = dt.timedelta(days=60)  # a date to come that a text may well name
_STALE_MONTH = dt.timedelta(days=45)
_OPENING = 30  # a recalling word that opens a sentence governs all of it
_NO_TALK_OF = re.compile(
    r"(?:речи|речь|разговор\w*) (?:об этом )?(?:пока )?(?:нет|не ид[её]т|не было|не вед[её]тся)|"
    r"не (?:ид[её]т|вед[её]тся) реч|(?:haqida|to.g.risida) (?:so.z|gap) (?:yo.q|bormayapti|bormaydi)|keine rede|"
    r"out of the question|not (?:on the table|under discussion)|söz konusu değil|no(?:t a)? (?:talk|question) of"
)
_BIDDING = ("taklif", "предлож")
_DECISION = "qaror "
_HAD = re.compile(r"\w{0,6} (?:edi|эди)\b")  # ishga tushirilgan edi
_NOT_AFTER_ALL = re.compile(  # will not, after all, take a stake
    r"\b(?:not|не|nicht|pas|non),\s[^,.;]{1,30},\s(?:\w+\s)?\Z", re.IGNORECASE
)
_UZBEK_NOT = re.compile(r"ma(?:di|gan|y(?:di|apti)?|sdan)\w{0,5}$|mas$")
_UZBEK_IF = re.compile(r"\b(?!bo.?lsa|бўлса)[\w‘’ʻʼ'`]{3,}(?:sa|са),")  # topilsa, tuzadi
_VERBAL_NOUN = {  # what talks are about: buying, of which they talk, is not done
    "en": re.compile(r"ing$"),
    "uz": re.compile(r"(?:ish|uv)(?:i|ni|ini|ga|iga|da)?$"),
    "tr": re.compile(r"m[ae](?:k|(?:s[iı])?(?:n[iıae])?(?:y[iıae])?)$"),
    "zh": re.compile(r"(?:采购|收购|购买|供应|投资|入股)$"),
    "ko": re.compile(r"(?:인수|매입|취득|출자|설립|공급|구매|체결)$"),
    "ja": re.compile(r"(?:買収|取得|出資|設立|購入|供給|締結)$"),
    "kk": re.compile(r"(?:у|ю)(?:ды|ді|ға|ге|ы|і)?$"),
}
_BEFORE_DATE = 15  # characters between an act and its day
_AHEAD = dt.timedelta(days=1500)  # what is read as farther off is no day of works
_ABOUT = 12  # characters before a word in which a preposition of talks may stand
_ABOUT_IT = re.compile(r"\b(?:about|over|on|of|in)\s+(?:\w+\s+)?$")
_UZBEK_FUTURE = re.compile(r"(?:nadi|laydi|moqchi|adigan|iladi)$")
_RESOLVED_TO = re.compile(r" b?(?:o.?l|ўл|бўл)(?:di|ди)\b")  # to‘xtatib turadigan bo‘ldi: it will rest, from now on
_TURKISH_NOT = re.compile(r"m[ai](?:di|mis|yor)\w{0,4}$")
_FUTURE_FORMS = re.compile(r"подпишет|подпишут|подписать$|заключит$|заключат$|заключить$|получит$|получат$|ecek|acak")
_PROMISED = re.compile(r"(?:agreed|agrees|undertook|committed|pledged|promised|contracts?)\s+to\s+$")
_RESOLVED = re.compile(
    r"(?:decided|opted|chose|chosen|elected|resolved|voted|had|forced)\s+to\s+$"
)  # who gives up, gave up
_AGREED_TO_DO = re.compile(  # what is to be written or signed is not agreed yet
    r" (?:in principle )?to (?:\w+ly )?(?:draft|draw up|prepare|develop|work out|sign|conclude|finali[sz]e|"
    r"negotiate|start|begin|continue|explore|study|examine|consider|discuss|hold|speed up|accelerate|"
    r"step up|intensify)\b"
)
_TO_BE_WRITTEN = {
    "de": re.compile(
        r"\b(?:auszuarbeiten|vorzubereiten|abzuschließen|aufzunehmen|"
        r"zu (?:erarbeiten|unterzeichnen|prüfen|entwickeln|verhandeln|beginnen|führen))\b"
    ),
    "fr": re.compile(r"\b(?:de |d['’])(?:préparer|élaborer|signer|rédiger|négocier|conclure|étudier|lancer des)\b"),
}
_TO_FORM_A_GROUP = re.compile(
    r"\bto (?:set up|form|create|establish) (?:a |the )?(?:\w+ ){0,2}(?:working|task|expert) (?:group|force)"
)
_DAY_BEFORE = re.compile(r"\b(?:(?:a|one|the) day|hours) $")
_TO_BE = re.compile(r"\b(?:be|being|get|if|once|when|unless|until|wants?|wanted)\s+(?:\w+\s+)?$")
_BASE_FORM = re.compile(r"(?:to|will|would|may|might|could|should|can|must|shall|not)\s+(?:\w+\s+)?$")


def modality(reading: Reading, word: Word, published: dt.datetime | None) -> str:
    """Say whether an act is told as done, planned, not done, denied or recalled from an earlier time."""
    if reading.of("modality", "denial"):
        return "denied"
    if _recalled(reading, word) and not _lately_joined(reading, word):
        return "recalled"
    if _negated(reading, word):
        return "negated"
    if _planned(reading, word) or _dated_ahead(reading, word, published):
        return "planned"
    return "stale" if _stale(reading, word, published) else "stated"


def _recalled(reading: Reading, word: Word) -> bool:
    if reading.lang.startswith("uz") and _HAD.match(reading.document, word.end):
        return True
    for sign in reading.of("modality", "recall"):
        if _only_reported(reading, sign) or (word.concept in _WORKING and _dates_a_paper(reading, sign)):
            continue
        opens = sign.start - reading.sentence.start < _OPENING and sign.start < word.start
        nearer = any(
            reading.gap(sign, other) < reading.gap(sign, word) and reading.same_clause(sign, other)
            for other in _equals(reading, word)
        )
        if opens or (reading.same_clause(sign, word) and not nearer):
            return True
    return False


def _dates_a_paper(reading: Reading, sign: Word) -> bool:
    """Tell whether only the paper is of former times: the first batch under last year's contract is news."""
    return any(0 <= paper.start - sign.end <= _BESIDE for paper in reading.of("instrument"))


def _only_reported(reading: Reading, sign: Word) -> bool:
    """Tell whether a word recalls nothing: it said it had signed; it closed what was previously announced."""
    said = any(0 < sign.start - said.end <= _BESIDE_SAYING for said in reading.of("role", "source"))
    announced = any(word.start <= sign.start and sign.end < word.end for word in reading.of("noise", "start"))
    if sign.text == "earlier" and _DAY_BEFORE.search(reading.document, max(0, sign.start - _BESIDE_SAYING), sign.start):
        return True
    return announced or (said and sign.text.startswith("had "))


def _equals(reading: Reading, word: Word) -> list[Word]:
    """Return the words of acts that may draw a recalling word to themselves: of talks only where it is about talks."""
    return [other for other in reading.of("action") if word.concept == "talk" or other.concept != "talk"]


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
    if _NO_TALK_OF.search(reading.text.lower()):
        return True
    if _NOT_AFTER_ALL.search(reading.document, max(reading.sentence.start, word.start - _SCOPE), word.start):
        return True
    return any(_denies(reading, sign, word) for sign in reading.of("modality", "negation"))


def _denies(reading: Reading, sign: Word, word: Word) -> bool:
    """Tell whether a word of denial governs an act, or the paper that it is done with: no documents were signed."""
    of_paper = any(0 < paper.start - sign.end <= _BESIDE for paper in reading.of("instrument"))
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
    if _conditional(reading, word) or _talked_of(reading, word):
        return True
    if _FUTURE_FORMS.search(word.text) or _is_to_be_written(reading, word) or _is_to_be_lent(reading, word):
        return True
    before = reading.document[max(0, word.start - 25) : word.start].lower()
    if reading.lang == "en" and word.concept != "talk" and not last.endswith("ed") and _BASE_FORM.search(before):
        return not (_PROMISED.search(before) or (word.concept in _ENDING and _RESOLVED.search(before)))
    if reading.lang == "en" and last.endswith("ed") and not _TO_BE.search(before + word.text[: -len(last)]):
        return False  # what was signed or sealed is done, whatever the sentence says will follow from it
    bids = word.concept == "award"  # what wins was offered
    return any(
        _governs(reading, sign, word, reach=_SCOPE)
        for sign in reading.of("modality", "plan")
        if not (bids and sign.text.startswith(_BIDDING))
    )


def _dated_ahead(reading: Reading, word: Word, published: dt.datetime | None) -> bool:
    """Tell whether works or goods stand right before a day or a word of what is to come: first shipment in January."""
    if word.concept == "ship" and any(
        0 < sign.start - word.end <= _BEFORE_DATE and reading.same_clause(sign, word)
        for sign in reading.of("modality", "plan")
    ):
        return True  # the first shipment will leave
    if published is None or word.concept not in ("begin", "operate", "ship"):
        return False
    near = [when for when in reading.dates if 0 <= when.start - word.end <= _BEFORE_DATE]
    return any(when.day > published.date() and when.day - published.date() < _AHEAD for when in near)


def names_an_act(lang: str, word: str) -> bool:
    """Tell whether a word of dealing is a noun, by its ending: buying, sotib olish."""
    noun = _VERBAL_NOUN.get(lang.partition("-")[0])
    return bool(noun and noun.search(word))


def _is_to_be_lent(reading: Reading, word: Word) -> bool:
    """Tell whether a loan is only what a paper is about, and nobody has agreed to it: a letter of interest to lend."""
    before = reading.document[max(0, word.start - _BESIDE_SAYING) : word.start].lower()
    return word.concept == "fund" and word.text.startswith("to ") and not _PROMISED.search(f"{before}to ")


def _is_to_be_written(reading: Reading, word: Word) -> bool:
    """Tell whether what is agreed on is to draft a paper, or to form a working group."""
    if word.concept == "agree" and _AGREED_TO_DO.match(reading.document, word.end):
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
        return bool(talks and _ABOUT_IT.search(before))
    if any(one.start > word.end and one.text.startswith(_DECISION) for one in reading.of("action", "adopt")):
        return False  # tugatish to‘g‘risida qaror qabul qildi: it is decided, nobody is received
    if any(0 < sign.start - word.end <= _ABOUT for sign in reading.of("modality", "prospect")):
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
    if sign.start > word.start and reading.lang.partition("-")[0] not in VERB_LAST:
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
