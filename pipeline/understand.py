"""One page's way to facts: stored bytes come in, everything that was read from them goes out; no database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.extract import Extracted, Raw, extract
from pipeline.language import language
from pipeline.relevance import Relevance, relevance
from pipeline.tag import Found, tag
from pipeline.understanding.facts import Step
from pipeline.understanding.steps import steps
from pipeline.words.wording import line


@dataclass(frozen=True)
class Recalled:
    """An article as it is stored, whose page is no longer kept: with Raw's address and hints."""

    extracted: Extracted
    address: str
    hints: Mapping[str, Any]


@dataclass(frozen=True)
class Understood:
    """What one page says."""

    extracted: Extracted
    lang: str
    found: list[Found]
    steps: list[Step]
    relevance: Relevance
    words: str  # what a search finds it by


def understand(raw: Raw | Recalled) -> Understood:
    """Read a page: extract, detect the language, tag, find the reported steps, judge the relevance.

    Raises Unextractable where the page is no article.
    """
    extracted = raw.extracted if isinstance(raw, Recalled) else extract(raw)
    document = f"{extracted.title}\n\n{extracted.text}"
    lang = language(document, raw.hints.get("language"))
    found = tag(document, lang)
    reported = steps(document, lang, found, local_time(extracted))
    words = line(extracted.title, extracted.text, lang, [one.term for one in found])
    return Understood(extracted, lang, found, reported, relevance(document, lang, found, reported), words)


def local_time(extracted: Extracted) -> dt.datetime | None:
    """Return the publication time on the outlet's own clock, or None where it is not known to the day."""
    published = extracted.published
    if published is None or published.precision not in {"minute", "day"}:
        return None
    return published.at.astimezone(dt.timezone(dt.timedelta(minutes=published.offset)))
