"""A list is unpacked up to its limit, whichever way it is packed, and what is damaged up to the damage."""

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd
from scrapy.http import Response

from crawler.lists.cutting import CUT, LONGEST, UNPACKERS, as_list, unpack, was_cut
from tests.crawler.conftest import Crawl, Site

TEXT = b"".join(b"Uzbekistan copper %d " % number for number in range(20_000))


def raw(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "two gzip files": ("x-gzip", lambda body: gzip.compress(body[:1000]) + gzip.compress(body[1000:])),
    "deflate": ("deflate", zlib.compress),
    "deflate without a header": ("deflate", raw),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
}


@pytest.mark.parametrize("how", PACKERS)
def test_a_body_is_unpacked_as_far_as_there_is_room(how: str) -> None:
    encoding, pack = PACKERS[how]
    packed = pack(TEXT)
    assert unpack(packed, encoding, len(TEXT)) == (TEXT, True)
    assert unpack(packed, encoding, 100_000) == (TEXT[:100_000], False)
    assert unpack(b"", encoding, 1000) == (b"", True)


@pytest.mark.parametrize("how", PACKERS)
def test_a_body_that_is_cut_on_the_way_is_unpacked_up_to_there(how: str) -> None:
    encoding, pack = PACKERS[how]
    packed = pack(TEXT)
    found, _ = unpack(packed[: len(packed) * 9 // 10], encoding, len(TEXT))
    assert TEXT.startswith(found)
    assert len(found) > len(TEXT) // 2


@pytest.mark.parametrize("encoding", UNPACKERS)
def test_what_is_not_packed_so_is_nothing(encoding: str) -> None:
    assert unpack(b"<html>busy</html>" * 10, encoding, 1000)[0] == b""


@pytest.mark.parametrize("encoding", ["gzip", "gzip, br", "foo", "foo, gzip"])
def test_a_list_may_be_packed_more_than_once_or_in_a_way_we_do_not_know(
    site: Site, crawl: Crawl, encoding: str
) -> None:
    site.feed("/rss", {site.article("/a"): ""})
    answer = site.answers["/rss"]
    assert not callable(answer)
    for name in encoding.split(", "):
        answer.body = {"gzip": gzip.compress, "br": brotli.compress}.get(name, bytes.swapcase)(answer.body)
    answer.headers["Content-Encoding"] = encoding
    crawl.source("outlet", feeds=[f"{site.home}/rss"])
    said = crawl.run()
    assert ("a" in crawl.pages()) == ("foo" not in encoding), said


def test_the_limit_is_told_in_words() -> None:
    assert as_list()["cut_at"] == LONGEST
    assert was_cut(Response("http://a.uz/", flags=[CUT])) == "cut at 10 MB"
    assert was_cut(Response("http://a.uz/")) is None
