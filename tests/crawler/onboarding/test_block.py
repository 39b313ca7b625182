"""The block of a site, and the catalogue's file it goes into."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from crawler.lists.learning import Learned
from crawler.lists.listing import Entry
from crawler.onboarding.block import Wishes, check, compose, refuse_taken_name, rhythm, write
from crawler.onboarding.exploring import Found
from crawler.onboarding.hindrance import NotAdded
from crawler.sources import InvalidSource, load_catalogue

NOON = dt.datetime(2026, 8, 1, 12, tzinfo=dt.UTC)
PATTERN = r"^https?://(?:(?:www|m)\.)?example\.uz/news/\d+"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    return tmp_path


def found(*patterns: str, home: str = "https://example.uz", title: str | None = "Example") -> Found:
    learned = Learned(patterns or (PATTERN,), 2)
    return Found(f"{home}/", home, title, {"feeds": [f"{home}/rss"]}, learned=learned)


def entries(hours: float, number: int) -> list[Entry]:
    return [Entry(f"https://example.uz/{n}", moment=NOON + n * dt.timedelta(hours=hours)) for n in range(number)]


def test_a_block_is_readable_and_says_only_what_is_known() -> None:
    assert compose(found(), Wishes("example_uz", "UZ")) == (
        "[[source]]\n"
        'name = "example_uz"\n'
        'title = "Example"\n'
        'kind = "newspaper"\n'
        'country = "UZ"\n'
        'feeds = ["https://example.uz/rss"]\n'
        f"article = '{PATTERN}'\n"
    )


def test_ministries_are_known_by_their_hosts_and_wishes_come_first() -> None:
    official = found(home="https://mingeo.gov.uz", title=None)
    block = tomllib.loads(compose(official, Wishes("m", "UZ")))["source"][0]
    assert (block["kind"], block["title"]) == ("government", "mingeo.gov.uz")
    block = tomllib.loads(compose(official, Wishes("m", "UZ", "agency", 0)))["source"][0]
    assert (block["kind"], block["delay"]) == ("agency", 0)


def test_several_patterns_are_alternatives_and_quotes_in_them_are_kept(folder: Path) -> None:
    text = compose(found(PATTERN, r"^https://example\.uz/it's/\d+"), Wishes("example_uz", "UZ"))
    source = check(text, "example_uz")
    assert source.article
    assert all(source.article.search(f"https://example.uz/{path}") for path in ("news/5", "it's/5"))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("hours", "number", "told"),
    [
        (0.25, 20, {"every": "5m", "expect": {"min": 24, "max": 384}}),
        (4, 20, {"every": "", "expect": {"min": 1, "max": 24}}),
        (24, 20, {"every": "1h"}),
        (96, 20, {"every": "6h"}),
        (4, 5, {"every": ""}),
        (4, 2, {}),
        (0, 20, {}),
    ],
)
def test_the_rhythm_is_told_as_far_as_the_dates_tell_it(hours: float, number: int, told: dict[str, object]) -> None:
    assert rhythm(entries(hours, number)) == told


def test_a_name_and_a_list_that_are_taken_are_refused(folder: Path) -> None:
    (folder / "kz.toml").write_text(compose(found(), Wishes("other", "KZ")), encoding="utf-8")
    with pytest.raises(NotAdded, match="'other' already; give another name with --name"):
        refuse_taken_name("other")
    with pytest.raises(NotAdded, match="is read by the source 'other' already"):
        check(compose(found(), Wishes("mine", "UZ")), "mine")


def test_a_block_goes_into_the_file_of_its_country_with_a_line_between(folder: Path) -> None:
    for name in ("one", "two"):
        write(compose(found(home=f"https://{name}.uz"), Wishes(name, "UZ")), "UZ")
    text = (folder / "uz.toml").read_text(encoding="utf-8")
    assert text.count("[[source]]") == 2
    assert '\n\n[[source]]\nname = "two"' in text
    assert set(load_catalogue(folder)) == {"one", "two"}


def test_a_block_that_would_break_the_catalogue_is_not_written(folder: Path) -> None:
    block = compose(found(), Wishes("one", "UZ"))
    write(block, "UZ")
    before = (folder / "uz.toml").read_bytes()
    with pytest.raises(InvalidSource, match="the name 'one' is taken"):
        write(block, "UZ")
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("uz.toml", before)]
