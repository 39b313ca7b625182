"""What a search found comes in; lines for a terminal, or JSON Lines, go out."""

import json
from collections.abc import Iterable, Iterator

from pipeline.queries.layout import READABLE, hanging
from pipeline.queries.search import FoundArticle, FoundDeal
from pipeline.queries.snippet import Shown
from pipeline.resolution.ladder import known
from pipeline.text import one_line

_INDENT = 6  # of what stands below a title


def lines(deals: Iterable[FoundDeal], articles: Iterable[FoundArticle], width: int = READABLE) -> Iterator[str]:
    """Yield what was found for a person, in lines of that width: found words stand in [brackets]."""
    for deal in deals:
        since = f" since {known(deal.stage_date, deal.stage_precision)}" if deal.stage_date else ""
        yield from hanging(_bracketed(deal.title), width, _INDENT, "deal")
        below = " · ".join(filter(None, (deal.key, deal.stage + since, ", ".join(deal.countries))))
        yield from hanging(below, width, _INDENT)
        yield ""
    for article in articles:
        day = f"{article.published_at:%Y-%m-%d}" if article.published_at else "no date"
        yield from hanging(_bracketed(article.title), width, 0)
        yield f"      {one_line(f'{article.outlet}, {article.lang}, {day}')}{_verdict(article)}"
        yield f"      {one_line(article.url)}"
        yield from hanging(_bracketed(article.snippet), min(width, READABLE), _INDENT)
        yield ""


def _verdict(article: FoundArticle) -> str:
    return ("" if article.relevant else ", not about a deal") + (
        ", withdrawn by its outlet" if article.withdrawn else ""
    )


def _bracketed(shown: Shown) -> str:
    said, last = [], 0
    for start, end in shown.spans:
        said += [shown.text[last:start], "[", shown.text[start:end], "]"]
        last = end
    return one_line("".join([*said, shown.text[last:]]))


def records(deals: Iterable[FoundDeal], articles: Iterable[FoundArticle]) -> Iterator[str]:
    """Yield one JSON object a line; ``found`` and ``found_in_title`` hold the spans of the found words."""
    for deal in deals:
        told = {
            "kind": "deal",
            "key": deal.key,
            "title": deal.title.text,
            "found_in_title": deal.title.spans,
            "stage": deal.stage,
            "stage_date": deal.stage_date.isoformat() if deal.stage_date else None,
            "stage_precision": deal.stage_precision,
            "countries": deal.countries,
            "updated_at": deal.updated_at.isoformat(),
            "score": deal.score,
        }
        yield json.dumps(told, ensure_ascii=False)
    for article in articles:
        told = {
            "kind": "article",
            "url": article.url,
            "title": article.title.text,
            "found_in_title": article.title.spans,
            "snippet": article.snippet.text,
            "found": article.snippet.spans,
            "outlet": article.outlet,
            "lang": article.lang,
            "published_at": article.published_at.isoformat() if article.published_at else None,
            "relevant": article.relevant,
            "withdrawn": article.withdrawn,
            "score": article.score,
        }
        yield json.dumps(told, ensure_ascii=False)
