"""A parsed page and where it was read come in; the address that the page says is its own goes out."""

from urllib.parse import urljoin, urlsplit

from pipeline.markup import Markup
from pipeline.text import one_line

LONGEST = 2000  # characters


def declared(markup: Markup, address: str) -> str | None:
    """Return the full address of the page's rel=canonical, or else of its og:url; None where it names none."""
    links = (link.get("href") for link in markup.tree.iter("link") if "canonical" in (link.get("rel") or "").split())
    for said in (next(links, None), markup.meta.get("og:url")):
        if said and (found := _full(address, one_line(said))):
            return found
    return None


def _full(address: str, said: str) -> str | None:
    try:
        joined = urljoin(address, said)
        parts = urlsplit(joined)
    except ValueError:
        return None
    web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return joined if web and len(joined) <= LONGEST else None
