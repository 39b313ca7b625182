"""A few articles of a site: entries or a page come in, those worth a look or what is read of it go out."""

from collections.abc import Iterable
from dataclasses import dataclass

from scrapy.http import Response

from crawler.lists.finding import edition_of
from crawler.lists.listing import Entry
from crawler.manners.headers import charset_of, header
from pipeline import clock
from pipeline.extract import Extracted, Raw, Unextractable, extract
from pipeline.language import language


@dataclass(frozen=True)
class Sample:
    """One page of a site, with what the pipeline reads of it."""

    raw: Raw
    article: Extracted
    language: str


def age(entry: Entry) -> float:
    """Return what entries are sorted by: the newest first, those without a date last and in their own order."""
    return -entry.moment.timestamp() if entry.moment else 0.0


def pick(entries: Iterable[Entry], most: int) -> list[Entry]:
    """Return the newest entry of each language edition, then the newest of the rest, up to a number."""
    unique: dict[str, Entry] = {}
    for entry in entries:
        unique.setdefault(entry.key, entry)
    newest = sorted(unique.values(), key=age)
    first = {edition_of(entry.address): entry for entry in reversed(newest)}
    return list(dict.fromkeys([*sorted(first.values(), key=newest.index), *newest]))[:most]


def sample(answer: Response, address: str, timezone: str) -> tuple[Sample | None, str]:
    """Return what the pipeline reads of a page, or why it reads nothing."""
    raw = Raw(answer.body, charset_of(header(answer, "Content-Type")), address, clock.now(), timezone)
    try:
        article = extract(raw)
    except Unextractable as error:
        return None, str(error)
    return Sample(raw, article, language(f"{article.title}\n\n{article.text}")), ""
