"""Texts that newsrooms take over are copies of one another, other news in the same words is none."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from pipeline.db import connect
from pipeline.dedupe import dedupe
from pipeline.models import Article, Page

NOON = dt.datetime(2025, 4, 10, 12, tzinfo=dt.UTC)
KNOWN: dict[str, Any] = tomllib.loads(Path(__file__).with_name("copies.toml").read_text(encoding="utf-8"))


def told(pair: dict[str, Any]) -> list[str]:
    """Return the paragraphs of the second text."""
    story = KNOWN["stories"][pair["of"]]["text"]
    parts = [story[part] if isinstance(part, int) else part for part in pair["text"]]
    for said, instead in pair.get("swap", {}).items():
        parts = [part.replace(said, instead) for part in parts]
    return parts


def written(number: int, story: dict[str, Any], text: list[str], after: float = 0) -> Article:
    """Return an article of the outlet, published so many hours after noon."""
    source, at = story["outlet"].lower(), NOON + dt.timedelta(hours=after)
    address = f"https://{number}.example"
    return Article(
        page=Page(source=source, address=address, requested=address, fetched_at=at),
        source=source,
        publisher=source,
        outlet=story["outlet"],
        address=address,
        title=story["title"],
        text="\n".join(text),
        lang=story.get("lang"),
        published_at=at,
        created_at=at,
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give a database that stays empty: what a test writes into it is taken back."""
    return connect(f"sqlite:///{tmp_path_factory.mktemp('copies') / 'konchi.db'}")


def found(engine: Engine, pair: dict[str, Any], *, backwards: bool = False) -> bool:
    """Tell whether the second text is taken for a copy of the story, whichever of them comes in first."""
    story = KNOWN["stories"][pair["of"]]
    both = [written(1, story, story["text"]), written(2, {**pair, "lang": story["lang"]}, told(pair), pair["after"])]
    with Session(engine) as opened:
        for article in reversed(both) if backwards else both:
            opened.add(article)
            dedupe(opened, article)
        opened.flush()
        copied = opened.scalar(select(Article.copy_of).where(Article.address == both[1].address)) is not None
        opened.rollback()
    return copied


@pytest.mark.parametrize("pair", KNOWN["pair"], ids=lambda pair: f"{pair['of']}: {pair['kind']}")
def test_a_copy_is_told_from_a_look_alike(empty: Engine, pair: dict[str, Any]) -> None:
    assert found(empty, pair) == pair.get("copy", False)
    assert found(empty, pair, backwards=True) == pair.get("copy", False)
