"""The lists of a source as they answered come in; the feeds that its site declares in the place of dead ones go out."""

import datetime as dt
from collections.abc import Sequence

from scrapy import Request

from crawler.lists.elsewhere import front_of
from crawler.lists.finding import feeds_of
from crawler.lists.listing import Unreadable, site
from crawler.manners.headers import charset_of, header
from crawler.monitoring.tally import Polled
from crawler.visits.polling import Poller
from pipeline import clock

INSTEAD = "declared by the site in the place of"
AGAIN = dt.timedelta(days=1)  # after which a front page that declared nothing better is asked again
MOST = 4  # feeds


async def successors(poller: Poller, found: Sequence[Polled]) -> list[Polled]:
    """Return the feeds that stand in for those that are broken and were so at the poll before, read already.

    A feed that was found so is read from then on as long as the dead one is; its reason tells what to correct.
    """
    dead = [polled for polled in found if polled.way == "feeds" and polled.state == "broken" and _was(poller, polled)]
    if not dead:
        return []
    known = [poll.address for poll in poller.polls.values() if (poll.error or "").startswith(INSTEAD)]
    if known:
        return [await _read(poller, address, dead[0]) for address in known[:MOST]]
    return await _declared(poller, dead[0])


def _was(poller: Poller, polled: Polled) -> bool:
    poll = poller.polls.get(polled.address)
    return bool(poll and poll.error)


async def _declared(poller: Poller, dead: Polled) -> list[Polled]:
    """Ask the front page, once a day, which feeds there are."""
    front = front_of(dead.address)
    asked = poller.polls.get(front)
    if asked and clock.now() - asked.checked_at < AGAIN:
        return []
    try:
        answer = await poller.guest.fetch(Request(front))
    except Exception as error:  # noqa: BLE001 - whatever a network does, noted as this page's state
        return [Polled(front, "front", "broken", f"cannot be asked for its feeds: {type(error).__name__}")]
    try:
        declared = feeds_of(answer.body, charset_of(header(answer, "Content-Type")), answer.url)
    except Unreadable as error:
        return [Polled(front, "front", "broken", str(error), answer.status)]
    others = [feed for feed in declared if feed not in poller.source.feeds and site(feed) == site(front)]
    read = [await _read(poller, feed, dead) for feed in others[:MOST]]
    alive = [polled for polled in read if polled.state == "ok"]
    return alive or [Polled(front, "front", "broken", "declares no other feed that can be read", answer.status)]


async def _read(poller: Poller, address: str, dead: Polled) -> Polled:
    polled = await poller.read("feeds", address)
    if polled.state in ("ok", "unchanged"):
        polled.reason = f"{INSTEAD} {dead.address}: correct the block of {poller.source.name}"
    return polled
