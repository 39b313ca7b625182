"""One page's way to facts, without a database."""

import datetime as dt

import pytest

from pipeline.extract import Raw, Unextractable
from pipeline.understand import local_time, understand
from tests.pipeline.test_process import SIGNED


def raw(body: str) -> Raw:
    return Raw(
        body=body.encode(),
        charset="utf-8",
        address="https://news.example/news/a-1",
        fetched_at=dt.datetime(2025, 3, 20, tzinfo=dt.UTC),
        timezone="Asia/Tashkent",
        hints={},
    )


def test_a_page_of_a_deal_is_understood() -> None:
    said = understand(raw(SIGNED))
    assert said.lang == "en"
    assert said.relevance.relevant
    assert [step.stage for step in said.steps if step.role == "primary"] == ["memorandum"]
    assert {found.term for found in said.found if found.kind == "mineral"} == {"tungsten"}


def test_every_span_points_into_title_blank_line_text() -> None:
    said = understand(raw(SIGNED))
    document = f"{said.extracted.title}\n\n{said.extracted.text}"
    assert all(document[found.start : found.end] == found.surface for found in said.found)


def test_the_publication_is_told_on_the_outlets_own_clock() -> None:
    local = local_time(understand(raw(SIGNED)).extracted)
    assert local is not None
    assert local.isoformat() == "2025-03-19T10:00:00+05:00"


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(Unextractable):
        understand(raw("<html><body></body></html>"))
