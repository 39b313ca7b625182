"""Every kept page is read again, one test a field: what a change of the extraction spoils is seen by its name."""

import datetime as dt
import functools
from pathlib import Path
from typing import Any

import pytest

from crawler.onboarding.cases import EXPECTED, FIELDS, PAGE, cases_folder, fields, keep, observed, read_case
from crawler.sources import load_catalogue
from pipeline.extract import Raw, extract
from tests.crawler.conftest import ARTICLE

SHIPPED = Path(__file__).parents[1] / "cases"
OWN = cases_folder()  # beside a catalogue of one's own, where KONCHI_SOURCES names one
CASES = sorted({path.parent for folder in (SHIPPED, OWN or SHIPPED) for path in folder.glob(f"*/{EXPECTED}")})


@functools.cache
def read(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    source = load_catalogue().get(folder.name)
    case = read_case(folder, source.selectors if source else None)
    return dict(case.expected), observed(case)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_kept_page_is_read_as_it_was(folder: Path, field: str) -> None:
    expected, now = read(folder)
    assert now[field] == expected[field]


def test_the_kept_pages_are_of_many_builds_languages_and_scripts() -> None:
    kept = [read(folder)[0] for folder in CASES if folder.parent == SHIPPED]
    assert len(kept) >= 8
    assert {case["language"] for case in kept} >= {"en", "ru", "uz-Latn", "uz-Cyrl"}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_field_is_expected_and_no_other(folder: Path) -> None:
    assert set(read_case(folder).expected) == set(FIELDS)


def raw(body: bytes, charset: str | None = None) -> Raw:
    moment = dt.datetime(2026, 8, 1, 12, tzinfo=dt.UTC)
    return Raw(body, charset, "https://example.uz/2026/07/30/deal", moment, "Asia/Tashkent")


def test_a_page_that_is_kept_is_read_the_same_again(tmp_path: Path) -> None:
    body = ARTICLE.format(title='A "deal" \\ signed', number="Мисол.").encode("cp1251")
    page = raw(body, "windows-1251")
    keep(tmp_path / "outlet", page, extract(page))
    assert (tmp_path / "outlet" / PAGE).read_bytes() == body
    case = read_case(tmp_path / "outlet")
    assert (case.raw, case.expected) == (page, observed(case))
    assert case.expected["title"] == 'A "deal" \\ signed'
    assert case.expected["published"] == "2026-07-30T12:00+05:00 (day)"


def test_a_change_of_what_is_read_is_seen_in_its_field(tmp_path: Path) -> None:
    page = raw(ARTICLE.format(title="A deal", number="More of it.").encode())
    keep(tmp_path, page, extract(page))
    (tmp_path / PAGE).write_bytes(page.body.replace(b"More of it.", b"And less."))
    case = read_case(tmp_path)
    now = observed(case)
    assert {field for field in FIELDS if now[field] != case.expected[field]} == {"last", "length"}


def test_what_a_page_does_not_say_is_an_empty_string() -> None:
    page = Raw(ARTICLE.format(title="A deal", number="").encode(), None, "https://a.uz/b-c", raw(b"").fetched_at, "UTC")
    told = fields(extract(page))
    assert (told["published"], told["author"]) == ("", "")


def test_pages_are_kept_beside_the_catalogue_they_belong_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    assert cases_folder() == tmp_path / "cases"
    monkeypatch.delenv("KONCHI_SOURCES")
    assert cases_folder() == SHIPPED
