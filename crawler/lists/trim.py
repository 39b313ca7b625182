"""A feed's text comes in; the same goes out without what no honest feed has: lists, items and nesting without end."""

import re
from itertools import islice

LARGEST = 4_000_000  # bytes or characters; feedparser needs thirty times as much for each
SMALL = 500_000  # characters; a feed that is shorter and has few tags is left as it is
FEW_TAGS = 20_000
MOST_TAGS = 200_000
MOST_ITEMS = 2000
LONGEST_ITEM = 400_000  # characters; some feeds carry the whole article
LONGEST_HEAD = 100_000  # characters
ENTITY = "<!ENTITY"
DEEPEST = 500
ITEM = re.compile(r"<((?:[\w-]{1,30}:)?(?:item|entry))(?=[\s>])", re.IGNORECASE)
REFERENCE = re.compile(r"&#(?:(x)([0-9a-f]+)|(\d+));?", re.IGNORECASE)
LONGEST_REFERENCE = 12  # digits
LAST, HALVES = 0x10FFFF, range(0xD800, 0xE000)  # of Unicode; halves of characters are none
CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
TAG = re.compile(r"<(/?)[a-z][^<>]*?(/?)>", re.IGNORECASE)
ROOT = re.compile(r"<([a-z][\w:.-]{0,60})(?:\s[^<>]{0,5000})?>", re.IGNORECASE)
CONTENT = re.compile(r"<(content(?::encoded)?)(?=[\s>])", re.IGNORECASE)
CHANNEL = re.compile(r"<channel[\s>]", re.IGNORECASE)


def trim(text: str) -> tuple[str, str | None]:
    """Return the feed with as many of its first items as one may have, each of them whole, and what was left out."""
    if ENTITY in text[:LONGEST_HEAD]:  # what it stands for is multiplied at every use
        text = text[root.start() :] if (root := ROOT.search(text)) else ""
    text = REFERENCE.sub(_character, text)  # feedparser fails on the whole feed for one that is impossible
    if len(text) <= SMALL and text.count("<") <= FEW_TAGS:
        return text, None
    starts = [found.start() for found in islice(ITEM.finditer(text), MOST_ITEMS + 1)]
    if not starts:
        return text[:LONGEST_HEAD], None
    head, closing = _head(text[: starts[0]])
    light = len(text) > LARGEST  # then the articles that items carry are left out, so that there is room for more items
    kept: list[str] = []
    room, tags = LARGEST - len(head), MOST_TAGS
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        item = _whole(text, start, end, light=light)
        room, tags = room - len(item), tags - item.count("<")
        if room < 0 or tags < 0:
            break
        kept.append(item)
    return "".join([head, *kept[:MOST_ITEMS], closing]), _left_out(len(kept), len(starts), kept.count(""))


def _left_out(read: int, listed: int, empty: int) -> str | None:
    """Return which items were not kept: those behind the last there was room for, and those that are no item."""
    cut = f"cut after {min(read, MOST_ITEMS):,} entries" if min(read, MOST_ITEMS) < listed else None
    return cut or (f"{empty:,} entries are cut or too large" if empty else None)


def _character(reference: re.Match[str]) -> str:
    """Return the reference as it is if it names a character, else the sign of a broken one."""
    digits = reference[2] or reference[3]
    if len(digits) > LONGEST_REFERENCE:
        return "\ufffd"
    number = int(digits, 16 if reference[1] else 10)
    return "\ufffd" if number > LAST or number in HALVES else reference[0]


def _head(text: str) -> tuple[str, str]:
    """Return what stands before the first item, only its outermost tags where it is too much, and what closes it."""
    root = ROOT.search(text, 0, LONGEST_HEAD)
    if not root:
        return "", ""
    inside = root[1].lower() == "rss" and bool(CHANNEL.search(text))
    if len(text) > LONGEST_HEAD or _deep(text):
        text = root[0] + "<channel>" * inside
    return text, "</channel>" * inside + f"</{root[1]}>"


def _whole(text: str, start: int, end: int, *, light: bool) -> str:
    """Return the item that begins at start; nothing where it is cut, too long or too deep."""
    name = ITEM.match(text, start)
    closing = f"</{name[1]}>" if name else ""
    stop = text.find(closing, start, end)
    item = text[start : stop + len(closing)] if stop > 0 else ""
    item = _lightened(item) if light else item
    return "" if len(item) > LONGEST_ITEM or _deep(item) else item


def _lightened(item: str) -> str:
    """Return an item without the article that it carries."""
    kept, at = [], 0
    while content := CONTENT.search(item, at):
        closing = f"</{content[1]}>"
        stop = item.find(closing, content.end())
        if stop < 0:
            break
        kept.append(item[at : content.start()])
        at = stop + len(closing)
    return "".join([*kept, item[at:]])


def _deep(text: str) -> bool:
    if text.count("<") <= DEEPEST:
        return False
    depth = deepest = 0
    for tag in TAG.finditer(CDATA.sub("", text)):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        deepest = max(deepest, depth)
    return deepest > DEEPEST
