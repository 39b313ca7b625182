"""A page's lines, what each is worth and the headline come in; the lines that can be this article's own go out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block
from pipeline.extraction.boilerplate import ends_article, is_date, is_sentence, plain
from pipeline.extraction.cards import is_headline

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEAD = 0.2  # of the text before the headline: so much must follow it for what precedes it to be cut off
_ENOUGH = 200  # characters of running text that may be a whole article
_FIRST_LINES = 3  # of an article, among which its headline stands
_HALF = 0.5  # of the text: a closing part holds no more, or follows a whole article
_MOST_CLOSED = 20
_LONGEST_SIGNATURE = 60  # characters
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|20\d\d")
_LINES = frozenset({"div", "p", "blockquote", "ul", "ol", "section"})

Record = tuple[HtmlElement | None, str, str | None]


def own_lines(blocks: Sequence[Block], worth: Sequence[float], headline: str) -> list[int]:
    """Return the places of the lines from the headline to the next article, without closing parts; else of all."""
    at = headline_place(blocks, headline)
    if at is None or _sum(worth[at:]) < min(_ENOUGH, _LEAD * _sum(worth[:at])):
        return list(range(len(blocks)))
    places = list(range(at + 1, _next_article(blocks, worth, at)))
    around = next(blocks[at].element.iterancestors("article"), None)
    within = [place for place in places if around is not None and belongs(blocks[place].element, around)]
    places = within if _sum([worth[place] for place in within]) > 0 else places
    closed = set(_closed(blocks, worth, places))
    return [place for place in places if closed.isdisjoint(_upwards(blocks[place].element))]


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def belongs(element: HtmlElement, other: HtmlElement) -> bool:
    """Say whether an element is the other one or stands in it."""
    return element is other or any(ancestor is other for ancestor in element.iterancestors())


def headline_place(blocks: Sequence[Block], headline: str) -> int | None:
    """Return where the headline stands: in a heading, the highest first, else in any line that is no link."""
    title = plain(headline)
    shown = [place for place, block in enumerate(blocks) if block.element.tag != "html" and plain(block.text) == title]
    return min(shown, key=lambda place: _rank(blocks[place]), default=None)


def _rank(block: Block) -> int:
    rank = 0 if block.element.tag == "h1" else 1 if block.element.tag in HEADINGS else 2
    return rank + 3 * is_headline(block)


def _sum(worth: Sequence[float]) -> float:
    return sum(value for value in worth if value > 0)


def _next_article(blocks: Sequence[Block], worth: Sequence[float], at: int) -> int:
    """Return where the next article begins: with another h1, a heading and its date, or a twin of this one's frame."""
    own = blocks[at].element
    records = {_record(ancestor): ancestor for ancestor in own.iterancestors() if ancestor.getparent() is not None}
    text = 0.0
    for place in range(at + 1, len(blocks)):
        text += max(0.0, worth[place])
        element = blocks[place].element
        alike = element.tag == own.tag and element.get("class") == own.get("class")
        if plain(blocks[place].text) == plain(blocks[at].text) or not (alike or element.tag in HEADINGS):
            continue
        if place > at + 1 and (element.tag == "h1" or (element.tag in HEADINGS and _is_dated(blocks, place))):
            return place
        for twin in _twins(element, records) if text >= _ENOUGH else ():
            begun = place
            while belongs(blocks[begun - 1].element, twin) and place - begun < _FIRST_LINES:
                begun -= 1
            if (alike or twin.tag == "article") and place - begun < _FIRST_LINES:
                return begun
    return len(blocks)


def _is_dated(blocks: Sequence[Block], place: int) -> bool:
    return place + 1 < len(blocks) and is_date(blocks[place + 1].text)


def _record(element: HtmlElement) -> Record:
    """Name an element as its twins beside it are named."""
    return element.getparent(), str(element.tag), element.get("class")


def _twins(element: HtmlElement, records: dict[Record, HtmlElement]) -> Iterator[HtmlElement]:
    return (a for a in element.iterancestors() if records.get(_record(a), a) is not a)


def _closed(blocks: Sequence[Block], worth: Sequence[float], places: Sequence[int]) -> list[HtmlElement]:
    """Return the elements that begin as none of an article's do: a closing heading, a linked one, a name and a date."""
    found: list[HtmlElement] = []
    dated: defaultdict[Record, list[HtmlElement]] = defaultdict(list)
    total, seen = _sum([worth[place] for place in places]), 0.0
    for place, part in zip(places, openings([blocks[place] for place in places]), strict=True):
        block = blocks[place]
        if part is not None and len(found) < _MOST_CLOSED and (ends_article(block.text) or _is_card(block)):
            held = _sum([worth[i] for i in places if belongs(blocks[i].element, part)])
            if seen >= _ENOUGH or held < _HALF * total:
                found.append(part)
        elif part is not None and seen >= _ENOUGH and _is_signature(block):
            dated[_record(part)].append(part)
        seen += max(0.0, worth[place])
    return [*found, *(part for alike in dated.values() if len(alike) > 1 for part in alike[:_MOST_CLOSED])]


def _is_card(block: Block) -> bool:
    return block.element.tag in HEADINGS and is_headline(block)


def _is_signature(block: Block) -> bool:
    """Say whether a line tells who wrote a comment and when."""
    return len(block.text) <= _LONGEST_SIGNATURE and not is_sentence(block.text) and bool(_DATE.search(block.text))


def openings(blocks: Sequence[Block]) -> Iterator[HtmlElement | None]:
    """Return for every line the element that it opens: its own, if other lines stand in that too, else its parent."""
    lines = Counter(block.element for block in blocks)
    begun: set[HtmlElement] = set()
    for block in blocks:
        element, parent = block.element, block.element.getparent()
        holds_more = lines[element] > 1 or any(child.tag in _LINES for child in element)
        part = element if holds_more else parent
        yield None if part is None or part in begun else part
        begun.update((element, *element.iterancestors()))
