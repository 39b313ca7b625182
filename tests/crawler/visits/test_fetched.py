"""A page as it came: what is no secret of its answer is kept, and a note takes the body's place."""

from scrapy.http import HtmlResponse

from crawler.lists.listing import Entry
from crawler.visits.fetched import Fetched

ENTRY = Entry("http://www.outlet.uz/news/1?utm_source=rss", title="A deal")


def fetched(body: bytes, **headers: str) -> Fetched:
    return Fetched.of(ENTRY, HtmlResponse("https://outlet.uz/news/1", body=body, headers=headers), "outlet")


def test_no_cookie_is_kept_and_long_headers_are_cut() -> None:
    headers = fetched(b"x", **{"Set-Cookie": "session=secret", "X-Long": "y" * 9000, "ETag": '"1"'}).headers
    assert "set-cookie" not in headers
    assert len(headers["x-long"]) == 1000
    assert headers["etag"] == '"1"'


def test_a_note_takes_the_place_of_the_body() -> None:
    noted = fetched(b"busy").note("HTTP 500", final=True)
    assert (noted.body, noted.error, noted.final, noted.status) == (b"", "HTTP 500", True, 200)


def test_a_page_that_its_list_carried_has_no_status_of_its_own() -> None:
    listed = Fetched.listed(ENTRY, b"<p>A page</p>", "outlet")
    assert (listed.status, listed.body, listed.final_address) == (None, b"<p>A page</p>", ENTRY.address)
