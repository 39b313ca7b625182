"""Adding a source, from the address of a site to the pages that the crawl stores of it."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import tomllib
from email.utils import format_datetime
from pathlib import Path

import pytest

from crawler.sources import load_catalogue
from tests.crawler.conftest import Answer, Crawl, Site
from tests.newsstand import Newsstand
from tests.waiting import LONGEST

YESTERDAY = format_datetime(dt.datetime.now(dt.UTC) - dt.timedelta(days=1))


@pytest.fixture
def outlet(site: Site) -> Site:
    """Give a site with a declared feed and two articles."""
    links = [site.article(f"/news/{number}", f"Deal {number}") for number in (1001, 1002)]
    site.feed("/rss", dict.fromkeys(links, YESTERDAY))
    site.put("/", '<title>Outlet</title><link rel="alternate" type="application/rss+xml" href="/rss"><p>text</p>')
    return site


def test_a_stranger_adds_a_source_with_one_command_and_crawls_it(outlet: Site, crawl: Crawl) -> None:
    text, told = crawl.add(outlet.home, "--country", "UZ", "--name", "outlet", "--write")
    assert f"written to {crawl.folder / 'uz.toml'}; next: konchi crawl outlet --limit 3" in told
    assert (crawl.folder / "uz.toml").read_text(encoding="utf-8") == text
    assert "2 stored" in crawl.run("outlet")
    assert {page.state for page in crawl.pages().values()} == {"waiting"}
    assert set(crawl.pages()) == {"news/1001", "news/1002"}


def test_without_write_nothing_changes_and_the_place_is_named(outlet: Site, crawl: Crawl) -> None:
    text, told = crawl.add(outlet.home, "--country", "UZ")
    assert tomllib.loads(text)["source"][0]["name"] == outlet.host.replace(".", "_").replace(":", "_")
    assert f"nothing is written; --write appends the block to {crawl.folder / 'uz.toml'}" in told
    assert list(crawl.folder.iterdir()) == []


def test_a_second_source_is_appended_and_the_first_stays_as_it_was_written(outlet: Site, crawl: Crawl) -> None:
    first = (
        "# Ours.\n\n[[source]]\nname = 'first'  # kept\ntitle = 'First'\ncountry = 'UZ'\nfeeds = 'https://a.uz/rss'\n"
    )
    (crawl.folder / "uz.toml").write_text(first, encoding="utf-8")
    crawl.add(outlet.home, "--country", "UZ", "--name", "outlet", "--write", "--no-keep")
    assert (crawl.folder / "uz.toml").read_text(encoding="utf-8").startswith(first)
    assert set(load_catalogue(crawl.folder)) == {"first", "outlet"}
    assert [path.name for path in crawl.folder.iterdir()] == ["uz.toml"]


def test_one_page_is_kept_beside_the_catalogue(outlet: Site, crawl: Crawl) -> None:
    _, told = crawl.add(outlet.home, "--country", "UZ", "--name", "outlet", "--write")
    kept = crawl.folder / "cases" / "outlet"
    assert f"kept {outlet.home}/news/1001 in {kept}" in told
    assert (kept / "page.html").read_bytes() == outlet.answers["/news/1001"].body  # type: ignore[union-attr]
    assert tomllib.loads((kept / "expected.toml").read_text(encoding="utf-8"))["expected"]["title"] == "Deal 1001"


def test_a_taken_name_is_refused_before_the_site_is_asked(outlet: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=["https://other.uz/rss"])
    _, told = crawl.add(outlet.home, "--country", "UZ", "--name", "outlet", expect=1)
    assert told == "Error: a source is called 'outlet' already; give another name with --name\n"
    assert not outlet.asked


def test_a_taken_list_is_refused(outlet: Site, crawl: Crawl) -> None:
    crawl.source("other", feeds=[f"{outlet.home}/rss?utm_source=x"])
    _, told = crawl.add(outlet.home, "--country", "UZ", "--name", "outlet", "--write", expect=1)
    assert "/rss is read by the source 'other' already" in told
    assert [path.name for path in crawl.folder.iterdir()] == ["other.toml"]


def test_a_country_that_cannot_be_known_is_asked_for(outlet: Site, crawl: Crawl) -> None:
    _, told = crawl.add(outlet.home, expect=1)
    assert "does not tell its country: say --country UZ" in told
    _, told = crawl.add("example.com", "--country", "Uzbekistan", expect=1)
    assert "write the two letters of a country" in told
    assert not outlet.asked


def test_a_kind_that_there_is_not_is_refused_before_the_site_is_asked(outlet: Site, crawl: Crawl) -> None:
    _, told = crawl.add(outlet.home, "--country", "UZ", "--kind", "paper", expect=1)
    assert "write one of agency, broadcaster, " in told
    assert not outlet.asked


def test_what_is_no_address_is_refused(crawl: Crawl) -> None:
    for wrong in ("file:///etc/passwd", "https://", "a b.uz"):
        assert "write a full http:// or https:// address" in crawl.add(wrong, "--country", "UZ", expect=1)[1]


@pytest.mark.parametrize(
    "title",
    [
        'News"\n[[source]]\nname = "evil"',
        "'''\"\"\" \\u0022 \\",
        "A\u2028B\u0085C\u202eD\x1b[31m",
        "] } # \\",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_a_hostile_title_stays_a_title(outlet: Site, crawl: Crawl, title: str) -> None:
    front = outlet.answers["/"].body.decode()  # type: ignore[union-attr]
    outlet.put("/", front.replace("Outlet", title))
    text, told = crawl.add(outlet.home, "--country", "UZ", "--name", "outlet", "--write", "--no-keep")
    (block,) = tomllib.loads(text)["source"]
    assert block["name"] == "outlet"
    assert block["title"].isprintable()
    assert load_catalogue(crawl.folder)["outlet"].title == block["title"]
    assert "\x1b" not in text + told


def test_a_catalogue_that_is_broken_or_missing_is_named(outlet: Site, crawl: Crawl, tmp_path: Path) -> None:
    (crawl.folder / "kz.toml").write_text("[[source", encoding="utf-8")
    assert "kz.toml is not readable TOML" in crawl.add(outlet.home, "--country", "UZ", expect=1)[1]
    crawl.environment["KONCHI_SOURCES"] = str(tmp_path / "nowhere")
    assert "KONCHI_SOURCES must name the folder" in crawl.add(outlet.home, "--country", "UZ", expect=1)[1]


def test_the_user_agent_says_who_asks(outlet: Site, crawl: Crawl) -> None:
    crawl.environment["KONCHI_CONTACT"] = "https://konchi.example/bot"
    crawl.add(outlet.home, "--country", "UZ")
    agents = {headers["User-Agent"] for _, headers in outlet.asked}
    assert len(agents) == 1
    assert "+https://konchi.example/bot" in agents.pop()


def test_a_look_that_is_interrupted_says_so_and_leaves_nothing(outlet: Site, crawl: Crawl) -> None:
    asked, over = threading.Event(), threading.Event()

    def slowly(_: object) -> Answer:
        asked.set()
        over.wait(LONGEST)
        return Answer(b"late")

    outlet.answers["/"] = slowly
    process = crawl.start("sources", "add", outlet.home, "--country", "UZ", "--write", "--delay", "0")
    assert asked.wait(LONGEST)
    process.send_signal(signal.SIGINT)
    over.set()
    said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 1
    assert "the look was stopped before it was done; nothing was changed" in said
    assert list(crawl.folder.iterdir()) == []


def test_the_delay_stands_between_two_requests_and_in_the_block(outlet: Site, crawl: Crawl) -> None:
    text, told = crawl.add(outlet.home, "--country", "UZ", "--delay", "0.25")
    assert tomllib.loads(text)["source"][0]["delay"] == 0.25
    assert "0.25 s between two requests" in told


NOW = "2025-08-24T09:00+05:00"
AT_THAT_TIME = (
    "import datetime as dt, sys; from pipeline.clock import set_clock; "
    "set_clock(dt.datetime.fromisoformat(sys.argv.pop(1))); from scheduler import main; main()"
)


@pytest.mark.parametrize(
    ("slug", "ways_in"),
    [
        ("gazeta-uz", {"feeds"}),  # one a language, at their usual places
        ("kun-uz", {"feeds", "news_sitemaps"}),  # declared on articles only; robots.txt names a foreign sitemap
        ("solnoma", {"sitemaps"}),
        ("daryo", {"sections"}),  # the feed's address answers with a page
    ],
)
def test_outlets_of_the_street_are_added(newsstand: Newsstand, tmp_path: Path, slug: str, ways_in: set[str]) -> None:
    (tmp_path / "mine").mkdir()
    environment = {**os.environ, "KONCHI_SOURCES": str(tmp_path / "mine"), "KONCHI_HOME": str(tmp_path / "home")}
    outlet = newsstand.outlet(slug)
    wishes = ("--country", outlet.country, "--name", outlet.name, "--delay", "0", "--write")
    command = [sys.executable, "-c", AT_THAT_TIME, NOW, "sources", "add", outlet.home, *wishes]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stderr
    source = load_catalogue(tmp_path / "mine")[outlet.name]
    assert (source.title, set(source.ways_in)) == (outlet.title, ways_in)
    assert set(source.languages) <= set(outlet.languages)
    paths = [outlet.path(story) for story in outlet.until(newsstand.clock.now())]
    assert source.article
    assert all(source.article.search(outlet.home + path) for path in paths)
    assert not any(source.article.search(outlet.home + path) for path in ("", "/", "/rubric/1", "/about", "/ru/"))
    assert (tmp_path / "mine" / "cases" / outlet.name / "page.html").exists()
