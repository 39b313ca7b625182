"""One article, one address: each row of the outlets' habits, with addresses beside it that must stay apart."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sources import load_catalogue
from pipeline.identity import Rules, identity
from pipeline.url import canonical

ADDRESSES = Path(__file__).parent.parent / "crawler" / "addresses.toml"

# As blocks of the catalogue write them: patterns see the canonical address, https and without www.
RULES = Rules(
    [
        # kun.uz: an editor's host; script switches are decoded before
        (r"^https://ad\.kun\.uz/", "https://kun.uz/"),
        # trend.az: the number counts, whatever the host and the section
        (r"^https://(?:en\.|ru\.|az\.)?trend\.az/(?:[a-z_-]+/)+(\d{6,})\.html$", r"https://trend.az/\1"),
        (r"^https://asiaplustj\.info/", "https://asiaplus.news/"),
        (r"^https://inform\.kz/", "https://qazinform.com/"),
        (r"^https://(?:www\.)?sputniknews-uz\.com/", "https://sputniknews.uz/"),
        (r"^https://uza\.uz/react/posts/", "https://uza.uz/posts/"),
        (r"^https://uzbekistan\.de/frontend/web/", "https://uzbekistan.de/"),
        (r"^https://mnnnews\.example/index\.php/", "https://mnnnews.example/"),
        (r"^https://(en|uz)\.fergana\.(?:ru|news|media)/", r"https://\1.fergana.agency/"),
        (r"^https://fergana\.(?:ru|news|media)/", "https://fergana.agency/"),
        (r"^https://css\.metalinfo\.ru/", "https://metalinfo.ru/"),
        (r"^https://secure\.northernminer\.com/", "https://northernminer.com/"),
        (r"^https://busan\.fnnews\.com/", "https://fnnews.com/"),
        (r"^https://mail\.tashkenttimes\.uz/", "https://tashkenttimes.uz/"),
        (r"^https://uzdaily\.(?:com|ru)/", "https://uzdaily.uz/"),
        (r"^https://nucnet\.herokuapp\.com/", "https://nucnet.org/"),
        (r"^http://211\.88\.39\.37:8080/", "https://embassy.example.cn/"),
        (r"^https://intellinews\.com/(?:.*-)?(\d+)$", r"https://intellinews.com/\1"),
        (r"^https://metal\.com/(?:[a-z]{2}/)?newscontent/(\d+)(?:[-/].*)?$", r"https://metal.com/newscontent/\1"),
        (r"^https://brecorder\.com/news/(\d+)(?:/.*)?$", r"https://brecorder.com/news/\1"),
        (r"^https://(?:khl|construction-europe)\.com/.*?(\d{6,})\.article$", r"https://khl.com/\1.article"),
    ]
)

ONE = [
    ("language switch", "https://kun.uz/kr/changelang/uz?c=%2Fnews%2F2025%2Fore", "https://kun.uz/news/2025/ore"),
    ("language switch", "https://kun.uz./kr/changelang/uz?c=%2Fnews%2F2025%2Fore", "https://kun.uz/news/2025/ore"),
    ("language switch", "https://wap.kun.uz/changelang/ru?c=%2Fnews%2F2025%2Fore", "https://kun.uz/news/2025/ore"),
    ("framework path", "https://uza.uz/react/posts/ore-701", "https://uza.uz/posts/ore-701"),
    (
        "framework path",
        "https://uzbekistan.de/frontend/web/news/392?language=de",
        "https://uzbekistan.de/news/392?language=de",
    ),
    ("framework path", "https://mnnnews.example/index.php/ore/7", "https://mnnnews.example/ore/7"),
    ("mirror host", "https://ad.kun.uz/news/7", "https://kun.uz/news/7"),
    ("mirror host", "https://www.uzdaily.com/en/post/7", "https://uzdaily.uz/en/post/7"),
    ("mirror host", "https://mail.tashkenttimes.uz/economy/7", "https://tashkenttimes.uz/economy/7"),
    ("mirror host", "https://en.fergana.ru/articles/7", "https://en.fergana.agency/articles/7"),
    ("mirror host", "https://en.fergana.media/articles/7", "https://en.fergana.agency/articles/7"),
    ("mirror host", "https://css.metalinfo.ru/ru/news/7", "https://metalinfo.ru/ru/news/7"),
    ("mirror host", "https://secure.northernminer.com/news/7", "https://northernminer.com/news/7"),
    ("mirror host", "https://busan.fnnews.com/news/202504141830", "https://fnnews.com/news/202504141830"),
    ("mirror host", "https://nucnet.herokuapp.com/news/ore-11-3-2022", "https://nucnet.org/news/ore-11-3-2022"),
    ("bare address", "http://211.88.39.37:8080/note/7", "https://embassy.example.cn/note/7"),
    ("mirror of telegram", "https://t.iss.one/mingeouz/417", "https://t.me/mingeouz/417"),
    ("mirror of telegram", "https://t.me/s/mingeouz/417?embed=1&mode=tme", "https://t.me/mingeouz/417"),
    ("mobile host", "https://m.kun.uz/news/7", "https://kun.uz/news/7"),
    ("mobile host", "https://m.xabar.uz/news/7", "https://xabar.uz/news/7"),
    ("trailing dot", "https://eadaily.com./en/news/7", "https://eadaily.com/en/news/7"),
    ("host move", "https://en.trend.az/casia/uzbekistan/4012345.html", "https://trend.az/4012345"),
    ("host move", "https://www.trend.az/business/4012345.html", "https://trend.az/4012345"),
    ("host move", "https://asiaplustj.info/en/news/7", "https://asiaplus.news/en/news/7"),
    ("host move", "https://www.inform.kz/en/ore_a7", "https://qazinform.com/en/ore_a7"),
    ("host move", "https://sputniknews-uz.com/2025/ore-7.html", "https://sputniknews.uz/2025/ore-7.html"),
    (
        "four spellings",
        "http://www.intellinews.com/ore-deal-371234/?source=uzbekistan",
        "https://intellinews.com/371234",
    ),
    ("four spellings", "https://intellinews.com/ore-deal-371234", "https://intellinews.com/371234"),
    ("slug is no identity", "https://www.metal.com/en/newscontent/103-ore-up", "https://metal.com/newscontent/103"),
    ("slug is no identity", "https://metal.com/newscontent/103/any/thing", "https://metal.com/newscontent/103"),
    ("slug is no identity", "https://www.brecorder.com/news/40301/ore-deal", "https://brecorder.com/news/40301"),
    ("slug is no identity", "https://www.brecorder.com/news/40301", "https://brecorder.com/news/40301"),
    ("slug is no identity", "https://www.khl.com/news/ore/8021159.article", "https://khl.com/8021159.article"),
    ("slug is no identity", "https://construction-europe.com/x/8021159.article", "https://khl.com/8021159.article"),
    ("AMP twin", "https://uz.kursiv.media/2025/ore/amp/", "https://uz.kursiv.media/2025/ore"),
    ("AMP twin", "https://smi24.kz/ore/amp", "https://smi24.kz/ore"),
    ("AMP twin", "https://amp.rbc.ru/business/7", "https://rbc.ru/business/7"),
    ("AMP twin", "https://gold.1prime.ru/amp/news/7", "https://gold.1prime.ru/news/7"),
    ("AMP twin", "https://sqbconsulting.example/ore?noamp=mobile", "https://sqbconsulting.example/ore"),
    ("short link", "https://www.minexforum.com/?p=9417", "https://minexforum.com?p=9417"),
    ("tracking key", "https://centralasia.media/news:7/?from=rss", "https://centralasia.media/news:7"),
    ("tracking key", "https://en.yna.co.kr/view/AEN2025?input=fb", "https://en.yna.co.kr/view/AEN2025"),
    ("tracking key", "https://ria.ru/20250414/ore-7.html?ysclid=m1", "https://ria.ru/20250414/ore-7.html"),
    ("encoded slug", "https://olmaliqhayoti.uz/мис", "https://olmaliqhayoti.uz/%D0%BC%D0%B8%D1%81"),
    ("encoded slug", "https://olmaliqhayoti.uz/%d0%bc%d0%b8%d1%81", "https://olmaliqhayoti.uz/%D0%BC%D0%B8%D1%81"),
]

TWO = [
    ("shared slug editions", "https://gazeta.uz/ru/2025/04/10/ore", "https://gazeta.uz/uz/2025/04/10/ore"),
    ("shared slug editions", "https://gazeta.uz/uz/2025/04/10/ore", "https://gazeta.uz/oz/2025/04/10/ore"),
    ("changed slug ids", "https://uza.uz/ru/posts/ore-701", "https://uza.uz/uz/posts/ore-702"),
    ("changed slug ids", "https://sputniknews.uz/20250410/ore-7.html", "https://oz.sputniknews.uz/20250410/ore-8.html"),
    ("script map", "https://xs.uz/uz/post/ore", "https://xs.uz/uzkr/post/ore"),
    ("script map", "https://anhor.uz/uz/news/ore", "https://anhor.uz/uzl/news/ore"),
    ("language key", "https://uzbekistan.de/news/392?language=de", "https://uzbekistan.de/news/392?language=en"),
    ("host move", "https://www.trend.az/business/4012345.html", "https://www.trend.az/business/4012346.html"),
    ("mirror host", "https://en.fergana.news/articles/7", "https://fergana.news/articles/7"),
    ("four spellings", "https://intellinews.com/ore-deal-371234", "https://intellinews.com/ore-deal-371235"),
    ("slug is no identity", "https://metal.com/newscontent/103-ore", "https://metal.com/newscontent/1030-ore"),
    ("short link", "https://minexforum.com/?p=9417", "https://minexforum.com/?p=9418"),
    ("framework path", "https://news.example/index.php/ore/7", "https://news.example/ore/7"),
    ("another site's rule", "https://brecorder.example/news/40301/a", "https://brecorder.example/news/40301/b"),
]


def ids(rows: list[tuple[str, str, str]]) -> list[str]:
    return [f"{row[0]}-{number}".replace(" ", "_") for number, row in enumerate(rows)]


@pytest.mark.parametrize(("row", "met", "known"), ONE, ids=ids(ONE))
def test_one_article_has_one_address(row: str, met: str, known: str) -> None:
    assert identity(met, RULES) == known, row
    assert identity(known, RULES) == known, row


@pytest.mark.parametrize(("row", "one", "other"), TWO, ids=ids(TWO))
def test_two_articles_stay_two(row: str, one: str, other: str) -> None:
    assert identity(one, RULES) != identity(other, RULES), row


def test_without_rules_an_address_is_known_by_its_canonical_form() -> None:
    assert identity("http://WWW.ad.kun.uz/news/7?utm_source=tg", Rules()) == "https://ad.kun.uz/news/7"


def test_the_first_rule_that_knows_an_address_decides_and_what_it_gives_is_looked_at_again() -> None:
    rules = Rules([("^https://old\\.uz/", "https://new.uz/"), ("^https://old\\.uz/a", "https://b.uz/")])
    assert identity("https://old.uz/a", rules) == "https://new.uz/a"
    moved = Rules([("^https://old\\.uz/", "https://new.uz/"), ("^https://new\\.uz/n/(\\d+).*", "https://new.uz/\\1")])
    assert identity("https://old.uz/n/7-ore", moved) == "https://new.uz/7"


@pytest.mark.parametrize("meant", ["ftp://new.uz/", "nowhere", "javascript:alert(1)//"])
def test_a_rule_that_leads_to_no_web_address_is_ignored(meant: str) -> None:
    assert identity("https://old.uz/a", Rules([("^https://old\\.uz/", meant)])) == "https://old.uz/a"


def test_rules_that_lead_in_a_circle_end() -> None:
    circle = Rules([("^https://a\\.uz/", "https://b.uz/"), ("^https://b\\.uz/", "https://a.uz/")])
    assert identity("https://a.uz/1", circle) in {"https://a.uz/1", "https://b.uz/1"}


@pytest.mark.parametrize(
    ("pattern", "met"),
    [
        (r"^https?://(?:www\.)?gazeta\.uz/", "https://gazeta.uz/1"),
        (r"^https:\/\/gazeta\.uz\/", "https://gazeta.uz/1"),
        (r"^https://(?:a\.uz|b\.ru|c\.de)/", "https://a.uz/1"),
        (r"^https://(?:a\.uz|b\.ru|c\.de)/", "https://c.de/1"),
        (r"^https://(?P<of>[a-z]+\.)?kun\.uz(?:/amp)?/", "https://x.kun.uz/1"),
        (r"^https://sputnik[a-z]*\.uz/", "https://sputniknews.uz/1"),
        (r"^https://\w+\.(?:uz|com)/", "https://any.com/1"),
        (r"^https://bbc\.co\.uk/", "https://bbc.co.uk/1"),
        (r"https://[^/]+/", "https://any.com/1"),
    ],
)
def test_a_rule_is_found_however_its_pattern_writes_the_host(pattern: str, met: str) -> None:
    assert identity(met, Rules([(pattern, "https://found.example/")])) == "https://found.example/1"


def test_a_rule_that_names_no_host_is_tried_on_every_one() -> None:
    assert identity("https://any.uz/x/1", Rules([("/x/(\\d+)", "/y/\\1")])) == "https://any.uz/y/1"


def test_the_catalogues_rules_make_one_of_no_two_real_articles() -> None:
    rules = Rules(rule for source in load_catalogue().values() for rule in source.identity)
    assert rules.anywhere == []  # each of them names its hosts
    real = {canonical(link) for links in tomllib.loads(ADDRESSES.read_text())["articles"].values() for link in links}
    known = {identity(address, rules) for address in real}
    assert len(known) == len(real)
    assert {identity(address, rules) for address in known} == known
    assert known != real


@given(st.text(max_size=60))
def test_a_second_pass_changes_nothing(text: str) -> None:
    once = identity("https://intellinews.com/" + text, RULES)
    assert identity(once, RULES) == once


def test_the_rules_of_other_sites_cost_next_to_nothing() -> None:
    many = Rules(
        (rf"^https://(?:m|wap)\.site{n}\.uz/(?:[a-z]+/)*(\d+)", rf"https://site{n}.uz/\1") for n in range(2000)
    )
    addresses = [f"https://outlet{n}.uz/news/{n}" for n in range(2000)]
    assert {rule for address in addresses for rule in many.of(address)} == set()
    started = time.process_time()
    for address in addresses:
        identity(address, many)
    known = time.process_time() - started
    started = time.process_time()
    for address in addresses:
        canonical(address)
    assert known < 4 * (time.process_time() - started) + 0.05
