"""What a site says of itself and its lists: a page, robots.txt or an address comes in, what stands there goes out."""

import re
import tomllib
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from protego import Protego

from crawler.lists.listing import absolute, site
from crawler.lists.tree import read_html
from crawler.sources.values import COUNTRIES, SPOKEN_CODES
from pipeline.extraction.datepath import parted_day
from pipeline.text import one_line

_data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
EDITIONS = frozenset(_data["editions"])
FEEDS: list[str] = _data["feeds"]
LISTS = frozenset(_data["lists"])
NEWS: list[str] = _data["news"]
EVERYWHERE = frozenset(_data["everywhere"])
FEED_TYPES = ("rss", "atom", "rdf", "xml")  # in the type of a link: application/rss+xml, text/xml ...
NO_FEEDS = ("comments", "oembed", "wp-json")  # segments of addresses that WordPress declares beside its feed
MOST_DECLARED, MOST_SITEMAPS, MOST_LINKS = 20, 3, 1000
LONGEST_TITLE = 80  # characters
SEPARATOR = re.compile(r"\s+[|–—:·•-]+\s+")  # between a site's name and its motto
ID = re.compile(r"(?:^|&)(?:\w*id|p|no|idx|seq|article|news)=[^&]*\d", re.IGNORECASE)  # in a query
SLUG = re.compile(r"\d{3}|[^-_]+(?:[-_][^-_]+){2}")  # in the last part of an address: an article rather than a list


def feeds_of(page: bytes, charset: str | None, address: str) -> list[str]:
    """Return the feeds of the same site that a page declares, in its order; raises Unreadable where it is no HTML."""
    tree = read_html(page, charset)
    targets = _targets(tree, address, (link for link in tree.iter("link") if _declares_feed(link)))
    kept = [target for target in targets if not any(segment in NO_FEEDS for segment in target.lower().split("/"))]
    return list(dict.fromkeys(kept))[:MOST_DECLARED]


def links_of(page: bytes, charset: str | None, address: str) -> list[str]:
    """Return the pages of the same site that a page leads to, in its order; raises Unreadable where it is no HTML."""
    tree = read_html(page, charset)
    links = islice(tree.iter("a", "area"), 5 * MOST_LINKS)  # many lead twice to one page
    return list(dict.fromkeys(_targets(tree, address, links)))[:MOST_LINKS]


def title_of(page: bytes, charset: str | None) -> str | None:
    """Return the name of the site that a front page states; raises Unreadable where it is no HTML."""
    tree = read_html(page, charset)
    stated = next(iter(tree.xpath("//meta[@property='og:site_name']/@content")), "")
    heading = SEPARATOR.split(one_line(tree.findtext(".//title") or ""))[0]
    name = one_line(str(stated)) or heading
    return "".join(sign for sign in name if sign.isprintable())[:LONGEST_TITLE].strip() or None


def sitemaps_of(robots: str, address: str) -> list[str]:
    """Return the sitemaps of the same site that a robots.txt names."""
    home = site(address)
    named = [absolute(address, link) for link in Protego.parse(robots).sitemaps]
    return list(dict.fromkeys(link for link in named if link and site(link) == home))[:MOST_SITEMAPS]


def usual_feeds(home: str, editions: Iterable[str]) -> list[str]:
    """Return where feeds usually stand: below the front page, then below the first language editions."""
    beside = [f"{home}/{edition}{place}" for edition in list(editions)[:2] for place in ("/rss", "/rss/")]
    return [*(home + place for place in FEEDS), *beside]


def sisters(address: str, editions: Iterable[str]) -> list[str]:
    """Return the addresses that a list of one language edition has in the others."""
    own, parts = edition_of(address), urlsplit(address)
    path = parts.path.removeprefix(f"/{own}") if own else parts.path
    return [parts._replace(path=f"/{edition}{path}").geturl() for edition in editions if edition != own]


def edition_of(address: str) -> str | None:
    """Return the first part of an address where it stands for a language."""
    first = urlsplit(address).path.strip("/").partition("/")[0]
    return first if first.lower() in EDITIONS else None


def only_lists(address: str) -> bool:
    """Tell whether an address looks like a page that lists others: a front page, a section, a tag."""
    where = urlsplit(address)
    parts = [part.lower() for part in where.path.split("/") if part]
    if LISTS.intersection(parts):
        return True
    if ID.search(where.query):
        return False
    told = parts and (SLUG.search(parts[-1]) or (parted_day(address) and not parts[-1].isdigit()))
    return not told


def news_sections(links: Iterable[str]) -> list[str]:
    """Return the links that lead to sections of news, by the words in their last part, the shortest first."""
    found = [link for link in links if only_lists(link) and _tells_news(link)]
    return sorted(found, key=lambda link: (urlsplit(link).path.count("/"), len(link)))


def country_of(address: str) -> str | None:
    """Return the code of the country whose ending a host has; None where the ending tells none."""
    ending = (urlsplit(address).hostname or "").rpartition(".")[2]
    code = SPOKEN_CODES.get(ending.upper(), ending.upper())
    return code if code in COUNTRIES and ending not in EVERYWHERE else None


def name_of(address: str) -> str:
    """Return a source's name from its host: example_uz for www.example.uz."""
    host = re.sub(r"^(?:(?:www|m)\.)+", "", urlsplit(address).netloc.lower())
    return re.sub(r"[^a-z0-9]+", "_", host).strip("_")


def _declares_feed(link: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    """Tell whether a link element names a feed: rel has the word alternate, type is one of XML."""
    rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
    return "alternate" in rel and "stylesheet" not in rel and any(word in kind for word in FEED_TYPES)


def _targets(tree: Any, address: str, links: Iterable[Any]) -> list[str]:  # noqa: ANN401 - lxml ships no types
    """Return the addresses of the same site that elements lead to."""
    base = absolute(address, next(iter(tree.xpath("//base/@href")), "")) or address
    home = site(address)
    targets = (absolute(base, link.get("href")) for link in links)
    return [target for target in targets if target and site(target) == home]


def _tells_news(address: str) -> bool:
    parts = [part for part in unquote(urlsplit(address).path).lower().split("/") if part]
    return bool(parts) and any(word in parts[-1] for word in NEWS)
