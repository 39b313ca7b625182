"""A parsed page and where it was read come in; the address and the name that the page gives itself go out."""

from pipeline.extraction.markup import Markup
from pipeline.text import one_line
from pipeline.url import absolute

LONGEST_NAME = 60  # characters


def declared(markup: Markup, address: str) -> str | None:
    """Return the full address of the page's rel=canonical, or else of its og:url; None where it names none."""
    links = (link.get("href") for link in markup.tree.iter("link") if "canonical" in (link.get("rel") or "").split())
    for said in (next(links, None), markup.meta.get("og:url")):
        if found := absolute(address, said):
            return found
    return None


def site_name(markup: Markup) -> str | None:
    """Return what a page calls its site (og:site_name); None where it is an address, markup or too long."""
    name = "".join(sign for sign in one_line(markup.meta.get("og:site_name", "")) if sign.isprintable()).strip()
    named = any(sign.isalpha() for sign in name) and not any(sign in name for sign in "<>{}()[]|\\/@")
    return name if named and len(name) <= LONGEST_NAME else None
