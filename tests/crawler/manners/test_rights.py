"""Signals of reserved rights are read wherever the three conventions put them, and shown in a table."""

import datetime as dt
import json

import pytest
from sqlalchemy import Engine

from crawler.manners import rights
from crawler.manners.hosts import Manners, remember
from pipeline.db import session

RSL = "https://outlet.uz/license.xml"


def test_robots_carries_them_in_any_group_and_case() -> None:
    body = f"User-agent: *\r\nDisallow:\r\nCONTENT-USAGE: train-ai=n, search=y\r\n\r\nLicense: {RSL}\r\nlicensed: no\n"
    body += "Content-Signal: ai-train=no\nLicense:\nAllow: /\n"
    assert rights.in_robots(body.encode()) == [
        ("content-usage", "train-ai=n, search=y"),
        ("license", RSL),
        ("content-signal", "ai-train=no"),
    ]


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"tdm-reservation": "1", "tdm-policy": RSL}, [("tdm-reservation", "1"), ("tdm-policy", RSL)]),
        ({"content-usage": "train-ai=n"}, [("content-usage", "train-ai=n")]),
        ({"link": f'</x>; rel=next, <{RSL}>; rel="license"; type="application/rsl+xml"'}, [("license", RSL)]),
        ({"link": f"<{RSL}>; rel=license"}, [("license", RSL)]),
        ({"link": '</x>; rel="license"; type="text/html"'}, []),
        ({"content-type": "text/html"}, []),
    ],
)
def test_headers_carry_them(headers: dict[str, str], found: list[rights.Signal]) -> None:
    assert rights.in_headers(headers) == found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (f'<link rel="license" type="application/rsl+xml" href="{RSL}">', [("license", RSL)]),
        (f"<LINK href={RSL} type=application/rsl+xml rel=license />", [("license", RSL)]),
        ('<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">', []),
        (
            '<meta name="tdm-reservation" content="1"><meta content=/p name=tdm-policy>',
            [("tdm-reservation", "1"), ("tdm-policy", "/p")],
        ),
        ('<meta name="description" content="tdm-reservation">', []),
        (
            '<rss xmlns:rsl="https://rslstandard.org/rsl"><rsl:content url="/" server="x">',
            [("license", '<rsl:content url="/" server="x">')],
        ),
        ("<p>" + " " * 70_000 + '<meta name="tdm-reservation" content="1">', []),
    ],
)
def test_heads_of_pages_and_feeds_carry_them(head: str, found: list[rights.Signal]) -> None:
    assert rights.in_document(head.encode()) == found


def test_a_reservation_file_is_read_whatever_it_holds() -> None:
    rows = [{"location": "/news", "tdm-reservation": 1, "tdm-policy": RSL}, "no row", {"tdm-reservation": 0}]
    assert rights.in_tdmrep(json.dumps(rows).encode()) == [
        ("tdm-reservation", f"1 for /news, policy {RSL}"),
        ("tdm-reservation", "0 for /"),
    ]
    for body in (b"", b"<html>", b"{}", b"[" * 60_000, b'{"a": 1}', b"\xff"):
        assert rights.in_tdmrep(body) == []
    assert len(rights.in_tdmrep(json.dumps([{}] * 500).encode())) == rights.MOST_SIGNALS


def test_the_table_names_host_signal_value_and_place(database: Engine) -> None:
    assert rights.rights_table(rights.rights_of(database)) == ["no host that was asked has said anything of its rights"]
    host = Manners("outlet.uz")
    host.signal("license", f"{RSL}\n\x1b[31m", "robots.txt")
    with session(database) as opened:
        remember(opened, [host, Manners("another.uz")], dt.datetime.now(dt.UTC))
    rows = rights.rights_of(database)
    assert [(row["host"], row["signal"]) for row in rows] == [("outlet.uz", "license")]
    (line,) = rights.rights_table(rows)
    assert line.split() == ["outlet.uz", "license", RSL, "[31m", "(robots.txt)"]
