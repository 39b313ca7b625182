"""Sources that share a host are kept together, in a chain and in a batch."""

from crawler.manners.chains import batches, chains
from crawler.sources import Source


def source(name: str, *feeds: str) -> Source:
    return Source(name, name, "UZ", "UTC", name, feeds=feeds)


def test_sources_of_one_host_form_a_chain() -> None:
    found = chains(
        [
            source("a", "https://one.uz/a"),
            source("b", "https://two.uz/b"),
            source("c", "https://www.one.uz/c", "https://three.uz/c"),
            source("d", "https://three.uz/d"),
        ]
    )
    assert sorted(sorted(chain) for chain in found) == [["a", "c", "d"], ["b"]]


def test_a_source_that_reads_two_hosts_joins_their_chains() -> None:
    one, two = source("a", "https://one.uz/"), source("b", "https://two.uz/")
    both = source("c", "https://one.uz/c", "https://two.uz/c")
    assert chains([one, two, both, source("d", "https://two.uz/d")]) == [["a", "b", "c", "d"]]


def test_no_chain_is_divided_between_batches() -> None:
    chained = [["a"], ["b", "c", "d"], ["e"], ["f"], ["g", "h", "i", "j"]]
    assert list(batches(chained, 3)) == [["a"], ["b", "c", "d"], ["e", "f"], ["g", "h", "i", "j"]]
    assert list(batches([], 3)) == []


def test_whose_crawl_died_is_in_a_batch_of_its_own_behind_the_others() -> None:
    chained = [["a"], ["b", "c"], ["d"], ["e"]]
    assert list(batches(chained, 9, {"c", "d", "gone"})) == [["a", "e"], ["b", "c"], ["d"]]
