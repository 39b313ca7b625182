"""What a site's article addresses look like."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.lists.learning import Learned, learn
from crawler.lists.listing import absolute
from pipeline.url import canonical

HOME = "https://www.example.uz"
LISTS = ["", "/", "/ru/", "/ru/news/", "/news", "/tag/gold", "/tag/gold/2", "/economy", "/about", "/ru/about-us"]


def learned(*paths: str, lists: list[str] = LISTS, editions: tuple[str, ...] = ()) -> Learned:
    return learn([HOME + path for path in paths], [HOME + path for path in lists], editions)


def one(found: Learned) -> str:
    assert (found.strays, found.mistaken) == ((), ())
    (pattern,) = found.patterns
    return pattern.removeprefix(r"^https?://(?:(?:www|m)\.)?example\.uz")


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        (["/ru/2025/08/23/one-word/", "/oz/2025/08/22/other/"], r"/(?:oz|ru)/\d{4}/\d{2}/\d{2}/[^/?#]+"),
        (["/news/2025/8/3/one", "/ru/news/2025/11/22/other"], r"/(?:ru/)?news/\d{4}/\d{1,2}/\d{1,2}/[^/?#]+"),
        (["/2025-08-23/one-word", "/2025-08-22/two"], r"/\d{4}-\d{2}-\d{2}/[^/?#]+"),
        (["/20250823/one-1.html", "/20250822/two-2.html"], r"/\d{8}/[^/?#]+\.html"),
        (["/fr/2025/mars/un-deux", "/fr/2025/mars/trois"], r"/fr/\d{4}/[^/?#]+/[^/?#]+"),
        (["/\ue000/one/12345", "/\ue000/one/12346"], r"/[^/?#]+/one/\d+"),
        (["/news/12345", "/news/12346"], r"/news/\d+"),
        (["/politics/123456.html", "/sport/123457.html"], r"/[^/?#]+/\d+\.html"),
        (["/posts/a-b_700001", "/posts/c_700002"], r"/posts/[^/?#]+[-_]\d+"),
        (["/news/700001-a-b", "/news/700002-c"], r"/news/\d+[-_][^/?#]+"),
        (["/view?a=x&id=17", "/view?a=y&id=18&utm_source=rss"], r"/view/?\?(?:[^#]*&)?id=[^&#]+"),
    ],
)
def test_dates_numbers_slugs_and_languages_are_generalised(paths: list[str], pattern: str) -> None:
    assert one(learned(*paths)) == pattern


def test_slugs_below_the_front_page_are_told_from_its_sections_by_their_words() -> None:
    pattern = one(learned("/gold-found-in-navoi", "/uzbekistan-signs-a-deal", "/tungsten-mine-opens-in-navoi-region"))
    assert re.search(pattern, "/another-mine-has-been-opened")
    assert not re.search(f"{pattern}$", "/foreign-policy")


def test_a_section_that_holds_tags_is_not_taken_for_one_that_holds_articles() -> None:
    found = learned("/economy/gold", "/world/deal-signed", lists=["/tag/gold", "/author/ann", "/"])
    assert not found.mistaken
    assert not found.strays


def test_a_pattern_knows_other_articles_in_their_one_spelling_and_no_other_host() -> None:
    pattern = re.compile(learned("/ru/news/2025/08/23/one/", "/en/news/2025/08/22/two/").patterns[0])
    for address in (
        "https://m.example.uz/en/news/2026/01/02/three/",
        "http://example.uz/ru/news/2026/01/02/x?from=rss",
    ):
        assert pattern.search(address)
        assert pattern.search(canonical(address))
    assert not pattern.search("https://example.uz.evil.example/ru/news/2025/08/23/one/")
    assert not pattern.search("https://evil.example/?https://example.uz/ru/news/2025/08/23/one/")


def test_editions_that_the_site_is_known_by_belong_to_the_pattern() -> None:
    pattern = one(learned("/news/2025/08/23/one", "/news/2025/08/23/two", editions=("ru", "kr")))
    assert pattern.startswith("/(?:(?:kr|ru)/)?news/")


def test_what_is_rare_among_many_is_a_stray() -> None:
    found = learned(*(f"/news/{number}" for number in range(1000, 1030)), "/video/live")
    assert found.patterns == (r"^https?://(?:(?:www|m)\.)?example\.uz/news/\d+",)
    assert (found.matched, found.listed, found.strays) == (30, 31, (f"{HOME}/video/live",))


def test_two_shapes_of_one_site_are_alternatives() -> None:
    found = learned(*(f"/news/{n}" for n in range(1000, 1005)), *(f"/2025/01/0{n}/a" for n in range(1, 6)))
    assert len(found.patterns) == 2
    assert found.matched == 10


def test_what_cannot_be_told_apart_is_said() -> None:
    found = learned("/news/gold", "/news/tin", lists=["/news/iron"])
    assert found.mistaken == (f"{HOME}/news/iron",)


def test_signs_of_expressions_in_addresses_are_taken_literally() -> None:
    found = learn(["https://a.example/c++/1234", "https://a.example/c++/1235"], [])
    assert found.matched == 2
    assert not re.search(found.patterns[0], "https://a.example/ccc/1234")


@given(st.lists(st.text(max_size=40), max_size=12), st.lists(st.text(max_size=20), max_size=5))
def test_whatever_a_site_lists_the_patterns_are_expressions_and_every_address_is_counted(
    paths: list[str], lists: list[str]
) -> None:
    listed = [address for path in paths if (address := absolute(f"{HOME}/", path))]
    others = [address for path in lists if (address := absolute(f"{HOME}/", path))]
    found = learn(listed, others, ["ru", "uz"])
    assert all(re.compile(pattern) and pattern.isprintable() for pattern in found.patterns)
    assert found.matched + len(found.strays) == len(set(listed))
    assert set(found.mistaken) <= set(others)
