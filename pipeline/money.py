"""A document and its language come in; every sum of money with its currency and its exact characters goes out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.numerals import Currency, Numerals, numerals
from pipeline.phrases import CJK

_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])"
    r"(?:\d{1,3}(?P<group>[ \u00a0\u202f\u2009.,'’])\d{3}(?:(?P=group)\d{3}){0,4}(?:[.,]\d{1,3})?(?![.,]?\d)"
    r"|\d{1,15}(?:[.,]\d{1,4})?(?!\d))"
)
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
_GLUED_LETTER = re.compile(rf"[^\W\d_{CJK}]\Z")
_YEAR = re.compile(r"(?:199|20[0-6])\d\Z")
_DIGIT_NEXT = re.compile(r"\s?\d")
_OTHER_DOLLARS = ("CAD", "AUD", "NZD", "HKD", "SGD")
_MANY = 1000  # from here on a number carries its own scale


@dataclass(frozen=True)
class Amount:
    """A sum as a text states it; text is the substring that a person would quote."""

    amount: float
    currency: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Quantity:
    """A number with what stands around it, before it is known to be money."""

    value: float
    scale: float  # 0 if no scale word follows
    start: int
    end: int
    currency: Currency | None


def money(document: str, lang: str) -> list[Amount]:
    """Find the sums of money in a document, in the order of the text; both ends of a range are given."""
    words = numerals(lang)
    found = _joined(document, list(_quantities(document, words)), words)
    return [
        Amount(float(f"{q.value * (q.scale or 1):.12g}"), q.currency.code, q.start, q.end, document[q.start : q.end])
        for q in found
        if q.currency
    ]


def _quantities(document: str, words: Numerals) -> Iterator[_Quantity]:
    starts: list[tuple[int, float | None, re.Match[str]]] = []
    starts += [(m.start(), None, m) for m in _NUMBER.finditer(document)]
    starts += [(m.start(), _spelled(m.group(), words), m) for m in words.spelled.finditer(document)]
    starts += [(m.start(), words.implied.meaning(m), m) for m in words.implied.pattern.finditer(document)]
    end = 0
    for start, value, match in sorted(starts, key=lambda item: item[0]):
        if start < end:
            continue
        quantity = _numeric(document, match, words) if value is None else _worded(document, match, value, words)
        if quantity:
            end = quantity.end
            yield quantity


def _spelled(text: str, words: Numerals) -> float:
    total, position = 0.0, 0
    while match := words.spelled_words.pattern.match(text, position):
        worth = words.spelled_words.meaning(match)
        total = total * worth if worth in (10, 100) and 0 < total < 10 else total + worth  # noqa: PLR2004 - digits
        position = match.end()
    return total


def _worded(document: str, match: re.Match[str], value: float, words: Numerals) -> _Quantity | None:
    if words.vague.search(document, max(0, match.start() - 16), match.start()):
        return None
    end, scale = match.end(), value
    if match.re is words.spelled:
        if not (found := words.scales.pattern.match(document, end)):
            return None
        end, scale = found.end(), value * words.scales.meaning(found)
    currency = _behind(document, end, words)
    if not currency:
        return None
    return _Quantity(1.0, scale, match.start(), currency.end(), words.after.meaning(currency))


def _numeric(document: str, match: re.Match[str], words: Numerals) -> _Quantity | None:
    start, end = match.span()
    before = words.before.pattern.search(document, max(0, start - 8), start)
    if not before and _GLUED_LETTER.match(document[max(0, start - 1) : start]):
        return None
    scale, end = _scale(document, end, words, signed=before is not None)
    value = _value(match, words, scaled=scale > 1)
    rest, whole_end = _rest(document, end, scale, words)
    after = _behind(document, whole_end, words)
    if rest and (after or whole_end > end):
        value, end = value + rest / scale, whole_end
    after = _behind(document, end, words)
    currency = words.after.meaning(after) if after else None
    if before and not (currency and _more_exact(currency, words.before.meaning(before))):
        currency, after = words.before.meaning(before), None
    if currency and not before and not _plausible(match, scale, currency):
        currency, after = None, None
    if after:
        end = after.end()
    elif document[end - 1] == ".":
        end -= 1
    return _Quantity(value, scale, before.start() if before else start, end, currency)


def _scale(document: str, end: int, words: Numerals, *, signed: bool) -> tuple[float, int]:
    """Read the scale word behind a number; return 0 if there is none."""
    if match := words.scales.pattern.match(document, end):
        return words.scales.meaning(match), match.end()
    if match := words.loose_scales.pattern.match(document, end):
        after = _behind(document, match.end(), words)
        beside_sign = after is not None and words.after.meaning(after).sign
        if signed or beside_sign or not match.group()[0].isspace():
            return words.loose_scales.meaning(match), match.end()
    return 0.0, end


def _behind(document: str, end: int, words: Numerals) -> re.Match[str] | None:
    """Find the currency behind a number; a sign with digits behind it belongs to the next number."""
    match = words.after.pattern.match(document, end)
    if match and words.after.meaning(match).sign and _DIGIT_NEXT.match(document, match.end()):
        return None
    return match


def _rest(document: str, end: int, scale: float, words: Numerals) -> tuple[float, int]:
    """Read what follows in smaller scales, as in 7 billion 400 million; return 0 if nothing does."""
    total = 0.0
    while scale > 1 and (number := _NUMBER.match(document, end + (document[end : end + 1] in " \u00a0"))):
        smaller = words.scales.pattern.match(document, number.end())
        if not smaller or words.scales.meaning(smaller) >= scale:
            break
        scale, end = words.scales.meaning(smaller), smaller.end()
        total += _value(number, words, scaled=True) * scale
    return total, end


def _value(match: re.Match[str], words: Numerals, *, scaled: bool) -> float:
    """Read the digits: which sign marks the fraction follows from the language, the scale and the groups."""
    digits = match.group().translate(_SPACES)
    marks = [sign for sign in digits if sign in ".,"]
    if len(set(marks)) > 1:
        digits = digits.replace(marks[0], "").replace(marks[-1], ".")
    elif len(marks) > 1 or (marks and _groups(digits, marks[0], words, scaled=scaled)):
        digits = digits.replace(marks[0], "")
    return float(digits.replace(",", "."))


def _groups(digits: str, mark: str, words: Numerals, *, scaled: bool) -> bool:
    """Tell whether the only mark of a number groups thousands: 1,600 and 1.600 mean different things to readers."""
    head, _, tail = digits.partition(mark)
    if len(tail) != 3 or head == "0":  # noqa: PLR2004 - a group of thousands has three digits
        return False
    if words.point:
        return mark == ","
    return not scaled or (words.dotted and mark == ".")


def _more_exact(behind: Currency, sign: Currency) -> bool:
    """Tell whether the word behind repeats or refines the sign before: $5 million USD, $5 million Canadian dollars."""
    return behind.code == sign.code or (sign.code == "USD" and behind.code in _OTHER_DOLLARS)


def _plausible(match: re.Match[str], scale: float, currency: Currency) -> bool:
    """Refuse a year before a currency word, and everyday words that follow a small number."""
    if scale or match["group"]:
        return True
    return not currency.loose and not _YEAR.match(match.group())


def _joined(document: str, found: list[_Quantity], words: Numerals) -> list[_Quantity]:
    """Give the two ends of each range the scale and the currency that only one of them carries."""
    for index in range(len(found) - 1):
        low, high = found[index], found[index + 1]
        if _is_range(document, low, high, words):
            scale = low.scale or (high.scale if low.value < _MANY and low.value <= high.value else 0)
            currency, span = low.currency or high.currency, (low.start, high.end)
            found[index] = replace(low, scale=scale, currency=currency, start=span[0], end=span[1])
            found[index + 1] = replace(high, currency=high.currency or currency, start=span[0], end=span[1])
    return found


def _is_range(document: str, low: _Quantity, high: _Quantity, words: Numerals) -> bool:
    if high.start - low.end > 8 or not (low.currency or high.currency):  # noqa: PLR2004 - the longest joining word
        return False
    if low.scale and not low.currency and not high.scale:
        return False
    if not high.currency and (not high.scale or not low.currency) and (low.scale or _YEAR.match(f"{high.value:.0f}")):
        return False
    between = document[low.end : high.start]
    if words.joins.match(between):
        return True
    opened = words.opening.search(document, max(0, low.start - 12), low.start)
    return bool(opened and words.pairs.match(between))
