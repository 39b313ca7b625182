"""What an archive holds is read as it was meant, whoever wrote it, and where it is damaged that is said."""

import gzip
import zlib
from pathlib import Path

import brotli
import pytest

from crawler.archives.captures import UnreadableArchive, captures
from crawler.visits.fetched import Fetched
from tests.crawler.archives.warc import Capture, record, records, written
from tests.crawler.hostile.bombs import bomb

PAGE = "<html><body><p>Узбекистан и Франция подписали меморандум по урану.</p></body></html>".encode() * 20
AT = "2024-05-01T10:00:00+00:00"


def read(path: Path) -> list[Fetched]:
    with path.open("rb") as file:
        return list(captures(file))


def held(folder: Path, *one: Capture, name: str = "a.warc.gz") -> list[Fetched]:
    return read(written(folder / name, one))


def chunked(body: bytes) -> bytes:
    pieces = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_page_is_had_as_a_crawl_would_have_it(tmp_path: Path, name: str) -> None:
    (page,) = held(tmp_path, Capture("https://a.uz/1", PAGE, headers={"Set-Cookie": "a=b", "ETag": '"1"'}), name=name)
    assert (page.entry.address, page.final_address, page.status, page.error) == ("https://a.uz/1",) * 2 + (200, None)
    assert (page.body, page.fetched_at.isoformat()) == (PAGE, AT)
    assert page.headers == {"content-type": "text/html; charset=utf-8", "etag": '"1"'}


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (brotli.compress(PAGE), "br"),
        (gzip.compress(gzip.compress(PAGE)), "gzip, gzip"),
        (PAGE, "gzip"),  # archives that keep what a body unpacks to leave the header as it was
        (PAGE, "br"),
        (PAGE, "strange"),
    ],
)
def test_a_packed_body_is_unpacked_and_one_that_only_says_so_is_not(tmp_path: Path, body: bytes, encoding: str) -> None:
    (page,) = held(tmp_path, Capture("https://a.uz/1", body, headers={"Content-Encoding": encoding}))
    assert page.body == PAGE
    (page,) = held(
        tmp_path,
        Capture(
            "https://a.uz/1", chunked(body), headers={"Content-Encoding": encoding, "Transfer-Encoding": "chunked"}
        ),
    )
    assert page.body == PAGE


def test_a_body_that_only_says_it_is_chunked_or_ends_within_a_chunk_stays_as_it_is(tmp_path: Path) -> None:
    for body in (PAGE, chunked(PAGE)[:-30]):
        (page,) = held(tmp_path, Capture("https://a.uz/1", body, headers={"Transfer-Encoding": "chunked"}))
        assert page.body == body


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_bombs_and_endless_bodies_are_not_read(tmp_path: Path, encoding: str) -> None:
    packed, long = (
        Capture("https://a.uz/1", bomb(encoding), headers={"Content-Encoding": encoding}),
        Capture("https://a.uz/2", b"Uzbekistan copper " * 400_000),
    )
    assert [page.error for page in held(tmp_path, packed, long)] == ["over 4 MB", "over 4 MB"]


def test_what_is_no_page_is_a_note_that_says_why(tmp_path: Path) -> None:
    found = held(
        tmp_path,
        Capture("https://a.uz/1", PAGE, status="404 Not Found"),
        Capture("https://a.uz/2", b"", status="301 Moved", headers={"Location": "/3"}),
        Capture("https://a.uz/3", b"\x89PNG", kind="image/png"),
        Capture("https://a.uz/4", b"  "),
        Capture("https://a.uz/5", PAGE, kind=None),
        Capture("dns:a.uz", PAGE),
        Capture("http://[a.uz/6", PAGE),
        Capture("<https://a.uz/7>", PAGE),  # as Wget writes it
        Capture("https://a.uz/8", PAGE, at="2999-01-01T00:00:00Z"),
        Capture("https://a.uz/9", PAGE, at="yesterday"),
    )
    assert [page.error for page in found] == [
        "HTTP 404",
        "HTTP 301",
        "no page but image/png",
        "an empty answer",
        None,
        "no answer of a web server",
        "no answer of a web server",
        None,
        "no time of capture",
        "no time of capture",
    ]


def test_a_wall_is_no_page(tmp_path: Path) -> None:
    wall = b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    (page,) = held(tmp_path, Capture("https://a.uz/1", wall))
    assert page.error


def test_a_file_that_is_no_archive_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    with pytest.raises(UnreadableArchive, match="no WARC file"):
        read(tmp_path / "a.html")


def test_an_archive_without_captures_is_whole(tmp_path: Path) -> None:
    assert held(tmp_path) == []
    (tmp_path / "b.warc").write_bytes(b"")
    assert read(tmp_path / "b.warc") == []


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_is_cut_anywhere_says_so_after_what_it_holds(tmp_path: Path, name: str) -> None:
    ones = [Capture(f"https://a.uz/{number}", PAGE) for number in range(3)]
    packed = name.endswith("gz")
    pieces = [gzip.compress(one, 1) if packed else one for one in records(ones)]
    whole, last = b"".join(pieces), len(b"".join(pieces[:-3]))  # before the last request
    ends = {last + len(pieces[-3]), len(whole) - len(pieces[-1])}  # where nothing is amiss
    for length in {*range(last + 1, len(whole), 7), len(whole) - 1} - ends:
        if not packed and whole[:length].endswith(b"\r\n\r\n"):
            continue  # as a record ends
        (tmp_path / name).write_bytes(whole[:length])
        with (tmp_path / name).open("rb") as file:
            reading, found = captures(file), list[Fetched]()
            with pytest.raises(UnreadableArchive, match=r"cut in a record|damaged"):
                found.extend(reading)
        assert [page.body for page in found[:2]] == [PAGE, PAGE]


def test_what_stands_before_damage_is_read(tmp_path: Path) -> None:
    one, other = (gzip.compress(b"".join(records([Capture(f"https://a.uz/{n}", PAGE)]))) for n in range(2))
    (tmp_path / "a.warc.gz").write_bytes(one + b"\0" * 80 + other)
    with (tmp_path / "a.warc.gz").open("rb") as file:
        reading = captures(file)
        assert next(reading).body == PAGE
        with pytest.raises(UnreadableArchive, match="damaged behind byte"):
            next(reading)


def test_records_without_an_answer_are_notes_and_those_of_other_matters_are_passed_over(tmp_path: Path) -> None:
    capture = Capture("https://a.uz/1", PAGE)
    strange = [record(kind, capture.address, capture.at, capture.block) for kind in ("revisit", "conversion", "x")]
    plain = record("resource", capture.address, capture.at, PAGE).replace(
        b"application/http; msgtype=resource", b"text/x"
    )
    (tmp_path / "a.warc").write_bytes(b"".join([*strange, plain, *records([capture])]))
    errors = [page.error for page in read(tmp_path / "a.warc")]
    assert errors == ["unchanged since another capture", "no answer of a web server", None]
