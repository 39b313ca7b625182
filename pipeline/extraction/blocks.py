"""A page's tree comes in; its lines go out in reading order, each with where it stands and how much of it is links."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from pipeline.extraction.boilerplate import table_of_words, weight

_DROPPED = frozenset({
    "object", "embed", "canvas", "audio", "video", "button", "select", "option", "textarea", "input", "nav",
    "aside", "menu", "dialog", "figcaption", "math", "head", "map",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "center", "caption", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "dialog", "alertdialog", "search", "menu", "toolbar"})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)", re.IGNORECASE)
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_STATE = re.compile(r"(?:has|with|no|without|hide|is)[-_]", re.IGNORECASE)  # an element's manner, not its kind
_KEPT = frozenset({"html", "body", "main", "article", "h1"})
_FRAMES = frozenset({"header", "footer", "form"})
_STRONG, _WEAK = 2, 1
_SMALL, _MOST = 0.25, 0.6  # of the page's running text
_RUNNING = 60  # characters that make running text ...
_LEAST_RUNNING = _RUNNING // 3  # ... and no fewer, however much each of them weighs
_MOST_TITLES = 20
_MOST_IMAGES = 500
_FRAMES_OF_IMAGES = frozenset({"p", "div", "center", "figure", "td", "span", "section"})
_SMALL_PRINT = frozenset({"span", "small", "em", "i", "font", "figcaption"})
_LONGEST_CAPTION = 300  # characters
_MOST_LINES = 4000  # of a page: no article is longer, and time is bounded


@dataclass(frozen=True)
class Block:
    """One line of a page."""

    text: str
    element: HtmlElement  # the block element it stands in
    linked: int  # characters of it within links

    @property
    def link_share(self) -> float:
        """How much of the line is links."""
        return self.linked / max(1, len(self.text))


def prune(tree: HtmlElement) -> None:
    """Take out of a tree what is none of the article: scripts, navigation, hidden parts, related blocks, captions."""
    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    for image in list(islice(tree.iter("img"), _MOST_IMAGES)):
        _drop_caption(image)
    running = _running(tree)
    most, small = _MOST * running[tree], _SMALL * running[tree]
    titled = {ancestor for heading in islice(tree.iter("h1"), _MOST_TITLES) for ancestor in heading.iterancestors()}
    judged = [(_strength(element), element) for element in running if element not in titled]
    weak = [element for strength, element in judged if strength == _WEAK and running[element] <= small]
    held: Counter[str] = Counter()
    for element in weak:
        held[alike(element)] += running[element]
    dropped = [element for strength, element in judged if strength == _STRONG and running[element] <= most]
    for element in (*dropped, *(element for element in weak if held[alike(element)] <= small)):
        if element.getparent() is not None:
            element.drop_tree()


def _drop_caption(image: HtmlElement) -> None:
    """Take out the element around an image where its only words stand in small print, slanted or in a span."""
    around = image.getparent()
    if around is None or around.tag not in _FRAMES_OF_IMAGES:
        return
    within = [child for child in around if (child.text_content() or "").strip()]
    bare = not any((text or "").strip() for text in (around.text, *(child.tail for child in around)))
    if (
        bare
        and len(within) == 1
        and within[0].tag in _SMALL_PRINT
        and len(within[0].text_content()) <= _LONGEST_CAPTION
    ):
        within[0].drop_tree()


def lines(tree: HtmlElement) -> list[Block]:
    """Read a tree line by line: block elements and line breaks part them."""
    found: list[Block] = []
    owners: list[HtmlElement] = [tree]
    parting: list[bool] = []  # whether each of the open elements parts lines
    pieces: list[tuple[str, bool]] = []
    links = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = str(element.tag)
        if event == "start":
            block, said = _is_block(element, tag), element.text
            parting.append(block)
        else:
            block, said = parting.pop(), element.tail
        if block and pieces:
            found += _line(pieces, owners[-1])
            pieces.clear()
        if event == "start":
            owners += [element] if block and tag != "br" else []
            links += tag == "a"
        else:
            if block and tag != "br":
                owners.pop()
            links -= tag == "a"
        if said and (pieces or not said.isspace()):
            pieces.append((said, links > 0))
        if len(found) >= _MOST_LINES:
            break
    return found + _line(pieces, owners[-1])


def _line(pieces: Sequence[tuple[str, bool]], owner: HtmlElement) -> list[Block]:
    """Return the line that these pieces make, each with whether it stands within a link; none where they are blank."""
    text = " ".join("".join([piece for piece, _ in pieces]).split())
    if not text:
        return []
    linked = sum([len(" ".join(piece.split())) for piece, within in pieces if within])
    return [Block(text, owner, linked)]


def _is_block(element: HtmlElement, tag: str) -> bool:
    """Say whether an element parts lines: by its tag, as an element of the page's own making, or by its style."""
    if tag in _BLOCKS or "-" in tag:
        return True
    style = element.get("style")
    return bool(style and _BLOCK_STYLE.search(style))


def _running(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Count for every element the characters of its running text: long pieces outside links."""
    counted: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(tree, events=("end",), tag=etree.Element):
        own = 0 if element.tag == "a" else _long(element.text)
        counted[element] = own + sum([counted.get(child, 0) + _long(child.tail) for child in element])
    return counted


def _long(text: str | None) -> int:
    if not text or len(text) < _LEAST_RUNNING:
        return 0
    size = weight(text)
    return size if size >= _RUNNING else 0


def alike(element: HtmlElement) -> str:
    """Return what elements that repeat each other share: tag and class."""
    return f"{element.tag} {element.get('class')}"


def _strength(element: HtmlElement) -> int:
    """Tell how surely an element's tag, role, style or names say that it is none of the article's."""
    if element.tag in _KEPT or element.getparent() is None:
        return 0
    said = dict(element.items())
    weak = _WEAK if element.tag in _FRAMES else 0
    if not said:
        return weak
    unseen = "hidden" in said or _UNSEEN.search(said.get("style", ""))
    if unseen or said.get("role") in _ROLES or said.get("aria-modal") == "true":
        return _STRONG
    return max(_named(f"{said.get('class', '')} {said.get('id', '')}"), weak)


@lru_cache(maxsize=4096)
def _named(names: str) -> int:
    strong, weak, whole = _tables()
    told = [name for name in names.split() if not _STATE.match(name)]
    parts = {name.lower() for name in told} | {part.lower() for name in told for part in _PARTS.findall(name)}
    if any(map(strong, parts)) or any(name.lower() in whole for name in told):
        return _STRONG
    return _WEAK if any(map(weak, parts)) else 0


@lru_cache(maxsize=1)
def _tables() -> tuple[Callable[[str], object], Callable[[str], object], frozenset[str]]:
    names = table_of_words()["names"]
    return _whole(names["strong"]), _whole(names["weak"]), frozenset(names["whole"])


def _whole(names: Iterable[str]) -> Callable[[str], object]:
    return re.compile("|".join(re.escape(name).replace(r"\*", r"[\w-]*") for name in names)).fullmatch
