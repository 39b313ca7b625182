"""A document with its mentions, dates and sums comes in; its sentences go out, each with what stands in it."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pipeline.dates import When, dates
from pipeline.money import Amount, money
from pipeline.tag import Found
from pipeline.understanding.deal_words import Word, deal_words
from pipeline.words.fold import fold
from pipeline.words.sentences import Sentence, sentences
from pipeline.words.tables import Patterns

_VERB_LAST = ("uz", "tr", "az", "ko", "ja", "kk", "ky", "tg", "de")  # languages
LEAD = 2  # paragraphs behind the headline in which a text tells its news and names the sides
_CLAUSE = re.compile(r"[,;:()，；：、—–-](?:(?<=[;:()，；：、])|(?<=,)(?:(?<!\d,)|(?!\d))|(?<=\s[—–-])(?=\s))")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BY_START, _BY_SPAN = attrgetter("start"), attrgetter("start", "end")
_DATELINE_CHARS = 80
_DATELINE_DASH = re.compile(r"[^.!?\n–—-]{2,70}?(?:\s[-–—]+\s|:\s)")
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"), parts=("dateline-ends", "unspaced-ends", "unspaced-days", "no-dateline")
)
_DATELINE_ENDS = _WORDS.of_all("dateline-ends")
_UNSPACED_ENDS = _WORDS.of_all("unspaced-ends")
_NO_DATELINE = _WORDS.of_all("no-dateline")
_UNSPACED_DAYS = _WORDS.words("unspaced-days")


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Span = TypeVar("Span", bound=_Spanned)
Answer = TypeVar("Answer")
Named = TypeVar("Named")  # a body, a mineral, a sum


@dataclass
class Reading:
    """One sentence with everything found in it; what it is made of is never changed."""

    document: str = field(repr=False)
    lang: str
    sentence: Sentence
    words: Sequence[Word]
    found: Sequence[Found]
    dates: Sequence[When]
    amounts: Sequence[Amount]
    owners: Sequence[Found] = ()  # bodies that only say whose another is
    title: bool = field(init=False, repr=False, compare=False)  # it is the headline
    # what is asked once, words by group, the concepts of all, mentions by kind
    answers: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _groups: dict[str, list[Word]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _said: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    _kinds: dict[str, list[Found]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the words by group and the mentions by kind: the rules ask for these hundreds of times."""
        self.title = self.sentence.paragraph == 0
        for word in self.words:
            self._groups.setdefault(word.group, []).append(word)
            self._said.add(word.concept)
        for found in self.found:
            self._kinds.setdefault(found.kind, []).append(found)

    @property
    def leads(self) -> bool:
        """Tell whether this is the headline or stands in the paragraphs that tell the news."""
        return self.sentence.paragraph <= LEAD

    @property
    def verb_last(self) -> bool:
        """Tell whether this is a language whose verbs stand behind what they govern."""
        return self.lang.partition("-")[0] in _VERB_LAST

    @property
    def text(self) -> str:
        """The sentence as it stands in the document."""
        return self.document[self.sentence.start : self.sentence.end]

    def of(self, group: str, *concepts: str) -> list[Word]:
        """Return the deal words of a group, or of some of its concepts."""
        words = self._groups.get(group)
        if words is None:
            return []
        if not concepts:
            return words
        return [] if self._said.isdisjoint(concepts) else [word for word in words if word.concept in concepts]

    def named(self, *kinds: str) -> list[Found]:
        """Return the mentions of these kinds."""
        if len(kinds) == 1:
            return self._kinds.get(kinds[0], [])
        return [found for found in self.found if found.kind in kinds]

    def around(self, span: _Spanned) -> str:
        """Return the sentence with a bar in the place of a span."""
        return f"{self.document[self.sentence.start : span.start]}|{self.document[span.end : self.sentence.end]}"

    def same_clause(self, one: _Spanned, other: _Spanned) -> bool:
        """Tell whether no comma, colon, bracket or dash stands between two spans."""
        left, right = min(one.end, other.end), max(one.start, other.start)
        border = _CLAUSE.search(self.document, left, right) if left < right else None
        if border and border[0] == "(":  # what is said in brackets between them divides nothing
            border = _CLAUSE.search(_IN_BRACKETS.sub("", self.document[left:right]))
        return border is None

    def gap(self, one: _Spanned, other: _Spanned) -> int:
        """Return how many characters stand between two spans."""
        return max(0, max(one.start, other.start) - min(one.end, other.end))


def once(rule: Callable[[Reading], Answer]) -> Callable[[Reading], Answer]:
    """Let a rule that asks nothing but a sentence read it once; what it returns is shared, and not to be changed."""

    @wraps(rule)
    def answer(reading: Reading) -> Answer:
        answers = reading.answers
        if rule not in answers:
            answers[rule] = rule(reading)
        found: Answer = answers[rule]
        return found

    return answer


