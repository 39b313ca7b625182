"""The reports of a deal and a language come in; their count and their links by language, safe to show, go out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from alerts.digest import Item
from alerts.telling.reports import Link
from alerts.wording import Wording
from pipeline.text import one_line


@dataclass(frozen=True)
class Source:
    """One line of a deal's list of reports; without a safe address only its text is shown."""

    title: str
    url: str | None
    about: str


@dataclass(frozen=True)
class Tongue:
    """The reports of a deal that are written in one language."""

    name: str
    sources: tuple[Source, ...]


def reported(item: Item, words: Wording) -> str:
    """Say how many publishers reported a deal, in which languages."""
    spoken = ", ".join(words.of("languages", lang) for lang in _by_language(item.links, words))
    return words.say("reports", publishers=words.count("publishers", item.publishers), languages=spoken)


def tongues(links: Sequence[Link], words: Wording) -> Iterator[Tongue]:
    """Sort reports by language, as its reader reads them."""
    for lang, told in _by_language(links, words).items():
        sources = tuple(_source(link, words) for link in told)
        yield Tongue(words.say("in_language", language=words.of("languages", lang)), sources)


def _by_language(links: Sequence[Link], words: Wording) -> dict[str, list[Link]]:
    """Sort reports by language, the reader's own first, in the reader's script, then the one with most of them."""
    of_language: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        of_language[link.lang].append(link)
    own = words.tag.partition("-")[0]

    def place(lang: str) -> tuple[bool, bool, int]:
        return lang.partition("-")[0] != own, lang != words.tag, -len(of_language[lang])

    return {lang: of_language[lang] for lang in sorted(of_language, key=place)}


def _source(link: Link, words: Wording) -> Source:
    about = [one_line(link.outlet)]
    if link.published:
        about.append(words.date(link.published))
    if link.reprints:
        about.append(f"+{words.count('reprints', len(link.reprints))}")
    return Source(cut(link.title, 140) or words.say("untitled"), safe_link(link.address), " · ".join(about))


def safe_link(address: str) -> str | None:
    """Return the address if it is a plain link to the web, else None."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    plain = address.isprintable() and not set(address) & set(" \"'<>\\`")
    return address if parts.scheme in {"http", "https"} and parts.hostname and plain else None


def cut(text: str, most: int) -> str:
    """Return one line of at most so many characters."""
    text = one_line(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
