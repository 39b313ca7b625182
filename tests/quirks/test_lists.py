"""Sitemaps and list pages as the field notes found them (3.2)."""

import re

from tests.newsstand.asking import get
from tests.quirks.conftest import Street


def test_l01_a_lastmod_that_is_frozen_is_not_taken_for_a_date(street: Street) -> None:
    outlet = street.stand.outlet("podrobno-uz")
    chunk = next(path for path in street.listed("podrobno-uz") if "iblock" in path)
    assert b"<lastmod>2023-05-04</lastmod>" in get(outlet.home + chunk)[2]
    assert street.article("podrobno-uz").published_at == outlet.stories[0].published


def test_l02_a_sitemap_without_lastmod_is_read_by_the_names_of_its_chunks(street: Street) -> None:
    outlet = street.stand.outlet("zarnews-uz")
    assert b"<lastmod>" not in get(f"{outlet.home}/sitemap.xml")[2]
    assert len([path for path in street.listed("zarnews-uz") if "/materials-" in path]) == 2


def test_l03_chunks_of_a_period_are_read_back_to_the_old_ones(street: Street) -> None:
    asked = [path for path in street.listed("solnoma") if path.startswith("/archive/")]
    assert len(asked) == 2
    assert len(street.articles("solnoma")) == 2


def test_l04_a_sitemap_on_a_foreign_host_is_not_asked_for(street: Street) -> None:
    outlet = street.stand.outlet("kun-uz")
    assert b"Sitemap: https://sitemaps.example/" in get(f"{outlet.home}/robots.txt")[2]
    assert {address.startswith(outlet.home) for address in street.run("kun-uz").details["lists"]} == {True}


def test_l06_of_a_page_to_which_the_next_article_is_appended_only_the_first_is_read(street: Street) -> None:
    newest, oldest = street.stories("qalampir-uz")
    page = get(street.stand.address(oldest.id))[2].decode()
    assert newest.paragraphs[1] in page
    assert newest.paragraphs[1] not in street.articles("qalampir-uz")[1].text


def test_l08_a_list_page_is_no_article(street: Street) -> None:
    assert not any(re.search(r"/list/", page.requested) for page in street.pages("gazeta-uz"))
    assert len(street.articles("gazeta-uz")) == 3


def test_l09_a_paid_release_within_the_list_of_news_is_not_taken_for_news(street: Street) -> None:
    outlet = street.stand.outlet("uzdaily")
    assert b"/pr/sponsored-release" in get(f"{outlet.home}/en/news/")[2]
    assert not any("/pr/" in page.requested for page in street.pages("uzdaily"))
