"""The catalogue that comes with Konchi: every block is walked, so a new source is tested without a new test."""

import datetime as dt
import re
import tomllib
import zoneinfo
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.sources import WAYS_IN, Source, load_catalogue
from crawler.sources.values import Expect
from pipeline.identity import Rules, identity
from pipeline.resolution.kinds import DISCOVERY, TRUST
from pipeline.url import canonical

HERE = Path(__file__).parent
ADDRESSES = tomllib.loads((HERE / "addresses.toml").read_text(encoding="utf-8"))
CATALOGUE = load_catalogue(HERE.parents[1] / "crawler" / "sources")
COUNTRIES = tomllib.loads((HERE.parents[1] / "crawler" / "countries.toml").read_text(encoding="utf-8"))
POLITE = 3.0  # seconds between two requests
WITH_PATTERN = sorted(name for name, source in CATALOGUE.items() if source.article)
FIRST = {  # those that the field notes call the ones to crawl first
    *("trend_az", "uzdaily_uz", "uztmk", "minexforum", "kun_uz", "kursiv_uz", "gazeta_uz", "intellinews", "uza_uz"),
    *("fergana", "agmk", "timesca", "mining_com", "daryo_uz", "spot_uz", "gov_uz_mining_ministry", "navoiyuran"),
    *("podrobno_uz", "dunyo", "anadolu", "mofcom_uz", "world_nuclear_news", "review_uz", "president_uz", "ngmk"),
    *("gov_uz_miit", "mfa_uz", "lex_uz", "astana_times", "eurasianet", "akipress", "interfax_ru", "interfax_en"),
    *("yonhap", "nikkei_asia", "xinhua_en", "smm", "argus", "reuters", "bloomberg", "the_diplomat", "us_state"),
    *("us_dfc", "eu_presscorner", "ebrd", "adb", "world_bank"),
}


def _matches(source: Source, address: str) -> bool:
    return bool(source.article and source.article.search(address))


def test_the_catalogue_holds_the_sources_that_a_first_crawl_needs() -> None:
    assert len(CATALOGUE) >= 130
    assert set(CATALOGUE) >= FIRST


def test_every_way_in_is_in_use() -> None:
    assert {way for source in CATALOGUE.values() for way in source.ways_in} == set(WAYS_IN)


def test_voices_of_one_house_are_one_publisher() -> None:
    houses: dict[str, list[str]] = {}
    for name, source in CATALOGUE.items():
        houses.setdefault(source.publisher, []).append(name)
    assert {"hurriyet", "hurriyet_daily_news"} in [set(names) for names in houses.values()]
    assert sum(len(names) > 1 for names in houses.values()) >= 4


def _hosted(way: str) -> Callable[[Source], bool]:
    """Return whether all lists of a way in are addresses of hosts that have a name."""
    return lambda source: all("." in (urlsplit(at).hostname or "") for one, at in source.lists if one == way)


FIELDS: dict[str, Callable[[Source], bool]] = {  # what each field of a block has to be
    "name": lambda source: bool(re.fullmatch(r"[a-z][a-z0-9_]+", source.name)),
    "title": lambda source: source.title == " ".join(source.title.split()) != "",
    "country": lambda source: source.country in COUNTRIES,
    "timezone": lambda source: bool(zoneinfo.ZoneInfo(source.timezone)),
    "publisher": lambda source: bool(re.fullmatch(r"[a-z][a-z0-9_-]+", source.publisher)),
    "kind": lambda source: source.kind in TRUST,
    "languages": lambda source: bool(source.languages) and len(set(source.languages)) == len(source.languages),
    **{way: _hosted(way) for way in WAYS_IN},
    "enabled": lambda source: source.kind == DISCOVERY,
    "article": lambda source: not _matches(source, f"{urlsplit(source.lists[0][1]).scheme}://other.example/about"),
    "every": lambda source: dt.timedelta(minutes=1) <= source.every <= dt.timedelta(days=1),
    "delay": lambda source: source.delay >= POLITE,
    "expect": lambda source: source.expect is not None and source.expect != Expect(),
    "selectors": lambda source: set(source.selectors) <= {"title", "text", "date", "author"},
    "identity": lambda source: all(re.compile(pattern) and stands for pattern, stands in source.identity),
    "drop": lambda source: bool(source.drop) and not source.drop.search(source.title),
    "reprints": lambda source: set(source.reprints) <= set(CATALOGUE) - {source.name},
}


