"""A page's lines come in; those of cards go out: a linked headline, a date, a teaser, several alike side by side."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, alike
from pipeline.extraction.boilerplate import is_sentence, words

_ALIKE = 3  # cards side by side that make a list
_SHARE = 0.75  # of the elements of one kind side by side that must be cards
_LINKED = 0.6  # share of a line that makes it a link
_HEADLINE_WORDS = 3
_BEFORE = 2  # lines a card may have before its headline: a date, a section
_LONGEST = 6  # lines of a card


def is_headline(block: Block) -> bool:
    """Say whether a line is a linked headline."""
    return block.link_share > _LINKED and words(block.text) >= _HEADLINE_WORDS


def in_cards(blocks: Sequence[Block]) -> set[int]:
    """Return the indices of the lines that stand in cards."""
    spans = _spans(blocks)
    kinds: defaultdict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    for element in spans:
        parent = element.getparent()
        if parent is not None:
            kinds[parent].append(element)
    found: set[int] = set()
    for children in kinds.values():
        if len(children) >= _ALIKE:
            found |= _listed(blocks, spans, children)
    return found


def _spans(blocks: Sequence[Block]) -> dict[HtmlElement, tuple[int, int]]:
    """Return for every element the first and the last line in it."""
    spans: dict[HtmlElement, tuple[int, int]] = {}
    for index, block in enumerate(blocks):
        for element in (block.element, *block.element.iterancestors()):
            spans[element] = (spans.get(element, (index, index))[0], index)
    return spans


def _listed(
    blocks: Sequence[Block], spans: dict[HtmlElement, tuple[int, int]], children: Sequence[HtmlElement]
) -> set[int]:
    """Return the lines of those children that are cards, where most of their kind are."""
    cards = [child for child in children if _is_card(blocks[spans[child][0] : spans[child][1] + 1])]
    repeated, all_repeated = Counter(map(alike, cards)), Counter(map(alike, children))
    return {
        index
        for child in cards
        if repeated[alike(child)] >= max(_ALIKE, _SHARE * all_repeated[alike(child)])
        for index in range(spans[child][0], spans[child][1] + 1)
    }


def _is_card(lines: Sequence[Block]) -> bool:
    if len(lines) > _LONGEST:
        return False
    place = next((index for index, block in enumerate(lines[: _BEFORE + 1]) if is_headline(block)), None)
    return place is not None and not any(is_sentence(block.text) for block in lines[:place])
