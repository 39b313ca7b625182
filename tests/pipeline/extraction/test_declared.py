"""What a page says its own address is: its canonical link before its og:url, made absolute, and nothing else."""

import pytest

from pipeline.extraction.declared import LONGEST_NAME, declared, site_name
from pipeline.extraction.markup import parse

HERE = "https://news.example/ru/2025/ore?from=rss"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ('<link rel="canonical" href="https://news.example/2025/ore">', "https://news.example/2025/ore"),
        ('<link rel="shortlink canonical" href="/2025/ore">', "https://news.example/2025/ore"),
        ('<meta property="og:url" content="https://news.example/2025/ore">', "https://news.example/2025/ore"),
        (
            '<meta property="og:url" content="https://a.example/"><link rel=canonical href="https://b.example/">',
            "https://b.example/",
        ),
        ('<link rel="canonical" href=""><meta property="og:url" content="//c.example/x">', "https://c.example/x"),
        ('<link rel="amphtml" href="https://news.example/amp">', None),
        ('<link rel="canonical" href="javascript:void(0)">', None),
        ('<link rel="canonical" href="https://[broken">', None),
        (f'<link rel="canonical" href="https://news.example/{"x" * 3000}">', None),
        ("", None),
    ],
)
def test_what_a_page_declares(head: str, said: str | None) -> None:
    assert declared(parse(f"<html><head>{head}</head><body><p>Ore</p></body></html>"), HERE) == said


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Ўзбекистон &amp; кон", "Ўзбекистон & кон"),
        (" The\u2028 Daily\x1b[2J", None),
        ("The\u202e Daily\x07", "The Daily"),
        ("https://evil.example/", None),
        ("&lt;b&gt;Daily&lt;/b&gt;", None),
        ("desk@daily.uz", None),
        ("2026", None),
        ("x" * (LONGEST_NAME + 1), None),
        ("", None),
    ],
)
def test_what_a_page_calls_its_site_is_a_name_or_nothing(stated: str, name: str | None) -> None:
    head = f'<meta property="og:site_name" content="{stated}">'
    assert site_name(parse(f"<html><head>{head}</head><body><p>Ore</p></body></html>")) == name