NEEDED = ("kind", "languages")
USUAL = {field.name: field.default for field in fields(Source)}


def test_every_field_that_a_block_may_have_is_looked_at() -> None:
    assert set(FIELDS) == {field.name for field in fields(Source)}


def _told(source: Source) -> list[str]:
    """Return the fields of a block that tell something, and those that none may lack."""
    return [field for field in FIELDS if field in NEEDED or getattr(source, field) not in (USUAL.get(field), {})]


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name in sorted(CATALOGUE) for field in _told(CATALOGUE[name])]
)
def test_a_field_of_a_block_is_what_it_has_to_be(name: str, field: str) -> None:
    assert FIELDS[field](CATALOGUE[name])


@pytest.mark.parametrize("name", sorted(set(CATALOGUE) - set(ADDRESSES["plain_http"])))
def test_lists_are_asked_for_in_secret(name: str) -> None:
    assert {urlsplit(address).scheme for _, address in CATALOGUE[name].lists} == {"https"}


def test_the_official_channels_of_bodies_are_read() -> None:
    channels = {channel for source in CATALOGUE.values() for channel in source.telegram}
    assert channels >= {"shmirziyoyev", "Press_Secretary_Uz", "mfa_uz", "miituz", "huquqiyaxborot", "uzatom_official"}


@pytest.mark.parametrize("name", WITH_PATTERN)
def test_a_pattern_refuses_the_pages_that_only_list_articles(name: str) -> None:
    source = CATALOGUE[name]
    homes = {f"{part.scheme}://{part.netloc}/" for part in (urlsplit(address) for _, address in source.lists)}
    lists = [*homes, *(address for _, address in source.lists), *ADDRESSES["pages"].get(name, [])]
    assert [address for address in lists if _matches(source, address)] == []


def test_addresses_belong_to_sources_with_a_pattern() -> None:
    assert set(ADDRESSES["articles"]) | set(ADDRESSES["pages"]) <= set(WITH_PATTERN)
    assert len(ADDRESSES["articles"]) >= 60


@pytest.mark.parametrize("name", sorted(ADDRESSES["articles"]))
def test_a_pattern_knows_real_articles_also_in_their_one_spelling(name: str) -> None:
    source = CATALOGUE[name]
    for address in ADDRESSES["articles"][name]:
        assert _matches(source, address), address
        assert _matches(source, canonical(address)), canonical(address)


@pytest.mark.parametrize("name", WITH_PATTERN)
def test_a_pattern_takes_no_address_of_another_source(name: str) -> None:
    others = [address for other, known in ADDRESSES["articles"].items() if other != name for address in known]
    assert [address for address in others if _matches(CATALOGUE[name], address)] == []


def test_no_list_is_asked_for_by_two_sources() -> None:
    lists = [address for source in CATALOGUE.values() for _, address in source.lists]
    assert len(lists) == len(set(lists))


RULES = Rules(rule for source in CATALOGUE.values() for rule in source.identity)


def test_every_source_with_rules_of_identity_has_spellings_that_prove_them() -> None:
    assert set(ADDRESSES["identity"]) == {name for name, source in CATALOGUE.items() if source.identity}


@pytest.mark.parametrize("name", sorted(ADDRESSES["identity"]))
def test_spellings_of_one_article_are_one_address_and_another_article_is_another(name: str) -> None:
    spellings = ADDRESSES["identity"][name]
    (one,) = {identity(spelling, RULES) for spelling in spellings}
    number = re.findall(r"\d+|[a-z]+", one)[-1]
    assert identity(spellings[0].replace(number, f"9{number}"), RULES) != one
