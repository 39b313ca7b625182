"""A deal of a digest and a language come in; its part of the page and of the plain text go out, made once for all."""

import re
import textwrap
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from alerts.digest import Item, Passed
from alerts.rendering.phrasing import LINKS, block
from alerts.rendering.wishes import because
from alerts.wording import Wording

TEMPLATES = Path(__file__).parent.parent / "templates"
WIDTH = 72  # of the plain text
OPEN, CLOSE = "<table><tbody>", "</td></tr></tbody></table>"
LIST, END = "<ol>", "</ol>"
WHY = "why"  # stands where a reader's own reason goes


class Printed(NamedTuple):
    """One deal as all read it, and why this reader is told of it."""

    heading: str
    glance: str
    line: str  # the glance as an entry of a list of the page
    html: str  # of a row of a table, its styles inlined
    text: str
    because: str


def printed(item: Item, words: Wording, links: int = LINKS) -> Printed:
    """Put a deal into a reader's language, with so many of its reports; what is the same for others is kept."""
    same = (words.tag, links)
    if same not in item.printed:
        item.printed[same] = _printed(item, words, links)
    (heading, glance, line, html, text), (why, reason) = item.printed[same], _told_because(item.matched, words)
    return Printed(heading, glance, line, f"{html}{reason}</td></tr>", text, why)


def _printed(item: Item, words: Wording, links: int) -> tuple[str, str, str, str, str]:
    told = block(item, words, links)
    row = template("deal.html.j2").render(b=told, w=words)
    whole = f"<table>{row}</td></tr></table>{LIST}<li>{escape(told.glance)}</li>{END}"
    html, _, line = inliner().inline_fragment(whole, "").partition(f"{CLOSE}{LIST}")
    # However few reports the page names, the text names all that it ever does.
    text = template("deal.txt.j2").render(b=told, w=words) if links == LINKS else printed(item, words).text
    return told.heading, told.glance, line.removesuffix(END), html.removeprefix(OPEN), text


@lru_cache(maxsize=4096)  # of the filters that deals pass, many of them the same
def _told_because(matched: Passed, words: Wording) -> tuple[str, str]:
    why = because(matched, words)
    return why, _reason().replace(WHY, str(escape(why))) if why else ""


@lru_cache(maxsize=1)
def _reason() -> str:
    return str(inliner().inline_fragment(f"<p><small>{WHY}</small></p>", ""))


@lru_cache(maxsize=1)
def gap() -> str:
    """Return the row that stands between two deals."""
    return row('<tr><td height="14"></td></tr>')


def row(html: str) -> str:
    """Return a row of the page with its styles inlined."""
    whole = inliner().inline_fragment(f"<table>{html}</table>", "")
    return str(whole).removeprefix(OPEN).removesuffix("</tbody></table>")


def wrap(text: str, indent: int = 0, first: str = "", rest: str | None = None) -> str:
    """Wrap a paragraph of the plain text behind a label or sign; ``rest`` (default: blanks) begins its other lines."""
    head = " " * indent + first
    others = " " * (len(head) if rest is None else indent) + (rest or "")
    return head + wrapped if (wrapped := _wrapped(text, len(head), others)) else ""


@lru_cache(maxsize=8192)  # of many lines most readers are told
def _wrapped(text: str, room: int, rest: str) -> str:
    """Return a paragraph without what its first line begins with, for which there is room."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * room,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )[room:]


def template(name: str) -> Template:
    """Return a template of the digest."""
    return _environment().get_template(name)


@lru_cache(maxsize=2)
def sheet(name: str) -> Markup:
    """Return a sheet of styles for the head of the page, without what is written for those who edit it."""
    styles = re.sub(r"/\*.*?\*/", "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return Markup(re.sub(r"\s*([{};,])\s*", r"\1", styles).strip())  # noqa: S704 - a file of ours


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
    environment.globals["sheet"] = sheet
    return environment


@lru_cache(maxsize=1)
def inliner() -> css_inline.CSSInliner:
    """Return what writes the digest's styles into its page, as mail programs want them."""
    return css_inline.CSSInliner(
        inline_style_tags=False,  # what stands in the head of the page stays there
        keep_style_tags=True,
        minify_css=True,
        load_remote_stylesheets=False,
        extra_css=(TEMPLATES / "digest.css").read_text(encoding="utf-8"),
    )
