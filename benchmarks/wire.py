"""A seed and a number come in; as many made-up news articles in four languages and scripts go out in order of time.

What is a copy of what is known: cut, redated, promoted, retitled and reworded copies, among texts that only look alike.
"""

import datetime as dt
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

BEGIN = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
MINUTES = 3  # between two articles
LANGUAGES = ("en", "ru", "uz-Latn", "uz-Cyrl")
SOURCES = 40
NOTICES, REVIEWS = 0.12, 0.08  # shares of what happens
FOLLOWED, RETOLD = 0.1, 0.05  # shares of stories
NUMBERED = 0.3  # share of sentences
CYRILLIC = {
    "g‘": "ғ",
    "o‘": "ў",
    "sh": "ш",
    **dict(zip("abdehijklmnoqrstuxyzgvpcf", "абдеҳижклмноқрстухйзгвпсф", strict=True)),
}
SAID = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS = ("same", "cut", "dateline", "promoted", "retitled", "reworded", "reordered", "signs", "tail")


@dataclass(frozen=True)
class News:
    """One article, which story's text it carries, and how it came about."""

    source: str
    lang: str
    at: dt.datetime
    title: str
    text: str
    story: int  # articles of one story within WINDOW are copies of one another
    kind: str


@dataclass
class Tongue:
    """A language's words, the frequent ones first, and its names."""

    words: list[str]
    weights: list[float]
    names: list[str]


def news(seed: int, count: int) -> Iterator[News]:
    """Yield so many articles; the same seed gives the same ones."""
    chance = random.Random(seed)  # noqa: S311 - made-up news
    tongues = {lang: _tongue(chance, lang) for lang in ("en", "ru", "uz-Latn")}
    pending: list[News] = []
    told = story = 0
    at = BEGIN
    while told < count:
        at += dt.timedelta(minutes=MINUTES)
        story += 100
        pending += _happening(chance, tongues, at, story)
        pending.sort(key=lambda item: item.at)
        while pending and pending[0].at <= at and told < count:
            yield pending.pop(0)
            told += 1


def _happening(chance: random.Random, tongues: dict[str, Tongue], at: dt.datetime, story: int) -> list[News]:
    """Return what one moment brings: a story with its copies, or a text that only looks like others."""
    lang = chance.choice(LANGUAGES)
    spoken = "uz-Latn" if lang == "uz-Cyrl" else lang
    tongue, source = tongues[spoken], f"source{chance.randrange(SOURCES)}"
    draw = chance.random()
    if draw < NOTICES:
        found = [_notice(chance, tongue, spoken, source, at, story)]
    elif draw < NOTICES + REVIEWS:
        found = [_prices(chance, spoken, f"source{chance.randrange(4)}", at, story)]
    else:
        found = _story(chance, tongue, spoken, source, at, story)
    return [_cyrillic(item) for item in found] if lang == "uz-Cyrl" else found


def _story(chance: random.Random, tongue: Tongue, lang: str, source: str, at: dt.datetime, story: int) -> list[News]:
    names = chance.sample(tongue.names, 6)
    parts = [_sentence(chance, tongue, names) for _ in range(chance.randint(5, 14))]
    first = News(source, lang, at, _sentence(chance, tongue, names[:2], 6)[:-1], " ".join(parts), story, "original")
    found = [first]
    for _ in range(chance.choices((0, 1, 2, 4), (50, 25, 15, 10))[0]):
        later = at + dt.timedelta(hours=chance.random() * 30)
        other = replace(first, source=f"source{chance.randrange(SOURCES)}", at=later)
        found.append(_copy(chance, tongue, other, parts, chance.choice(KINDS)))
    if chance.random() < FOLLOWED:  # a follow-up that recalls, and is no copy
        recalled = " ".join([*(_sentence(chance, tongue, names) for _ in range(7)), *parts[:2]])
        when = at + dt.timedelta(hours=20 + chance.random() * 30)
        title = _sentence(chance, tongue, names[:2], 6)[:-1]
        found.append(replace(first, at=when, title=title, text=recalled, story=story + 1, kind="follow-up"))
    if chance.random() < RETOLD:  # an old text that is told again weeks later
        found.append(replace(first, at=at + dt.timedelta(days=12), story=story + 2, kind="repost"))
    return found


