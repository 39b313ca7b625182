"""A word of dealing comes in with its sentence; whether its dates are older than news is goes out."""

import datetime as dt
from pathlib import Path

from pipeline.dates import When
from pipeline.understanding.deal_words import WORKING, Word
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import UPPER
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("had-ending", "describing", "season"))
_HAD_ENDING, DESCRIBING = _WORDS.words("had-ending"), _WORDS.words("describing")
_SEASON = _WORDS.of_all("season")
_BESIDE = 2  # characters between a participle and its paper
_STALE = dt.timedelta(days=35)
_SOON = dt.timedelta(days=60)  # a date to come that a text may well name
_STALE_MONTH = dt.timedelta(days=45)


def is_stale(reading: Reading, word: Word, published: dt.datetime | None) -> bool:
    """Tell whether the dates beside an act are older than news is."""
    if published is None or reading.of("modality", "ongoing") or is_lately_joined(reading, word):
        return False
    whens = [when for when in reading.dates if reading.same_clause(when, word)] or reading.dates
    whens = [when for when in whens if not (_dates_another(reading, word, when) or names_a_paper(reading, when))]
    if is_of_a_paper(reading, word):
        whens = [when for when in whens if when.end <= word.start] or whens
    today = published.date()
    if reading.sentence.paragraph <= UPPER:
        return bool(whens) and all(_old(when.day, when.precision, today) for when in whens)
    if not whens:
        return _SEASON.search(reading.document, reading.sentence.start, word.start) is not None
    return all(_old(when.day, when.precision, today) or _is_of_a_former_month(when, today) for when in whens)


def is_lately_joined(reading: Reading, word: Word) -> bool:
    """Tell whether bodies were joined one after another this year: what readers were never told stays news."""
    recalls = [sign for sign in reading.of("modality", "recall") if not sign.text.endswith(_HAD_ENDING)]
    return word.concept == "join" and bool(reading.of("modality", "lately")) and not recalls


def is_of_a_paper(reading: Reading, word: Word) -> bool:
    """Tell whether an act is a participle of the paper behind it, by which more is done: imzolangan bitimga."""
    if word.concept != "sign" or not reading.lang.startswith("uz") or not word.text.endswith(DESCRIBING):
        return False
    return any(0 <= paper.start - word.end <= _BESIDE for paper in reading.of("instrument"))


def names_a_paper(reading: Reading, when: When) -> bool:
    """Tell whether a month only says which paper is meant: the February memorandum became a contract."""
    return when.precision == "month" and any(0 <= paper.start - when.end <= 1 for paper in reading.of("instrument"))


def _dates_another(reading: Reading, word: Word, when: When) -> bool:
    """Tell whether a date is that of the paper which talks follow from: met first since they signed in May."""
    signed = reading.of("action", "sign", "agree", "adopt")
    if word.concept != "talk":  # of what else is done, a participle of the paper alone
        working = word.concept in WORKING
        signed = [
            other
            for other in signed
            if (other.start < word.start and is_of_a_paper(reading, other))
            or (working and word.end <= other.start < when.start and _is_beside_a_paper(reading, other))
        ]
    return any(reading.gap(other, when) < reading.gap(word, when) for other in signed)


def _is_beside_a_paper(reading: Reading, word: Word) -> bool:
    """Tell whether an act stands right behind its paper: shipped under the contract signed in May."""
    return any(word.start - paper.end <= _BESIDE and paper.start <= word.start for paper in reading.of("instrument"))


def _is_of_a_former_month(when: When, today: dt.date) -> bool:
    """Tell whether a month before that of publication is named: further down it is what was before the news."""
    return when.precision == "month" and when.day < today.replace(day=1)


def _old(day: dt.date, precision: str, today: dt.date) -> bool:
    """Tell whether a date is too old for news; one far ahead, of something done, is that of a year before."""
    if precision == "year":
        return day.year < today.year
    if day > today + _SOON:
        day -= dt.timedelta(days=365)
    return today - day > (_STALE if precision == "day" else _STALE_MONTH)
