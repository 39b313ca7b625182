"""The name of a page and its facts come in; the page, readable without scripts, styles or images, goes out."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from alerts.wording import MODEL, languages, wording

TEMPLATES = Path(__file__).parent / "templates"


class Refused(HTTPException):
    """What a reader asks for cannot be done: why, by the key of its words, and the language to say it in, if known."""

    def __init__(self, status: int, key: str, language: str | None = None) -> None:
        super().__init__(status, wording(MODEL).say(key))
        self.key, self.language = key, language


def page(name: str, status: int = 200, language: str = "en", **facts: object) -> HTMLResponse:
    """Return a page of the folder of templates in a reader's language."""
    tongues = [(tag, wording(tag).data["name"]) for tag in languages()]
    made = (
        _environment()
        .get_template(f"{name}.html.j2")
        .render(w=wording(language), language=language, tongues=tongues, **facts)
    )
    return HTMLResponse(made, status)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
