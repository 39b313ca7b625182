"""Two texts that share most of their words come in; whether the later one tells what the earlier one told goes out."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice, takewhile
from pathlib import Path

from pipeline.resolution.fingerprint import credit, sentences, stem, words
from pipeline.words.almanac import almanac
from pipeline.words.fold import fold
from pipeline.words.phrases import Words, plain
from pipeline.words.remembered import Remembered
from pipeline.words.tables import Patterns

SAME = 0.5  # of the words of two sentences: the one is the other, reworded
SPELLED = 0.7  # of the letters of two names: one name, spelled in two ways
SOURCE = 12  # words; what is longer between two commas tells more than whose report it is
DATELINE = 5  # words
OWN_NAMES = 2  # with so many names of its own before all that it shares, a text tells other news
OWN_OPENING = 0.25  # of a text: what is longer is no newsroom's lead
MOST = 300  # sentences of a text, and words of a sentence, that are compared: no report is so long, a trap may be
OWN = 0.5  # of a text: one that takes over less than half is a review that holds the report

_LISTS = Patterns(Path(__file__).with_suffix(".toml"), ("cues", "captions", "outlets"))


def _whole(listed: Words[bool]) -> Callable[[str], bool]:
    """Return the rule that a word is one of these, in any of its forms."""
    return lambda word: (found := listed.at(word, 0)) is not None and found[0] == len(word)


_CUES, _CAPTIONS, _OUTLETS = (Remembered(_whole(plain(_LISTS.words(part)))) for part in ("cues", "captions", "outlets"))
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ ,]\d{3})+(?![\d.,]?\d)")
_NO_FIGURE = re.compile(r"\b\d{1,2}:\d{2}\b|\b[\w-]+\.(?:uz|kz|ru|kg|tj|az|com|org|net|asia|report)\b", re.IGNORECASE)
_PART = re.compile(r"[,;:](?!\d)|[()–—]")

_DIGITS = frozenset("0123456789")


@dataclass(frozen=True)
class Said:
    """One sentence: its words as they are written and small, and which are names that tell of the matter."""

    written: Sequence[str]
    small: Sequence[str]
    names: frozenset[int]

    @cached_property
    def different(self) -> frozenset[str]:
        """Return its words, each once."""
        return frozenset(self.small)


class Told:
    """One text as it is compared: its sentences but for captions, and every word and figure of it."""

    def __init__(self, title: str, text: str, lang: str, own: Sequence[str]) -> None:
        """Take what an article says, its language, and what its outlet and publisher are called."""
        self.lang = lang
        unsaid = {stem(word) for name in own for word in words(name.lower())}
        lines = [part for line in text.split("\n") if not _captioned(line) for part in sentences(_figured(line))]
        self.said = [one for line in islice(_undated(lines, lang), MOST) if (one := _said(line, unsaid)).small]
        every = {word for one in self.said for word in one.small} | {word.lower() for word in words(_figured(title))}
        self.figures = {word.replace(",", ".") for word in every if word[0].isdigit()}
        self.stems = {stem(word) for word in every}
        self.size = sum(len(one.small) for one in self.said)


def _figured(text: str) -> str:
    """Return the text with whole figures, and without hours and addresses."""
    return _GROUPED.sub(lambda found: re.sub("[ ,]", "", found[0]), _NO_FIGURE.sub(" ", text))


def _captioned(line: str) -> bool:
    first = words(line[:40])[:1]
    return bool(first) and _CAPTIONS[first[0].lower()] and ":" in line[:40]


def _undated(lines: Sequence[str], lang: str) -> Iterator[str]:
    """Yield the lines without what stands before the first sentence: town, day, agency."""
    for number, line in enumerate(lines):
        rest = line[credit(line) :] if number < DATELINE else line
        if number >= DATELINE or not (len(words(rest)) <= 1 or _dated(rest, lang)):
            yield rest
            yield from lines[number + 1 :]
            return


def _dated(line: str, lang: str) -> bool:
    """Tell whether a line is nothing but a dateline: a day and a month, perhaps behind a town."""
    found = [word.lower() for word in words(line)]
    months = any(almanac(lang).months.at(word, 0) for word in found)
    return len(found) <= DATELINE and months and any(word[0].isdigit() for word in found)


def _said(line: str, unsaid: set[str]) -> Said:
    written: list[str] = []
    names: set[int] = set()
    for part in _PART.split(line):
        found = list(words(part))[: MOST - len(written)]
        source = len(found) <= SOURCE and any(_CUES[word.lower()] for word in found)
        for at, word in enumerate(found):
            named = word[0].isupper() and len(word) > 2 and (at or len(written))  # noqa: PLR2004 - as in a fingerprint
            if named and not source and stem(word.lower()) not in unsaid and not _OUTLETS[word.lower()]:
                names.add(len(written) + at)
        written += found
    return Said(written, [word.lower() for word in written], frozenset(names))


def retold(later: Told, earlier: Told, *, verbatim: bool = False) -> bool:
    """Tell whether the later text is a copy of the earlier: no name or figure is exchanged, and no news comes first.

    ``verbatim``: nor has the shorter text a figure or a month that the longer has not.
    """
    shorter, longer = sorted((later, earlier), key=lambda one: one.size)
    if verbatim and any(any(_figures(one, 0, len(one.small), longer)) for one in shorter.said):
        return False
    pairs = [(one, _partner(one, earlier)) for one in later.said]
    if any(_exchanged(one, other, later, earlier) for one, other in pairs if other):
        return False
    own = sum(len(one.small) for one, other in pairs if not other)
    opening = [one for one, _ in takewhile(lambda pair: pair[1] is None, pairs)]
    return own <= OWN * later.size and not _news(opening, later, earlier)


def _partner(one: Said, text: Told) -> Said | None:
    """Return the sentence of the text that says most of the same words, if any says enough of them."""
    best, found = SAME, None
    for other in text.said:
        likeness = 2 * len(one.different & other.different) / (len(one.different) + len(other.different))
        if likeness >= best:
            best, found = likeness, other
    return found


def _exchanged(one: Said, other: Said, later: Told, earlier: Told) -> bool:
    """Tell whether one sentence has a name or a figure of its own where the other has another."""
    if one.small == other.small:
        return False
    blocks = SequenceMatcher(None, one.small, other.small, autojunk=False).get_opcodes()
    for kind, start, end, begin, stop in blocks:
        if kind != "replace":
            continue
        figures = list(_figures(one, start, end, earlier)), list(_figures(other, begin, stop, later))
        if all(figures) and not any(_rounded(a, b) for a in figures[0] for b in figures[1]):
            return True
        names = list(_names(one, start, end, earlier)), list(_names(other, begin, stop, later))
        if all(names) and not any(_spelled(a, b) for a in names[0] for b in names[1]):
            return True
    return False


def _figures(said: Said, start: int, end: int, other: Told) -> Iterator[str]:
    """Yield the figures and months between two places that the other text has nowhere."""
    for word in said.small[start:end]:
        if word[0].isdigit():
            if word.replace(",", ".") not in other.figures:
                yield word
        elif stem(word) not in other.stems and almanac(other.lang).months.at(word, 0):
            yield word


def _names(said: Said, start: int, end: int, other: Told) -> Iterator[str]:
    """Yield the names between two places that the other text has nowhere."""
    for at in range(start, end):
        if at in said.names and stem(said.small[at]) not in other.stems:
            yield said.small[at]


def _rounded(one: str, other: str) -> bool:
    """Tell whether one figure is the other without what stands behind its point."""
    (whole, _, rest), (others, _, more) = (figure.replace(",", ".").partition(".") for figure in (one, other))
    return bool(rest) != bool(more) and _DIGITS.issuperset(whole + others) and abs(int(whole) - int(others)) <= 1


def _spelled(one: str, other: str) -> bool:
    one, other = (fold(name, "uz-Cyrl").text for name in (one, other))  # whichever script either is written in
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELLED


def _news(opening: Sequence[Said], later: Told, earlier: Told) -> bool:
    """Tell whether what a text says before all that it shares is news of its own."""
    names = {stem(name) for one in opening for name in _names(one, 0, len(one.small), earlier)}
    figures = any(any(_figures(one, 0, len(one.small), earlier)) for one in opening)
    length = sum(len(one.small) for one in opening)
    return figures or len(names) >= OWN_NAMES or length > OWN_OPENING * later.size
