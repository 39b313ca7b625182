"""A page's markup and lines come in; the strings near its headline that may be its date of publication go out."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block
from pipeline.extraction.boilerplate import ends_article, is_sentence, words
from pipeline.extraction.cards import is_headline
from pipeline.extraction.markup import Markup
from pipeline.extraction.neighbours import headline_place

_BEFORE, _AFTER = 8, 10  # lines around the headline in which the date stands
_UNDER = 4  # lines below the text in which the date may stand
_LONGEST = 120  # characters of a line that is a date
_TEXT_WORDS = 6  # from which a sentence is running text
_LABELLED = re.compile(r"\D+[:：]\s?\d")
_DIGITS = 0.15  # of the characters: a sentence with more is a date
_MOST_PIECES = 12  # elements within a line that are read by themselves
_OF_PAGE = etree.XPath(
    "//*[@itemprop='datePublished' or (self::time and @pubdate) or contains(@property, 'dc:created')]"
)
_PIECES = etree.XPath(".//span | .//time | .//font | .//small")
_MARKED = etree.XPath(
    "descendant-or-self::*[(self::time and (@datetime or @pubdate)) or self::relative-time or @itemprop='datePublished'"
    " or contains(@property, 'dc:created') or contains(@property, 'datePublished') or (self::abbr and @title)]"
)


@dataclass(frozen=True)
class Shown:
    """A string that may be a date: written for machines or readers, above the headline or below it."""

    text: str
    above: bool
    machine: bool


def shown_dates(markup: Markup, blocks: Sequence[Block], title: str) -> Iterator[Shown]:
    """Return the dates below the headline, the one that the page marks, those above the headline; the nearest first."""
    place = headline_place(blocks, title)
    alone = [Shown(text, above=False, machine=True) for text in _published(markup.tree)]
    if place is None:
        yield from alone
        return
    yield from _around(blocks[place + 1 : place + 1 + _AFTER], above=False)
    yield from alone
    above = [block for block in blocks[max(0, place - _BEFORE) : place][::-1] if title not in block.text]
    yield from _around(above, above=True)
    yield from (
        Shown(text, above=False, machine=False) for text in _lines(_under_text(blocks[place + 1 :]), above=False)
    )


def _around(blocks: Sequence[Block], *, above: bool) -> Iterator[Shown]:
    """Return the dates of the lines on one side of the headline, up to text or another headline."""
    side = list(itertools.takewhile(lambda block: not _ends(block), blocks))
    yield from (Shown(text, above, machine=True) for block in side for text in _stated(block.element))
    yield from (Shown(text, above, machine=False) for text in _lines(side, above=above))


def _published(tree: HtmlElement) -> list[str]:
    """Return what a page marks as its date of publication wherever it stands, if it marks one only."""
    marked = _OF_PAGE(tree)
    return [_value(marked[0])] if len(marked) == 1 else []


def _stated(element: HtmlElement) -> list[str]:
    if element.tag in {"html", "body"}:
        return []
    return [_value(marked) for marked in _MARKED(element)[:2]]


def _value(element: HtmlElement) -> str:
    title = element.get("title") if element.tag == "abbr" else None
    return str(element.get("datetime") or element.get("content") or title or element.text_content())


def _ends(block: Block) -> bool:
    """Say whether a line is text or another headline, whose dates are other dates."""
    return len(block.text) > _LONGEST or is_headline(block) or _is_text(block.text)


def _under_text(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the short lines below the article's text, without links and the dates of other headlines."""
    last: int | None = None
    for index, block in enumerate(blocks):
        if not is_headline(block) and (len(block.text) > _LONGEST or _is_text(block.text)):
            last = index
        elif last is not None and index - last > _UNDER:
            break
    under = blocks[last + 1 : last + 1 + _UNDER] if last is not None else []
    own = list(itertools.takewhile(lambda block: not ends_article(block.text), under))
    follow = [is_headline(block) for block in under[1:]] + [False]
    return [
        b for b, titled in zip(own, follow, strict=False) if not _ends(b) and (_LABELLED.match(b.text) or not titled)
    ]


def _is_text(line: str) -> bool:
    if not is_sentence(line) or words(line) < _TEXT_WORDS:
        return False
    return sum(map(str.isdigit, line)) < _DIGITS * len(line)


def _lines(blocks: Sequence[Block], *, above: bool) -> Iterator[str]:
    """Return the short lines with figures, each joined with the clock beside it, then what stands in them in pieces."""
    texts = [block.text for block in blocks]
    joint = "{1}, {0}" if above else "{0}, {1}"
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if not any(map(str.isdigit, text)):
            continue
        follower = texts[index + 1] if index + 1 < len(texts) else ""
        yield joint.format(text, follower) if _is_clock(follower) else text
        pieces = _PIECES(block.element)[:_MOST_PIECES]
        said = (" ".join((piece.text or "").split()) for piece in pieces)
        yield from (piece for piece in said if piece in text and piece != text and any(map(str.isdigit, piece)))


def _is_clock(text: str) -> bool:
    return bool(re.fullmatch(r"\D{0,3}\d{1,2}[:.]\d{2}\D{0,3}", text))
