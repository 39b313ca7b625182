"""A page gives its article with all that is known of it, or the reason why there is none, and never takes long."""

import datetime as dt
import json
import time

import pytest

from pipeline.extract import Raw, Unextractable, extract

FETCHED = dt.datetime(2025, 4, 12, 6, 0, tzinfo=dt.UTC)
FIRST = "The copper plant at the foot of the hills has signed a contract for new furnaces with a maker from abroad."
SECOND = "The furnaces are to be delivered before the end of the year, its director said."
ARTICLE = f"<h1>Copper plant orders new furnaces</h1><p>{FIRST}</p><p>{SECOND}</p>"


def page(body: str, head: str = "", address: str = "https://example.uz/furnaces-17", **hints: object) -> Raw:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return Raw(html.encode(), "utf-8", address, FETCHED, "Asia/Tashkent", hints)


def test_an_article_is_its_paragraphs_parted_by_line_breaks() -> None:
    found = extract(page(ARTICLE, "<title>Copper plant orders new furnaces | Example</title>"))
    assert (found.title, found.text) == ("Copper plant orders new furnaces", f"{FIRST}\n{SECOND}")
    assert (found.author, found.published, found.notes) == (None, None, {})


def test_author_and_section_come_from_the_metadata() -> None:
    data = {"@type": ["NewsArticle"], "author": [{"name": "By Aziza Karim"}], "articleSection": ["Economy"]}
    found = extract(page(ARTICLE, f"<script type='application/ld+json'>{json.dumps(data)}</script>"))
    assert found.author == "Aziza Karim"
    assert found.notes == {"section": "Economy"}


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("The full text is available to subscribers. Log in or register.", "truncated"),
        ("Полный текст доступен подписчикам", "truncated"),
        ("This is a promoted article by the embassy", "sponsored"),
        ("EIN Presswire provides this content as it is", "sponsored"),
    ],
)
def test_walls_and_sponsors_are_noted(line: str, note: str) -> None:
    found = extract(page(f"<div>{ARTICLE}<p>{line}</p></div>"))
    assert found.notes == {note: True}
    assert line not in found.text


def test_a_paywall_stated_in_the_linked_data_is_noted() -> None:
    data = {"@graph": [{"@type": "NewsArticle", "isAccessibleForFree": "False"}]}
    assert extract(page(ARTICLE, f"<script type='application/ld+json'>{json.dumps(data)}</script>")).notes["truncated"]


def test_a_page_built_by_scripts_is_read_from_its_linked_data() -> None:
    data = {"@type": "NewsArticle", "headline": "Copper plant orders new furnaces", "articleBody": f"{FIRST}\n{SECOND}"}
    found = extract(page("<div id=root></div>", f"<script type='application/ld+json'>{json.dumps(data)}</script>"))
    assert (found.title, found.text) == ("Copper plant orders new furnaces", f"{FIRST}\n{SECOND}")


def test_linked_data_escaped_twice_takes_no_paragraph_away() -> None:
    lines = ["The plant's new furnaces are on their way.", FIRST, SECOND, "They will be lit in spring."]
    stated = "".join(f"&lt;p&gt;{line.replace(chr(39), '&amp;#x27;')}&lt;/p&gt;" for line in lines)
    data = json.dumps({"@type": "NewsArticle", "articleBody": stated})
    body = "<h1>Copper plant orders new furnaces</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    assert extract(page(body, f"<script type='application/ld+json'>{data}</script>")).text == "\n".join(lines)


CARDS = "".join(
    f"<div class=card><a href='/{n}'>Headline number {n} of the day</a><p>{FIRST[:60]}…</p></div>" for n in range(9)
)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (page(f"<h1>News of the day</h1>{CARDS}"), "a list page"),
        (page(f"<h1>Mining</h1>{CARDS}", address="https://example.uz/tag/mining"), "a list page"),
        (page(ARTICLE, address="https://example.uz/"), "a list page"),
        (page(ARTICLE, address="https://example.uz/ru/news"), "a list page"),
        (page("<h2>Checking your browser before access</h2>", "<title>Just a moment...</title>"), "a challenge page"),
        (page("<h1>Проверка браузера</h1><p>Подтвердите, что вы не робот.</p>"), "a challenge page"),
        (page("<p>Before you continue, choose your cookies.</p><button>Yes</button>"), "a consent page"),
        (page("<h1>404</h1><p>Страница не найдена</p>", "<title>Страница не найдена</title>"), "says it is missing"),
        (page("<div id=root></div>", "<script>run()</script>"), "no article text"),
        (page(""), "no article text"),
        (Raw(b"", None, "https://example.uz/1", FETCHED, "Asia/Tashkent"), "an empty page"),
        (page("a" * 5_000_001), "larger than 5 MB"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(raw: Raw, reason: str) -> None:
    with pytest.raises(Unextractable, match=reason):
        extract(raw)


def test_a_consent_window_over_an_article_does_not_hide_it() -> None:
    found = extract(page(f"<div class='modal'><p>We value your privacy.</p></div>{ARTICLE}"))
    assert found.text == f"{FIRST}\n{SECOND}"


def test_a_headline_about_a_missing_thing_is_still_an_article() -> None:
    assert extract(page(ARTICLE.replace("Copper", "404 million for the copper"))).text == f"{FIRST}\n{SECOND}"


BOMBS = {
    "open elements": ARTICLE + "<div>" * 400_000,
    "elements in elements": ARTICLE + "<b>" * 100_000 + "x" + "</b>" * 100_000,
    "attributes": ARTICLE + "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
    "line breaks": ARTICLE + "text<br>" * 200_000,
    "paragraphs": ARTICLE + "".join(f"<p>A small sentence, number {n}, stands here.</p>" for n in range(50_000)),
    "related blocks": ARTICLE + "<div class='related box'><div class='info'>text</div></div>" * 30_000,
    "linked data": f"<script type='application/ld+json'>{'[' * 100_000}{']' * 100_000}</script>" + ARTICLE,
    "entities": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + ARTICLE + "<p>" + "&b;" * 1000,
    "a word without end": ARTICLE + "<p>" + "a@" * 500_000,
    "comments at the bottom of many frames": ARTICLE
    + "<div>" * 240
    + f"<div class=c><b>Guest</b> 12.04.2025<p>{SECOND}</p></div>" * 3000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_page_takes_long(bomb: str) -> None:
    start = time.process_time()
    found = extract(page(BOMBS[bomb]))
    assert time.process_time() - start < 8  # seconds, on a busy machine
    assert found.text.startswith(FIRST)
    assert len(found.text) <= 200_000


def test_nothing_is_read_from_disk_or_network() -> None:
    external = "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/hostname'>]>"
    found = extract(page(f"{external}{ARTICLE}<p>Here it is: &secret; and no more.</p>"))
    assert "&secret;" in found.text
