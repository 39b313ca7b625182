"""Feeds as the field notes found them (3.1): each test bears its row's number and says what must happen."""

import datetime as dt

import feedparser

from tests.newsstand.asking import get
from tests.quirks.conftest import Street


def test_f01_a_page_at_the_feeds_address_is_named_and_the_section_page_is_read(street: Street) -> None:
    assert street.listed("daryo")["/en/feed"] == "an HTML page instead of a feed"
    assert len(street.articles("daryo")) == len(street.stories("daryo"))


def test_f02_a_feed_without_items_is_told_from_one_with_nothing_new(street: Street) -> None:
    assert street.listed("xabar-uz") == {"/rss": "nothing is listed", "/uz/jamiyat": "ok"}
    assert len(street.articles("xabar-uz")) == 1


def test_f03_a_refusal_that_calls_itself_xml_is_no_feed(street: Street) -> None:
    assert street.run("yopiq-eshik").outcome == "broken"
    assert street.run("yopiq-eshik").reason == "no feed: the document is <Error>"


def test_f04_a_refusal_of_this_client_does_not_declare_the_source_dead(street: Street) -> None:
    run, state = street.run("qorovul"), street.state("qorovul")
    assert (run.outcome, run.reason) == ("blocked", "refused with HTTP 403")
    assert state.due_at
    assert state.due_at > run.started_at


def test_f08_items_without_a_date_take_that_of_their_page_and_never_todays(street: Street) -> None:
    feed = get(street.stand.outlet("tashkent-times").home + "/?format=feed&type=rss")[2].decode()
    dates = {item.get("published", "") for item in feedparser.parse(feed).entries}
    assert "" in dates
    assert "Invalid Date" in dates
    assert any(date.startswith("26-") for date in dates)
    told = [article.published_at for article in street.articles("tashkent-times")]
    assert told == [story.published for story in street.stories("tashkent-times")]


def test_f09_local_time_that_is_labelled_gmt_is_not_believed(street: Street) -> None:
    outlet = street.stand.outlet("podrobno-uz")
    (story,) = outlet.stories
    (item,) = feedparser.parse(get(f"{outlet.home}/rss/")[2]).entries
    assert item.published == f"{story.published:%a, %d %b %Y %H:%M:%S} GMT"
    assert street.article("podrobno-uz").published_at == story.published


def test_f10_the_name_of_a_zone_is_not_taken_for_utc(street: Street) -> None:
    (story,) = street.stories("report-az")
    assert b" UZT</pubDate>" in get(street.stand.outlet("report-az").home + "/rss")[2]
    assert street.article("report-az").published_at == story.published


def test_f12_a_link_in_cdata_between_blanks_is_followed(street: Street) -> None:
    assert b"<link><![CDATA[\n" in get(street.stand.outlet("kun-uz").home + "/news/rss")[2]
    assert len(street.articles("kun-uz")) == len(street.stories("kun-uz"))


def test_f13_a_date_in_lower_case_is_read_and_a_wrong_language_is_not_believed(street: Street) -> None:
    feed = get(street.stand.outlet("sputnik-uz").home + "/export/rss2/archive/index.xml")[2]
    assert b"<language>en-us</language>" in feed
    assert b"<pubdate>" in feed
    assert street.article("sputnik-uz").lang == "uz-Cyrl"
    assert "published" in street.pages("sputnik-uz")[0].hints


def test_f14_a_feed_that_is_not_well_formed_still_gives_its_items(street: Street) -> None:
    assert feedparser.parse(get(street.stand.outlet("eib").home + "/feed.atom")[2]).bozo
    assert street.article("eib").title == street.stories("eib")[0].title


def test_f16_two_spellings_of_one_feed_give_each_article_once(street: Street) -> None:
    assert street.listed("uzdaily")["/en/rss"] == street.listed("uzdaily")["/en/rss.xml"] == "ok"
    assert len(street.pages("uzdaily")) == street.run("uzdaily").listed == 1


def test_f06_the_newest_item_of_a_frozen_feed_keeps_its_age(street: Street) -> None:
    article = street.article("muzlagan")
    assert article.published_at
    assert dt.datetime.now(dt.UTC) - article.published_at > dt.timedelta(days=399)
    state = street.state("muzlagan")
    assert (state.verdict, (state.reason or "")[:6]) == ("broken", "frozen")