def _copy(chance: random.Random, tongue: Tongue, item: News, parts: list[str], kind: str) -> News:
    """Return the article as another outlet has it."""
    name = chance.choice(tongue.names)
    day = f"{item.at.day} {SAID[item.lang]['month']}"
    told = {
        "same": lambda: parts,
        "cut": lambda: parts[: max(3, len(parts) * 2 // 3)],
        "dateline": lambda: [f"{name.upper()}, {day} – {parts[0]}", *parts[1:]],
        "promoted": lambda: [*parts[:2], SAID[item.lang]["read"] + _sentence(chance, tongue, [name], 7), *parts[2:]],
        "retitled": lambda: parts,
        "reworded": lambda: [_reworded(chance, tongue, part) for part in parts],
        "reordered": lambda: [parts[0], *chance.sample(parts[1:], len(parts) - 1)],
        "signs": lambda: [part.replace("‘", "'").replace("’", "`").replace("ё", "е") for part in parts],
        "tail": lambda: [*parts, SAID[item.lang]["promotion"]],
    }[kind]()
    title = _sentence(chance, tongue, [name], 6)[:-1] if kind == "retitled" else item.title
    return replace(item, title=title, text=" ".join(told), kind=kind)


def _reworded(chance: random.Random, tongue: Tongue, part: str) -> str:
    words = part.split(" ")
    words[chance.randrange(len(words) - 1) if len(words) > 1 else 0] = chance.choice(tongue.words)
    return " ".join(words)


def _notice(chance: random.Random, tongue: Tongue, lang: str, source: str, at: dt.datetime, story: int) -> News:
    name, other = (" ".join(pair) for pair in (chance.sample(tongue.names, 2), chance.sample(tongue.names, 2)))
    text = SAID[lang]["notice"].format(name=name, other=other, a=chance.randrange(1, 99), b=chance.randrange(2, 99))
    return News(source, lang, at, f"{name} – {other}", text, story, "notice")


def _prices(chance: random.Random, lang: str, source: str, at: dt.datetime, story: int) -> News:
    text = SAID[lang]["prices"].format(a=8000 + chance.randrange(3000), b=2000 + chance.randrange(900))
    return News(source, lang, at, text.partition(".")[0], text, story, "prices")


def _sentence(chance: random.Random, tongue: Tongue, names: list[str], length: int = 0) -> str:
    words = chance.choices(tongue.words, cum_weights=tongue.weights, k=length or chance.randint(8, 18))
    for place in chance.sample(range(1, len(words)), min(2, len(names))):
        words[place] = chance.choice(names)
    if chance.random() < NUMBERED:
        words[-1] = str(chance.randrange(2, 900))
    return " ".join([words[0].capitalize(), *words[1:]]) + "."


def _tongue(chance: random.Random, lang: str) -> Tongue:
    def word(least: int, most: int) -> str:
        return "".join(
            chance.choice(SAID[lang]["consonants"]) + chance.choice(SAID[lang]["vowels"])
            for _ in range(chance.randint(least, most))
        )

    words = list(dict.fromkeys(word(1, 4) for _ in range(9000)))
    names = list(dict.fromkeys(word(2, 4).capitalize() for _ in range(3000)))
    return Tongue(words, list(accumulate(1 / (rank + 3) for rank in range(len(words)))), names)


def _cyrillic(item: News) -> News:
    return replace(item, lang="uz-Cyrl", title=_letters(item.title), text=_letters(item.text))


def _letters(text: str) -> str:
    text = re.sub("['`’]", "‘", text)  # Cyrillic has letters for what Latin writes with a sign
    for latin, cyrillic in CYRILLIC.items():
        text = text.replace(latin, cyrillic).replace(latin.capitalize(), cyrillic.capitalize())
    return text
