"""Lines with what each is worth come in; those of the element that holds the article go out."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from pipeline.extraction.blocks import Block
from pipeline.extraction.neighbours import HEADINGS

_HINTED = 1.15  # how much more an element counts whose own markup calls it the article's body
_LEAVES = HEADINGS | {"p", "li", "dd", "dt", "summary", "caption"}  # a single line is no article
_MAIN = 0.6  # of an element's text: so much makes one of its children its main part
_DEEPEST = 40  # elements within each other


def main_lines(worth: Mapping[Block, float]) -> list[Block]:
    """Return the lines of the element that speaks most for being the article; without one, those in a row that do."""
    chosen = _element(worth)
    return _run(worth) if chosen is None else _main_part(worth, chosen)


def _element(worth: Mapping[Block, float]) -> HtmlElement | None:
    """Return the element whose lines together speak most for it, the innermost of equals."""
    values: defaultdict[HtmlElement, float] = defaultdict(float)
    lines_in = Counter(block.element for block in worth)
    for block, value in worth.items():
        leaf = block.element.tag in _LEAVES or (lines_in[block.element] == 1 and not len(block.element))
        element: HtmlElement | None = block.element.getparent() if leaf else block.element
        while element is not None:
            values[element] += value
            element = element.getparent()
    depth = {element: sum(1 for _ in element.iterancestors()) for element in values}
    best = max(values, key=lambda e: (values[e] * _hint(e), depth[e]), default=None)
    return best if best is not None and values[best] > 0 else None


def _hint(element: HtmlElement) -> float:
    own = element.get("itemprop") == "articleBody" or element.tag in {"article", "main"}
    return _HINTED if own else 1.0


def _run(worth: Mapping[Block, float]) -> list[Block]:
    """Return the lines in a row that together speak most for being the article: for pages without structure."""
    best, start, total, most = (0, 0), 0, 0.0, 0.0
    for index, block in enumerate(worth):
        if total <= 0:
            start, total = index, 0.0
        total += worth[block]
        if total > most:
            best, most = (start, index + 1), total
    return list(worth)[slice(*best)]


def _main_part(worth: Mapping[Block, float], chosen: HtmlElement) -> list[Block]:
    """Return the lines of an element without small texts below its main part that labels part from it."""
    chains = {block: chain for block in worth if (chain := _chain(chosen, block.element))}
    inside, part = list(chains), chosen
    for level in range(1, _DEEPEST):
        held = [
            (block, chains[block][level : level + 1]) for block in inside if chains[block][level - 1 : level] == [part]
        ]
        values: defaultdict[HtmlElement, float] = defaultdict(float)
        for block, below in held:
            values[below[0] if below else part] += max(0.0, worth[block])
        main = max(values, key=lambda child: values[child])
        if main is part or main.tag in _LEAVES or values[main] < _MAIN * sum(values.values()):
            break
        end = max(index for index, (_, below) in enumerate(held) if below == [main]) + 1
        text = next((index for index in range(end, len(held)) if worth[held[index][0]] > 0), None)
        if text is not None and (text == end or _alike(main, held[text][1])):
            break
        dropped = {block for block, _ in held[end:]} if text is not None else set()
        inside, part = [block for block in inside if block not in dropped], main
    return inside


def _chain(top: HtmlElement, element: HtmlElement) -> list[HtmlElement]:
    """Return the elements from a top one down to one that stands in it; nothing where it does not."""
    chain = [element]
    for ancestor in element.iterancestors():
        if chain[-1] is top:
            break
        chain.append(ancestor)
    return chain[::-1] if chain[-1] is top else []


def _alike(one: HtmlElement, others: Sequence[HtmlElement]) -> bool:
    """Say whether two parts are of one kind: of one tag, with a class in common or none."""
    if not others or one.tag != others[0].tag:
        return not others
    names = [set((part.get("class") or "").split()) for part in (one, others[0])]
    return bool(names[0] & names[1]) or not (names[0] or names[1])
