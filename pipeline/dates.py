"""A document, its language and its time of publication come in; the dates that the text names go out."""

import datetime as dt

from pipeline.words.dateline import published_date
from pipeline.words.datereader import When, of_former_times, read_dates

__all__ = ["When", "dates", "of_former_times", "published_date"]


def dates(document: str, lang: str, published: dt.datetime | None) -> list[When]:
    """Find the dates of a document; days without a year and days like today count from the outlet's own date.

    Without a publication time only dates that name their year are found.
    """
    return read_dates(document, lang, published.date() if published else None)
