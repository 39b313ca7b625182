"""A search's answer comes in; the reports whose addresses it tells go out, and the headlines of the others."""

from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.rules import SEARCH
from crawler.lists.finding import country_of
from crawler.lists.listing import Entry, absolute, site
from crawler.sources.values import COUNTRIES


@dataclass
class Results:
    """What a search found: addresses to fetch, headlines whose links lead nowhere, and those nobody stands for."""

    reports: list[Entry] = field(default_factory=list)
    headlines: list[Entry] = field(default_factory=list)  # each with its outlet
    nameless: list[Entry] = field(default_factory=list)


def sorted_out(entries: list[Entry], search: str) -> Results:
    """Sort what the search at an address lists: some searches carry the real address, some hide it behind a token."""
    found = Results()
    home = site(search)
    for entry in entries:
        address = _unwrapped(entry.address) if site(entry.address) == home else entry.address
        if address and site(address) != home:
            zone = COUNTRIES.get(country_of(address) or "")
            found.reports.append(replace(entry, address=address, identity=None, guid=None, timezone=zone))
        elif entry.outlet and site(entry.outlet) != home:
            found.headlines.append(replace(entry, title=_bare(entry.title or "")))
        else:
            found.nameless.append(entry)
    return found


def _unwrapped(address: str) -> str | None:
    """Return the address that another carries in its query."""
    pairs = dict(parse_qsl(urlsplit(address).query))
    return next((full for key in SEARCH.wrapped if (full := _web(pairs.get(key, "")))), None)


def _web(address: str) -> str | None:
    return absolute(address, address) if address.startswith(("http://", "https://")) else None


def _bare(title: str) -> str:
    """Return a headline without the name of its outlet, which a search appends."""
    head, _, outlet = title.rpartition(" - ")
    return head.strip() if head.strip() and outlet else title
