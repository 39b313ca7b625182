"""What a site says of its own lists: a page or robots.txt comes in, addresses of lists go out."""

from typing import Any

from crawler.listing import absolute, site
from crawler.sections import read_html

FEED_TYPES = ("rss", "atom", "rdf", "xml")  # in the type of a link: application/rss+xml, text/xml ...
NO_FEEDS = ("comments", "oembed", "wp-json")  # segments of addresses that WordPress declares beside its feed
MOST_DECLARED = 20


def feeds_of(page: bytes, charset: str | None, address: str) -> list[str]:
    """Return the feeds of the same site that a page declares, in its order; raises Unreadable where it is no HTML."""
    tree = read_html(page, charset)
    base = absolute(address, next(iter(tree.xpath("//base/@href")), "")) or address
    targets = [absolute(base, link.get("href")) for link in tree.iter("link") if _declares_feed(link)]
    home = site(address)
    ours = [target for target in targets if target and site(target) == home]
    kept = [target for target in ours if not any(segment in NO_FEEDS for segment in target.lower().split("/"))]
    return list(dict.fromkeys(kept))[:MOST_DECLARED]


def _declares_feed(link: Any) -> bool:  # noqa: ANN401 - lxml ships no types
    """Tell whether a link element names a feed: rel has the word alternate, type is one of XML."""
    rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
    return "alternate" in rel and "stylesheet" not in rel and any(word in kind for word in FEED_TYPES)
