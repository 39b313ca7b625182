"""Crawlers share the settings of their process, and none of them changes another's."""

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.guard import Guard, Unguarded, ensure_guarded
from crawler.shared import SharedSettings


def project() -> Settings:
    """Return Scrapy's settings with Konchi's."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


class Slow(Spider):
    """A spider with a setting of its own."""

    name = "slow"
    custom_settings = {"DOWNLOAD_DELAY": 7.5}  # noqa: RUF012 - Scrapy's interface


def test_a_spiders_own_setting_reaches_no_other_crawler() -> None:
    shared = SharedSettings(project())
    crawler = Crawler(Slow, shared)
    assert crawler.settings.getfloat("DOWNLOAD_DELAY") == 7.5
    assert shared.getfloat("DOWNLOAD_DELAY") == 3
    assert Crawler(Spider, shared).settings.getfloat("DOWNLOAD_DELAY") == 3


def test_what_is_set_in_a_copy_stays_there_and_keeps_its_priority() -> None:
    shared = SharedSettings(project())
    copied = shared.copy()
    copied.set("USER_AGENT", "weaker", "default")
    copied.set("RETRY_TIMES", 9, "spider")
    assert copied["USER_AGENT"] == shared["USER_AGENT"] == project()["USER_AGENT"]
    assert (copied["RETRY_TIMES"], shared["RETRY_TIMES"]) == (9, 1)
    copied.freeze()
    assert not shared.frozen


def test_merging_the_settings_a_copy_is_of_changes_nothing_and_others_are_merged() -> None:
    shared = SharedSettings(project())
    copied = shared.copy()
    copied.set("RETRY_TIMES", 9, "spider")
    copied.update(shared)
    assert copied["RETRY_TIMES"] == 9
    copied.update({"RETRY_TIMES": 4}, "cmdline")
    assert copied["RETRY_TIMES"] == 4


def test_every_component_is_the_one_the_project_names() -> None:
    plain, shared = project(), SharedSettings(project())
    for table in ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES"):
        named = plain.get_component_priority_dict_with_base(table)
        found = shared.get_component_priority_dict_with_base(table)
        assert {f"{one.__module__}.{one.__qualname__}": place for one, place in found.items()} == dict(named)
    assert shared["DOWNLOADER_MIDDLEWARES"][Guard] == 10


def test_the_guard_is_known_in_shared_settings_and_missed_where_it_is_taken_out() -> None:
    shared = SharedSettings(project())
    ensure_guarded(shared)
    shared["DOWNLOADER_MIDDLEWARES"].pop(Guard)
    with pytest.raises(Unguarded, match=r"must keep crawler\.guard\.Guard"):
        ensure_guarded(shared)
