"""A parsed page comes in; its headline, its author and what it says of itself (section, sponsor, wall) go out."""

import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.extraction.blocks import Block
from pipeline.extraction.boilerplate import ends_article, is_sentence, plain, weight, words
from pipeline.extraction.markup import Markup, kinds
from pipeline.text import one_line
from pipeline.words.tables import Patterns

_PARTED = re.compile(r"\s+[|–—•·»:-]{1,2}\s+|\s*\|\s*|\s+::\s+|\s+//\s+")
_LEAST_WORDS = 3
_LONGEST = 400  # characters
_MOST_HEADINGS = 30
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_LINKED = 0.5  # share of a line that makes it a link
_SOON = 9  # lines below a headline, within which the text begins
_RUNNING = 80  # characters of a sentence that is running text
_SAMPLE = 20_000  # characters of text
_STEM = 5  # letters of a word that its forms share
_SITES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})
_FIRST, _SECOND, _SMALLER = map(etree.XPath, ("//h1 | //*[@itemprop='headline']", "//h2", "//h2 | //h3"))
_SIGNED = etree.XPath("//*[@rel='author' or @itemprop='author']")
_LOGOS = etree.XPath("//img[contains(@src, 'logo') or contains(@class, 'logo') or contains(@alt, 'logo')]")
_HOME = re.compile(r"^(?:https?://[^/]+)?/?$")
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("byline",))
_BYLINE = _WORDS.of_all("byline")
_LONGEST_NAME = 80  # characters
_AUTHOR_METAS = ("author", "article:author", "dc.creator", "sailthru.author", "parsely-author")


def headline(markup: Markup, blocks: Sequence[Block], hinted: str | None = None) -> str:
    """Return the headline that the page shows, as far as its metadata, its title or the feed confirm it; "" if none."""
    names = _site_names(markup)
    claimed = [one_line(text[:_LONGEST]) for text in _claimed(markup, hinted) if text and plain(text) not in names]
    first = _shown(markup, _FIRST, names)
    if confirmed := _nearest((*first, *_shown(markup, _SMALLER, names)), claimed):
        return confirmed
    if len(first) == 1 and words(first[0]) >= _LEAST_WORDS:
        return first[0]
    if confirmed := _nearest(_lines(blocks, names), claimed):
        return confirmed
    heading = _above_text(blocks, names)
    if claimed and (len(claimed) > 1 or not heading or _told(claimed[0], blocks) > _told(heading, blocks)):
        return _without_outlet(claimed[0], names)
    second = [text for text in _shown(markup, _SECOND, names) if words(text) >= _LEAST_WORDS and not ends_article(text)]
    return heading or next(iter((*first, *second)), "")


def _lines(blocks: Sequence[Block], names: set[str]) -> list[str]:
    """Return the lines that are no links and may be a headline although no heading holds them."""
    shown = [block.text for block in blocks if block.link_share < _LINKED and block.element.tag != "html"]
    return [text for text in shown if len(text) <= _LONGEST and words(text) > _LEAST_WORDS and plain(text) not in names]


def _nearest(shown: Sequence[str], claimed: Sequence[str]) -> str | None:
    """Return the shown text that is closest to a claimed title which confirms it."""
    apart = [(abs(len(text) - len(claim)), text) for text in shown for claim in claimed if _confirms(text, claim)]
    return min(apart, key=lambda pair: pair[0])[1] if apart else None


def _above_text(blocks: Sequence[Block], names: set[str]) -> str | None:
    """Return the first heading that has running text below it."""
    for index, block in enumerate(blocks):
        if block.element.tag not in _HEADINGS or block.link_share >= _LINKED or words(block.text) < _LEAST_WORDS:
            continue
        if ends_article(block.text) or plain(block.text) in names or len(block.text) > _LONGEST:
            continue
        following = itertools.takewhile(lambda b: b.element.tag not in _HEADINGS, blocks[index + 1 : index + _SOON])
        if any(_is_running(below) for below in following):
            return block.text
    return None


def _is_running(block: Block) -> bool:
    return block.link_share < _LINKED and weight(block.text) >= _RUNNING and is_sentence(block.text)


