"""Whether a report is worth fetching: a title, an address and a machine's themes come in, a yes or no goes out."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from crawler.discovery.rules import GDELT
from pipeline.language import language
from pipeline.lexicon import lexicon
from pipeline.tag import tag

LONGEST = 500  # characters of a title or an address
LATIN = ("en", "uz-Latn")  # in which addresses are read: they are written in Latin letters
SURE = 4  # words of a title, from which its language is told with some certainty
SIGNS = re.compile(r"[^\w'ʻ‘]+|_")


def telling(title: str, address: str, themes: Iterable[str]) -> bool:
    """Tell whether a theme, the title or the words of the address speak of mining."""
    if not GDELT_THEMES.isdisjoint(themes):
        return True
    title, slug = title[:LONGEST], words_of(address)
    readings = {(title, language(title)): None}
    few = len(title.split()) < SURE  # and Latin letters: "Copper" is taken for Italian
    readings |= {(text, lang): None for text in (slug, title if few and title.isascii() else "") for lang in LATIN}
    return any(_named(text, lang) for text, lang in readings if text)


def words_of(address: str) -> str:
    """Return the words that stand in an address's path."""
    return SIGNS.sub(" ", unquote(urlsplit(address).path[:LONGEST], errors="replace")).strip()


def _named(text: str, lang: str) -> bool:
    """Tell whether the lexicon knows something of mining in the text that is not also an everyday word."""
    terms = lexicon().terms
    found = {one.term for one in tag(text, lang) if one.kind in GDELT.kinds and one.term in terms}
    return any(not terms[term].wider for term in found - EVERYDAY)


GDELT_THEMES = frozenset(GDELT.themes)
EVERYDAY = frozenset(GDELT.everyday)
