"""Where an article belongs: by the rules of all sources, and by what its page declares, where that can be true."""

import zlib

import pytest
from sqlalchemy import Engine, select

from pipeline.addressing import load_rules
from pipeline.db import session
from pipeline.models import Article, Page, SourceState
from pipeline.process import process
from tests.pipeline.test_process import BODY, NOW, article

HOME = "https://news.example"
OTHER = """<p>Uzbekistan's geology ministry and the firm Fjellmetall of Norway agreed on copper exploration.</p>
<p>The contract for the deposit in the Navoi region is worth $12 million, the ministry said on April 2, 2025.</p>"""


def met(opened: Engine, path: str, body: str = BODY, canonical: str | None = None, title: str = "A memorandum") -> None:
    """Store a fetched page that declares an address."""
    page = article(title, body)
    if canonical is not None:
        page = page.replace("<head>", f'<head><link rel="canonical" href="{canonical}">')
    address = path if path.startswith("http") else f"{HOME}{path}"
    with session(opened) as found:
        found.add(
            Page(
                source="example",
                address=address,
                requested=address,
                status=200,
                headers={"content-type": "text/html; charset=utf-8"},
                body=zlib.compress(page.encode()),
                fetched_at=NOW,
            )
        )


def addresses(engine: Engine) -> list[str]:
    with session(engine) as opened:
        return sorted(opened.scalars(select(Article.address)))


def test_pages_that_declare_one_address_are_one_article(database: Engine) -> None:
    met(database, "/?p=77", canonical=f"{HOME}/2025/ore")
    met(database, "/2025/ore")
    met(database, "/print/77", canonical="/2025/ore/")
    counts = process(database)
    assert (counts["articles"], counts["same"]) == (1, 2)
    assert addresses(database) == [f"{HOME}/2025/ore"]


@pytest.mark.parametrize(
    ("row", "canonical"),
    [
        ("the front page", f"{HOME}/"),
        ("a list above it", f"{HOME}/news"),
        ("another site", "https://elsewhere.example/news/ore"),
        ("a site of a like name", "https://badnews.example/news/ore"),
        ("nothing", ""),
        ("no web address", "javascript:history.back()"),
    ],
)
def test_a_declared_address_that_cannot_be_the_articles_is_not_believed(
    database: Engine, row: str, canonical: str
) -> None:
    met(database, "/news/ore", canonical=canonical)
    process(database)
    assert addresses(database) == [f"{HOME}/news/ore"], row


def test_articles_that_all_declare_one_address_stay_apart(database: Engine) -> None:
    met(database, "/a/1", canonical=f"{HOME}/latest-7")
    met(database, "/a/2", OTHER, canonical=f"{HOME}/latest-7", title="Copper near Navoi")
    assert process(database)["articles"] == 2
    assert addresses(database) == [f"{HOME}/a/2", f"{HOME}/latest-7"]


def test_a_language_edition_that_declares_the_other_stays_an_article_of_its_own(database: Engine) -> None:
    russian = """<p>Узбекский технологический металлургический комбинат и компания Daegu Tungsten подписали меморандум о
    переработке вольфрама в Ташкенте.</p><p>Стороны оценили стоимость первого этапа в 35 миллионов долларов.</p>"""
    met(database, "/en/ore-7")
    met(database, "/ru/ore-7", russian, canonical=f"{HOME}/en/ore-7", title="Меморандум о вольфраме")
    assert process(database)["articles"] == 2


def test_a_mobile_twin_and_a_subdomain_declare_their_sites_address(database: Engine) -> None:
    met(database, "https://css.news.example/7", canonical=f"{HOME}/7")
    met(database, "/7")
    assert process(database)["same"] == 1


def test_rules_of_any_source_hold_for_pages_of_every_other(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="moved", identity=[[r"^https://old\.example/x/(\d+).*", f"{HOME}/\\1"]]))
    met(database, "https://old.example/x/7-ore")
    met(database, "/7")
    assert process(database)["same"] == 1
    assert addresses(database) == [f"{HOME}/7"]


def test_the_rules_are_those_of_all_sources_that_were_crawled(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="a", identity=[["^https://a\\.uz/", "https://b.uz/"]]))
        opened.add(SourceState(name="b"))
    rules = load_rules(database)
    assert [rule[2] for rule in rules.of("https://a.uz/1")] == ["https://b.uz/"]
