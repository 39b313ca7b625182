"""The host of a publisher comes in; what the feeds that its front page declares list goes out, or why nothing does."""

import asyncio
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.discovery.leads import home_of
from crawler.discovery.rules import LEADS
from crawler.lists.cutting import as_list
from crawler.lists.feeds import read_feed
from crawler.lists.finding import feeds_of
from crawler.lists.listing import Entry, Unreadable
from crawler.manners.guest import Guest
from crawler.manners.headers import charset_of, header
from crawler.manners.politeness import network_reason
from crawler.manners.refusals import refusal

OK = 200


@dataclass
class Listed:
    """What a publisher's feeds list."""

    entries: list[Entry] = field(default_factory=list)
    reason: str = "its feeds do not list it"


async def feeds_at(guest: Guest, host: str) -> Listed:
    """Return what a host's feeds list; at most its front page and LEADS.feeds feeds are asked for."""
    listed = Listed()
    home = home_of(host)
    try:
        front = await _ask(guest, home)
        declared = await asyncio.to_thread(feeds_of, front.body, _charset(front), front.url)
    except (Unreadable, IgnoreRequest) as error:
        return Listed(reason=f"its front page cannot be read: {error}")
    except Exception as error:  # noqa: BLE001 - whatever a network does
        return Listed(reason=f"its front page cannot be read: {network_reason(error)}")
    if not declared:
        return Listed(reason="its front page declares no feed")
    for address in declared[: LEADS.feeds]:
        try:
            answer = await _ask(guest, address)
            feed = await asyncio.to_thread(read_feed, answer.body, _charset(answer), address)
        except Exception as error:  # noqa: BLE001 - one feed's fault is not the others'
            known = isinstance(error, Unreadable | IgnoreRequest)
            listed.reason = f"{address}: {error if known else network_reason(error)}"
        else:
            listed.entries.extend(feed.entries)
    return listed


async def _ask(guest: Guest, address: str) -> Response:
    """Return the answer of an address; raises Unreadable where it is none to read."""
    answer = await guest.fetch(Request(address, meta=as_list()))
    if answer.status != OK:
        raise Unreadable(f"HTTP {answer.status}")
    notice = refusal(answer.body, _charset(answer), address, answer.url)
    if notice:
        raise Unreadable(notice)
    return answer


def _charset(answer: Response) -> str | None:
    return charset_of(header(answer, "Content-Type"))
