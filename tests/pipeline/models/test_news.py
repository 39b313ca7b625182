"""What was read: an address is one page and one article, and a span points into the article's text."""

import pytest
from sqlalchemy import Engine

from pipeline.db import session
from pipeline.models import Article, Mention, Report
from tests.pipeline.models.rows import article, deal, page, refused


def test_an_address_is_one_page_and_one_article(database: Engine) -> None:
    refused(database, page(), page())
    refused(database, article(), article(page=page("https://news.example/2")))


@pytest.mark.parametrize(
    "row",
    [
        page(state="lost"),
        article(mentions=[Mention(kind="mineral", term="tin", surface="tin", start=0, end=3, modality="rumoured")]),
    ],
    ids=lambda row: type(row).__name__,
)
def test_a_state_outside_its_closed_list_is_refused(database: Engine, row: object) -> None:
    refused(database, row)


def test_a_span_points_into_title_blank_line_text(database: Engine) -> None:
    with session(database) as opened:
        opened.add(article())
    with session(database) as opened:
        assert opened.query(Article).one().document == "Tungsten\n\nA deal."


def test_an_article_takes_its_reports_and_mentions_with_it(database: Engine) -> None:
    with session(database) as opened:
        told = Report(deal=deal(), position=0, role="primary", deal_type="framework", stage="talks")
        opened.add(article(reports=[told]))
    with session(database) as opened:
        opened.delete(opened.query(Article).one())
    with session(database) as opened:
        assert opened.query(Report).count() == 0
