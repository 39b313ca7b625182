"""A document and what is named in it come in; where it opens, and of what other things it speaks there, goes out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.money import money
from pipeline.tag import Found
from pipeline.understanding.deal_words import WORKING, Word, dates_a_paper, deal_words
from pipeline.understanding.reading import outside_names, without_hours, without_routes
from pipeline.words.fold import fold
from pipeline.words.sentences import Sentence, sentences
from pipeline.words.tables import Patterns

_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"), parts=("offices", "own-voice", "quoted", "border-before", "border-behind")
)
_OFFICES = _WORDS.of_all("offices")
_OWN_VOICE, _QUOTED = _WORDS.by_language("own-voice"), _WORDS.of_all("quoted")
_BEFORE, _BEHIND = _WORDS.by_language("border-before"), _WORDS.by_language("border-behind")
_REACH = 40  # characters around a country in which it is said to be what something borders on
_LEAD = 1  # the last paragraph that opens a text
_UPPER = 3  # the last paragraph in which what a text is about is named
_DIGGING = ("mining", "exploration")
_LABEL = 24  # characters of a sentence that only says what sort of text this is
_LABEL_ENDS = re.compile(r"\s?[:：|]")
_TRIAL = 2  # words of courts in the opening


@dataclass(frozen=True)
class Opening:
    """How a document opens: where its first paragraphs end, and words that speak of other things there."""

    document: str
    lang: str
    telling: Sequence[Sentence]  # its sentences with a word of dealing, the headline among them
    recalling: Sequence[Sentence]  # its sentences with a word of former times
    reviewing: Sequence[Sentence]  # those of its body with a word of reviews
    calling: Sequence[Sentence]  # those that tell what somebody calls upon others to do
    opening: int
    upper: int
    elsewhere: int
    retrospect: bool
    label: bool  # the body begins by saying that it is an opinion
    headline: int
    other_news: bool
    trial: bool  # the opening tells of a court case and of nothing else
    figures: bool  # the headline sums up a period
    soums: bool  # the opening does not name the country, but counts in its money
    other_business: bool  # the headline speaks of other business and names no mineral
    mining: bool  # the headline speaks of mining or exploration
    prices: bool  # the headline speaks of prices
    lands: frozenset[str]  # the countries that the headline names, or of whose places and bodies it does
    homes: Sequence[int]  # where the text names the country, a body or a place of it
    told_home: bool  # a sentence that tells, or the headline, names the country
    home: bool  # the headline names the country or a place of it
    rumour: bool  # the opening speaks of rumours
    unplanned: bool  # the headline denies what somebody was said to plan
    native: bool  # in Uzbek, and the opening names one country abroad at most

    @cached_property
    def labelled(self) -> bool:
        """Tell whether the body begins by saying that it is an opinion, or its author speaks of himself."""
        return self.label or _is_by_an_author(self.document, self.lang)


def read_opening(document: str, lang: str, found: Sequence[Found]) -> Opening:
    """Return where a document opens, and what its opening and its headline speak of."""
    spans = sentences(document)
    opening = max((span.end for span in spans if span.paragraph <= _LEAD), default=0)
    upper = max((span.end for span in spans if span.paragraph <= _UPPER), default=0)
    early = [word for word in deal_words(fold(document, lang), lang) if word.end <= opening]
    words = outside_names(without_hours(without_routes(early)), found)
    named = any(mention.country == HOME and mention.start < opening for mention in found)
    abroad = {mention.country for mention in found if mention.start < opening} - {HOME, None}
    noise = [word for word in words if word.group == "noise"]
    headline = {word.concept for word in noise if word.start < spans[0].end}
    elsewhere = sum(word.concept == "elsewhere" for word in noise)
    deals = [word.start for word in words if word.group in ("action", "instrument")]
    early_spans = [span for span in spans if span.end <= opening]
    court = sum(word.concept == "court" for word in noise)
    telling = [span for span in early_spans if span.paragraph == 0 or _holds(span, deals)]
    homes = [one.start for one in found if one.country == HOME and not _is_a_border(document, one, lang)]
    reviews = [word.start for word in noise if word.concept == "review"]
    calls = [word.start for word in noise if word.concept == "instruction"]
    return Opening(
        document=document,
        lang=lang,
        telling=telling,
        recalling=[span for span in early_spans if span.paragraph and _recalls(span, words)],
        reviewing=[span for span in early_spans if span.paragraph and _holds(span, reviews)],
        calling=[span for span in early_spans if _holds(span, calls)],
        opening=opening,
        upper=upper,
        elsewhere=elsewhere,
        retrospect=bool(headline & {"opinion", "review"}),
        label=_is_labelled(document, words, spans),
        headline=spans[0].end,
        other_news=bool(headline & {"appointment", "court"}),
        trial=court >= _TRIAL,
        figures="review" in headline,
        soums=not named and (_speaks_of_home(document[:opening]) or _counts_in_soums(document[:opening], lang)),
        other_business="elsewhere" in headline,
        mining=any(
            word.group == "subject" and word.concept in _DIGGING and word.start < spans[0].end for word in words
        ),
        prices="price" in headline,
        lands=frozenset(one.country for one in found if one.country and one.start < spans[0].end) - {HOME},
        homes=homes,
        told_home=any(_holds(span, homes) for span in telling),
        home=any(start < spans[0].end for start in homes),
        unplanned=_is_unplanned([word for word in words if word.start < spans[0].end]),
        rumour=any(word.concept == "rumour" for word in noise),
        native=lang.startswith("uz") and len(abroad) <= 1,
    )


def _recalls(span: Sentence, words: Sequence[Word]) -> bool:
    """Tell whether a sentence has a word of former times, which dates no paper by which something runs or leaves."""
    own = [word for word in words if span.start <= word.start < span.end]
    works = any(word.concept in WORKING for word in own)
    papers = [word for word in own if works and word.group == "instrument"]
    papers += [
        word for word in own if word.concept == "sign" and dates_a_paper(word, papers)
    ]  # the contract signed last year
    late = [word for word in own if word.concept == "lately"]  # earlier this week, before its term
    recalls = (word for word in own if word.concept == "recall" and not dates_a_paper(word, papers))
    return any(not any(one.start <= word.start and word.end <= one.end for one in late) for word in recalls)


def _is_labelled(document: str, words: Sequence[Word], spans: Sequence[Sentence]) -> bool:
    """Tell whether a headline has a label of an opinion, with a colon, or the body begins with one."""
    opinions = [word for word in words if word.concept == "opinion" and word.group == "noise"]
    if any(_LABEL_ENDS.match(document, word.end) for word in opinions if word.end <= spans[0].end):
        return True
    if len(spans) == 1 or spans[1].end - spans[1].start > _LABEL:
        return False
    return any(spans[1].start <= word.start < spans[1].end for word in opinions)


def _is_unplanned(headline: Sequence[Word]) -> bool:
    """Tell whether a headline denies a plan: ministry denies plan to sell the mine."""
    said = {word.concept for word in headline if word.group == "modality"}
    return {"denial", "plan"} <= said


def _is_by_an_author(document: str, lang: str) -> bool:
    """Tell whether who writes speaks for himself, outside of what others are quoted with: I do not argue that."""
    voice = _OWN_VOICE.get(lang.partition("-")[0])
    return voice is not None and voice.search(_QUOTED.sub("", document)) is not None


def _is_a_border(document: str, named: Found, lang: str) -> bool:
    """Tell whether the country is only named as what somewhere else lies beside: close to the border with it."""
    before, behind = _BEFORE.get(lang), _BEHIND.get(lang)
    start, end = max(0, named.start - _REACH), named.end + _REACH
    beside = before and before.search(document[start : named.start])
    return bool(beside or (behind and behind.match(document, named.end, end)))


def _holds(span: Sentence, words: Sequence[int]) -> bool:
    return any(span.start <= start < span.end for start in words)


def _counts_in_soums(opening: str, lang: str) -> bool:
    return any(amount.currency == "UZS" for amount in money(opening, lang))


def _speaks_of_home(opening: str) -> bool:
    """Tell whether an opening names an office that only Uzbekistan has: хокимият, a hokim."""
    return _OFFICES.search(opening) is not None
