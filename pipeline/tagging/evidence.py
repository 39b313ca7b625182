"""A name in a document comes in; whether it is a body's goes out, by its own form and by the words beside it."""

import re
from functools import lru_cache
from pathlib import Path

from pipeline.tagging.by_nation import is_called_by_nation, is_of_nation, is_short_for_one_of, nation_possesses
from pipeline.tagging.looks import is_acronym, is_foreign, is_person, is_plain
from pipeline.tagging.name_words import LEGAL_AFTER, LEGAL_FORMS, NAME, WORDS, words
from pipeline.tagging.origin import cities
from pipeline.tagging.party import Party, Text
from pipeline.words.fold import fold, fold_part
from pipeline.words.tables import Patterns

_LEGAL_BEFORE = re.compile(rf"(?<!\w)(?:{LEGAL_FORMS})[ \u00a0]$")
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=(
        *("apposition", "model-before", "uzbek-kind", "works", "substance", "share-of", "own-bank"),
        *("headline-verb", "from", "article", "kind-to-name", "not-acting", "speech"),
    ),
)
_APPOSITION = _WORDS.of_all("apposition")
_MODEL_BEFORE = _WORDS.of_all("model-before")
_SHARE_OF = _WORDS.of_all("share-of")
_UZBEK_KIND = _WORDS.of_all("uzbek-kind")
_WORKS = _WORDS.of_all("works")
_BRACKET = re.compile(
    r"[»”\"]? ?[(（][«“\"]?(?:[A-Z]{2,8} ?: ?[A-Z0-9.]{1,8}|[A-ZА-ЯЎҚҒҲ][A-ZА-ЯЎҚҒҲ0-9&-]{1,7})[»”\"]?[)）]"
)
_SENTENCE_BEGINS = re.compile(r"(?:\n|[.!?][”\"]? |[“\"]| (?:--?|[–—]) )$")  # the last ends a dateline
_INSIDE, _LETTER = re.compile(r"[\w,] $"), re.compile(r"\w")
_DIGIT_INSIDE = re.compile(r"\D\d")
_NOT_A_NAME = re.compile(r" [–—+] |[!?]|\.\.\.")
_HEADLINE = _WORDS.of_all("headline-verb")
_SEAT = re.compile(rf"{_WORDS.of_all('from').pattern} ({NAME}(?: {NAME})?)")
_FROM = re.compile(rf"{_WORDS.of_all('from').pattern}{_WORDS.of_all('article').pattern}? $")
_KIND_TO_NAME, _NOT_ACTING = _WORDS.by_language("kind-to-name"), _WORDS.by_language("not-acting")
_QUOTING = ("ru", "uz-Cyrl", "uz-Latn", "kk", "tg", "ky", "tr", "az")
_REACH, _WIDE = 40, 90  # characters beside a name
_SUBSTANCE = _WORDS.of_all("substance")
_QUOTED_WORDS = 4
_SPEECH = _WORDS.of_all("speech")
_OWN_BANK = _WORDS.of_all("own-bank")
_NEAR = 10  # characters between a name and the country it is from


def is_body(text: Text, party: Party) -> bool:
    """Tell whether the name itself, or a word beside it, shows that it is a body's."""
    left, right = _around(text.document, party)
    parts = party.name.split()
    if LEGAL_AFTER.match(text.document, party.end):
        return True
    if (len(parts) > 1 and parts[-1] in words("heads")) or any(map(_OWN_BANK.search, parts)):
        return not is_apart(text, party)
    if LEGAL_AFTER.match(right) or (_LEGAL_BEFORE.search(left) and parts[-1] not in text.people):
        return True  # but of Borealis AG Anna Lind, where she heads the firm
    if text.tongue == "uz" and _UZBEK_KIND.match(right) and not is_plain(text, party):
        some = not party.quoted and party.name.lower() in cities()  # Seul kompaniyasi: a company from there
        return not (some or is_apart(text, party))
    if is_person(text, party):
        return False
    return _APPOSITION.match(right) is not None or _is_told(text, party, left, right)


def _is_told(text: Text, party: Party, left: str, right: str) -> bool:
    """Tell whether the words beside a name, or what sets it off, make it a body's and no other thing's."""
    if is_plain(text, party) or _only_begins(text, party) or _is_noun(text, party, left):
        return False
    left, right = fold(left, text.lang).text, fold(_without_seat(text, party, right), text.lang).text
    if _is_apart(text.tongue, left, right):
        return False
    before, after = _beside(text.tongue)
    if before.search(left) or after.match(right):
        return not _MODEL_BEFORE.search(left)
    return _stands_out(text, party)


def _without_seat(text: Text, party: Party, right: str) -> str:
    """Return what stands behind a name without what it is of: Borealis Process of Tampere, Borea from Oman signed."""
    if party.quoted or text.lang != "en":
        return right
    lands = (land for land in text.known if land.kind == "country" and 0 < land.start - party.end <= _NEAR)
    if land := next((land for land in lands if _FROM.fullmatch(text.document, party.end, land.start)), None):
        return right[land.end - party.end :]
    seat = _SEAT.match(right)
    return right[seat.end() :] if seat and seat[1].lower() in cities() else right


def stands_as_body(lang: str, left: str, right: str) -> bool:
    """Tell whether the words on either side of a name, and none that speak against it, make it a body's."""
    tongue = lang.partition("-")[0]
    left, right = fold(left.rpartition("\n")[2], lang).text, fold(right, lang).text
    before, after = _beside(tongue)
    return not _is_apart(tongue, left, right) and bool(before.search(left) or after.match(right))


