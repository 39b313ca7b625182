"""A page's lines come in; whether it is an article, and if not what it is instead, goes out."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.blocks import Block
from pipeline.boilerplate import is_sentence, plain, words
from pipeline.markup import Markup, Unextractable, kinds
from pipeline.tables import read_table

_KEYS = ("challenge", "consent", "missing", "wall", "sponsored", "wires", "lists")
_FIRST_LINES = 6
_WALLS = {
    "challenge": "a challenge page, not an article",
    "consent": "a consent page, not an article",
    "missing": "a page that says it is missing",
}
_LITTLE, _NEXT_TO_NOTHING = 600, 60  # characters of running text beside that of a wall
_LINKED = 0.6  # share of a line that makes it a link
_HEADLINE_WORDS = 3
_CARDS = 4  # headlines that each stand before a paragraph
_HEADLINES = 8
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
_DATE = re.compile(r"^\W*\d{1,4}\D{1,12}\d{1,4}(?:\D{1,3}\d{2,4})?(?:\D{1,4}\d{1,2}:\d{2})?\W*$")


def refuse_walls(markup: Markup, blocks: Sequence[Block]) -> None:
    """Raise Unextractable for a challenge, a consent page or one that says that there is nothing here."""
    title = plain(markup.tree.findtext(".//title") or "")
    said = [(block, plain(block.text)) for block in blocks]
    for kind, sentence in _WALLS.items():
        running = sum(len(text) for block, text in said if _is_running(block) and not _says(kind, text))
        titled = _says(kind, title) and running <= _LITTLE
        if titled or (running <= _NEXT_TO_NOTHING and any(_says(kind, text) for _, text in said[:_FIRST_LINES])):
            raise Unextractable(sentence)


def refuse_lists(markup: Markup, inside: Sequence[Block], kept: Sequence[str], address: str) -> None:
    """Raise Unextractable for a page of headlines: each before its teaser, or many beside little text."""
    headlines = [_is_headline(block) for block in inside]
    texts = set(kept)
    cards = sum(
        block.text in texts and any(headlines[max(0, index - 2) : index]) for index, block in enumerate(inside) if index
    )
    if cards >= _CARDS and 2 * cards >= len(kept):
        raise Unextractable("a list page, not an article")
    dates = sum(bool(_DATE.match(block.text)) for block in inside)
    signs = (_is_list(markup), _ends_as_list(address), dates >= _CARDS)
    if sum(headlines) >= _HEADLINES and any(signs) and sum(headlines) > len(kept):
        raise Unextractable("a list page, not an article")


def is_walled(markup: Markup, lines: Sequence[str]) -> bool:
    """Say whether the page shows the beginning of its article only."""
    free = markup.article.get("isAccessibleForFree")
    return str(free).lower() == "false" or any(_says("wall", plain(line)) for line in lines)


def is_sponsored(lines: Sequence[str]) -> bool:
    """Say whether somebody paid for the article, or a wire of paid releases carries it."""
    return any(_says("sponsored", line) or _says("wires", line) for line in map(plain, lines))


def _is_running(block: Block) -> bool:
    return block.link_share < _LINKED and is_sentence(block.text) and words(block.text) > _HEADLINE_WORDS


def _is_headline(block: Block) -> bool:
    return block.link_share > _LINKED and words(block.text) >= _HEADLINE_WORDS


def _is_list(markup: Markup) -> bool:
    return not markup.article and any(kinds(item) & _LISTS for item in markup.linked)


def _ends_as_list(address: str) -> bool:
    parts = [part for part in urlsplit(address).path.lower().split("/") if part]
    return any(part in _table()["lists"] for part in parts[-2:])


def _says(kind: str, line: str) -> bool:
    return bool(_patterns()[kind].search(line))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(re.escape(plain(word)) for word in said)) for kind, said in _table().items()}


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    return read_table(Path(__file__).with_name("pagekind.toml"), _KEYS)
