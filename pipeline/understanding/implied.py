"""Sentences in which no verb of dealing was found come in; the deal that their nouns imply goes out, if they imply one.

A text may say that a bank "puts money at a plant's disposal" or that a trader is "the owner of a quarter of a mine".
Where its opening names both sides and a mineral, a noun of a paper, a sum of a lender or a share tells the deal.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.understanding.actors import bodies
from pipeline.understanding.acts import Act
from pipeline.understanding.deal_words import Word
from pipeline.understanding.modality import modality
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import PERCENT, names_a_lender
from pipeline.words.tables import Patterns

_PAPERS = {  # the paper that a noun names, and the act it implies; what says most comes first
    "loan": "fund",
    "bond": "fund",
    "licence": "award",
    "offtake": "sign",
    "venture": "sign",
    "stake": "acquire",
    "contract": "sign",
    "tender": "award",
    "memorandum": "sign",
    "agreement": "sign",
}
_GOODS = ("purchase", "delivery", "equipment")
_OTHER_NEWS = ("opinion", "review", "appointment", "court", "elsewhere", "price")
_OTHER_MATTERS = ("price", "court", "elsewhere", "opinion")
_MOST_SIDES = 3  # countries of one deal's sentence, home among them
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("owning",))
_OWNING = _WORDS.of_all("owning")


def with_implied(told: Sequence[Act], readings: Sequence[Reading], published: dt.datetime | None) -> list[Act]:
    """Return the acts of a text, before them the one that its opening implies where it tells none itself."""
    if any(act.reading.leads and act.modality != "recalled" for act in told):
        return [*told]
    return [*_implied(readings, published), *told]


def _implied(readings: Sequence[Reading], published: dt.datetime | None) -> list[Act]:
    """Return the act that the opening of a text implies by its nouns alone, none where it names no two sides."""
    lead = [reading for reading in readings if reading.leads]
    if not _is_between_sides(lead) or any(reading.title and _is_other_news(reading) for reading in lead):
        return []
    told = [reading for reading in lead if not reading.title and not _implies_nothing(reading)]
    for reading in told:
        act = _by_paper(reading, told) or _by_sum(reading) or _by_share(reading) or _by_goods(reading)
        if act and (said := modality(reading, act.word, published)) in ("stated", "planned"):
            return [replace(act, modality="stated" if act.paper else said)]  # what will follow from a paper is no plan
    return []


def _is_other_news(title: Reading) -> bool:
    """Tell whether a headline asks, or speaks of an opinion, a court, a price or other business."""
    return title.text.rstrip().endswith(("?", "？")) or bool(title.of("noise", *_OTHER_NEWS))


def _is_between_sides(lead: Sequence[Reading]) -> bool:
    """Tell whether an opening names a body, home and somebody from abroad, and a mineral."""
    named = [found for reading in lead for found in reading.found]
    countries = {found.country for found in named} - {None}
    firms = [body.country for reading in lead if not reading.title for body in bodies(reading)]
    mineral = any(found.kind == "mineral" for found in named)
    abroad = len(countries) > 1 or (HOME in firms and None in firms)  # a firm of who knows where beside one of home
    return mineral and bool(firms) and HOME in countries and abroad


def _implies_nothing(reading: Reading) -> bool:
    """Tell whether a sentence recalls, denies, passes on hearsay, speaks of other matters or of many countries."""
    countries = {found.country for found in reading.named("organisation", "country")} - {None}
    noise = reading.of("noise", *_OTHER_MATTERS) or (reading.of("noise", "reserves") and not reading.amounts)
    return bool(reading.of("modality", "recall", "negation", "hearsay") or noise) or len(countries) > _MOST_SIDES


def _by_paper(reading: Reading, told: Sequence[Reading]) -> Act | None:
    many = {word.start for word in reading.of("noise", "many")}
    papers = [word for word in reading.of("instrument") if word.concept in _PAPERS and word.start not in many]
    if reading.of("noise", "total"):  # so much per cent of a country's output is nobody's share in a firm
        papers = [paper for paper in papers if paper.concept != "stake"]
    sides = bodies(reading) or any(bodies(other) for other in told)
    if not papers or not sides:
        return None
    paper = min(papers, key=lambda word: list(_PAPERS).index(word.concept))
    return Act(_PAPERS[paper.concept], paper.concept, paper, "stated", reading)


def _by_sum(reading: Reading) -> Act | None:
    """Take money beside a lender for a loan."""
    if not reading.amounts or not names_a_lender(reading):
        return None
    money = reading.amounts[0]
    return Act("fund", "loan", Word("action", "fund", money.start, money.end, money.text), "stated", reading)


def _by_share(reading: Reading) -> Act | None:
    """Take a share, by its percentage or as a fraction, that somebody owns or pays for as bought."""
    parts = reading.of("role", "fraction")
    percent = PERCENT.search(reading.text)
    if not (parts or percent) or not _OWNING.search(reading.text):
        return None
    start = parts[0].start if parts else reading.sentence.start + (percent.start() if percent else 0)
    return Act("acquire", "stake", Word("action", "acquire", start, start + 1, ""), "stated", reading)


def _by_goods(reading: Reading) -> Act | None:
    """Take goods or machines that go between two firms for a sale; a country's exports of a year are none."""
    goods = reading.of("subject", *_GOODS)
    firms = {body.country for body in bodies(reading)}
    if not goods or HOME not in firms or len(firms) < 2 or not reading.named("mineral"):  # noqa: PLR2004
        return None
    if reading.of("noise", "review", "total"):
        return None
    return Act("trade", None, goods[0], "stated", reading)
