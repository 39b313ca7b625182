"""What becomes of a fetched page: whole where the gate lets it through, else only the note."""

import hashlib
import zlib

from scrapy.http import HtmlResponse

from crawler.lists.listing import Entry
from crawler.monitoring.tally import Tally
from crawler.pipelines import row, sample
from crawler.visits.fetched import Fetched

ENTRY = Entry("http://www.outlet.uz/news/1?utm_source=rss", title="A deal")


def fetched(body: bytes, **headers: str) -> Fetched:
    return Fetched.of(ENTRY, HtmlResponse("https://outlet.uz/news/1", body=body, headers=headers), "outlet")


def test_a_page_that_matters_is_kept_to_the_last_byte() -> None:
    body = "<p>Ўзбекистон мис конлари бўйича битим имзолади \x00 \u2028</p>".encode()
    values = row(fetched(body, **{"Content-Type": "text/html; charset=utf-8"}))
    assert values["state"] == "waiting"
    assert zlib.decompress(values["body"]) == body
    assert values["body_hash"] == hashlib.sha256(body).hexdigest()
    assert values["address"] == "https://outlet.uz/news/1"
    assert values["requested"] == ENTRY.address
    assert values["hints"] == {"title": "A deal"}


def test_windows_1251_without_a_charset_passes_the_gate() -> None:
    body = "<p>Узбекистан и партнеры договорились о добыче вольфрама и меди в Навоийской области.</p>".encode("cp1251")
    assert row(fetched(body))["state"] == "waiting"


def test_a_page_that_does_not_matter_leaves_its_hash_and_the_reason() -> None:
    values = row(fetched(b"<p>A football match.</p>"))
    assert (values["state"], values["body"]) == ("rejected", None)
    assert values["body_hash"]
    assert "no word" in values["reason"]


def test_a_page_that_could_not_be_had_leaves_the_error() -> None:
    values = row(fetched(b"busy").note("HTTP 500"))
    assert (values["state"], values["reason"], values["body"], values["body_hash"]) == (
        "missed",
        "HTTP 500",
        None,
        None,
    )


def test_pages_of_many_hosts_are_no_sample_of_one_outlets_shapes() -> None:
    page = Fetched.listed(Entry("https://outlet.uz/1"), b"<p>A page</p>", "outlet")
    own, scattered = Tally("outlet"), Tally("world", scattered=True)
    sample(page, own)
    sample(page, scattered)
    assert (len(own.sampled), len(scattered.sampled)) == (1, 0)
