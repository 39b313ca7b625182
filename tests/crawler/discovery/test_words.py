"""What is worth fetching speaks of mining: by a theme, in the title in any language, or in the address."""

import pytest

from crawler.discovery.words import telling, words_of


@pytest.mark.parametrize(
    ("title", "address", "themes"),
    [
        ("A visit", "https://a.example/1", ["TAX", "ENV_MINING"]),
        ("Узбекистан и Япония договорились о вольфраме", "https://a.example/1", []),
        ("Oʻzbekiston va Koreya litiy boʻyicha memorandum imzoladi", "https://a.example/1", []),
        ("乌兹别克斯坦与中国签署钨矿合作协议", "https://a.example/1", []),
        ("", "https://a.example/world/uzbekistan_signs-germanium+deal.html", []),
        ("", "https://a.example/news/almalyk-mining-and-metallurgical-complex-ipo", []),
        ("Gold and lithium", "https://a.example/1", []),
        ("Tungsten", "https://a.example/1", []),  # of whose language one word says nothing
        ("Copper: Almalyk", "https://a.example/1", []),
    ],
)
def test_a_report_that_speaks_of_mining_is_kept(title: str, address: str, themes: list[str]) -> None:
    assert telling(title, address, themes)


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Uzbekistan wins gold at the Olympics", "https://a.example/sport/gold-for-uzbekistan"),
        ("Mis Universum 2026", "https://a.example/1"),
        ("Lead story", "https://a.example/1"),
        ("Weather in Tashkent", "https://a.example/weather"),
        ("Agrobank and Huawei open an office in Tashkent", "https://a.example/1"),  # whose business is wider
        ("", "https://a.example/"),
        ("", "https://a.example/%ff%fe"),
    ],
)
def test_a_report_that_does_not_is_left(title: str, address: str) -> None:
    assert not telling(title, address, ["EDUCATION"])


def test_the_words_of_an_address_are_those_of_its_path() -> None:
    assert words_of("https://copper.example/a/rare-earths_of%20uz?q=tin#lead") == "a rare earths of uz"
