"""An outlet's story and the time come in, the page's HTML goes out."""

import datetime as dt
import zoneinfo
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.newsstand.outlet import Outlet
from tests.newsstand.story import Story, stable
from tests.newsstand.visible_dates import visible, words

PLACES = ("header", "wall", "caption", "ticker", "footer", "tags", "related", "ending", "byline")


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent / "pages")
    templates = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters["label"] = lambda text: _halves(text)[0]
    templates.filters["rest"] = lambda text: _halves(text)[1]
    return templates


def _halves(text: str) -> tuple[str, str]:
    label, colon, rest = text.replace("：", ":", 1).partition(":")
    return (text[: len(label) + 1], rest.strip()) if colon and rest.strip() else ("", text)


def article_page(outlet: Outlet, story: Story, now: dt.datetime, street: list[Story], *, amp: bool = False) -> str:
    """Return the page of a story as it stands at that moment, with newer headlines of the street beside it."""
    said = words(story.lang)
    address = outlet.home + outlet.path(story)
    following = next((other for other in reversed(outlet.until(now)) if other.published > story.published), None)
    return (
        _templates()
        .get_template("amp.html.j2" if amp else f"{outlet.design.page}.html.j2")
        .render(
            **_common(outlet, now),
            story=story,
            said=said,
            lang=story.lang,
            lines={name: story.lines.get(name, []) for name in PLACES},
            body=_body(story),
            date=visible(outlet.date_form, story.published, now, story.lang),
            time=f"{story.published:%H:%M}",
            iso=story.published.isoformat(),
            updated=(story.published + dt.timedelta(hours=26, minutes=7)).isoformat(),
            address=address,
            twins=[(lang, outlet.edition(lang)) for lang in ("en", "ru", "uz-Latn", "uz-Cyrl")],
            newer=_headlines(street, story),
            following=following,
        )
    )


def list_page(outlet: Outlet, now: dt.datetime, stories: list[Story], title: str) -> str:
    """Return a page that lists stories, newest first."""
    lang = stories[0].lang if stories else "en"
    rows = [(story, outlet.home + outlet.path(story), _row_date(outlet, story, now)) for story in stories]
    return (
        _templates()
        .get_template("list.html.j2")
        .render(**_common(outlet, now), said=words(lang), lang=lang, rows=rows, heading=title)
    )


def bare_page(outlet: Outlet, name: str, now: dt.datetime) -> str:
    """Return a page that is no article: missing or challenge."""
    lang = (outlet.languages or ["en"])[0]
    return _templates().get_template(f"{name}.html.j2").render(**_common(outlet, now), said=words(lang), lang=lang)


def _common(outlet: Outlet, now: dt.datetime) -> dict[str, Any]:
    there = now.astimezone(zoneinfo.ZoneInfo(outlet.timezone))
    return {"outlet": outlet, "home": outlet.home, "visit": f"{there:%A, %B %d, %Y}", "year": there.year}


def _row_date(outlet: Outlet, story: Story, now: dt.datetime) -> str:
    form = "dots" if outlet.date_form == "none" else outlet.date_form
    return visible(form, story.published, now, story.lang)


def _body(story: Story) -> list[tuple[str, str]]:
    """Return paragraphs and, between two of them, the lines that interrupt the text on real pages."""
    flow = [("text", paragraph) for paragraph in story.paragraphs]
    last = max(1, len(flow) - 1)
    for line in story.lines.get("inline", []):
        flow.insert(1 + stable(story.id + line) % last, ("line", line))
    return flow


def _headlines(street: list[Story], story: Story) -> list[Story]:
    """Return up to five stories of the same language from other days, newer ones first."""
    others = [other for other in street if other.lang == story.lang and other.title != story.title]
    newer = [other for other in others if other.published > story.published] or others
    return sorted(newer, key=lambda other: stable(story.id + other.id))[:5]
