"""What stops a first look at a site is told in one sentence that says what to do."""

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import HtmlResponse

from crawler.guard import Forbidden
from crawler.manners.politeness import AskedToWait, Disallowed, Uncertified, Unreachable
from crawler.onboarding.hindrance import of_answer, of_error

ADDRESS = "https://example.uz/news"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Forbidden("internal address 10.0.0.1"), "is not fetched (internal address 10.0.0.1): give the address of a"),
        (
            Disallowed("robots.txt asks us not to"),
            "example.uz: robots.txt asks us not to (https://example.uz/news); leave",
        ),
        (AskedToWait("the host asked for a pause"), "example.uz: the host asked for a pause; try again later"),
        (Unreachable("no answer in time"), "example.uz cannot be reached from here (no answer in time): check"),
        (CannotResolveHostError("x"), "(its name cannot be resolved): check the address and the connection"),
        (DownloadTimeoutError("x"), "(no answer in time)"),
        (Uncertified("its certificate has expired"), "cannot be trusted from here (its certificate has expired):"),
    ],
)
def test_an_error_is_told_with_what_to_do(error: Exception, sentence: str) -> None:
    assert sentence in of_error(error, ADDRESS)


def answer(status: int = 200, body: str = "<p>news</p>", address: str = ADDRESS) -> HtmlResponse:
    return HtmlResponse(address, status=status, body=body.encode())


def test_an_answer_that_is_a_page_hinders_nothing_wherever_it_was_led_to() -> None:
    assert of_answer(answer(), ADDRESS) is None
    assert of_answer(answer(address="https://example.uz/"), ADDRESS) is None


def test_an_answer_that_is_none_is_named() -> None:
    assert of_answer(answer(404), ADDRESS) == "https://example.uz/news answers HTTP 404"
    assert "refuses us with HTTP 451" in str(of_answer(answer(451), ADDRESS))
    assert "a login page instead of the page" in str(of_answer(answer(body="<title>Log in</title>"), ADDRESS))
