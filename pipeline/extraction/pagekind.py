"""A page's lines come in; whether it is an article, and if not what it is instead, goes out."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick

from pipeline.extraction.blocks import Block
from pipeline.extraction.body import Body
from pipeline.extraction.boilerplate import is_sentence, plain, words
from pipeline.extraction.cards import is_headline
from pipeline.extraction.markup import Markup, Unextractable, kinds
from pipeline.words.tables import read_table

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
_HEADLINES = 3
_EDITION = 3  # letters of a language's part of an address: ru, uz, uzl
_PAGE = re.compile(r"(?:^|&)(?:page|paged|offset)=\d{1,4}(?:&|$)")
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})


def refuse_walls(markup: Markup, blocks: Sequence[Block]) -> None:
    """Raise Unextractable for a challenge, a consent page or one that says that there is nothing here."""
    title = plain(markup.tree.findtext(".//title") or "")
    first = [plain(block.text) for block in blocks[:_FIRST_LINES]]
    for kind, sentence in _WALLS.items():
        if not _says(kind, title, *first):
            continue
        said = [plain(block.text) for block in blocks if _is_running(block)]
        running = sum(len(text) for text in said if not _says(kind, text))
        if running <= (_LITTLE if _says(kind, title) else _NEXT_TO_NOTHING):
            raise Unextractable(sentence)


def refuse_lists(markup: Markup, read: Body, address: str) -> None:
    """Raise Unextractable for a page of headlines: by its address, or by cards and next to no text of its own."""
    text = sum(map(len, read.paragraphs))
    headlines = sum(map(is_headline, read.inside)) + read.in_cards
    bare = text <= (_LITTLE if _is_list(markup) else _NEXT_TO_NOTHING)
    if _ends_as_list(address) or (headlines >= _HEADLINES and bare) or _only_teasers(read):
        raise Unextractable("a list page, not an article")


def is_walled(markup: Markup, lines: Sequence[str]) -> bool:
    """Say whether the page shows the beginning of its article only."""
    free = markup.article.get("isAccessibleForFree")
    return str(free).lower() == "false" or _says("wall", *map(plain, lines))


def is_sponsored(lines: Sequence[str]) -> bool:
    """Say whether somebody paid for the article, or a wire of paid releases carries it."""
    plains = [plain(line) for line in lines]
    return _says("sponsored", *plains) or _says("wires", *plains)


def _is_running(block: Block) -> bool:
    return block.link_share < _LINKED and is_sentence(block.text) and words(block.text) > _HEADLINE_WORDS


def _is_list(markup: Markup) -> bool:
    return not markup.article and any(kinds(item) & _LISTS for item in markup.linked)


def _ends_as_list(address: str) -> bool:
    """Say whether an address is a front page, a section or a page of a list: no article stands there."""
    where = urlsplit(address)
    parts = [part for part in where.path.lower().split("/") if part]
    if where.query and not _PAGE.search(where.query):
        return False
    own = any(len(part) > _EDITION or not part.isalpha() for part in parts)
    return not own or parts[-1] in _table()["lists"] or "page" in parts[-2:-1]


def _only_teasers(read: Body) -> bool:
    """Say whether every paragraph is cut off and stands below a linked headline."""
    texts = set(read.paragraphs)
    shown = [index for index, block in enumerate(read.inside) if block.text in texts]
    return bool(shown) and all(
        read.inside[index].text.endswith(("…", "...")) and any(map(is_headline, read.inside[max(0, index - 3) : index]))
        for index in shown
    )


def _says(kind: str, *plains: str) -> bool:
    """Say whether any of these lines, each as ``plain`` gives it, has what is told of a kind; they are read at once."""
    return bool(_tests()[kind]("\n".join(plains)))


@lru_cache(maxsize=1)
def _tests() -> dict[str, Callable[[str], object]]:
    words_of = {kind: [plain(word) for word in said] for kind, said in _table().items()}
    missing = "|".join(map(re.escape, words_of["missing"]))
    anywhere = {kind: AhoCorasick(said).find_matches_as_indexes for kind, said in words_of.items()}
    return {**anywhere, "missing": re.compile(rf"^(?:{missing})\b", re.MULTILINE).search}


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    return read_table(Path(__file__).with_name("pagekind.toml"), _KEYS)