def once_each(rule: Callable[[Reading, Named], Answer]) -> Callable[[Reading, Named], Answer]:
    """Let a rule that asks nothing but a sentence and what is named in it read each once, as ``once`` does."""

    @wraps(rule)
    def answer(reading: Reading, named: Named) -> Answer:
        answers, asked = reading.answers, (rule, named)
        if asked not in answers:
            answers[asked] = rule(reading, named)
        found: Answer = answers[asked]
        return found

    return answer


def read(document: str, lang: str, found: Sequence[Found], published: dt.datetime | None) -> list[Reading]:
    """Lay out a document sentence by sentence."""
    spans = sentences(document)
    whens = dates(document, lang, published)
    opening = _dateline(document, whens)
    words = without_months(without_groups(without_hours(without_routes(deal_words(fold(document, lang), lang)))), whens)
    found = _without_words(found, words)
    dealt_words = _dealt(spans, outside_names(words, found))
    dealt_found = _dealt(spans, [mention for mention in found if not opening[0] <= mention.start < opening[1]])
    dealt_dates = _dealt(spans, [when for when in whens if not opening[0] <= when.start < opening[1]])
    dealt_sums = _dealt(spans, money(document, lang))
    return [
        Reading(document, lang, span, dealt_words[i], dealt_found[i], dealt_dates[i], dealt_sums[i])
        for i, span in enumerate(spans)
    ]


def without_routes(words: Sequence[Word]) -> Sequence[Word]:
    """Drop what only says how goods travel from the words of other business."""
    return _without_inner(words, "noise", "route", ())


def without_hours(words: Sequence[Word]) -> Sequence[Word]:
    """Drop what only says at which hour of the day it was from the words of former times: earlier in the day."""
    return _without_inner(words, "modality", "lately", ("recall",))


def without_groups(words: Sequence[Word]) -> Sequence[Word]:
    """Drop what names a working group from the words for companies."""
    groups = [word for word in words if word.concept == "partnership"]
    return [
        word
        for word in words
        if word.concept != "company" or not any(one.start <= word.start and word.end <= one.end for one in groups)
    ]


def without_months(words: Sequence[Word], whens: Sequence[When]) -> Sequence[Word]:
    """Drop the words of plans that are part of a date: signed on 30 May."""
    told = [when for when in whens if when.kind == "explicit"]
    return [
        word
        for word in words
        if word.concept != "plan" or not any(when.start <= word.start and word.end <= when.end for when in told)
    ]


def _without_inner(words: Sequence[Word], group: str, outer: str, inner: Sequence[str]) -> Sequence[Word]:
    """Drop the words of a group, or of some of its concepts, that stand in a word of another of its concepts."""
    frames = [word for word in words if word.group == group and word.concept == outer]
    if not frames:
        return words
    return [
        word
        for word in words
        if word.group != group
        or (inner and word.concept not in inner)
        or not any(frame.start <= word.start and word.end <= frame.end for frame in frames)
    ]


def outside_names(words: Sequence[Word], found: Sequence[Found]) -> list[Word]:
    """Drop the deal words that are part of a body's name; what kind of body it is may stay."""
    names = [mention for mention in found if mention.kind == "organisation"]
    kept, index = [], 0
    for word in sorted(words, key=_BY_START):
        while index < len(names) and names[index].end <= word.start:
            index += 1
        inside = index < len(names) and names[index].start <= word.start
        if not inside or word.group == "role":
            kept.append(word)
    return kept


def _without_words(found: Sequence[Found], words: Sequence[Word]) -> list[Found]:
    """Drop the unlisted bodies whose whole name is a paper or an act: Absichtserklärung, Piling."""
    spoken = {(word.start, word.end) for word in words if word.group in ("instrument", "action")}
    return [
        mention for mention in found if not (mention.term.startswith("x:") and (mention.start, mention.end) in spoken)
    ]


def _dealt(spans: Sequence[Sentence], items: Iterable[Span]) -> list[list[Span]]:
    """Give every sentence the items that begin in it."""
    dealt: list[list[Span]] = [[] for _ in spans]
    index = 0
    for item in sorted(items, key=_BY_SPAN):
        while index < len(spans) - 1 and spans[index + 1].start <= item.start:
            index += 1
        dealt[index].append(item)
    return dealt


def _dateline(document: str, whens: Sequence[When]) -> tuple[int, int]:
    """Return where the dateline stands that opens the body: its place and date are the report's, not the step's."""
    body = document.find("\n\n") + 2
    end = body
    for when in whens:
        if when.kind == "explicit" and body <= when.start < body + _DATELINE_CHARS:
            ends = _UNSPACED_ENDS if document[when.start : when.end].endswith(_UNSPACED_DAYS) else _DATELINE_ENDS
            closing = ends.match(document, when.end - (document[when.end - 1] == "."))
            before = document[body : when.start]
            if closing and _only_names(before) and not _NO_DATELINE.match(before):
                end = closing.end()
    dash = _DATELINE_DASH.match(document, end)
    if (
        dash
        and dash[0].count("(") == dash[0].count(")")
        and _only_names(re.sub(r"\(.*?\)|/.*?/", "", document[end : dash.end()]))
    ):
        end = dash.end()
    return body, end


def _only_names(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word not in ("le", "den")]
    return not any(word[0].islower() for word in words)
