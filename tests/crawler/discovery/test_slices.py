"""A slice is read row by row; a zip that is broken, hidden full or a bomb is refused within little memory."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from crawler.discovery.rules import GDELT
from crawler.discovery.slices import read_slice
from crawler.lists.listing import Unreadable
from tests.crawler.discovery.graph import AT, row, zipped

BASE = "https://data.gdeltproject.org/gdeltv2/20261126020000.gkg.csv.zip"


def test_of_three_hundred_rows_the_three_that_matter_are_kept() -> None:
    rows = [row(f"https://host{n}.example/sport/match-{n}", "A match in Tashkent", AT["UZ"]) for n in range(149)]
    rows += [
        row(f"https://mine{n}.example/copper-mine", "Copper mine opens", AT["CI"], "ENV_MINING") for n in range(148)
    ]
    rows[20:20] = [row("https://a.example/news/77", "Visit to Tashkent", AT["CI"] + ";" + AT["UZ"], "TAX_X;ENV_MINING")]
    rows[90:90] = [row("https://b.ru/n/1", "Узбекистан продаст вольфрам", AT["UZ"], "EDUCATION")]
    rows[200:200] = [row("https://www.c.kz/uzbek-tungsten-project-2026.html", "", AT["UZ"])]
    found = read_slice(zipped(*rows), BASE)
    assert len(rows) == 300
    assert [entry.address for entry in found] == [
        "https://a.example/news/77",
        "https://b.ru/n/1",
        "https://www.c.kz/uzbek-tungsten-project-2026.html",
    ]
    assert [entry.title for entry in found] == ["Visit to Tashkent", "Узбекистан продаст вольфрам", None]
    assert [entry.timezone for entry in found] == [None, "Europe/Moscow", "Asia/Almaty"]


def test_nothing_is_dated_by_the_time_of_its_crawl() -> None:
    (entry,) = read_slice(zipped(row("https://a.example/1", "Copper &amp; gold\x0b mine", AT["UZ"])), BASE)
    assert entry.moment is None
    assert entry.published is None
    assert entry.title == "Copper & gold mine"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://a.example/medals/1", "Uzbekistan wins gold and silver"),
        ("ftp://a.example/copper", "Copper"),
        ("https://[broken/copper", "Copper"),
        ("javascript:alert(1)", "Copper"),
    ],
)
def test_medals_and_what_is_no_web_address_are_left_out(address: str, title: str) -> None:
    assert read_slice(zipped(row(address, title, AT["UZ"])), BASE) == []


def test_rows_of_the_wrong_shape_do_not_hide_the_good_one() -> None:
    good = row("https://a.example/1", "Copper", AT["UZ"])
    broadcast = row("https://b.example/1", "Copper", AT["UZ"]).replace("\t1\t", "\t2\t", 1)
    endless = "x" * (3 * GDELT.line) + "#UZ#"
    found = read_slice(zipped("", "#UZ#", "\t" * 40, endless, broadcast, good, good[:60]), BASE)
    assert [entry.address for entry in found] == ["https://a.example/1"]


def test_only_so_many_reports_of_one_slice_are_kept() -> None:
    rows = (row(f"https://a.example/{n}", "", AT["UZ"], "ENV_MINING") for n in range(GDELT.kept + 50))
    assert len(read_slice(zipped(*rows), BASE)) == GDELT.kept


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("slice.csv", "w") as member:
        for _ in range(GDELT.unzipped // 1_000_000 + 1):
            member.write(bytes(1_000_000))
    return made.getvalue()


def lying_bomb() -> bytes:
    """Return a bomb whose directory says that it is small."""
    body = bytearray(bomb())
    size = (GDELT.unzipped // 1_000_000 + 1) * 1_000_000
    place = body.rfind(size.to_bytes(4, "little"))
    body[place : place + 4] = (1000).to_bytes(4, "little")
    return bytes(body)


def many() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(30_000):
            archive.writestr(str(number), b"")
    return made.getvalue()


def two() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a", b"")
        archive.writestr("b", b"")
    return made.getvalue()


def cut() -> bytes:
    body = bytearray(zipped(*(row(f"https://a.example/{n}", "Copper", AT["UZ"]) for n in range(500))))
    body[200:300] = bytes(100)
    return bytes(body)


@pytest.mark.parametrize("make", [bomb, lying_bomb, many, two, cut, lambda: b"", lambda: b"<html>no zip</html>"])
def test_a_zip_that_is_none_is_refused_with_a_sentence_and_within_ten_megabytes(make: Callable[[], bytes]) -> None:
    body = make()
    tracemalloc.start()
    with pytest.raises(Unreadable) as refused:
        read_slice(body, BASE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(refused.value).isprintable()
    assert peak < 10_000_000, peak
