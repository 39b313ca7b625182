"""Asking a site a few questions: an address comes in, its answer goes out, or the sentence that says what hinders."""

from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.lists.listing import Unreadable
from crawler.manners.headers import charset_of, header
from crawler.onboarding import hindrance
from crawler.onboarding.hindrance import NotAdded
from pipeline.text import one_line

MOST_REQUESTS = 20
Say = Callable[[str], None]


class Asking:
    """Asks every address at most once, and no more of them than MOST_REQUESTS."""

    def __init__(self, crawler: Crawler, say: Say) -> None:
        self.crawler, self.say = crawler, say
        self.answers: dict[str, Response | None] = {}
        self.problems: dict[str, str] = {}  # by address

    async def needed(self, address: str) -> Response:
        """Return the answer of an address without which nothing can be done; raises NotAdded with what hinders."""
        answer, problem = await self._fetch(address)
        if answer is None:
            raise NotAdded(problem)
        return answer

    async def ask(self, address: str, spare: int = 0) -> Response | None:
        """Return the answer of an address, leaving ``spare`` requests for later; what hinders is told."""
        if address not in self.answers and len(self.answers) < MOST_REQUESTS - spare:
            answer, problem = await self._fetch(address)
            if answer is None:
                self.note(address, problem)
        return self.answers.get(address)

    def note(self, address: str, problem: str) -> None:
        """Tell and remember why an address is of no use."""
        self.problems[address] = problem
        self.say(f"  {problem}")

    async def _fetch(self, address: str) -> tuple[Response | None, str]:
        self.answers[address] = None
        try:
            answer = await self.crawler.engine.download_async(Request(address, dont_filter=True))
        except Exception as error:  # noqa: BLE001 - whatever a network does
            return None, one_line(hindrance.of_error(error, address))
        problem = hindrance.of_answer(answer, address)
        self.answers[address] = None if problem else answer
        return self.answers[address], problem or ""


def said(answer: Response, read: Callable[[bytes, str | None, str], Any]) -> Any:  # noqa: ANN401 - whatever is read
    """Return what is read of a page; an empty list where it is no HTML."""
    try:
        return read(answer.body, charset_of(header(answer, "Content-Type")), answer.url)
    except Unreadable:
        return []
