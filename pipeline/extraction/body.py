"""A parsed page and its headline come in; its article's paragraphs go out, without what stands around and between."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block, lines, prune
from pipeline.extraction.boilerplate import (
    ends_article,
    is_boilerplate,
    is_sentence,
    opens_comments,
    plain,
    weight,
    words,
)
from pipeline.extraction.cards import in_cards
from pipeline.extraction.container import main_lines
from pipeline.extraction.markup import Markup
from pipeline.extraction.neighbours import HEADINGS, belongs, openings, own_lines

_SENTENCE_WORDS = 4  # from which a line that ends like a sentence is one
_RUNNING = 160  # characters from which any line is running text
_LINKY = 0.5  # share of a line's characters that makes it a list of links
_NOISE = 10  # what a line that is no sentence costs the element it stands in
_LISTED = frozenset({"li", "dd"})
_LABEL_WORDS = 16  # of a line that is no sentence
_REST = 0.3  # of the text: what may still follow a heading that ends the article
_COVERED = 0.8  # of the text: an articleBody that covers less is a teaser
_LEAST_BODY = 200  # characters of an articleBody
_REPEATED = 20  # characters from which a line said twice is a repetition


@dataclass(frozen=True)
class Body:
    """The paragraphs of an article, all lines of the element they were read from, and how many stood in cards."""

    paragraphs: list[str]
    inside: list[Block]
    in_cards: int


def body(markup: Markup, headline: str) -> Body:
    """Return the article's paragraphs in order, none where the page has none. The page's tree is pruned on the way."""
    prune(markup.tree)
    everything = lines(markup.tree)
    cards = in_cards(everything)
    blocks = [block for index, block in enumerate(everything) if index not in cards]
    worth = [_value(block) for block in blocks]
    places = own_lines(blocks, worth, headline)
    inside = main_lines({blocks[place]: worth[place] for place in places})
    kept = _sentences(list(_articles_own(inside, headline)))
    confirmed = _confirmed(kept, str(markup.article.get("articleBody") or ""))
    return Body([block.text for block in confirmed], inside, len(cards))


def _value(block: Block) -> float:
    """Tell how much a line speaks for its element being the article: running text does, links and labels do not."""
    size = weight(block.text)
    if block.link_share > _LINKY:
        return -_NOISE - size / 2
    if (is_sentence(block.text) and words(block.text) >= _SENTENCE_WORDS) or size >= _RUNNING:
        return -_NOISE if is_boilerplate(block.text) else size * (1 - block.link_share)
    return -_NOISE


def _articles_own(blocks: Sequence[Block], headline: str) -> Iterator[Block]:
    """Leave out the headline, lists of links, boilerplate, repetitions, and all that follows a closing heading."""
    seen = {plain(headline)}
    left = sum(len(block.text) for block in blocks if block.link_share <= _LINKY)
    total = max(1, left)
    closed: HtmlElement | None = None
    kept = False
    for block, part in zip(blocks, openings(blocks), strict=True):
        left -= len(block.text) if block.link_share <= _LINKY else 0
        if closed is not None and belongs(block.element, closed):
            continue
        closed = None
        if ends_article(block.text) and block.link_share <= _LINKY:
            if left <= _REST * total or (kept and block.element.tag in HEADINGS and opens_comments(block.text)):
                return
            closed = part if kept else None
            continue
        said = plain(block.text)
        if said in seen or _is_link(block) or is_boilerplate(block.text):
            continue
        seen |= {said} if len(said) >= _REPEATED else set()
        kept = True
        yield block


def _is_link(block: Block) -> bool:
    """Say whether a line is a link to something else: mostly linked, and no sentence or a short one."""
    return block.link_share > _LINKY and not (is_sentence(block.text) and weight(block.text) >= _RUNNING)


def _sentences(blocks: Sequence[Block]) -> list[Block]:
    """Leave out labels, which are no sentences; headings between paragraphs stay, and lists after a colon."""
    kept: list[Block] = []
    listing = False
    for block in blocks:
        label = not is_sentence(block.text) and words(block.text) <= _LABEL_WORDS
        opened = bool(kept) and (kept[-1].text.endswith((":", "：")) or listing)
        listed = opened or (block.element.tag in _LISTED and bool(kept))
        if label and not (block.element.tag in HEADINGS or (listed and not block.linked)):
            continue
        listing = label and listed
        kept.append(block)
    while kept and kept[-1].element.tag in HEADINGS:
        kept.pop()
    return kept


def stated_body(markup: Markup) -> list[str]:
    """Return the paragraphs of the articleBody that the page states in its linked data."""
    stated = str(markup.article.get("articleBody") or "")
    texts = re.split(r"\n+|</p>|<br\s*/?>", html.unescape(stated))
    found = (" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in texts)
    return [text for text in found if text and not is_boilerplate(text)]


def _confirmed(blocks: list[Block], stated: str) -> list[Block]:
    """Keep what the page's own articleBody holds, where that is the whole article and not its teaser."""
    body = _bare(re.sub(r"<[^>]+>", " ", html.unescape(html.unescape(stated))))
    if len(body) < _LEAST_BODY or stated.rstrip().endswith(("…", "...")):
        return blocks
    held = [block for block in blocks if _bare(block.text) in body]
    if sum(len(b.text) for b in held) < _COVERED * sum(len(b.text) for b in blocks):
        return blocks
    return held


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def second_opinion(tree: HtmlElement) -> list[str]:
    """Return the paragraphs that trafilatura finds: for pages on which no element stands out."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - costs 0.4 s, and few pages need it

    document = bare_extraction(tree, fast=True, include_comments=False)
    text = str(getattr(document, "text", None) or "")
    return [line for line in map(str.strip, text.split("\n")) if line and not is_boilerplate(line)]
