"""Where a list goes on into the past: a list and a page's number come in, the address of that page goes out."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.listing import Listing

PAGE = {"feeds": "paged", "sections": "page"}  # WordPress feeds, and most sites' section pages


def earlier(way: str, address: str, listing: Listing, page: int) -> str | None:
    """Return the address of an earlier page of a list, the second being the first of them; None where it has none."""
    name = PAGE.get(way)
    if not name or not listing.entries:
        return None
    parts = urlsplit(address)
    asked = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return parts._replace(query=urlencode([*asked, (name, str(page))]), fragment="").geturl()
