"""Whatever a page says of its charset, its letters arrive."""

import pytest

from pipeline.extraction.charset import decode

TEXTS = {
    "ru": (
        "На медном руднике началась разведка новых залежей, сообщает пресс-служба.",
        ("utf-8", "cp1251", "koi8-r", "utf-16"),
    ),
    "uz": ("Ўзбекистонда янги мис кони очилди, деб хабар берди вазирлик.", ("utf-8", "utf-8-sig")),
    "en": ("The mine’s café re-opened – “at last”, its owner said.", ("utf-8", "cp1252")),
    "tr": ("Şirket, bakır madeni için lisans aldığını açıkladı.", ("utf-8", "cp1254")),
    "zh": ("中国的一家公司在这里开采铜矿和钨矿。", ("utf-8", "gb18030")),
    "ja": ("この会社は銅の鉱山を開発しています。", ("utf-8", "euc-jp", "shift_jis")),
    "ko": ("이 회사는 구리 광산을 개발하고 있다.", ("utf-8", "euc-kr")),
}
CASES = [(text, charset) for text, charsets in TEXTS.values() for charset in charsets]


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "iso-8859-1", "no such charset", "idna"])
@pytest.mark.parametrize(("text", "charset"), CASES)
def test_text_survives_every_declaration(text: str, charset: str, declared: str | None) -> None:
    page = f"<html><head><title>{text}</title></head><body><p class='text'>{text}</p></body></html>"
    assert decode(page.encode(charset), declared) == page


def test_a_charset_declared_in_the_page_is_heard() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Медь</p>'
    assert decode(page.encode("koi8-r"), None) == page


def test_one_broken_sign_does_not_make_utf8_something_else() -> None:
    page = ("Медь и вольфрам. " * 20).encode() + b"\xd0"
    assert decode(page, "windows-1251").startswith("Медь и вольфрам.")


@pytest.mark.parametrize("body", [b"", b"\xff", b"\xff\xfe\xff", b"\x80" * 50, bytes(range(256))])
def test_no_bytes_raise_an_error(body: bytes) -> None:
    assert isinstance(decode(body, "utf-8"), str)
