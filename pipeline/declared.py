"""A parsed page and where it was read come in; the address that the page says is its own goes out."""

from pipeline.markup import Markup
from pipeline.url import absolute


def declared(markup: Markup, address: str) -> str | None:
    """Return the full address of the page's rel=canonical, or else of its og:url; None where it names none."""
    links = (link.get("href") for link in markup.tree.iter("link") if "canonical" in (link.get("rel") or "").split())
    for said in (next(links, None), markup.meta.get("og:url")):
        if found := absolute(address, said):
            return found
    return None
