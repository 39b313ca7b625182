"""Files in the gold format come in, stories with every boilerplate line in its place on a page go out."""

import datetime as dt
import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PLACES = tomllib.loads((HERE / "lines.toml").read_text(encoding="utf-8"))["place"]
LETTERS = tomllib.loads((HERE / "letters.toml").read_text(encoding="utf-8"))
SLUG_WORDS = 7


class InvalidStory(Exception):
    """A line of an article file cannot be served; the message names the file, the line and what is missing."""


@dataclass(frozen=True)
class Story:
    """What an outlet publishes; nothing of a gold record's labels is kept."""

    id: str
    outlet: str
    lang: str
    published: dt.datetime
    title: str
    paragraphs: tuple[str, ...]
    boilerplate: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """Return a stable number of seven digits, such as an outlet's database would give."""
        return stable(self.id) % 9_000_000 + 1_000_000

    @property
    def slug(self) -> str:
        """Return the title in plain Latin letters with hyphens, as addresses have it."""
        text = "".join(LETTERS.get(letter, letter) for letter in self.title.casefold())
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        return "-".join(re.findall(r"[a-z0-9]+", plain)[:SLUG_WORDS]) or "news"

    @property
    def native_slug(self) -> str:
        """Return the title's words in their own script with hyphens."""
        return "-".join(re.findall(r"\w+", self.title.casefold())[:SLUG_WORDS])

    @property
    def lines(self) -> dict[str, list[str]]:
        """Return the boilerplate lines by their place on the page."""
        placed: dict[str, list[str]] = {}
        for text in self.boilerplate:
            placed.setdefault(place(text), []).append(text)
        return placed


def place(text: str) -> str:
    """Return where a line of this kind stands on real pages: caption, ticker, inline, ending, tags, footer ..."""
    folded = text.casefold()
    for name, words in PLACES.items():
        if folded.startswith(tuple(words.get("starts", ()))) or any(word in folded for word in words.get("has", ())):
            return str(name)
    return ("header", "byline", "ending", "footer")[stable(text) % 4]


def stable(text: str) -> int:
    """Return a number that is the same for the same text on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest())


def read_stories(files: Iterable[Path]) -> list[Story]:
    """Return the stories of the files, newest first."""
    stories = [_story(line, f"{file}:{number}") for file in files for number, line in _lines(file)]
    return sorted(stories, key=lambda story: (story.published, story.id), reverse=True)


def _lines(file: Path) -> list[tuple[int, str]]:
    rows = Path(file).read_text(encoding="utf-8").splitlines()
    return [(number, row) for number, row in enumerate(rows, start=1) if row.strip()]


def _story(line: str, where: str) -> Story:
    try:
        record = json.loads(line)
        return Story(
            id=record["id"],
            outlet=record["outlet"],
            lang=record["lang"],
            published=dt.datetime.fromisoformat(record["published"]),
            title=record["title"],
            paragraphs=tuple(record["paragraphs"]),
            boilerplate=tuple(record.get("boilerplate", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidStory(f"{where} is no article in the gold format: {error!r}") from error
