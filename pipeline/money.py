"""A document and its language come in; every sum of money with its currency and its exact characters goes out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.words.numerals import Currency, Numerals, numerals
from pipeline.words.phrases import JOINT, LETTER, among_figures, fold

_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])"
    r"(?:\d{1,3}(?P<group>[ .,'])\d{3}(?:(?P=group)\d{3}){0,4}(?:[.,]\d{1,3})?(?![.,]?\d)"
    r"|\d{1,15}(?:[.,]\d{1,4})?(?!\d))"
)
_GLUED = re.compile(LETTER)
_YEAR = re.compile(r"(?:199|20[0-6])\d\Z")
_DIGIT_NEXT = re.compile(r" ?\d")
_OTHER_DOLLARS = ("CAD", "AUD", "NZD", "HKD", "SGD")
_LONGEST = 80_000  # characters; what stands beyond is no article
_SPELLED_WORDS = 5  # at most, in one number
_JOINING = 8  # characters: the longest word between the ends of a range
_MANY = 1000  # from here on a number carries its own scale
_LARGE = 1_000_000  # the least scale of a number whose currency an earlier sum tells ...
_EARLIER = 200  # ... in so many characters before it
_WHOLE = 600  # characters between a sum and what is told of a part of it
_APART = 28  # characters between "of which" and the part
_ENDS_CLAUSE = re.compile(r"[.;:!?]\s")
_ENDS = re.compile(r"[.,;:!?)»”]|\s*\Z")


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
    """A number with what stands around it; it is money if it has a currency."""

    value: float
    scale: float  # 0 if no scale word follows
    start: int
    end: int
    currency: Currency | None


def money(document: str, lang: str) -> list[Amount]:
    """Find the sums of money in a document, in the order of the text; both ends of a range are given."""
    reader = _Reader(fold(document[:_LONGEST]), numerals(lang))
    return [
        Amount(float(f"{q.value * (q.scale or 1):.12g}"), q.currency.code, q.start, q.end, document[q.start : q.end])
        for q in reader.understood(reader.joined(list(reader.quantities())))
        if q.currency
    ]


class _Reader:
    """Reads the quantities of one folded text."""

    def __init__(self, text: str, words: Numerals) -> None:
        self.text, self.words = text, words

    def quantities(self) -> Iterator[_Quantity]:
        """Give every number, in figures or in words, that does not stand inside an earlier one."""
        starts: list[tuple[int, re.Match[str] | None]] = [(m.start(), m) for m in among_figures(_NUMBER, self.text)]
        starts += [
            (start, None) for words in (self.words.spelled, self.words.implied) for start in words.starts(self.text)
        ]
        end = 0
        for start, figures in sorted(starts, key=lambda item: item[0]):
            if start >= end and (found := self._in_figures(figures) if figures else self._in_words(start)):
                end = found.end
                yield found

    def _in_words(self, start: int) -> _Quantity | None:
        if implied := self.words.implied.at(self.text, start):
            end, scale = implied
        elif scaled := self._spelled(start):
            end, scale = scaled
        else:
            return None
        currency = self._currency(end)
        if not currency or self.words.vague.before(self.text, start):
            return None
        return _Quantity(1.0, scale, start, *currency)

    def _spelled(self, start: int) -> tuple[int, float] | None:
        """Read a number in words with its scale: two hundred and fifty million."""
        total, end, words = 0.0, start, 0
        while words < _SPELLED_WORDS and (found := self.words.spelled.at(self.text, end)):
            worth = found[1]
            total = total * worth if worth in (10, 100) and 0 < total < 10 else total + worth  # noqa: PLR2004 - digits
            words, end = words + 1, self._skip(found[0])
        scale = self.words.scales.at(self.text, end) if words else None
        return (scale[0], total * scale[1]) if scale else None

    def _in_figures(self, figures: re.Match[str]) -> _Quantity | None:
        start, end = figures.span()
        sign = self.words.before.before(self.text, start)
        if not sign and start and _GLUED.match(self.text, start - 1):
            return None
        scale, end = self._scale(end, signed=sign is not None)
        value = self._value(figures, scaled=scale > 1)
        if scale:
            end, value, scale = self._rest(end, value, scale)
        behind = self._currency(end)
        if sign and not (behind and _more_exact(behind[1], sign[1])):
            behind = None
        if behind and not sign and not _plausible(figures, scale, behind[1]):
            behind = None
        currency = behind[1] if behind else sign[1] if sign else None
        end = behind[0] if behind else end - (self.text[end - 1] == ".")
        return _Quantity(value, scale, sign[0] if sign else start, end, currency)

    def _skip(self, position: int) -> int:
        joint = JOINT.match(self.text, position)
        return joint.end() if joint else position

    def _scale(self, end: int, *, signed: bool) -> tuple[float, int]:
        """Read the scale word behind a number; give 0 if there is none."""
        start = self._skip(end)
        if found := self.words.scales.at(self.text, start):
            return found[1], found[0] + self.text.startswith(".", found[0])
        if found := self.words.loose_scales.at(self.text, start):
            behind = self._currency(found[0])
            if signed or start == end or (behind and behind[1].sign):
                return found[1], found[0]
        return 0.0, end

    def _rest(self, end: int, value: float, scale: float) -> tuple[int, float, float]:
        """Read what follows in other scales: 7 billion 400 million adds, 2 thousand 700 million counts together."""
        total, last = value * scale, scale
        while last > 1 and (number := _NUMBER.match(self.text, end + self.text.startswith(" ", end))):
            found = self.words.scales.at(self.text, self._skip(number.end()))
            more = self._value(number, scaled=True)
            if found and found[1] < last:
                total += more * found[1]
            elif found and last == scale == _MANY > more:
                total = (total + more) * found[1]
            else:
                break
            end, last = found[0] + self.text.startswith(".", found[0]), found[1]
        return end, total / max(scale, last), max(scale, last)

    def _currency(self, end: int) -> tuple[int, Currency] | None:
        """Find the currency behind a number; a sign with digits behind it belongs to the next number."""
        start = self._skip(end)
        found = self.words.behind.at(self.text, start)
        if not found and (filler := self.words.filler.at(self.text, start)):
            found = self.words.behind.at(self.text, self._skip(filler[0]))
        if found and found[1].sign and _DIGIT_NEXT.match(self.text, found[0]):
            return None
        return found

    def _value(self, figures: re.Match[str], *, scaled: bool) -> float:
        """Read the digits: which sign marks the fraction follows from the language, the scale and the groups."""
        digits = figures.group().replace(" ", "").replace("'", "")
        marks = [sign for sign in digits if sign in ".,"]
        if len(set(marks)) > 1:
            digits = digits.replace(marks[0], "").replace(marks[-1], ".")
        elif len(marks) > 1 or (marks and self._groups(digits, marks[0], scaled=scaled)):
            digits = digits.replace(marks[0], "")
        return float(digits.replace(",", "."))

    def _groups(self, digits: str, mark: str, *, scaled: bool) -> bool:
        """Tell whether the only mark of a number groups thousands: 1,600 and 1.600 mean different things to readers."""
        head, _, tail = digits.partition(mark)
        if len(tail) != 3 or head == "0":  # noqa: PLR2004 - a group of thousands has three digits
            return False
        if self.words.point:
            return mark == ","
        return not scaled or (self.words.dotted and mark == ".")

    def joined(self, found: list[_Quantity]) -> list[_Quantity]:
        """Give the two ends of each range the scale and the currency that only one of them carries."""
        for index in range(len(found) - 1):
            low, high = found[index], found[index + 1]
            if self._is_range(low, high):
                scale = low.scale or (high.scale if low.value < _MANY and low.value <= high.value else 0)
                currency = low.currency or high.currency
                whole = {"start": low.start, "end": high.end}
                found[index] = replace(low, scale=scale, currency=currency, **whole)
                found[index + 1] = replace(high, currency=high.currency or currency, **whole)
        return found

    def understood(self, found: list[_Quantity]) -> list[_Quantity]:
        """Give a large number of nothing the currency of the sum before it: 0.9 million dollars, not 14 million."""
        last: _Quantity | None = None
        for index, quantity in enumerate(found):
            if quantity.scale < _LARGE:
                continue
            if not quantity.currency and last and last.currency and self._goes_on(last, quantity):
                found[index] = replace(quantity, currency=last.currency)
            last = found[index]
        return found

    def _goes_on(self, last: _Quantity, quantity: _Quantity) -> bool:
        """Tell whether a number is money as the sum before it was: a part of it, or a number of nothing else."""
        gap = quantity.start - last.end
        if gap < _EARLIER and self._is_of_nothing(quantity.end):
            return True
        if self.words.counted.at(self.text, self._skip(quantity.end)):
            return False
        if self.text[last.end : quantity.start] == ": ":  # the whole, and what it is made up of
            return True
        before = self.text[max(last.end, quantity.start - _APART) : quantity.start]
        return gap < _WHOLE and any(
            self.words.parts.at(before, start) and not _ENDS_CLAUSE.search(before, start)
            for start in self.words.parts.starts(before)
        )

    def _is_of_nothing(self, end: int) -> bool:
        """Tell whether no word behind a number says of what it is."""
        return bool(_ENDS.match(self.text, end)) or self.words.bare.at(self.text, self._skip(end)) is not None

    def _is_range(self, low: _Quantity, high: _Quantity) -> bool:
        if high.start - low.end > _JOINING or not (low.currency or high.currency):
            return False
        if not high.currency and (bool(low.scale) != bool(high.scale)) and not (low.currency and high.scale):
            return False
        if not high.scale and _YEAR.match(f"{high.value:.0f}"):
            return False
        start = low.end + self.text.startswith(" ", low.end)
        joint = self.words.joins.at(self.text, start)
        if not joint or joint[0] + self.text.startswith(" ", joint[0]) != high.start:
            return False
        return joint[1] or self.words.opening.before(self.text, low.start) is not None


def _more_exact(behind: Currency, sign: Currency) -> bool:
    """Tell whether the word behind repeats or refines the sign before: $5 million USD, $5 million Canadian dollars."""
    return behind.code == sign.code or (sign.code == "USD" and behind.code in _OTHER_DOLLARS)


def _plausible(figures: re.Match[str], scale: float, currency: Currency) -> bool:
    """Refuse a year before a currency word, and everyday words that follow a small number."""
    return bool(scale or figures["group"] or not (currency.loose or _YEAR.match(figures.group())))
