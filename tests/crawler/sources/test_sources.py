"""The catalogue is read liberally in its values and strictly in its keys."""

import datetime as dt
from pathlib import Path

import pytest

from crawler.sources import InvalidSource, Source, load_catalogue
from pipeline.resolution.kinds import TRUST

LEAST = 'name = "kun_uz"\ntitle = "Kun.uz"\ncountry = "UZ"\nfeeds = ["https://kun.uz/rss"]\n'


def load(folder: Path, *blocks: str) -> dict[str, Source]:
    (folder / "uz.toml").write_text("".join(f"[[source]]\n{block}\n" for block in blocks), encoding="utf-8")
    return load_catalogue(folder)


def test_four_keys_are_enough(tmp_path: Path) -> None:
    source = load(tmp_path, LEAST)["kun_uz"]
    assert (source.publisher, source.timezone, source.delay) == ("kun_uz", "Asia/Tashkent", 3.0)
    assert source.every == dt.timedelta(minutes=15)
    assert source.ways_in == ("feeds",)
    assert source.kind == "newspaper"


def test_every_key_is_read(tmp_path: Path) -> None:
    source = load(
        tmp_path,
        LEAST + 'publisher = "Kun"\nkind = "magazine"\ntimezone = "Asia/Samarkand"\nlanguages = ["uz-Latn", "ru"]\n'
        'news_sitemaps = ["https://kun.uz/news.xml"]\nsitemaps = ["https://kun.uz/sitemap.xml"]\n'
        'sections = [{page = "https://kun.uz/news", links = "/news/"}]\narticle = "/news/\\\\d{4}/"\n'
        'every = "1h"\ndelay = 0\nexpect = {min = 5, max = 90}\nselectors = {title = "h1", text = "article"}\n',
    )["kun_uz"]
    assert source.kind == "magazine"
    assert source.sections[0].page == "https://kun.uz/news"
    assert source.article
    assert source.article.search("https://kun.uz/news/2026/01")
    assert (source.every, source.delay) == (dt.timedelta(hours=1), 0)
    assert source.expect
    assert (source.expect.min, source.expect.max) == (5, 90)
    assert source.selectors == {"title": "h1", "text": "article"}
    assert len(source.lists) == 4


