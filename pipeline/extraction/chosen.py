"""A page and the CSS selectors of its source come in; what the selectors choose, by field, goes out."""

import copy
from collections.abc import Mapping

from lxml.html import HtmlElement

from pipeline.extraction.blocks import lines, prune

_LINKS = 0.9  # share of a line's characters within links that makes it no line of the text


def chosen(tree: HtmlElement, selectors: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the lines that each selector chooses; a selector that chooses nothing has rotted and is left out."""
    found = {field: _lines(tree, css) for field, css in selectors.items()}
    return {field: texts for field, texts in found.items() if texts}


def _lines(tree: HtmlElement, css: str) -> list[str]:
    texts: list[str] = []
    for element in tree.cssselect(css):
        part = copy.deepcopy(element)
        prune(part)
        texts += [block.text for block in lines(part) if block.link_share < _LINKS]
    return texts
