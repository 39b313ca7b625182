"""A text comes in as a test writes it; its sentences go out as the pipeline reads them."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from pipeline.relevance import Relevance, relevance
from pipeline.tag import tag
from pipeline.understanding.facts import Step
from pipeline.understanding.reading import Reading, read
from pipeline.understanding.steps import steps

ARTICLES = tomllib.loads(Path(__file__).with_name("reports.toml").read_text(encoding="utf-8"))
NEWS = dt.datetime(2025, 6, 12, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=5)))  # a Thursday


def lay_out(document: str, lang: str, published: dt.datetime = NEWS) -> list[Reading]:
    """Read a document whose headline and body are divided by an empty line."""
    return read(document, lang, tag(document, lang), published)


def one_sentence(text: str, lang: str, published: dt.datetime = NEWS) -> Reading:
    """Read a single sentence as the first of a body."""
    return lay_out(f"–\n\n{text}", lang, published)[-1]


def reported(document: str, lang: str, published: dt.datetime = NEWS) -> list[Step]:
    """Return the steps of a document."""
    return steps(document, lang, tag(document, lang), published)


def sums(document: str, lang: str = "en") -> list[str]:
    """Return the sums of the first step that a document reports: "60000000 USD"."""
    return [fact.value for step in reported(document, lang)[:1] for fact in step.values]


def sums_in_detail(document: str, lang: str = "en") -> list[dict[str, Any]]:
    """Return of each of these sums its amount, currency, kind and scope."""
    return [fact.detail for step in reported(document, lang)[:1] for fact in step.values]


def judged(document: str, lang: str, published: dt.datetime = NEWS) -> Relevance:
    """Return the verdict on a document."""
    found = tag(document, lang)
    return relevance(document, lang, found, steps(document, lang, found, published))
