"""What stops a first look at a site: an error or an answer comes in, the sentence that says what to do goes out."""

from urllib.parse import urlsplit

from scrapy.http import Response

from crawler.guard import Forbidden
from crawler.manners.headers import charset_of, header
from crawler.manners.politeness import REFUSED, AskedToWait, Disallowed, Uncertified, Unreachable, network_reason
from crawler.manners.refusals import refusal

TELL = "tell its publisher"
LEAVE = "leave this source out, or ask its publisher"


class NotAdded(Exception):
    """The site cannot be added; the message says why, and what to do."""


def of_error(error: BaseException, address: str) -> str:
    """Return why an address could not be asked, and what to do."""
    host = urlsplit(address).netloc
    if isinstance(error, Forbidden):
        return f"{address} is not fetched ({error}): give the address of a public site"
    if isinstance(error, AskedToWait):
        return f"{host}: {error}; try again later"
    if isinstance(error, Disallowed):
        return f"{host}: {error} ({address}); {LEAVE}"
    if isinstance(error, Uncertified):
        return f"{host} cannot be trusted from here ({error}): check the address and this machine's clock, or {TELL}"
    reason = str(error) if isinstance(error, Unreachable) else network_reason(error)
    return f"{host} cannot be reached from here ({reason}): check the address and the connection, or try again later"


def of_answer(answer: Response, address: str) -> str | None:
    """Return why an answer is not the page that was asked for, and what to do; None where it is."""
    host = urlsplit(address).netloc
    if answer.status in REFUSED:
        return f"{host} refuses us with HTTP {answer.status}; {LEAVE}"
    if answer.status != 200:  # noqa: PLR2004
        return f"{address} answers HTTP {answer.status}"
    notice = refusal(answer.body, charset_of(header(answer, "Content-Type")), address, answer.url)
    if notice and "front page" not in notice:
        return f"{host} shows {notice.replace('the article', 'the page')}, and Konchi goes round none: {LEAVE}"
    return None
