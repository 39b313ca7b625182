"""What is recalled of an article is what was read of its page, to the last field."""

import pytest
from sqlalchemy import Engine, select

from pipeline.db import session
from pipeline.models import Article, Deal, Page, SourceState
from pipeline.process import process, raw
from pipeline.recall import recall
from pipeline.reread import reread
from pipeline.understand import understand
from tests.pipeline.test_process import SIGNED, article, page

UNDATED = article("Tungsten memorandum signed in Tashkent", published="")


@pytest.mark.parametrize("body", [SIGNED, UNDATED])
def test_an_article_says_the_same_with_and_without_its_page(database: Engine, body: str) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="example", title="Example", publisher="Example", timezone="Asia/Tashkent"))
        opened.add(page(1, body, hints={"language": "en"}))
    process(database)
    with session(database) as opened:
        stored = opened.scalars(select(Page)).one()
        assert stored.article
        assert understand(recall(stored, stored.article)) == understand(raw(opened, stored))


def test_an_article_whose_page_is_gone_is_read_again(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="example", title="Example", publisher="Example", timezone="Asia/Tashkent"))
        opened.add(page(1, SIGNED))
    process(database)
    with session(database) as opened:
        one = opened.scalars(select(Article)).one()
        one.page.body = None
        opened.flush()
        before = [(deal.key, deal.stage, deal.minerals) for deal in opened.scalars(select(Deal))]
        reread(opened, one)
        assert [(deal.key, deal.stage, deal.minerals) for deal in opened.scalars(select(Deal))] == before