def _only_begins(text: Text, party: Party) -> bool:
    """Tell whether an English word shows its capital only where a sentence begins, or is a city's name."""
    if party.quoted or " " in party.name or is_foreign(text.lang, party.name) or is_short_for_one_of(text, party):
        return False
    if is_acronym(party.name):
        return False
    if party.name.lower() in cities():
        return True
    if text.lang != "en" or party.start == 0 or not _SENTENCE_BEGINS.search(text.document[: party.start][-4:]):
        return False
    return not _stands_inside(text.document, party.name)


def _stands_inside(document: str, name: str) -> bool:
    """Tell whether a word opens a document, or stands somewhere behind another word or a comma."""
    start = document.find(name)
    while start >= 0:
        opens = start == 0 or _INSIDE.search(document, max(0, start - 2), start)
        if opens and not _LETTER.match(document, start + len(name)):
            return True
        start = document.find(name, start + 1)
    return False


def _is_noun(text: Text, party: Party, left: str) -> bool:
    """Tell a German noun from a name: nothing but its capital sets off the one word behind "am" or "den"."""
    if text.tongue != "de" or party.quoted or " " in party.name or is_acronym(party.name):
        return False
    if _SUBSTANCE.search(party.name):
        return True
    before = left.split()
    return bool(before) and before[-1].lower() in words("determiners")


def _around(document: str, party: Party) -> tuple[str, str]:
    """Return what stands on either side of a name, without the quotation marks around it."""
    (left, name), (behind, right) = _sides(document, party)
    return document[left:name], document[behind:right]


def _sides(document: str, party: Party) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where that stands which stands on either side of a name."""
    line = document[max(0, party.start - _WIDE) : party.start].rpartition("\n")[2]
    behind = document[party.end : party.end + _WIDE]
    left, right = party.start - len(line), party.end + len(behind)
    return (left, left + len(line.rstrip('«“„"‹'))), (right - len(behind.lstrip('»”“"›')), right)


def _stands_out(text: Text, party: Party) -> bool:
    """Tell a body by its script, its quotation marks, a bracket behind it, a nation's name before it, a headline."""
    document, several, foreign = text.document, " " in party.name, is_foreign(text.lang, party.name)
    if foreign:
        model = _MODEL_BEFORE.search(document, max(0, party.start - _REACH), party.start)
        return not model and (several or not _DIGIT_INSIDE.search(party.name))
    if party.quoted:
        return is_called_by_nation(text, party) or _names_by_quotes(text, party)
    if several and (is_of_nation(text, party) or _is_shared_out(text, party)):
        return True
    if (several and _BRACKET.match(document, party.end)) or is_short_for_one_of(text, party):
        return True
    if nation_possesses(text, party):
        return not several or text.lang != "en"
    return _opens_headline(text, party)


def _is_shared_out(text: Text, party: Party) -> bool:
    """Tell whether a name of several words stands behind a share of it: 35 percent of Ustarasoy Bismuth."""
    return _SHARE_OF.search(text.document, max(0, party.start - _REACH), party.start) is not None


def _names_by_quotes(text: Text, party: Party) -> bool:
    """Tell whether quotation marks set off a name and no words: «Навоийуран», “Kaliy zavodi”."""
    if _SPEECH.match(text.document, party.end):
        return False
    parts = party.name.split()
    named = len(parts) == 1 or parts[-1][:1].isupper() or len(parts) <= 2 or _WORKS.match(parts[-1])  # noqa: PLR2004
    return text.lang in _QUOTING and bool(named) and len(parts) <= _QUOTED_WORDS and not _NOT_A_NAME.search(party.name)


def _opens_headline(text: Text, party: Party) -> bool:
    """Tell whether a headline begins with the name and goes on with a verb, and the text names it again."""
    if text.lang != "en" or party.start > 0 or not _HEADLINE.match(text.document, party.end):
        return False
    return re.search(rf"(?<!\w){re.escape(party.name)}(?!\w)", text.document[party.end :]) is not None


def is_apart(text: Text, party: Party) -> bool:
    """Tell whether a word beside the name says that it is a place's, a project's, an event's or a paper's."""
    left, right = (fold_part(text.document, text.lang, *span) for span in _sides(text.document, party))
    return _is_apart(text.tongue, left, right)


def _is_apart(tongue: str, left: str, right: str) -> bool:
    before, after = _apart(tongue)
    return bool(before.search(left) or after.match(right))


@lru_cache(maxsize=16)
def _beside(tongue: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = _alternatives("before", tongue), _alternatives("after", tongue)
    return re.compile(rf"\b(?:{before})\w* {_said(_KIND_TO_NAME, tongue)}$"), re.compile(rf" (?:{after})")


@lru_cache(maxsize=16)
def _apart(tongue: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = _alternatives("apart_before", tongue), _alternatives("apart_after", tongue)
    return re.compile(rf"\b(?:{before})\w*{_said(_NOT_ACTING, tongue)} $"), re.compile(rf"[ -](?:{after})")


def _said(patterns: dict[str, re.Pattern[str]], tongue: str) -> str:
    return patterns[tongue].pattern if tongue in patterns else ""


def _alternatives(side: str, tongue: str) -> str:
    return "|".join(WORDS[side].get(tongue, [])) or r"(?!)"
