"""What the catalogue reads by itself is known by site and pattern; a source that is off reads nothing."""

from pathlib import Path

from crawler.discovery.reader import Readers
from crawler.sources import load_catalogue

BLOCKS = """
[[source]]
name = "patterned"
title = "P"
country = "UZ"
feeds = "https://rss.patterned.uz/feed"
article = "/news/"
[[source]]
name = "plain"
title = "P"
country = "UZ"
feeds = "https://plain.co.uk/feed"
[[source]]
name = "off"
title = "O"
country = "UZ"
enabled = false
feeds = "https://off.uz/feed"
[[source]]
name = "finder"
title = "F"
country = "INT"
kind = "discovery"
gdelt = "https://finder.example/lastupdate.txt"
"""


def test_an_address_is_its_sources_where_site_and_pattern_agree(tmp_path: Path) -> None:
    (tmp_path / "all.toml").write_text(BLOCKS, encoding="utf-8")
    readers = Readers(load_catalogue(tmp_path).values())
    found = {
        address: readers.of_address(address)
        for address in (
            "https://www.patterned.uz/news/1",
            "https://patterned.uz/blog/1",
            "https://m.plain.co.uk/x",
            "https://other.co.uk/news/1",
            "https://off.uz/news/1",
            "https://finder.example/news/1",
        )
    }
    assert list(found.values()) == ["patterned", None, "plain", None, None, None]
    assert readers.of_host("https://patterned.uz") == "patterned"
    assert readers.of_host("https://off.uz") is None
