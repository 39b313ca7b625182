"""Promise 19: what leads on without end, or has headers without end, is left after a few requests."""

import re
import socket
from collections.abc import Callable

import pytest

from crawler.visits.seen import MOST_PAGES
from tests.crawler.conftest import ARTICLE, Answer, Site
from tests.crawler.hostile.conftest import MOST_MEMORY, REFRESHING, Attacked, Measured, Wild
from tests.figures import Figure

MOST_REQUESTS = 6


class Endless(dict[str, object]):
    """Answers of a site that also has an answer for every path of a pattern."""

    def __init__(self, answers: dict[str, object], pattern: str, answer: Callable[[int], Answer]) -> None:
        super().__init__(answers)
        self.pattern, self.answer = re.compile(pattern), answer

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        """Return the answer of a path."""
        found = self.pattern.fullmatch(path)
        return self.answer(int(found[1])) if found else super().get(path, default)


def redirect(path: str) -> Answer:
    return Answer(status=302, headers={"Location": path})


LOOPS: dict[str, Callable[[int], Answer]] = {
    "redirects to itself": lambda _: redirect("/trap/1"),
    "redirects on and on": lambda number: redirect(f"/trap/{number + 1}"),
    "meta refreshes on and on": lambda number: Answer(
        f'<meta http-equiv="refresh" content="0;url=/trap/{number + 1}">{ARTICLE}'.encode(),
        headers={"Content-Type": "text/html", "Refresh": f"0;url=/trap/{number + 1}"},
    ),
}


@pytest.mark.parametrize("role", ["page", "list"])
@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_is_left_after_six_requests(
    site: Site, attacked: Attacked, figure: Figure, loop: str, role: str
) -> None:
    lay_loop(site, attacked, loop, role)
    attacked.run()
    figure(19, f"a {role} that {loop}: requests", trapped(site), MOST_REQUESTS, "")


def lay_loop(site: Site, attacked: Attacked, loop: str, role: str) -> None:
    site.answers = Endless(site.answers, r"/trap/(\d+)", LOOPS[loop])  # type: ignore[assignment]
    trap = f"{site.home}/trap/1"
    attacked.crawl.source("trap", feeds=[trap if role == "list" else site.feed("/rss", {trap: ""})])


def trapped(site: Site) -> int:
    """Return how many requests the trap got."""
    return sum(count for path, count in site.visits().items() if path.startswith("/trap"))


def test_a_refresh_that_is_followed_after_all_is_followed_within_the_same_cap(
    site: Site, attacked: Attacked, figure: Figure
) -> None:
    lay_loop(site, attacked, "meta refreshes on and on", "page")
    attacked.run(REFRESHING)
    assert trapped(site) > 1
    figure(19, "a page that meta refreshes on and on, refreshes followed: requests", trapped(site), MOST_REQUESTS, "")


def test_without_the_cap_a_chain_is_followed(site: Site, attacked: Attacked) -> None:
    lay_loop(site, attacked, "redirects on and on", "page")
    attacked.run("import crawler.settings as settings; settings.REDIRECT_MAX_TIMES = 40")
    assert trapped(site) > 40


def calendar(number: int) -> Answer:
    """Answer a day with links to the next two thousand days."""
    links = "".join(f'<a href="/day/{day}">{day}</a>' for day in range(number + 1, number + 2001))
    return Answer(f"<html>{links}</html>".encode(), headers={"Content-Type": "text/html"})


AROUND = 3  # robots.txt, the rights of the host, the section page


def lay_calendar(site: Site, attacked: Attacked) -> None:
    site.answers = Endless(site.answers, r"/day/(\d+)", calendar)  # type: ignore[assignment]
    attacked.crawl.source("calendar", sections=[{"page": f"{site.home}/day/0", "links": "/day/"}])


@pytest.mark.faults
def test_a_calendar_without_end_is_read_to_the_cap(site: Site, attacked: Attacked, figure: Figure) -> None:
    lay_calendar(site, attacked)
    outcome = attacked.run()
    figure(19, "a calendar without end: requests", len(site.asked), MOST_PAGES + AROUND, "")
    figure(19, "a calendar without end: peak memory", outcome.peak, MOST_MEMORY, "MB")


@pytest.mark.faults
def test_without_the_cap_the_calendar_is_followed_further(site: Site, attacked: Attacked, figure: Figure) -> None:
    lay_calendar(site, attacked)
    attacked.run("import crawler.visits.seen; crawler.visits.seen.MOST_PAGES = 1100")
    figure(19, "control: a calendar with another cap: requests", len(site.asked), None, "")
    assert len(site.asked) > MOST_PAGES + AROUND


def many_headers(connection: socket.socket) -> None:
    """Send 300,000 headers, and then the page."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 24\r\n")
    for number in range(300):
        connection.sendall(b"".join(b"X-%d: %d\r\n" % (number * 1000 + line, line) for line in range(1000)))
    connection.sendall(b"\r\n<p>Uzbekistan copper</p>")


@pytest.mark.faults
def test_three_hundred_thousand_headers_are_cut(site: Site, wild: Wild, attacked: Attacked, measured: Measured) -> None:
    attacked.crawl.source("wild", feeds=[site.feed("/rss", {wild.on("/headers", many_headers): ""})])
    measured(19, "300,000 headers")
    assert attacked.crawl.pages()["headers"].state == "missed"


@pytest.mark.faults
def test_without_the_cap_the_headers_fill_the_memory(
    site: Site, wild: Wild, attacked: Attacked, figure: Figure
) -> None:
    attacked.crawl.source("wild", feeds=[site.feed("/rss", {wild.on("/headers", many_headers): ""})])
    peak = attacked.run("import crawler.manners.handler; crawler.manners.handler.HEADERS_MAXSIZE = 1 << 40").peak
    figure(19, "control: 300,000 headers without the cap: peak memory", peak, None, "MB")
    assert peak > MOST_MEMORY
