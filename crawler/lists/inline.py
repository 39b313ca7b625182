"""What a list itself says of an article comes in; the page that stands for it goes out, so that nothing is fetched."""

import re
from collections.abc import Sequence
from html import escape, unescape

LONGEST_TITLE = 300  # characters
LONGEST_TEXT = 200_000
BREAKS = re.compile(r"(?i)<(?:br|/p|/div|/li|/h[1-6]|/blockquote)\b[^>]{0,200}>")
UNSEEN = re.compile(r"(?is)<(script|style)\b.{0,100000}?</\1\s*>")
TAGS = re.compile(r"<[^<>]{0,2000}>")


def page(address: str, title: str, paragraphs: Sequence[str], published: str | None, language: str | None) -> bytes:
    """Return a small page with the title, the moment as it was written, and the text; all of it escaped."""
    stamp = f'<meta property="article:published_time" content="{escape(published)}">' if published else ""
    lang = f' lang="{escape(language)}"' if language else ""
    text = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html{lang}><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="{escape(address)}"><meta property="og:title" content="{escape(title)}">{stamp}'
        f"</head>\n<body><article><h1>{escape(title)}</h1>\n{text}</article></body></html>\n"
    ).encode("utf-8", "replace")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that may be marked up, without its tags."""
    plain = TAGS.sub("", BREAKS.sub("\n", UNSEEN.sub(" ", text[:LONGEST_TEXT])))
    lines = (" ".join(line.split()) for line in unescape(plain).split("\n"))
    return [line for line in lines if line]
