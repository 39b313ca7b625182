"""A list and what it named come in; the address of its page before that goes out, for what was missed in between."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.lists.listing import Listing

POST = re.compile(r"/(\d{1,12})/?$")
KEYS = {"feeds": "paged", "sections": "page", "apis": "page"}  # as most systems name the number of a page


def earlier(way: str, address: str, listing: Listing, page: int) -> str | None:
    """Return the address of a list's page number ``page``, counted from 1 as the newest; None where there is none.

    A site may ignore the number and repeat its first page: who asks must look at what comes.
    """
    if way == "telegram":
        return _before(address, listing)
    if way not in KEYS:
        return None
    parts = urlsplit(address)
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True))
    if pairs.get("offset", "").isdigit() and pairs.get("limit", "").isdigit():
        pairs["offset"] = str(int(pairs["limit"]) * (page - 1))
    else:
        key = next((key for key in ("page", "paged") if key in pairs), KEYS[way])
        pairs[key] = str(page)
    return urlunsplit(parts._replace(query=urlencode(pairs)))


def _before(address: str, listing: Listing) -> str | None:
    """Return a channel's preview before its oldest post."""
    numbers = [int(found[1]) for entry in listing.entries if (found := POST.search(entry.address))]
    oldest = min(numbers, default=0)
    return urlunsplit(urlsplit(address)._replace(query=f"before={oldest}")) if oldest > 1 else None
