"""An article comes in; pages of many shapes that carry it, with its boilerplate in the way, go out."""

import datetime as dt
import json
import random
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

Article = dict[str, Any]
Line = Callable[[str], str]

MENU = "".join(f'<a href="/{word.lower()}">{word}</a> ' for word in ("Home", "Politics", "Economy", "World", "Sport"))
COMMENTS = {"ru": "Комментарии (3)", "uz-Latn": "Izohlar (3)", "uz-Cyrl": "Изоҳлар (3)"}


class Shapes:
    """Builds pages around one article; the other articles lend their headlines, teasers and comments."""

    def __init__(self, article: Article, others: Sequence[Article], seed: int) -> None:
        self.article, self.others, self.chance = article, others, random.Random(seed)  # noqa: S311 - no secret
        self.title = escape(article["title"])
        self.date = f"{dt.datetime.fromisoformat(article['published']):%d.%m.%Y, %H:%M}"

    def pages(self) -> dict[str, str]:
        """Return one page of every shape by the shape's name."""
        shapes = [name for name in vars(type(self)) if not name.startswith("_") and name != "pages"]
        return {name: f"<html><head>{self._head()}</head><body>{getattr(self, name)()}" for name in shapes}

    def plain_paragraphs(self) -> str:
        """Paragraphs without any names."""
        return (
            f"{MENU}<div><h1>{self.title}</h1><span>{self.date}</span>{self._body()}</div><div>{self._cards(5)}</div>"
        )

    def hashed_names(self) -> str:
        """Every line in a div with a name made by a machine."""
        body = self._body(lambda text: f'<div class="sc-{self.chance.randint(1, 99)}x">{escape(text)}</div>')
        return (
            f'<div class="a1">{MENU}</div><div class="b2"><h1>{self.title}</h1>{body}</div><div>{self._cards(8)}</div>'
        )

    def table_and_breaks(self) -> str:
        """A table of old, lines parted by breaks, no heading."""
        body = self._body(lambda text: f"{escape(text)}<br><br>")
        links = "<br>".join(f'<a href="/x">{escape(other["title"])}</a>' for other in self.others)
        return f"<table><tr><td>{MENU}<td><b>{self.title}</b><br>{self.date}<br>{body}{links}</table>"

    def one_form(self) -> str:
        """The whole page in one form, as some servers write it."""
        return (
            f"<form><div>{MENU}</div><div><h2>{self.title}</h2>{self._body()}</div><div>{self._cards(5)}</div></form>"
        )

    def next_articles(self) -> str:
        """The next articles follow below, each with its h1."""
        return MENU + self._post("h1", self.article) + "".join(self._post("h1", other) for other in self.others)

    def next_articles_in_h2(self) -> str:
        """The next articles follow below, each with its h2."""
        return MENU + self._post("h1", self.article) + "".join(self._post("h2", other) for other in self.others)

    def comments(self) -> str:
        """Comments as long as the text, under their heading."""
        said = "".join(f"<b>Reader</b><div>{escape(other['paragraphs'][-1])}</div>" for other in self.others)
        heading = COMMENTS.get(self.article["lang"], "Comments (3)")
        return f"{MENU}<main><h1>{self.title}</h1><div>{self._body()}</div><div><h3>{heading}</h3>{said}</div></main>"

    def lead_apart(self) -> str:
        """The first paragraph apart from the others."""
        lead, *rest = self.article["paragraphs"]
        body = self._body(paragraphs=rest)
        figure = "<figure><img><figcaption>A mine in the hills</figcaption></figure>"
        return f"<section><h1>{self.title}</h1><p class=lead>{escape(lead)}</p>{figure}<div>{body}</div></section>"

    def wrapped_blocks(self) -> str:
        """Every paragraph in wrappers of its own."""
        body = self._body(lambda text: f'<div class="block"><div class="in"><p>{escape(text)}</p></div></div>')
        return f"{MENU}<div class=art><h1>{self.title}</h1>{body}</div><div class=more>{self._cards(4)}</div>"

    def text_twice(self) -> str:
        """The text stands there twice."""
        body = "".join(f"<p>{escape(text)}</p>" for text in self.article["paragraphs"])
        return f"{MENU}<h1>{self.title}</h1><div>{body}</div><div>{body}</div>"

    def teasers_in_the_body(self) -> str:
        """Cards of other articles in the element of the text."""
        return f"{MENU}<div><h1>{self.title}</h1>{self._body()}<h4>Other</h4>{self._cards(4)}</div>"

    def bold_labels(self) -> str:
        """Boilerplate in bold."""
        body = self._body(odd=lambda text: f"<p><strong>{escape(text)}</strong></p>")
        return f"<article><header><h1>{self.title}</h1></header>{body}</article><aside>{self._cards(4)}</aside>"

    def _head(self) -> str:
        data = {"@type": "NewsArticle", "headline": self.article["title"], "datePublished": self.article["published"]}
        return f"<title>{self.title} - The Site</title><script type='application/ld+json'>{json.dumps(data)}</script>"

    def _body(self, even: Line | None = None, odd: Line | None = None, paragraphs: Sequence[str] | None = None) -> str:
        """Return the paragraphs with the boilerplate lines before, between and after them."""
        even = even or (lambda text: f"<p>{escape(text)}</p>")
        lines = [even(text) for text in (self.article["paragraphs"] if paragraphs is None else paragraphs)]
        for text in self.article["boilerplate"]:
            place = self.chance.choice([0, len(lines), max(1, len(lines) // 2)])
            lines.insert(place, (odd or even)(text))
        return "".join(lines)

    def _post(self, tag: str, article: Article) -> str:
        body = "".join(f"<p>{escape(text)}</p>" for text in article["paragraphs"])
        return f"<article><{tag}>{escape(article['title'])}</{tag}><div>{self.date}</div><div>{body}</div></article>"

    def _cards(self, count: int) -> str:
        rows = [
            f'<div class="k"><a href="/a">{escape(other["title"])}</a><p>{escape(other["paragraphs"][0])}</div>'
            for other in [*self.others] * count
        ]
        return "".join(rows[:count])