def test_lists_in_json_channels_and_rules_are_read(tmp_path: Path) -> None:
    block = (
        'telegram = ["https://t.me/s/kunuzofficial", "@kun_uz"]\ndrop = "kurs"\n'
        'apis = {page = "https://kun.uz/api?page=1", link = "{url}", headers = {code = "news"}}\n'
        "identity = ['^https://m\\.kun\\.uz/(.*)', 'https://kun.uz/\\1']\n"
    )
    source = load(tmp_path, LEAST + block)["kun_uz"]
    assert source.lists[1:] == (
        ("apis", "https://kun.uz/api?page=1#code=news"),
        ("telegram", "https://t.me/s/kunuzofficial"),
        ("telegram", "https://t.me/s/kun_uz"),
    )
    assert source.drop
    assert source.identity == ((r"^https://m\.kun\.uz/(.*)", r"https://kun.uz/\1"),)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('feedz = ["https://kun.uz/rss"]', "unknown key 'feedz'; did you mean 'feeds'?"),
        ('timezon = "UTC"', "did you mean 'timezone'?"),
        ('every = "soon"', "key 'every': write minutes"),
        ("delay = -1", "key 'delay': write a number of seconds"),
        ('article = "(["', "key 'article': '([' is no regular expression"),
        ('timezone = "Asia/Tashkant"', "no time zone is called 'Asia/Tashkant'; did you mean 'Asia/Tashkent'?"),
        ('languages = ["russian language"]', "key 'languages': write language tags"),
        ('sitemaps = ["ftp://kun.uz/s.xml"]', "key 'sitemaps': write a full http:// or https:// address"),
        ('sections = [{page = "https://kun.uz", link = "x"}]', "unknown key 'link'; did you mean 'links'?"),
        ("sections = [{links = 'x'}]", "a section needs its page"),
        ('selectors = {titel = "h1"}', "did you mean 'title'?"),
        ('selectors = {title = "h1["}', "is no CSS selector"),
        ("expect = {min = 9, max = 1}", "min is greater than max"),
        ('apis = [{page = "https://a.uz"}]', "write {page ="),
        ('apis = [{page = "https://a.uz", link = "https://a.uz/{id}", item = "x"}]', "did you mean 'items'?"),
        ('apis = [{page = "https://a.uz", link = "view/{id}"}]', "link: write a full address"),
        ('apis = [{page = "https://a.uz", link = "{url}", headers = {cookie = "x"}}]', "'cookie' may not be sent"),
        ('telegram = ["https://example.org/x"]', "write the name of a channel"),
        ("identity = ['a', 'b']\nidentity2 = 1", "unknown key 'identity2'; did you mean 'identity'?"),
        ("identity = [['(', 'b']]", "is no regular expression"),
        ("identity = [['a', '\\2']]", "does not fit its pattern"),
        ("identity = ['only one']", "write the pattern of an address"),
        ('drop = "("', "is no regular expression"),
        ('reprints = ["frist"]', "'frist' is no other source of the catalogue; did you mean 'first'?"),
        ('publisher = "two\\nlines"', "key 'publisher': write a text of one line"),
        ('kind = "newspapr"', f"key 'kind': write one of {', '.join(sorted(TRUST))}, not 'newspapr'"),
        ('kind = "Newspaper"', "key 'kind': write one of agency, broadcaster, "),
        ('kind = ["agency"]', "key 'kind': write a text of one line"),
    ],
)
def test_a_mistake_is_refused_with_file_block_and_the_right_key(tmp_path: Path, block: str, said: str) -> None:
    with pytest.raises(InvalidSource) as refused:
        load(tmp_path, LEAST.replace("kun_uz", "first"), LEAST + block)
    assert "uz.toml, block 2 (kun_uz)" in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (LEAST.replace('"UZ"', '"UX"'), "key 'country'"),
        (LEAST.replace('"kun_uz"', '"kun uz"'), "key 'name'"),
        (LEAST.replace('title = "Kun.uz"\n', ""), "the key 'title' is missing"),
        (LEAST.replace('feeds = ["https://kun.uz/rss"]', ""), "no way in"),
        (LEAST.replace('["https://kun.uz/rss"]', "[]"), "no way in"),
        (LEAST.replace("https://kun.uz", "//kun.uz"), "key 'feeds'"),
    ],
)
def test_what_every_block_needs_is_demanded(tmp_path: Path, block: str, said: str) -> None:
    with pytest.raises(InvalidSource, match=said):
        load(tmp_path, block)


def test_a_name_is_given_once_in_all_files(tmp_path: Path) -> None:
    (tmp_path / "kz.toml").write_text(f"[[source]]\n{LEAST}", encoding="utf-8")
    with pytest.raises(InvalidSource, match=r"uz\.toml, block 1: the name 'kun_uz' is taken by kz\.toml, block 1"):
        load(tmp_path, LEAST)


@pytest.mark.parametrize("text", ["[[source]\n", "[source]\nname = 'x'\n", "[[sources]]\n", "name = 'x'\n"])
def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "uz.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidSource, match=r"uz\.toml"):
        load_catalogue(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path / "gone"))
    with pytest.raises(InvalidSource, match="KONCHI_SOURCES"):
        load_catalogue()


def test_the_catalogue_that_comes_with_konchi_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_SOURCES", raising=False)
    assert isinstance(load_catalogue(), dict)


def test_a_discovery_source_has_streams_or_searches_and_may_be_off(tmp_path: Path) -> None:
    base = 'name = "world"\ntitle = "World"\ncountry = "INT"\nkind = "discovery"\n'
    stream = 'gdelt = "https://world.example/last.txt"\n'
    search = 'searches = {page = "https://search.example/?q={query}", language = "ru"}\n'
    source = load(tmp_path, base + stream + search + "enabled = false\n")["world"]
    assert source.ways_in == ("gdelt", "searches")
    assert not source.enabled
    assert source.lists == (
        ("gdelt", "https://world.example/last.txt"),
        ("searches", "https://search.example/?q={query}"),
    )
    for wrong, said in (
        (base + 'feeds = "https://world.example/rss"\n', "'discovery' goes with gdelt or searches"),
        (LEAST + stream, "'discovery' goes with gdelt or searches"),
        (base + 'searches = {page = "https://search.example/", language = "ru"}\n', "write {page"),
        (base + stream + 'enabled = "no"\n', "write true or false"),
    ):
        with pytest.raises(InvalidSource, match=said):
            load(tmp_path, wrong)
