"""Made-up pages are read before workers are forked: what that lays out of words and models none of them has to."""

import datetime as dt
from functools import cache
from pathlib import Path

from pipeline.extract import Raw
from pipeline.understand import understand
from pipeline.words.tables import check_keys, read_table

_FILE = Path(__file__).with_suffix(".toml")
_PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"


@cache
def rehearse() -> tuple[str, ...]:
    """Read a page in each of the languages that most pages are in, once a process; return these."""
    now = dt.datetime.now(dt.UTC)
    langs = []
    for page in read_table(_FILE, ("pages",))["pages"]:
        check_keys(page, ("title", "text"), f"{_FILE.name} [pages]")
        raw = Raw(_PAGE.format(**page).encode(), "utf-8", "https://example.org/1", now, "Asia/Tashkent", {})
        langs.append(understand(raw).lang)
    return tuple(langs)
