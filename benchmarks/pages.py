"""The newsstand comes in; its pages as the crawl would store them, and pages of ordinary news around them, go out."""

import datetime as dt
import random

from pipeline.extract import Raw
from tests.newsstand import Newsstand

NOW = dt.datetime(2026, 9, 30, tzinfo=dt.UTC)
SIZE = 60_000  # bytes of an ordinary news page
_WORDS = ("match", "goal", "team", "season", "league", "coach", "film", "actor", "song", "weather", "rain", "school")


def street() -> list[Raw]:
    """Return every article page of the newsstand, as bytes with the outlet's address and clock."""
    stand = Newsstand(now=NOW.isoformat())
    pages = []
    for site in stand.sites.values():
        outlet = site.outlet
        for story in outlet.until(NOW):
            answer = site.answer(outlet.path(story), {})
            address = f"https://{outlet.slug}.example{outlet.path(story)}"
            pages.append(Raw(answer.body, outlet.design.charset, address, NOW, outlet.timezone, {}))
    return pages


def padded(body: bytes, chance: random.Random) -> bytes:
    """Return a page at the size of pages on the web: what is missing is script, as there."""
    missing = max(0, SIZE - len(body))
    script = f"<script>var state='{chance.getrandbits(missing * 4):x}'</script>" if missing else ""
    return body + script.encode()


def ordinary(chance: random.Random) -> bytes:
    """Return a page of news that is not ours: a menu, paragraphs, links to other pages, scripts."""
    links = "".join(f'<li><a href="/{number}">{_words(chance, 8)}</a></li>' for number in range(80))
    text = "".join(f"<p>{_words(chance, 60)}.</p>" for _ in range(12))
    head = f"<html><head><title>{_words(chance, 7)}</title></head>"
    return padded(f"{head}<body><ul>{links}</ul><h1>{_words(chance, 7)}</h1>{text}</body></html>".encode(), chance)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count)).capitalize()


def mix(count: int, relevant: list[bytes], share: float, chance: random.Random) -> list[bytes]:
    """Return so many pages, of which a share is taken from the relevant ones, evenly spread."""
    every = round(1 / share)
    ours = [padded(body, chance) for body in relevant]
    return [ours[n // every % len(ours)] if n % every == 0 else ordinary(chance) for n in range(count)]
