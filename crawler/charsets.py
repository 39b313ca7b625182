"""The letters of a body: bytes and the charset they claim come in, text goes out."""

import codecs
import re

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
LAST = "windows-1251"  # the commonest undeclared charset of the region


def decode(body: bytes, charset: str | None = None) -> str:
    """Return the text of a body: valid UTF-8 is believed before any claim, a claim before windows-1251."""
    for mark, name in BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    declared = DECLARED.search(body[:2048])
    claims = ["utf-8", charset, declared[1].decode("ascii", "ignore") if declared else None]
    for claim in claims:
        text = _strictly(body, claim)
        if text is not None:
            return text
    return body.decode(LAST, errors="replace")


def charset_of(content_type: str) -> str | None:
    """Return the charset a Content-Type header claims."""
    found = DECLARED.search(content_type.encode("latin-1", "ignore"))
    return found[1].decode("ascii", "ignore") if found else None


def _strictly(body: bytes, charset: str | None) -> str | None:
    if not charset:
        return None
    try:
        return body.decode(charset)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
