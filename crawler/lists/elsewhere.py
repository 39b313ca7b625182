"""The pages that a site's front page and lists lead to come in; those that list articles of other sections go out."""

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from crawler.lists.finding import edition_of, news_sections, only_lists


def sections_among(pages: Iterable[str], listed: Collection[str], asked: Collection[str]) -> list[str]:
    """Return the pages that look like sections in the language of the articles that are listed, the likeliest first.

    First come those below whose address listed articles stand, then those whose name speaks of news, then the rest in
    the order in which the site names them.
    """
    editions = {edition_of(address) for address in listed}
    found = [page for page in dict.fromkeys(pages) if page not in asked and only_lists(page) and not _is_front(page)]
    found = [page for page in found if edition_of(page) in editions]
    telling = set(news_sections(found))
    above = {page for page in found if any(_stands_below(address, page) for address in listed)}
    return sorted(found, key=lambda page: (page not in above, page not in telling))


def front_of(address: str) -> str:
    """Return the front page of the site of an address."""
    return urlsplit(address)._replace(path="/", query="", fragment="").geturl()


def _is_front(page: str) -> bool:
    parts = urlsplit(page)
    return parts.path in ("", "/") and not parts.query


def _stands_below(address: str, page: str) -> bool:
    there, here = urlsplit(address), urlsplit(page)
    above = here.path.rstrip("/")
    return bool(above) and there.netloc == here.netloc and there.path.startswith(f"{above}/")
