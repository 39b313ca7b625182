"""Every block of the catalogue is a spider of Scrapy's."""

from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.loader import CatalogueLoader

ROOT = Path(__file__).parents[2]


@pytest.fixture
def loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CatalogueLoader:
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "home"))
    block = '[[source]]\nname = "{0}"\ntitle = "T"\ncountry = "UZ"\ndelay = 7\nfeeds = "https://www.{0}.uz/rss"\n'
    (tmp_path / "uz.toml").write_text(block.format("kun_uz") + block.format("daryo"), encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    settings = Settings()
    settings.setmodule("crawler.settings")
    return CatalogueLoader.from_settings(settings)


def test_a_spider_is_made_of_a_block(loader: CatalogueLoader) -> None:
    assert loader.list() == ["daryo", "kun_uz"]
    spider = loader.load("kun_uz")
    assert spider.name == "kun_uz"
    assert [(source.name, source.delay) for source in spider.sources] == [("kun_uz", 7)]


def test_a_spider_is_made_of_several_blocks(loader: CatalogueLoader) -> None:
    spider = loader.together("both", loader.catalogue.values())
    assert (spider.name, [source.name for source in spider.sources]) == ("both", ["kun_uz", "daryo"])


def test_an_unknown_spider_is_refused_with_the_nearest_name(loader: CatalogueLoader) -> None:
    with pytest.raises(KeyError, match="near: kun_uz"):
        loader.load("kunuz")


def test_a_request_finds_its_sources(loader: CatalogueLoader) -> None:
    assert loader.find_by_request(Request("https://m.daryo.uz/a")) == ["daryo"]


def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    loader: CatalogueLoader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONCHI_DATABASE", "mysql://host/name")
    with pytest.raises(UsageError, match="'mysql' are not supported; KONCHI_DATABASE must be"):
        loader.load("kun_uz")
    assert loader.list() == ["daryo", "kun_uz"]
