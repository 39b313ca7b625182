"""The preview of a Telegram channel comes in; its posts go out as entries, each with the page that stands for it."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.lists.inline import page
from crawler.lists.listing import Entry, Listing, Unreadable, absolute, moment_of
from crawler.lists.tree import read_html

HOME = "https://t.me/"
LEAST_TEXT = 60  # characters; a shorter post is a caption
LONGEST_TITLE = 140
POST = re.compile(r"[A-Za-z0-9_]{1,64}/\d{1,12}")
SENTENCE = re.compile(r"(?<=[.!?…])\s")


def read_channel(body: bytes, charset: str | None, address: str, article: re.Pattern[str] | None) -> Listing:
    """Return the posts of a channel's preview, the newest first; raises Unreadable where the page is none.

    A post that leads to an article of the outlet's own, by the pattern ``article``, is an entry of that article.
    """
    tree = read_html(body, charset)
    posts = tree.xpath("//*[@data-post]")
    if not posts:
        known = tree.xpath("//*[contains(@class, 'tgme_channel_info')]")
        if known:
            return Listing([])
        raise Unreadable("no preview of a channel: there is none of this name, or it shows none")
    entries = [entry for post in reversed(posts) for entry in _entries(post, address, article)]
    return Listing(list({entry.address: entry for entry in entries}.values()))


def _entries(post: HtmlElement, address: str, article: re.Pattern[str] | None) -> Iterator[Entry]:
    number = POST.fullmatch(post.get("data-post", ""))
    written = next(iter(post.xpath(".//*[contains(@class, 'tgme_widget_message_text')]")), None)
    if not number or written is None:
        return
    published = next(iter(post.xpath(".//time/@datetime")), None)
    lines = _lines(written)
    text, title = " ".join(lines), _title(lines)
    links = {link for found in written.xpath(".//a/@href") if (link := absolute(address, found))}
    own = sorted(link for link in links if article and article.search(link))
    moment = moment_of(published or "")
    if own:
        yield from (Entry(link, title=title, published=published, moment=moment) for link in own)
    elif len(text) >= LEAST_TEXT:
        link = f"{HOME}{number[0]}"
        rest = lines[1:] if lines[0] == title and len(lines) > 1 else lines
        content = page(link, title, rest, published, None)
        yield Entry(link, title=title, published=published, moment=moment, content=content)


def _lines(written: HtmlElement) -> list[str]:
    for broken in written.xpath(".//br"):
        broken.tail = f"\n{broken.tail or ''}"
    lines = (" ".join(line.split()) for line in written.text_content().split("\n"))
    return [line for line in lines if line] or [""]


def _title(lines: list[str]) -> str:
    """Return the first line, or its first sentence, or as many of its words as a headline has."""
    first = lines[0]
    if len(first) > LONGEST_TITLE:
        first = SENTENCE.split(first, maxsplit=1)[0]
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1].rpartition(' ')[0]}…"