def _told(title: str, blocks: Sequence[Block]) -> int:
    """Count how many of a title's words the page's running text tells again."""
    text = plain(" ".join(block.text for block in blocks if _is_running(block))[:_SAMPLE])
    return sum(word[:_STEM] in text for word in set(plain(title).split()) if len(word) >= _STEM)


def author(markup: Markup) -> str | None:
    """Return who signed the article, or None."""
    stated = _names(markup.article.get("author"))
    metas = [markup.meta[name] for name in _AUTHOR_METAS if name in markup.meta]
    marked = _SIGNED(markup.tree)
    for signed in (*stated, *metas, *(element.text_content() for element in marked[:3])):
        name = _BYLINE.sub("", one_line(signed))
        if name and len(name) <= _LONGEST_NAME and "://" not in name and plain(name) not in _site_names(markup):
            return name
    return None


def section(markup: Markup) -> str | None:
    """Return the section of the outlet in which the article stands, or None."""
    stated = markup.article.get("articleSection") or markup.meta.get("article:section")
    first = stated[0] if isinstance(stated, list) and stated else stated
    return one_line(first)[:_LONGEST_NAME] or None if isinstance(first, str) else None


def _shown(markup: Markup, path: etree.XPath, names: set[str]) -> list[str]:
    """Return the headings of a path that are no outlet's name."""
    elements = path(markup.tree)[:_MOST_HEADINGS]
    texts = (one_line(element.text_content() or element.get("content") or "") for element in elements)
    return [text for text in texts if text and len(text) <= _LONGEST and plain(text) not in names]


def _claimed(markup: Markup, hinted: str | None) -> list[str]:
    stated = markup.article.get("headline")
    title = markup.tree.findtext(".//title") or ""
    metas = [markup.meta.get(name, "") for name in ("og:title", "twitter:title", "headline")]
    return [stated if isinstance(stated, str) else "", *metas, title, hinted or ""]


def _confirms(shown: str, claim: str) -> bool:
    """Say whether a claimed title is the shown one, with the outlet's name behind it or cut off."""
    one, other = plain(shown), plain(claim).rstrip(".… ")
    return bool(one and other) and (
        (one in other and (len(one) >= len(other) / 2 or (other.startswith(one) and words(one) >= _LEAST_WORDS)))
        or (one.startswith(other) and words(other) >= _LEAST_WORDS)
    )


def _without_outlet(title: str, names: set[str]) -> str:
    """Take the outlet's name off the end of a title, or off its beginning."""
    parts = [(match.start(), match.end()) for match in _PARTED.finditer(title)]
    if not parts:
        return title
    head, tail = title[: parts[0][0]], title[parts[-1][1] :]
    if plain(head) in names:
        return title[parts[0][1] :]
    kept = title[: parts[-1][0]]
    known = plain(tail) in names or any(name in plain(tail) for name in names)
    named = len(tail.split()) <= _LEAST_WORDS + 1 < len(kept.split()) and not tail[:1].islower()
    return kept if known or named else title


def _site_names(markup: Markup) -> set[str]:
    """Return what the outlet calls itself: in its metadata, on its logo and on the link to its front page."""
    publishers = [name for item in markup.linked for name in _names(item.get("publisher"))]
    sites = [name for item in markup.linked if kinds(item) & _SITES for name in _names(item)]
    stated = [markup.meta.get(name, "") for name in ("og:site_name", "application-name", "twitter:site")]
    logos = [image.get("alt") or "" for image in _LOGOS(markup.tree)[:_MOST_HEADINGS]]
    homes = [link.text_content() for link in markup.tree.iter("a") if _HOME.match(link.get("href") or "")]
    return {plain(name) for name in (*publishers, *sites, *stated, *logos, *homes[:_MOST_HEADINGS])} - {""}


def _names(value: Any) -> list[str]:  # noqa: ANN401 - JSON is any of its types
    if isinstance(value, list):
        return [name for item in value[:5] for name in _names(item)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [value] if isinstance(value, str) else []
