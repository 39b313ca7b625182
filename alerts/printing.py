"""A deal of a digest and a language come in; its part of the page and of the plain text go out, made once for all."""

import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from markupsafe import escape

from alerts.digest import Item
from alerts.phrasing import LINKS, block
from alerts.wishes import because
from alerts.wording import Wording

TEMPLATES = Path(__file__).parent / "templates"
WIDTH = 72  # of the plain text
OPEN, CLOSE = "<table><tbody>", "</td></tr></tbody></table>"
WHY = "why"  # stands where a reader's own reason goes


@dataclass(frozen=True)
class Printed:
    """One deal as all read it, and why this reader is told of it."""

    heading: str
    glance: str
    html: str  # of a row of a table, its styles inlined
    text: str
    because: str


def printed(item: Item, words: Wording, links: int = LINKS) -> Printed:
    """Put a deal into a reader's language, with so many of its reports; what is the same for others is kept."""
    key = (words.tag, links)
    if key not in item.printed:
        item.printed[key] = _printed(item, words, links)
    heading, glance, html, text = item.printed[key]
    why = because(item, words)
    reason = _reason().replace(WHY, str(escape(why))) if why else ""
    return Printed(heading, glance, f"{html}{reason}</td></tr>", text, why)


def _printed(item: Item, words: Wording, links: int) -> tuple[str, str, str, str]:
    told = block(item, words, links)
    row = template("deal.html.j2").render(b=told, w=words)
    html = inliner().inline_fragment(f"<table>{row}</td></tr></table>", "")
    text = template("deal.txt.j2").render(b=told, w=words)
    return told.heading, told.glance, html.removeprefix(OPEN).removesuffix(CLOSE), text


@lru_cache(maxsize=1)
def _reason() -> str:
    return str(inliner().inline_fragment(f'<p class="source muted">{WHY}</p>', ""))


def wrap(text: str, indent: int = 0, first: str = "", rest: str | None = None) -> str:
    """Wrap a paragraph of the plain text behind a label or sign; ``rest`` (default: blanks) begins its other lines."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * indent + first,
        subsequent_indent=" " * indent + (" " * len(first) if rest is None else rest),
        break_on_hyphens=False,
        break_long_words=False,
    )


def template(name: str) -> Template:
    """Return a template of the digest."""
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrap"] = wrap
    return environment


@lru_cache(maxsize=1)
def inliner() -> css_inline.CSSInliner:
    """Return what writes the digest's styles into its page, as mail programs want them."""
    return css_inline.CSSInliner(
        keep_at_rules=True,  # dark mode and narrow screens cannot be said in style attributes
        minify_css=True,
        load_remote_stylesheets=False,
        extra_css=(TEMPLATES / "digest.css").read_text(encoding="utf-8"),
    )
