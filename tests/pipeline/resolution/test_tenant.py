"""On a host of many each publishes for itself; elsewhere a site is one house, whatever its subdomains."""

from pathlib import Path

import pytest

from pipeline.resolution.tenant import house, tenancies
from pipeline.words.tables import InvalidTable


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("https://www.daily.co.uk/1", "daily.co.uk"),
        ("https://en.daily.uz/1", "daily.uz"),
        ("https://miner.blogspot.com/2026/1.html", "miner.blogspot.com"),
        ("https://other.blogspot.com/2026/1.html", "other.blogspot.com"),
        ("https://miner.github.io/1", "miner.github.io"),
        ("https://a.miner.substack.com/p/1", "miner.substack.com"),
        ("https://medium.com/@Miner/copper-1", "medium.com/@miner"),
        ("https://miner.medium.com/copper-1", "miner.medium.com"),
        ("https://sites.google.com/view/miner/news", "sites.google.com/view/miner"),
        ("https://sites.google.com/view/other/news", "sites.google.com/view/other"),
        ("https://t.me/s/miner", "t.me/miner"),
        ("https://t.me/Miner/12?single", "t.me/miner"),
        ("https://gov.uz/oz/mingeo/news/view/1", "gov.uz/mingeo"),
        ("https://gov.uz/ru/mingeo/news/view/2", "gov.uz/mingeo"),
        ("https://www.gov.uz/uz/invest/news/view/3", "gov.uz/invest"),
        ("https://mininnovation.gov.uz/news/1", "mininnovation.gov.uz"),
        ("https://old.mininnovation.gov.uz/news/1", "mininnovation.gov.uz"),
        ("https://www.gov.kz/memleket/entities/mps/press/1", "gov.kz/mps"),
        ("https://invest.gov.kz/1", "invest.gov.kz"),
        ("https://medium.com/", "medium.com"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("https://notmedium.com/@a/b", "notmedium.com"),
    ],
)
def test_an_address_has_its_house(address: str, home: str) -> None:
    assert house(address) == home


@pytest.mark.parametrize(
    ("written", "said"),
    [("'['", "is no pattern"), ("'^/a'", "needs one group"), ("'^/(a)(b)'", "needs one group")],
)
def test_a_pattern_that_cannot_be_used_is_refused(tmp_path: Path, written: str, said: str) -> None:
    table = tmp_path / "tenant.toml"
    table.write_text(f'hosts = []\n[paths]\n"a.uz" = {written}\n', encoding="utf-8")
    with pytest.raises(InvalidTable, match=said):
        tenancies(table)
