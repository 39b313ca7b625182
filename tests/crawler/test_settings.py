"""The settings keep their promises, for they are Scrapy's to read."""

import pytest
from scrapy.settings import Settings

from crawler import settings

TABLES = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("HTTPPROXY_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("ROBOTSTXT_OBEY", True),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
    ],
)
def test_an_unsafe_default_is_replaced(name: str, value: object) -> None:
    assert getattr(settings, name) == value


def test_nothing_but_the_web_is_fetched() -> None:
    handlers = settings.DOWNLOAD_HANDLERS
    assert {scheme for scheme, path in handlers.items() if path} == {"http", "https"}
    assert set(handlers) >= set(Settings()["DOWNLOAD_HANDLERS_BASE"])


def test_every_setting_is_one_that_scrapy_knows() -> None:
    ours = {name for name in dir(settings) if name.isupper()}
    assert ours <= set(Settings())


def test_nothing_is_on_that_is_not_named_here() -> None:
    on = Settings()
    on.setmodule(settings)
    named = {table: dict(on.get_component_priority_dict_with_base(table)) for table in TABLES}
    assert named["DOWNLOADER_MIDDLEWARES"] == settings.DOWNLOADER_MIDDLEWARES
    assert named["SPIDER_MIDDLEWARES"] == named["EXTENSIONS"] == {}
