"""What lists have in common: entries, addresses, sites."""

import pytest

from crawler.lists.listing import Entry, absolute, site


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a?b=1#c", "https://outlet.uz/a?b=1"),
        (" https://other.uz/\na ", "https://other.uz/ a"),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("mailto:a@b.uz", None),
        ("/" + "x" * 3000, None),
    ],
)
def test_a_link_becomes_a_full_address_or_nothing(link: str, address: str | None) -> None:
    assert absolute("https://outlet.uz/news/", link) == address


def test_a_site_is_the_registered_domain_or_host_and_port() -> None:
    assert site("https://www.outlet.co.uz/a") == site("https://m.outlet.co.uz:8080/")
    assert site("https://en.trend.az/a") == site("https://www.trend.az/")
    assert site("http://127.0.0.1:8001/") != site("http://127.0.0.1:8002/")


def test_spellings_of_an_address_have_one_key() -> None:
    assert Entry("http://www.kun.uz/news/1?utm_source=rss").key == Entry("https://m.kun.uz/news/1/").key
